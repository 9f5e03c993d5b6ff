"""Whether the records of a request are ready, told to who works on it: who sends them need not see the case file."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

FUNCTION = """
create function access_records_ready(wanted bigint) returns boolean
language sql stable security definer set search_path = public as $$
    select exists (
        select from access_request r join disclosure_disclosure d on d.id = r.disclosure_id
        where r.id = wanted and (r.case_id is null or not r.case_id = any (candour_barred()))
            and (r.team_id = any (candour_teams()) or r.allocated_id = any (candour_teams())
                or r.logged_by_id = candour_user() or r.case_id = any (candour_visible()))
            and (d.state in ('ready', 'delivered') or (d.state = 'closed' and exists (
                select from disclosure_delivery s join disclosure_production p on p.id = s.production_id
                where p.disclosure_id = d.id)))
    )
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("access", "0007_views_that_people_saved"),
        ("disclosure", "0010_of_some_records_only"),
    ]
    operations: ClassVar = [migrations.RunSQL(FUNCTION)]
