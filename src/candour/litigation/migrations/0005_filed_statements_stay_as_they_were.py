"""A statement that is filed stays as it was filed: its row, its words, what was considered for it, its gaps and its files.

All that can still happen to it is that it is withdrawn with a reason. And whoever asks what a statement lacks has to see
every case of its matter: of a case that is not seen nothing would seem to be missing.
"""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

FUNCTIONS = """
create function candour_sees_whole_matter(wanted bigint) returns boolean
language sql stable security definer set search_path = public as $$
    select wanted = any (candour_matters()) and not exists (
        select from litigation_case
        where matter_id = wanted and ended_at is null and not case_id = any (candour_visible())
    )
$$;

create function litigation_statement_stays() returns trigger language plpgsql as $$
begin
    if old.elsewhere or old.state not in ('filed', 'withdrawn') then
        return new;
    end if;
    if old.state = 'filed' and new.state = 'withdrawn' and new.withdrawn_because <> ''
        and to_jsonb(new) - array['state', 'withdrawn_because'] = to_jsonb(old) - array['state', 'withdrawn_because'] then
        return new;
    end if;
    raise exception 'A statement that is filed or withdrawn stays as it is.' using errcode = 'insufficient_privilege';
end $$;
create trigger litigation_statement_stays before update on litigation_statement
    for each row execute function litigation_statement_stays();

create function litigation_statement_finished() returns trigger
language plpgsql security definer set search_path = public as $$
begin
    if exists (
        select from litigation_statement
        where id = new.statement_id and state in ('filed', 'withdrawn') and not elsewhere
    ) then
        raise exception 'Nothing is added to a statement that is filed or withdrawn.'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
"""
_FINISHED = """
create trigger {table}_finished before insert or update on {table}
    for each row execute function litigation_statement_finished();
"""
RULES = """
alter table litigation_frozen enable row level security;
create policy need_to_know on litigation_frozen using (matter_id = any ((select candour_matters())::bigint[]));
revoke update, delete, truncate on litigation_frozen from candour_app;
"""
_TABLES = ("wording", "considered", "named_gap", "suggestion_answer", "frozen")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("litigation", "0004_who_has_to_search_and_what_was_held_then")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Frozen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.CharField(choices=[("pdf", "PDF"), ("docx", "Word")], max_length=4)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="litigation.matter"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="frozen", to="litigation.statement"
                    ),
                ),
            ],
            options={
                "db_table": "litigation_frozen",
                "constraints": [
                    models.UniqueConstraint(fields=("statement", "form"), name="litigation_frozen_once_each")
                ],
            },
        ),
        migrations.RunSQL(FUNCTIONS),
        migrations.RunSQL("\n".join(_FINISHED.format(table=f"litigation_{each}") for each in _TABLES)),
        migrations.RunSQL(RULES),
    ]
