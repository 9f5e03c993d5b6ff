"""What somebody who does not see a matter may ask of it: whether one is live on a case they see, and who is barred from it."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

FUNCTIONS = """
-- whether there is a live matter on a case that is seen, and whether a person of its register (by key) is a party
create function candour_live_matter(wanted bigint, recipient text) returns table (live boolean, party boolean)
language sql stable security definer set search_path = public as $$
    with matters as (
        select l.id from litigation_case c join litigation_matter l on l.id = c.matter_id
        where c.case_id = wanted and wanted = any (candour_visible()) and c.ended_at is null and l.closed_at is null
    )
    select exists (select from matters), exists (
        select from litigation_party p join cases_person who on who.id = p.person_id
        where p.matter_id in (select id from matters) and p.ended_at is null
            and who.case_id = wanted and who.key = recipient
    )
$$;

-- whether somebody is barred from a case of a matter that is seen
create function candour_barred_from_matter(wanted bigint, person bigint) returns boolean
language sql stable security definer set search_path = public as $$
    select exists (
        select from litigation_case c join cases_bar b on b.case_id = c.case_id
        where c.matter_id = wanted and wanted = any (candour_matters()) and c.ended_at is null
            and b.user_id = person and b.lifted_at is null
    )
$$;

-- that a matter on a case is live or still kept, for the job that destroys the case and for who proposes it
create function candour_matter_keeps(wanted bigint) returns table (live boolean, kept_until date)
language sql stable security definer set search_path = public as $$
    select coalesce(bool_or(l.closed_at is null), false), max(l.kept_until)
    from litigation_case c join litigation_matter l on l.id = c.matter_id
    where c.case_id = wanted and wanted = any (candour_visible()) and (c.ended_at is null or l.case_id = wanted)
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("litigation", "0002_seen_by_who_works_on_the_matter")]
    operations: ClassVar = [migrations.RunSQL(FUNCTIONS)]
