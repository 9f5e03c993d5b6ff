"""Need-to-know in the database itself: a row is seen only by who may see its case, and only while they may.

Every table with a case has the same rule. It asks once per statement which cases the person of this transaction sees,
and compares numbers from then on.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

TABLES = (
    "team", "grant", "bar", "person", "upload", "file", "manifest", "preparation", "record", "page", "gap",
)  # fmt: skip

FUNCTIONS = """
create function candour_user() returns bigint language sql stable as $$
    select nullif(current_setting('candour.user', true), '')::bigint
$$;

-- teams of the case, its manager, grants that run; a bar beats them all; a job sees the one case it works on
create function candour_visible() returns bigint[] language sql stable security definer set search_path = public as $$
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
                except
                select case_id from cases_bar where user_id = candour_user() and lifted_at is null
            ) found
            where exists (select from accounts_user where id = candour_user() and is_active)
        ), array[]::bigint[]) end
$$;

-- who looks after the whole authority's ledger; still no case's
create function candour_oversees() returns boolean language sql stable security definer set search_path = public as $$
    select exists (
        select from accounts_role r join accounts_user u on u.id = r.user_id
        where r.user_id = candour_user() and r.ended_at is null and u.is_active
            and r.role in ('administrator', 'auditor', 'information_governance')
    )
$$;

-- a case is opened by a function, because nobody sees a case that is not there yet
create function candour_open_case(
    new_key text, new_reference text, new_name text, new_manager bigint, teams bigint[], moment timestamptz, until date
) returns bigint language plpgsql security definer set search_path = public as $$
declare made bigint;
begin
    if not exists (select from accounts_user where id = candour_user() and is_active) then
        raise exception 'Nobody acts.' using errcode = 'insufficient_privilege';
    end if;
    insert into cases_case (key, reference, name, opened_at, opened_by_id, manager_id)
        values (new_key, new_reference, new_name, moment, candour_user(), new_manager) returning id into made;
    insert into cases_team (case_id, team_id, since) select made, unnest(teams), moment;
    if not made = any (candour_visible()) then
        insert into cases_grant (case_id, user_id, purpose, emergency, given_by_id, given_at, last_day)
            values (made, candour_user(), 'Setting up the case', false, candour_user(), moment, until);
    end if;
    return made;
end $$;

-- emergency access is taken by who does not see the case, by the council's number or the case's key
create function candour_break_glass(named text, why text, moment timestamptz, until date) returns bigint
language plpgsql security definer set search_path = public as $$
declare found bigint;
begin
    select id into found from cases_case where reference = named or key = named;
    if found is null or exists (
        select from cases_bar where case_id = found and user_id = candour_user() and lifted_at is null
    ) or not exists (select from accounts_user where id = candour_user() and is_active) then
        return null;
    end if;
    insert into cases_grant (case_id, user_id, purpose, emergency, given_by_id, given_at, last_day)
        values (found, candour_user(), why, true, candour_user(), moment, until);
    return found;
end $$;

-- full text in one case: asked here and not through the row's rule, which would leave the index unused
create function candour_search(wanted bigint, words text, many integer, skip integer)
returns table (page bigint, record bigint, number integer, rank real, snippet text)
language sql stable security definer set search_path = public as $$
    with asked as (
        select websearch_to_tsquery('english', words) as plain,
               websearch_to_tsquery('english', words) && format('%L', '§' || wanted)::tsquery as here
        where wanted = any (candour_visible())
    ), hits as (
        select p.id, p.record_id, p.number, p.text, ts_rank_cd(p.search, asked.plain) as rank, asked.plain
        from asked join cases_page p on p.search @@ asked.here join cases_record r on r.id = p.record_id
        where p.case_id = wanted and r.gone_at is null and numnode(asked.plain) > 0
        order by rank desc, p.record_id, p.number limit many offset skip
    )
    select id, record_id, number, rank,
        ts_headline('english', text, plain,
            'StartSel=' || chr(57344) || ', StopSel=' || chr(57345) || ', MaxFragments=2, MaxWords=18, MinWords=6')
    from hits order by rank desc, record_id, number
$$;
create function candour_search_count(wanted bigint, words text) returns bigint
language sql stable security definer set search_path = public as $$
    select count(*) from cases_page p join cases_record r on r.id = p.record_id
    where wanted = any (candour_visible()) and p.case_id = wanted and r.gone_at is null
        and numnode(websearch_to_tsquery('english', words)) > 0
        and p.search @@ (websearch_to_tsquery('english', words) && format('%L', '§' || wanted)::tsquery)
$$;

-- the words of a page, and the case as a word of its own, so that one look into the index is enough
create function candour_index_page() returns trigger language plpgsql as $$
begin
    new.search := to_tsvector('english', new.text) || array_to_tsvector(array['§' || new.case_id]);
    return new;
end $$;
create trigger cases_page_index before insert or update of text on cases_page
    for each row execute function candour_index_page();

create function ledger_heads() returns table (chain bigint, seq bigint, hash text)
language sql stable security definer set search_path = public as $$
    select distinct on (chain) chain, seq, hash::text from ledger_entry order by chain, seq desc
$$;
"""

_RULE = "alter table {table} enable row level security; create policy need_to_know on {table} using ({seen});"
_SEEN = "any ((select candour_visible())::bigint[])"

RULES = "\n".join(
    [
        _RULE.format(table="cases_case", seen=f"id = {_SEEN}"),
        *(_RULE.format(table=f"cases_{name}", seen=f"case_id = {_SEEN}") for name in TABLES),
        *(
            f"""
            alter table {table} enable row level security;
            create policy adding on {table} for insert with check (true);
            create policy reading on {table} for select
                using (chain = {_SEEN} or (chain = 0 and (select candour_oversees())));
            """
            for table in ("ledger_entry", "ledger_reason")
        ),
        f"create policy erasing on ledger_reason for update using (chain = {_SEEN});",
    ]
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cases", "0001_case_files"),
        ("accounts", "0001_people_roles_teams"),
        ("ledger", "0001_entries_that_stay"),
    ]
    operations: ClassVar = [migrations.RunSQL(FUNCTIONS), migrations.RunSQL(RULES)]
