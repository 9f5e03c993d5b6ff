"""Two people destroy what belongs to no case and whose time is over, and a hold keeps it: the database asks it all again.

Whoever sees the thing sees what was proposed of it. The application may delete none of it itself.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models import F, Q

import candour.cases.models

RULES = "\n".join(
    f"""
    alter table access_{name} enable row level security;
    create policy with_what_it_is_about on access_{name} using (
        request_id in (select id from access_request) or arrival_id in (select id from access_arrival)
        or sharing_id in (select id from access_shared_now)
    );
    revoke update, delete, truncate on access_{name} from candour_app;
    grant update ({changes}) on access_{name} to candour_app;
    """  # noqa: S608 -- of parts that stand below
    for name, changes in (
        ("destruction", "approved_by_id, approved_at, ended_at, ended_by_id, why"),
        ("keeping_hold", "lifted_by_id, lifted_at, lifted_because"),
    )
)
STAYS = """
-- whoever deletes it, a hold keeps it; its name puts it before the triggers that remove what belongs to it
create function access_held_stays() returns trigger
language plpgsql security definer set search_path = public as $$
declare held boolean;
begin
    execute format('select exists (select from access_keeping_hold where lifted_at is null and %I = $1)', tg_argv[0])
        into held using old.id;
    if held then
        raise exception 'A hold stands on it.' using errcode = 'insufficient_privilege';
    end if;
    return old;
end $$;
create trigger access_held_stays before delete on access_request
    for each row execute function access_held_stays('request_id');
create trigger access_held_stays before delete on access_arrival
    for each row execute function access_held_stays('arrival_id');
create trigger access_held_stays before delete on access_shared_now
    for each row execute function access_held_stays('sharing_id');

-- with it goes what was proposed of it, and the reasons in the authority's chain: they stay entries, without their words
create function access_object(kind text, number bigint) returns text
language sql stable set search_path = public as $$
    select case kind when 'arrival_id' then 'arrival:' || (select key from access_arrival where id = number)
        when 'request_id' then 'request:' || number else 'sharing:' || number end
$$;
create function access_words_gone() returns trigger
language plpgsql security definer set search_path = public as $$
begin
    execute format('delete from access_destruction where %I = $1', tg_argv[0]) using old.id;
    execute format('delete from access_keeping_hold where %I = $1', tg_argv[0]) using old.id;
    update ledger_reason set text = '', key = '', erased_at = now()
    where chain = 0 and erased_at is null and seq in (
        select seq from ledger_entry where chain = 0 and object = access_object(tg_argv[0], old.id));
    return old;
end $$;
create trigger access_words_gone before delete on access_request
    for each row execute function access_words_gone('request_id');
create trigger access_words_gone before delete on access_arrival
    for each row execute function access_words_gone('arrival_id');
create trigger access_words_gone before delete on access_shared_now
    for each row execute function access_words_gone('sharing_id');
"""
DESTROY = """
-- destroys what two people agreed to destroy, for the second of them; returns how many rows of each table, and reasons
create function access_destroy(wanted bigint) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
    agreed access_destruction;
    part record;
    gone bigint;
    counts jsonb := '{}';
    day date := (now() at time zone 'Europe/London')::date;
    over boolean;
begin
    select * into agreed from access_destruction where id = wanted for update;
    if agreed.id is null or agreed.ended_at is not null or agreed.approved_at is null
        or agreed.approved_by_id is distinct from candour_user() or agreed.approved_by_id = agreed.proposed_by_id
        or not candour_may_dispose(agreed.proposed_by_id) or not candour_may_dispose(agreed.approved_by_id)
        or agreed.not_before > day
    then
        raise exception 'Two people have not agreed, or it is not due.' using errcode = 'insufficient_privilege';
    end if;
    if agreed.request_id is not null then
        perform from access_request where id = agreed.request_id for update;
        over := exists (
            select from access_request where id = agreed.request_id and case_id is null and state = 'closed'
                and kept_until <= day
        ) and not exists (
            select from access_complaint where request_id = agreed.request_id and answered_on is null
        );
    elsif agreed.arrival_id is not null then
        perform from access_arrival where id = agreed.arrival_id for update;
        over := exists (select from access_arrival where id = agreed.arrival_id and state = 'aside');
    else
        perform from access_shared_now where id = agreed.sharing_id for update;
        over := exists (
            select from access_shared_now where id = agreed.sharing_id and case_id is null and looked_at is not null
        );
    end if;
    if not over then
        raise exception 'It is not over.' using errcode = 'insufficient_privilege';
    end if;
    select count(*) into gone from ledger_reason r join ledger_entry e on e.chain = r.chain and e.seq = r.seq
    where r.chain = 0 and r.erased_at is null and e.object = case
        when agreed.request_id is not null then access_object('request_id', agreed.request_id)
        when agreed.arrival_id is not null then access_object('arrival_id', agreed.arrival_id)
        else access_object('sharing_id', agreed.sharing_id) end;
    counts := jsonb_build_object('reasons', gone);
    if agreed.request_id is not null then
        for part in
            select c.conrelid::regclass as name, a.attname as owner from pg_constraint c
            join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
            where c.contype = 'f' and c.confrelid = 'access_request'::regclass
                and c.conrelid not in ('access_request'::regclass, 'access_destruction'::regclass)
            order by 1
        loop
            execute format('select count(*) from %s where %I = $1', part.name, part.owner)
                into gone using agreed.request_id;
            if gone > 0 then
                counts := counts || jsonb_build_object(part.name::text, gone);
            end if;
        end loop;
        delete from access_request where id = agreed.request_id;
        counts := counts || jsonb_build_object('access_request', 1);
    elsif agreed.arrival_id is not null then
        delete from access_arrival where id = agreed.arrival_id;
        counts := counts || jsonb_build_object('access_arrival', 1);
    else
        delete from access_shared_now where id = agreed.sharing_id;
        counts := counts || jsonb_build_object('access_shared_now', 1);
    end if;
    set constraints all immediate;  -- nothing may be left that points to what is gone
    return counts;
end $$;
"""


def _of(to: str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(f"access.{to}", django.db.models.deletion.CASCADE, null=True, related_name="+")


def _by(*, null: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(settings.AUTH_USER_MODEL, django.db.models.deletion.PROTECT, null=null, related_name="+")


def _thing() -> list[tuple[str, models.Field]]:  # type: ignore[type-arg]
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
        ("request", _of("request")),
        ("arrival", _of("arrival")),
        ("sharing", _of("sharednow")),
    ]


KINDS = ("request", "arrival", "sharing")
ONE = reduce(or_, (Q(**{f"{each}__isnull": each != kind for each in KINDS}) for kind in KINDS))
ONCE = [
    models.UniqueConstraint(condition=Q(ended_at=None), fields=[each], name=f"access_destroy_{each}_once")
    for each in KINDS
]
HELD_ONCE = [
    models.UniqueConstraint(condition=Q(lifted_at=None), fields=[each], name=f"access_hold_{each}_once")
    for each in KINDS
]
BY_TWO = models.CheckConstraint(
    condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")), name="access_destroyed_by_two"
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("access", "0010_sent_tracked_and_passed_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Destruction",
            fields=[
                *_thing(),
                ("reason", models.TextField()),
                ("not_before", models.DateField()),
                ("not_covered", ArrayField(models.CharField(max_length=60), default=list)),
                ("proposed_by", _by()),
                ("proposed_at", models.DateTimeField()),
                ("approved_by", _by(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", _by(null=True)),
                ("why", models.TextField(blank=True)),
            ],
            options={
                "db_table": "access_destruction",
                "constraints": [
                    models.CheckConstraint(condition=ONE, name="access_destruction_of_one"),
                    BY_TWO,
                    *ONCE,
                ],
            },
        ),
        migrations.CreateModel(
            name="KeepingHold",
            fields=[
                *_thing(),
                ("reason", models.TextField()),
                ("set_by", _by()),
                ("set_at", models.DateTimeField()),
                ("lifted_by", _by(null=True)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_because", models.TextField(blank=True)),
            ],
            options={
                "db_table": "access_keeping_hold",
                "constraints": [models.CheckConstraint(condition=ONE, name="access_hold_of_one"), *HELD_ONCE],
            },
        ),
        migrations.RunSQL(RULES),
        migrations.RunSQL(STAYS),
        migrations.RunSQL(DESTROY),
    ]
