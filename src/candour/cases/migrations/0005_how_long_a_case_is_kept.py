"""How long a case is kept, holds, disposal by two people, copies of whole cases; and what the database itself insists on.

A case goes only through ``candour_dispose``, which checks everything again: the application may not delete one, nor may
anybody delete one that is held or that two people have not agreed to destroy.
"""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

RULES = "\n".join(
    f"""
    alter table cases_{name} enable row level security;
    create policy need_to_know on cases_{name} using (case_id = any ((select candour_visible())::bigint[]));
    """
    for name in ("retention", "hold", "disposal", "export")
)
CERTIFICATES = """
-- a certificate belongs to no case any more: to those who decided, to those who oversee, and to the job that makes it
alter table cases_certificate enable row level security;
create policy reading on cases_certificate for select using (
    chain = any ((select candour_visible())::bigint[]) or (select candour_oversees())
    or candour_user() in (proposed_by_id, approved_by_id)
);
create policy adding on cases_certificate for insert
    with check (chain = any ((select candour_visible())::bigint[]));
create policy finishing on cases_certificate for update
    using (chain = any ((select candour_visible())::bigint[]) and finished_at is null)
    with check (chain = any ((select candour_visible())::bigint[]));
"""
RIGHTS = """
revoke delete, truncate on cases_case, cases_hold, cases_disposal, cases_certificate from candour_app;
revoke update on cases_hold, cases_certificate from candour_app;
grant update (lifted_by_id, lifted_at, lifted_because) on cases_hold to candour_app;
grant update ("left", shared, finished_at, pdf) on cases_certificate to candour_app;
"""
STAYS = """
create function cases_case_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'TRUNCATE' then
        raise exception 'Cases are destroyed one by one.' using errcode = 'insufficient_privilege';
    end if;
    if exists (select from cases_hold where case_id = old.id and lifted_at is null) then
        raise exception 'A hold stands on this case.' using errcode = 'insufficient_privilege';
    end if;
    if not exists (
        select from cases_disposal where case_id = old.id and ended_at is null and approved_at is not null
            and approved_by_id <> proposed_by_id
    ) then
        raise exception 'Two people have not agreed to destroy this case.' using errcode = 'insufficient_privilege';
    end if;
    return old;
end $$;
create trigger cases_case_stays before delete on cases_case for each row execute function cases_case_stays();
create trigger cases_case_not_emptied before truncate on cases_case for each statement execute function cases_case_stays();
"""
DISPOSE = """
-- who may propose and approve: as Act.DISPOSE in accounts/roles.py
create function candour_may_dispose(person bigint) returns boolean
language sql stable security definer set search_path = public as $$
    select exists (
        select from accounts_role r join accounts_user u on u.id = r.user_id
        where r.user_id = person and r.ended_at is null and u.is_active
            and r.role in ('manager', 'information_governance')
    )
$$;

-- erases every row of one case in whatever table names it, for the job of that case; returns how many in each table
create function candour_dispose(wanted bigint) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
    part record;
    gone bigint;
    counts jsonb := '{}';
begin
    if nullif(current_setting('candour.case', true), '')::bigint is distinct from wanted then
        raise exception 'Only the job of this case may destroy it.' using errcode = 'insufficient_privilege';
    end if;
    perform from cases_case where id = wanted for update;
    if not exists (
        select from cases_disposal where case_id = wanted and ended_at is null and approved_at is not null
            and approved_by_id <> proposed_by_id and not_before <= (now() at time zone 'Europe/London')::date
            and candour_may_dispose(proposed_by_id) and candour_may_dispose(approved_by_id)
    ) then
        raise exception 'Two people have not agreed, or it is not due.' using errcode = 'insufficient_privilege';
    end if;
    delete from cases_case where id = wanted;  -- its trigger looks at holds
    for part in
        select c.conrelid::regclass as name, a.attname as owner from pg_constraint c
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where c.contype = 'f' and c.confrelid = 'cases_case'::regclass and cardinality(c.conkey) = 1
        order by 1
    loop
        execute format('delete from %s where %I = $1', part.name, part.owner) using wanted;
        get diagnostics gone = row_count;
        counts := counts || jsonb_build_object(part.name::text, gone);
    end loop;
    set constraints all immediate;  -- nothing may be left that points to what is gone
    return counts || jsonb_build_object('cases_case', 1);
end $$;

-- of the files of a destroyed case, those that another case holds as well
create function candour_files_shared(wanted bigint, hashes text[]) returns text[]
language plpgsql stable security definer set search_path = public as $$
begin
    if nullif(current_setting('candour.case', true), '')::bigint is distinct from wanted or not exists (
        select from cases_certificate where chain = wanted and finished_at is null
    ) then
        raise exception 'Only the job that destroys this case may ask.' using errcode = 'insufficient_privilege';
    end if;
    return (select coalesce(array_agg(distinct sha256::text), array[]::text[]) from cases_file where sha256 = any (hashes));
end $$;
create index cases_file_sha256 on cases_file (sha256);

-- destroyed cases whose files are not all erased yet: numbers only
create function candour_disposals_unfinished() returns setof bigint
language sql stable security definer set search_path = public as $$
    select chain from cases_certificate where finished_at is null
$$;
"""
USER = settings.AUTH_USER_MODEL


def _id() -> tuple[str, models.BigAutoField]:  # type: ignore[type-arg]
    return "id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _user(*, null: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(USER, django.db.models.deletion.PROTECT, null=null, related_name="+")


def _case(name: str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey("cases.Case", django.db.models.deletion.CASCADE, related_name=name)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cases", "0004_what_the_engine_found"),
        ("accounts", "0001_people_roles_teams"),
        migrations.swappable_dependency(USER),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Retention",
            fields=[
                _id(),
                ("kind", models.CharField(max_length=60)),
                ("pack_sha256", models.CharField(max_length=64)),
                ("born", models.DateField(null=True)),
                ("died", models.DateField(null=True)),
                ("adopted", models.DateField(null=True)),
                ("closed", models.DateField(null=True)),
                ("set_at", models.DateTimeField()),
                (
                    "case",
                    models.OneToOneField("cases.Case", django.db.models.deletion.CASCADE, related_name="retention"),
                ),
                ("set_by", _user()),
            ],
            options={"db_table": "cases_retention"},
        ),
        migrations.CreateModel(
            name="CaseHold",
            fields=[
                _id(),
                ("name", models.CharField(blank=True, max_length=60)),
                ("reason", models.TextField(blank=True)),
                ("set_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_because", models.TextField(blank=True)),
                ("case", _case("holds")),
                ("set_by", _user()),
                ("lifted_by", _user(null=True)),
            ],
            options={"db_table": "cases_hold"},
        ),
        migrations.CreateModel(
            name="Disposal",
            fields=[
                _id(),
                ("reason", models.TextField()),
                ("not_before", models.DateField()),
                ("proposed_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("why", models.TextField(blank=True)),
                ("case", _case("disposals")),
                ("proposed_by", _user()),
                ("approved_by", _user(null=True)),
                ("ended_by", _user(null=True)),
            ],
            options={
                "db_table": "cases_disposal",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["case"], condition=Q(ended_at=None), name="cases_one_disposal_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                        name="cases_disposal_by_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Export",
            fields=[
                _id(),
                ("key", models.CharField(max_length=16, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("done", models.IntegerField(default=0)),
                ("total", models.IntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.BigIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=500)),
                ("collected_at", models.DateTimeField(null=True)),
                ("by", _user()),
                ("case", _case("exports")),
            ],
            options={
                "db_table": "cases_export",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["case", "by"], condition=Q(ended_at=None), name="cases_one_export_each"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                _id(),
                ("key", models.CharField(max_length=16, unique=True)),
                ("chain", models.BigIntegerField(unique=True)),
                ("reference", models.CharField(max_length=60)),
                ("schedule", models.JSONField()),
                ("proposed_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField()),
                ("rows", models.JSONField()),
                ("files", models.IntegerField()),
                ("bytes", models.BigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("erased_at", models.DateTimeField()),
                ("left", models.JSONField(null=True)),
                ("shared", models.IntegerField(default=0)),
                ("finished_at", models.DateTimeField(null=True)),
                ("pdf", models.BinaryField(null=True)),
                ("proposed_by", _user()),
                ("approved_by", _user()),
            ],
            options={"db_table": "cases_certificate"},
        ),
        migrations.RunSQL(RULES),
        migrations.RunSQL(CERTIFICATES),
        migrations.RunSQL(RIGHTS),
        migrations.RunSQL(STAYS),
        migrations.RunSQL(DISPOSE),
    ]
