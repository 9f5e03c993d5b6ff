"""How requests and complaints fared in time, for whoever may see charts: numbers over all of them, and nothing of whose they are."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

COUNTED = """
create function candour_may_see_charts() returns boolean language sql stable security definer set search_path = public as $$
    select exists (
        select from accounts_role h join accounts_user u on u.id = h.user_id
        where h.user_id = candour_user() and h.ended_at is null and u.is_active
        and h.role in ('manager', 'auditor', 'head_of_litigation', 'information_governance')
    )
$$;
create function candour_timeliness(since date, until date, now_on date)
returns table (
    month date, route text, pack_sha256 text, received bigint, answered bigint, in_time bigint, late bigint,
    backlog bigint, overdue bigint, stopped bigint, extended bigint, complaints bigint, reviews bigint, days int[]
)
language sql stable security definer set search_path = public as $$
    select date_trunc('month', r.received_on)::date, r.route::text, r.pack_sha256::text, count(*),
        count(r.answered_on),
        count(*) filter (where r.answered_on <= r.due_on),
        count(*) filter (where r.answered_on > r.due_on),
        count(*) filter (where r.state in ('open', 'decided')),
        count(*) filter (where r.state in ('open', 'decided') and r.due_on < now_on),
        count(*) filter (where r.state in ('open', 'decided') and r.due_on is null and (
            exists (select from access_clarification c where c.request_id = r.id and c.answered_on is null)
            or exists (select from access_evidence e where e.request_id = r.id and e.what = 'identity'
                and e.asked_on is not null and e.verdict <> 'waived' and (e.came_on is null or e.verdict = 'refused'))
        )),
        count(*) filter (where exists (select from access_extension e where e.request_id = r.id)),
        count(*) filter (where exists (
            select from access_complaint c where c.request_id = r.id and c.kind = 'complaint')),
        count(*) filter (where exists (
            select from access_complaint c where c.request_id = r.id and c.kind = 'internal-review')),
        array_agg(r.answered_on - r.received_on) filter (where r.answered_on is not null)
    from access_request r
    where r.received_on >= since and r.received_on < until and (select candour_may_see_charts())
    group by 1, 2, 3
$$;
create function candour_complaint_timeliness(since date, until date, now_on date)
returns table (month date, kind text, received bigint, in_time bigint, late bigint, waiting bigint, upheld bigint)
language sql stable security definer set search_path = public as $$
    select date_trunc('month', c.received_on)::date, c.kind::text, count(*),
        count(*) filter (where c.met <= c.due_on),
        count(*) filter (where c.met > c.due_on or (c.met is null and c.due_on < now_on)),
        count(*) filter (where c.answered_on is null),
        count(*) filter (where c.upheld)
    from (
        select *, case kind when 'complaint' then acknowledged_on else answered_on end as met from access_complaint
    ) c
    where c.received_on >= since and c.received_on < until and (select candour_may_see_charts())
    group by 1, 2
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("access", "0008_whether_records_are_ready_for_who_sends_them")]
    operations: ClassVar = [migrations.RunSQL(COUNTED)]
