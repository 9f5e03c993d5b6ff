"""How many requests of a kind are not answered yet, for whoever changes the policy: numbers, and nothing of whose they are."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

COUNTED = """
create function candour_open_requests()
returns table (requester text, context text, facts jsonb, pack_sha256 text, many bigint)
language sql stable security definer set search_path = public as $$
    select r.requester::text, r.context::text, r.facts, r.pack_sha256::text, count(*) from access_request r
    where r.state in ('open', 'decided') and exists (
        select from accounts_role h join accounts_user u on u.id = h.user_id
        where h.user_id = candour_user() and h.ended_at is null and u.is_active and h.role = 'information_governance'
    )
    group by 1, 2, 3, 4
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("access", "0005_points_of_lists_and_what_was_shared_at_once")]
    operations: ClassVar = [migrations.RunSQL(COUNTED)]
