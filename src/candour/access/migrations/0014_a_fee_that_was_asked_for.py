"""A fee that was asked for, seen with its request and gone with it; it is dropped and never removed."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RULES = """
alter table access_fee enable row level security;
create policy with_its_request on access_fee using (request_id in (select id from access_request));
revoke delete, truncate on access_fee from candour_app;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("access", "0013_what_is_not_answered_by_age"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Fee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=8)),
                ("why", models.TextField()),
                ("asked_on", models.DateField()),
                ("came_on", models.DateField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="access.request"
                    ),
                ),
            ],
            options={
                "db_table": "access_fee",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at", None)), fields=("request",), name="access_one_fee"
                    )
                ],
            },
        ),
        migrations.RunSQL(RULES),
    ]
