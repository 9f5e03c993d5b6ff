"""What the records of a case state differently from a statement, kept so that no page has to wait for the comparison."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

RULES = """
alter table litigation_looked enable row level security;
create policy need_to_know on litigation_looked using (
    matter_id = any ((select candour_matters())::bigint[]) and case_id = any ((select candour_visible())::bigint[])
);
revoke delete, truncate on litigation_looked from candour_app;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("litigation", "0007_gaps_that_somebody_looks_for"),
        ("cases", "0009_search_by_its_index_from_the_first_moment"),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Looked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("inputs", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("failed", models.CharField(blank=True, max_length=500)),
                ("found", models.JSONField(default=list)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="litigation.matter"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="litigation.statement"
                    ),
                ),
            ],
            options={"db_table": "litigation_looked"},
        ),
        migrations.AddConstraint(
            model_name="looked",
            constraint=models.UniqueConstraint(fields=("statement", "case"), name="litigation_looked_once_a_case"),
        ),
        migrations.RunSQL(RULES),
    ]
