"""Who sees a matter, in the database; and that its legal team sees its cases whole from the moment it is opened.

A matter is seen by its members and by the heads of litigation, a case by them too as long as the matter is live; a bar
from any of its cases beats all. Opening one on a case that the lawyer cannot see yet is done by a function, as an
emergency is. What was answered, marked, disclosed or considered is added to, never changed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

PARTS = (
    "member", "party", "event", "event_move", "certificate", "search_answer", "statement", "wording", "named_gap",
    "suggestion_answer", "finding",
)  # fmt: skip
OF_CASE = ("case", "out_of_scope", "marking", "disclosed", "alert", "considered")
STAYS = ("event_move", "search_answer", "marking", "disclosed", "wording", "considered", "suggestion_answer", "finding")

FUNCTIONS = """
-- teams of the case, its manager, grants that run, and who works on a live matter; a bar beats them all; a job sees the
-- one case it works on
create or replace function candour_visible() returns bigint[]
language sql stable security definer set search_path = public as $$
    select case when nullif(current_setting('candour.case', true), '') is not null
        then array[current_setting('candour.case')::bigint]
        else coalesce((
            select array_agg(found.case_id) from (
                select id as case_id from cases_case where manager_id = candour_user()
                union
                select t.case_id from cases_team t join accounts_membership m on m.team_id = t.team_id
                    where t.ended_at is null and m.ended_at is null and m.user_id = candour_user()
                union
                select case_id from cases_grant where user_id = candour_user() and ended_at is null
                    and last_day >= (now() at time zone 'Europe/London')::date
                union
                select c.case_id from litigation_case c join litigation_matter l on l.id = c.matter_id
                    where c.ended_at is null and l.closed_at is null and (
                        (select candour_heads_litigation()) or exists (
                            select from litigation_member m where m.matter_id = l.id and m.user_id = candour_user()
                                and m.ended_at is null and m.capacity in ('supervising', 'lawyer', 'witness')
                        )
                    )
                except
                select case_id from cases_bar where user_id = candour_user() and lifted_at is null
            ) found
            where exists (select from accounts_user where id = candour_user() and is_active)
        ), array[]::bigint[]) end
$$;

-- matters of whoever acts; a job sees those of the case it works on
create function candour_matters() returns bigint[]
language sql stable security definer set search_path = public as $$
    select coalesce(array_agg(l.id), array[]::bigint[]) from litigation_matter l
    where case when nullif(current_setting('candour.case', true), '') is not null then
        exists (select from litigation_case c where c.matter_id = l.id
            and c.case_id = nullif(current_setting('candour.case', true), '')::bigint)
    else
        exists (select from accounts_user where id = candour_user() and is_active)
        and ((select candour_heads_litigation()) or exists (
            select from litigation_member m
            where m.matter_id = l.id and m.user_id = candour_user() and m.ended_at is null
        ))
        and not exists (
            select from litigation_case c join cases_bar b on b.case_id = c.case_id
            where c.matter_id = l.id and b.user_id = candour_user() and b.lifted_at is null
        )
    end
$$;

-- a matter is opened by who may not see its case yet, by the council's number; null: no such case, or barred from it
create function candour_open_matter(
    named text, new_key text, new_kind text, new_title text, pack text, pack_hash text, moment timestamptz
) returns bigint language plpgsql security definer set search_path = public as $$
declare
    found bigint;
    made bigint;
begin
    select id into found from cases_case where reference = named or key = named;
    if found is null or not candour_practises_law() or exists (
        select from cases_bar where case_id = found and user_id = candour_user() and lifted_at is null
    ) then
        return null;
    end if;
    insert into litigation_matter (
        key, case_id, kind, title, reference, claim_number, court, issues, pack_version, pack_sha256, opened_by_id,
        opened_at, outcome
    ) values (new_key, found, new_kind, new_title, '', '', '', '', pack, pack_hash, candour_user(), moment, '')
    returning id into made;
    insert into litigation_case (matter_id, case_id, linked_by_id, linked_at)
        values (made, found, candour_user(), moment);
    insert into litigation_member (matter_id, user_id, capacity, added_by_id, since)
        values (made, candour_user(), 'lawyer', candour_user(), moment);
    return made;
end $$;

-- a further case of a matter, by the council's number; null: no such case, or somebody of the matter is barred from it
create function candour_link_case(wanted bigint, named text, moment timestamptz) returns bigint
language plpgsql security definer set search_path = public as $$
declare found bigint;
begin
    select id into found from cases_case where reference = named or key = named;
    if found is null or not candour_practises_law() or not wanted = any (candour_matters()) or exists (
        select from cases_bar where case_id = found and user_id = candour_user() and lifted_at is null
    ) then
        return null;
    end if;
    insert into litigation_case (matter_id, case_id, linked_by_id, linked_at)
        values (wanted, found, candour_user(), moment)
        on conflict (matter_id, case_id) where ended_at is null do nothing;
    return found;
end $$;

-- that there is a live matter on a case, and who sees the case by it, for everybody who may see the case
create function candour_seen_through_matters(wanted bigint)
returns table (kind text, capacity text, person bigint, since timestamptz)
language sql stable security definer set search_path = public as $$
    select l.kind::text, m.capacity::text, m.user_id, m.since
    from litigation_case c join litigation_matter l on l.id = c.matter_id
    join litigation_member m on m.matter_id = l.id and m.ended_at is null
    where c.case_id = wanted and wanted = any (candour_visible()) and c.ended_at is null and l.closed_at is null
        and m.capacity in ('supervising', 'lawyer', 'witness')
    order by l.id, m.since
$$;

-- rows of a matter go with it, also when its case is destroyed by the database's own function
create function litigation_matter_gone() returns trigger
language plpgsql security definer set search_path = public as $$
declare part record;
begin
    for part in
        select c.conrelid::regclass as name, a.attname as owner from pg_constraint c
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where c.contype = 'f' and c.confrelid = 'litigation_matter'::regclass
    loop
        execute format('delete from %s where %I = $1', part.name, part.owner) using old.id;
    end loop;
    return old;
end $$;
create trigger litigation_matter_gone before delete on litigation_matter
    for each row execute function litigation_matter_gone();
"""
ROLES = """
create function candour_heads_litigation() returns boolean
language sql stable security definer set search_path = public as $$
    select exists (
        select from accounts_role r join accounts_user u on u.id = r.user_id
        where r.user_id = candour_user() and r.ended_at is null and u.is_active and r.role = 'head_of_litigation'
    )
$$;
create function candour_practises_law() returns boolean
language sql stable security definer set search_path = public as $$
    select exists (
        select from accounts_role r join accounts_user u on u.id = r.user_id
        where r.user_id = candour_user() and r.ended_at is null and u.is_active
            and r.role in ('lawyer', 'head_of_litigation')
    )
$$;
"""
_SEEN = "any ((select candour_matters())::bigint[])"
_CASE = "any ((select candour_visible())::bigint[])"
_RULE = "alter table litigation_{table} enable row level security; create policy need_to_know on litigation_{table} using ({seen});"
RULES = "\n".join(
    [
        _RULE.format(table="matter", seen=f"id = {_SEEN}"),
        *(_RULE.format(table=table, seen=f"matter_id = {_SEEN}") for table in PARTS),
        *(_RULE.format(table=table, seen=f"matter_id = {_SEEN} and case_id = {_CASE}") for table in OF_CASE),
        # whoever has to search answers without seeing the matter
        _RULE.format(table="place", seen=f"matter_id = {_SEEN} or custodian_id = (select candour_user())"),
        """
        create policy answering on litigation_search_answer for insert
            with check (place_id in (select id from litigation_place));
        create policy own_answers on litigation_search_answer for select
            using (place_id in (select id from litigation_place));
        """,
        "revoke delete, truncate on litigation_matter, litigation_sweep, litigation_acknowledgement from candour_app;",
        "revoke update on litigation_sweep from candour_app;",
        *(f"revoke update, delete, truncate on litigation_{each} from candour_app;" for each in STAYS),
        *(
            f"revoke delete, truncate on litigation_{each} from candour_app;"
            for each in (*PARTS, *OF_CASE, "place")
            if each not in STAYS
        ),
        "revoke delete, truncate on litigation_protocol, litigation_protocol_version from candour_app;",
    ]
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("litigation", "0001_what_a_matter_is_made_of"),
        ("cases", "0009_search_by_its_index_from_the_first_moment"),
    ]
    operations: ClassVar = [migrations.RunSQL(ROLES), migrations.RunSQL(FUNCTIONS), migrations.RunSQL(RULES)]
