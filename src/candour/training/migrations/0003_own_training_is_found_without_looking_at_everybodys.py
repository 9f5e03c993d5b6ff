"""Who asks for their own training, or their team's, has it worked out for these people only, and not for the whole council."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

NEEDED = """
-- as before, of ``whom`` only; null: of everybody
create function training_needed(day date, whom bigint[])
returns table (course_id bigint, user_id bigint, held date, until date)
language sql stable security definer set search_path = public as $$
    select needed.course_id, needed.user_id, came.held, (came.held + make_interval(months => c.months))::date
    from (
        select distinct n.course_id, u.id as user_id from training_need n
        join accounts_user u on u.is_active and (whom is null or u.id = any (whom))
            and (n.team_id is null or exists (
                select from accounts_membership m where m.user_id = u.id and m.team_id = n.team_id and m.ended_at is null))
            and (n.role = '' or exists (
                select from accounts_role r where r.user_id = u.id and r.role = n.role and r.ended_at is null))
        where n.ended_at is null
    ) needed
    join training_course c on c.id = needed.course_id and c.ended_at is null
    left join lateral (
        select max(s.day) as held from training_attendance a join training_session s on s.id = a.session_id
        where a.user_id = needed.user_id and a.status = 'attended' and s.course_id = c.id
            and s.cancelled_at is null and s.day <= training_needed.day
    ) came on true
$$;
revoke execute on function training_needed(date, bigint[]) from public;

create or replace function training_needed(day date)
returns table (course_id bigint, user_id bigint, held date, until date)
language sql stable security definer set search_path = public as $$
    select * from training_needed(day, null)
$$;
create or replace function training_people(day date)
returns table (course_id bigint, user_id bigint, held date, until date)
language sql stable security definer set search_path = public as $$
    select * from training_needed(day, case when not training_sees_all() then training_sees() end)
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("training", "0002_who_sees_whose_training_and_which_advice")]
    operations: ClassVar = [migrations.RunSQL(NEEDED)]
