"""Whom unclear names mean, and court orders that lift a lock: seen by need-to-know, added to, and confirmed by another.

What was said or entered is never changed: only who confirmed it, and who withdrew an order and why, is set later.
"""

from __future__ import annotations

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import candour.cases.models

RULES = """
alter table disclosure_identity enable row level security;
create policy need_to_know on disclosure_identity using (case_id = any ((select candour_visible())::bigint[]));
alter table disclosure_order enable row level security;
create policy need_to_know on disclosure_order using (case_id = any ((select candour_visible())::bigint[]));
alter table disclosure_order add constraint disclosure_order_of_its_case
    foreign key (disclosure_id, case_id) references disclosure_disclosure (id, case_id) deferrable initially deferred;

revoke update on disclosure_identity from candour_app;
grant update (confirmed_by_id, confirmed_at) on disclosure_identity to candour_app;
revoke update on disclosure_order from candour_app;
grant update (confirmed_by_id, confirmed_at, withdrawn_by_id, withdrawn_at, withdrawn_because)
    on disclosure_order to candour_app;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cases", "0007_search_reads_only_the_pages_it_shows"),
        ("disclosure", "0008_counted_by_what_stands_together"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="disclosure",
            name="known_as",
            field=models.CharField(blank=True, db_default="", max_length=64),
        ),
        migrations.CreateModel(
            name="CourtOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
                ("person", models.CharField(max_length=40)),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None),
                ),
                ("court", models.CharField(max_length=200)),
                ("number", models.CharField(max_length=100)),
                ("dated", models.DateField()),
                ("record", models.CharField(blank=True, max_length=200)),
                ("page", models.IntegerField(default=0)),
                ("entered_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_because", models.TextField(blank=True, db_default="")),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="disclosure.disclosure",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_order",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_by", models.F("entered_by")), _negated=True),
                        name="disclosure_order_two_people",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mention", models.CharField(max_length=40)),
                ("version", models.IntegerField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "It is this person"),
                            ("somebody_else", "Somebody else, none of these"),
                            ("cannot_tell", "I cannot tell"),
                            ("", "Nobody has said"),
                        ],
                        max_length=20,
                    ),
                ),
                ("person", models.CharField(blank=True, max_length=40)),
                (
                    "candidates",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None),
                ),
                ("content", models.CharField(blank=True, max_length=64)),
                ("text", models.TextField()),
                ("batch", models.CharField(max_length=16)),
                ("undoes", models.CharField(blank=True, max_length=16)),
                ("at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_identity",
                "indexes": [models.Index(fields=["case", "batch"], name="disclosure_identity_batch")],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "mention", "version"), name="disclosure_identity_version"),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_by", models.F("by")), _negated=True),
                        name="disclosure_identity_two_people",
                    ),
                ],
            },
        ),
        migrations.RunSQL(RULES),
    ]
