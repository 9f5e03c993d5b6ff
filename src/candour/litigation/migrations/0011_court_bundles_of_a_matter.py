"""Which disclosures make a court bundle of a matter, for whom, and what was in the way when they were begun."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RULES = """
alter table litigation_bundle enable row level security;
create policy need_to_know on litigation_bundle using (
    matter_id = any ((select candour_matters())::bigint[]) and case_id = any ((select candour_visible())::bigint[])
);
revoke update, delete, truncate on litigation_bundle from candour_app;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("litigation", "0010_what_legal_withholds_is_not_sent_to_a_party"),
        ("disclosure", "0011_lawyers_answer_each_redaction"),
        ("cases", "0009_search_by_its_index_from_the_first_moment"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Bundle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("in_the_way", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "disclosure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="disclosure.disclosure"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="litigation.matter"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="litigation.party"
                    ),
                ),
            ],
            options={"db_table": "litigation_bundle"},
        ),
        migrations.RunSQL(RULES),
    ]
