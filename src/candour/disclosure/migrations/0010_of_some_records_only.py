"""A disclosure can be of some records only. Which ones is said when it is opened and changes no more."""

from __future__ import annotations

from typing import ClassVar

import django.contrib.postgres.fields
from django.db import migrations, models

STAYS = """
create trigger disclosure_scope_stays before update on disclosure_disclosure
    for each row when (old.only is distinct from new.only or old.only_why is distinct from new.only_why)
    execute function disclosure_stays('Which records a disclosure is of does not change.');
"""
GOES = "drop trigger disclosure_scope_stays on disclosure_disclosure;"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("disclosure", "0009_whom_names_mean_and_court_orders")]
    operations: ClassVar = [
        migrations.AddField(
            "disclosure",
            "only",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=400), db_default=[], default=list, size=None
            ),
        ),
        migrations.AddField("disclosure", "only_why", models.CharField(blank=True, db_default="", max_length=500)),
        migrations.RunSQL(STAYS, GOES),
    ]
