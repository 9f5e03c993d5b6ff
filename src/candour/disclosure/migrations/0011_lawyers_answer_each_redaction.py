"""What lawyers say of each redaction, and how much was blacked out when a check was passed: rows that nobody changes."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_RULE = """
alter table disclosure_{part} enable row level security;
create policy need_to_know on disclosure_{part} using (case_id = any ((select candour_visible())::bigint[]));
alter table disclosure_{part} add constraint disclosure_{part}_of_its_case
    foreign key (disclosure_id, case_id) references disclosure_disclosure (id, case_id) deferrable initially deferred;
revoke update on disclosure_{part} from candour_app;
"""
RULES = "\n".join(_RULE.format(part=part) for part in ("oversight", "measured"))


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cases", "0009_search_by_its_index_from_the_first_moment"),
        ("disclosure", "0010_of_some_records_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Measured",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("ground", models.CharField(blank=True, max_length=60)),
                ("role", models.CharField(blank=True, max_length=40)),
                ("decided", models.IntegerField()),
                ("redacted", models.IntegerField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="disclosure.round"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "rates of redaction",
                "db_table": "disclosure_measured",
                "indexes": [models.Index(fields=["at"], name="disclosure_measured_at")],
            },
        ),
        migrations.CreateModel(
            name="Oversight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(max_length=10)),
                ("key", models.CharField(max_length=220)),
                ("fingerprint", models.CharField(max_length=64)),
                (
                    "ruling",
                    models.CharField(
                        choices=[
                            ("approved", "Approved"),
                            ("changed", "Changed by a lawyer"),
                            ("lifted", "Lifted by a lawyer"),
                            ("sent_back", "Sent back"),
                            ("explained", "Explained"),
                        ],
                        max_length=20,
                    ),
                ),
                ("removal", models.BooleanField(default=False)),
                ("action", models.CharField(max_length=20)),
                ("ground", models.CharField(blank=True, max_length=60)),
                ("explanation", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("decided", models.CharField(blank=True, max_length=16)),
                ("batch", models.CharField(max_length=16)),
                ("at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="disclosure.disclosure",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "answers to redactions",
                "db_table": "disclosure_oversight",
                "indexes": [
                    models.Index(fields=["disclosure", "about", "key", "-id"], name="disclosure_oversight_last"),
                    models.Index(fields=["disclosure", "decided"], name="disclosure_oversight_decided"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ruling", "approved"), _negated=True),
                            ("author", None),
                            models.Q(("by", models.F("author")), _negated=True),
                            _connector="OR",
                        ),
                        name="disclosure_oversight_never_alone",
                    )
                ],
            },
        ),
        migrations.RunSQL(RULES),
    ]
