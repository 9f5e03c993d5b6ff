"""An answer to what was asked before does not count once it is asked anew: whoever is late with that is reminded as well."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

OVERDUE = """
create or replace function candour_searches_overdue(day date, reminded_before timestamptz)
returns table (place bigint, chain bigint)
language sql stable security definer set search_path = public as $$
    select p.id, l.case_id from litigation_place p join litigation_matter l on l.id = p.matter_id
    join accounts_user u on u.id = p.custodian_id and u.is_active
    where candour_user() is null and l.closed_at is null and p.dropped_at is null and p.due < day
        and (p.reminded_at is null or p.reminded_at < reminded_before)
        and not exists (select from litigation_search_answer a where a.place_id = p.id and a.at >= p.asked_at)
        and not exists (
            select from litigation_case c join cases_bar b on b.case_id = c.case_id
            where c.matter_id = l.id and b.user_id = u.id and b.lifted_at is null
        )
    order by p.id
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("litigation", "0011_court_bundles_of_a_matter")]
    operations: ClassVar = [migrations.RunSQL(OVERDUE)]
