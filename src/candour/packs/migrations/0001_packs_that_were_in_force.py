"""Every pack that was ever in force and when; the database refuses to change or remove what people decided under."""

from __future__ import annotations

from typing import ClassVar

import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

STAYS = """
create function packs_stay() returns trigger language plpgsql as $$
begin
    if tg_table_name = 'packs_period' and tg_op = 'UPDATE' and old.ended_at is null
        and (new.id, new.version_id, new.since) = (old.id, old.version_id, old.since)
        and new.by_id is not distinct from old.by_id then
        return new;  -- a period ends, once
    end if;
    raise exception 'A policy that was in force stays as it was.' using errcode = 'insufficient_privilege';
end $$;
create trigger packs_version_stays before update or delete on packs_version
    for each row execute function packs_stay();
create trigger packs_version_not_emptied before truncate on packs_version
    for each statement execute function packs_stay();
create trigger packs_period_stays before update or delete on packs_period
    for each row execute function packs_stay();
create trigger packs_period_not_emptied before truncate on packs_period
    for each statement execute function packs_stay();
revoke update, delete, truncate on packs_version, packs_period from candour_app;
grant update (ended_at) on packs_period to candour_app;
"""
CHANGES = """
drop trigger packs_period_not_emptied on packs_period;
drop trigger packs_period_stays on packs_period;
drop trigger packs_version_not_emptied on packs_version;
drop trigger packs_version_stays on packs_version;
drop function packs_stay();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations: ClassVar = [
        migrations.CreateModel(
            name="PackVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("name", models.TextField()),
                ("version", models.TextField()),
                ("title", models.TextField()),
                ("files", models.JSONField()),
                ("came_at", models.DateTimeField()),
            ],
            options={"db_table": "packs_version"},
        ),
        migrations.CreateModel(
            name="Period",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="periods", to="packs.packversion"
                    ),
                ),
            ],
            options={
                "db_table": "packs_period",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.lookups.IsNull(models.F("ended_at"), True),
                        condition=models.Q(("ended_at", None)),
                        name="packs_one_in_force",
                    )
                ],
            },
        ),
        migrations.RunSQL(STAYS, CHANGES),
    ]
