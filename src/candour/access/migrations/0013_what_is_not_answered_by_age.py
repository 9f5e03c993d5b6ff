"""What is not answered by age, route and team, for whoever may see charts: numbers over all of it, and nothing of whose it is."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

COUNTED = """
create function candour_backlog(now_on date, ages int[])
returns table (
    route text, pack_sha256 text, team text, team_name text, band int, many bigint, overdue bigint
)
language sql stable security definer set search_path = public as $$
    select r.route::text, r.pack_sha256::text, t.key::text, t.name::text,
        coalesce((select max(a.place) from unnest(ages) with ordinality a(age, place) where now_on - r.received_on > a.age), 0)::int,
        count(*), count(*) filter (where r.due_on < now_on)
    from access_request r join accounts_team t on t.id = r.team_id
    where r.state in ('open', 'decided') and (select candour_may_see_charts())
    group by 1, 2, 3, 4, 5
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("access", "0012_letters_in_the_story_of_a_request")]
    operations: ClassVar = [migrations.RunSQL(COUNTED)]
