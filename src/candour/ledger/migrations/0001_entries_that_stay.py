"""The ledger's tables, and the database's refusal to change or remove an entry, whoever asks."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

STAYS = """
create function ledger_stays() returns trigger language plpgsql as $$
begin
    raise exception 'The ledger is added to, never changed.' using errcode = 'insufficient_privilege';
end $$;
create trigger ledger_entry_stays before update or delete on ledger_entry
    for each row execute function ledger_stays();
create trigger ledger_entry_not_emptied before truncate on ledger_entry
    for each statement execute function ledger_stays();
revoke update, delete, truncate on ledger_entry from candour_app;
revoke delete, truncate on ledger_reason from candour_app;

-- a chain's end, even for who may add to the chain but not read it: numbers and hashes only
create function ledger_tail(wanted bigint) returns table (seq bigint, hash text)
language sql stable security definer set search_path = public as $$
    select seq, hash::text from ledger_entry where chain = wanted order by seq desc limit 1
$$;
"""
CHANGES = """
drop function ledger_tail(bigint);
drop trigger ledger_entry_not_emptied on ledger_entry;
drop trigger ledger_entry_stays on ledger_entry;
drop function ledger_stays();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain", models.BigIntegerField()),
                ("seq", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("actor", models.BigIntegerField(null=True)),
                ("verb", models.CharField(max_length=40)),
                ("object", models.CharField(blank=True, max_length=200)),
                ("line", models.TextField()),
            ],
            options={
                "db_table": "ledger_entry",
                "ordering": ["chain", "seq"],
                "indexes": [
                    models.Index(fields=["chain", "object", "seq"], name="ledger_of_object"),
                    models.Index(fields=["actor", "at"], name="ledger_of_actor"),
                ],
                "constraints": [models.UniqueConstraint(fields=("chain", "seq"), name="ledger_one_link_each")],
            },
        ),
        migrations.CreateModel(
            name="Reason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain", models.BigIntegerField()),
                ("seq", models.BigIntegerField()),
                ("key", models.CharField(blank=True, max_length=64)),
                ("text", models.TextField(blank=True)),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "ledger_reason",
                "constraints": [models.UniqueConstraint(fields=("chain", "seq"), name="ledger_one_reason_each")],
            },
        ),
        migrations.RunSQL(STAYS, CHANGES),
    ]
