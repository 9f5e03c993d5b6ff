"""A place that is searched says which gap of a file it is to fill."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("litigation", "0006_when_something_was_first_disclosed")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="place", name="gap", field=models.CharField(blank=True, db_default="", max_length=60)
        )
    ]
