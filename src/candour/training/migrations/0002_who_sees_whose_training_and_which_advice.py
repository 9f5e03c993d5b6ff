"""Whose training somebody sees by name, how many are trained for everybody else, and to whom a question to Legal is shown.

Numbers come from functions of the owner, since most people see no rows but their own. Advice about a case is privileged:
whoever asked, whoever answered, and lawyers who may see the case; a bar beats all of them.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

ROLES = """
-- as KEEP_TRAINING and ADVISE in accounts/roles.py
create function training_holds(wanted text[]) returns boolean
language sql stable security definer set search_path = public as $$
    select exists (
        select from accounts_role r join accounts_user u on u.id = r.user_id
        where r.user_id = candour_user() and r.ended_at is null and u.is_active and r.role = any (wanted)
    )
$$;
create function training_keeps() returns boolean language sql stable as $$
    select training_holds(array['lawyer', 'head_of_litigation', 'information_governance'])
$$;
create function training_advises() returns boolean language sql stable as $$
    select training_holds(array['lawyer', 'head_of_litigation'])
$$;
create function training_sees_all() returns boolean language sql stable as $$
    select training_holds(array['lawyer', 'head_of_litigation', 'information_governance', 'auditor'])
$$;
-- whose training somebody sees by name: their own, and as a manager that of the teams they are in
create function training_sees() returns bigint[] language sql stable security definer set search_path = public as $$
    select array_append(coalesce((
        select array_agg(distinct other.user_id) from accounts_membership mine
        join accounts_membership other on other.team_id = mine.team_id and other.ended_at is null
        where mine.user_id = candour_user() and mine.ended_at is null and training_holds(array['manager'])
    ), array[]::bigint[]), candour_user())
$$;
"""
COVERAGE = """
-- everybody who needs a course now, when they last came to it, and until when that counts
create function training_needed(day date) returns table (course_id bigint, user_id bigint, held date, until date)
language sql stable security definer set search_path = public as $$
    select needed.course_id, needed.user_id, came.held, (came.held + make_interval(months => c.months))::date
    from (
        select distinct n.course_id, u.id as user_id from training_need n join accounts_user u on u.is_active
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
revoke execute on function training_needed(date) from public;

-- how many need it, how many are covered, of how many it ends by a day: of each course, and of each team and role in it
create function training_counts(day date, soon date)
returns table (course_id bigint, team_id bigint, role text, needed bigint, covered bigint, ending bigint)
language sql stable security definer set search_path = public as $$
    with each_one as (
        select n.course_id, n.user_id, n.held is not null and (n.until is null or n.until >= day) as covered, n.until
        from training_needed(day) n
    ), placed as (
        select course_id, user_id, covered, until, null::bigint as team_id, null::text as role from each_one
        union all
        select e.course_id, e.user_id, e.covered, e.until, m.team_id, null from each_one e
        join accounts_membership m on m.user_id = e.user_id and m.ended_at is null
        union all
        select e.course_id, e.user_id, e.covered, e.until, null, r.role from each_one e
        join accounts_role r on r.user_id = e.user_id and r.ended_at is null
    )
    select p.course_id, p.team_id, p.role, count(*), count(*) filter (where p.covered),
        count(*) filter (where p.covered and p.until <= soon)
    from placed p group by 1, 2, 3
$$;

-- the same as people, as far as whoever asks sees them by name
create function training_people(day date) returns table (course_id bigint, user_id bigint, held date, until date)
language sql stable security definer set search_path = public as $$
    select n.course_id, n.user_id, n.held, n.until from training_needed(day) n
    where (select training_sees_all()) or n.user_id = any ((select training_sees())::bigint[])
$$;

create function training_came(sessions bigint[]) returns table (session_id bigint, status text, many bigint)
language sql stable security definer set search_path = public as $$
    select a.session_id, a.status::text, count(*) from training_attendance a
    where a.session_id = any (sessions) and candour_user() is not null group by 1, 2
$$;

alter table training_attendance enable row level security;
create policy reading on training_attendance for select
    using ((select training_sees_all()) or user_id = any ((select training_sees())::bigint[]));
create policy keeping on training_attendance using ((select training_keeps())) with check ((select training_keeps()));
"""
_SEEN = """
    (a.case_id is null or not a.case_id = any ((select training_barred())::bigint[])) and (
        a.asked_by_id = (select candour_user()) or a.answered_by_id = (select candour_user())
        or (a.general_since is not null and (select candour_user()) is not null)
        or ((select training_advises()) and (a.case_id is null or a.case_id = any ((select candour_visible())::bigint[])))
        or ((select candour_user()) is null and a.case_id = any ((select candour_visible())::bigint[]))
    )
"""
"""The last line: the job of a case, which copies or destroys it."""
_SEEN_HERE = _SEEN.replace("a.", "")
ADVICE = f"""
create function training_barred() returns bigint[] language sql stable security definer set search_path = public as $$
    select coalesce(array_agg(case_id), array[]::bigint[]) from cases_bar
    where user_id = candour_user() and lifted_at is null
$$;
alter table training_advice enable row level security;
create policy reading on training_advice for select using ({_SEEN_HERE});
create policy asking on training_advice for insert with check (
    logged_by_id = (select candour_user()) and (asked_by_id = (select candour_user()) or (select training_advises()))
    and (case_id is null or case_id = any ((select candour_visible())::bigint[]))
);
create policy going_on on training_advice for update using ({_SEEN_HERE});
revoke update, delete, truncate on training_advice from candour_app;
grant update (themes, answered_by_id, answered_on, read_at, general_since, gap_id) on training_advice to candour_app;

alter table training_answer enable row level security;
create policy reading on training_answer for select using (advice_id in (select id from training_advice));
create policy answering on training_answer for insert with check (
    by_id = (select candour_user()) and (select training_advises()) and advice_id in (select id from training_advice)
);
revoke update, delete, truncate on training_answer from candour_app;
alter table training_advice add constraint training_advice_and_case unique (id, case_id);
alter table training_answer add constraint training_answer_of_its_case
    foreign key (advice_id, case_id) references training_advice (id, case_id) deferrable initially deferred;

-- words of a question, its themes and its answers; looked for here and not through the row's rule, which would leave
-- the index unused
create function training_index(wanted bigint, question text, themes text[]) returns tsvector
language sql stable security definer set search_path = public as $$
    select to_tsvector('english', concat_ws(' ', question, array_to_string(themes, ' '),
        (select string_agg(text, ' ') from training_answer where advice_id = wanted)))
$$;
create function training_index_advice() returns trigger language plpgsql as $$
begin
    new.search := training_index(new.id, new.question, new.themes);
    return new;
end $$;
create trigger training_advice_index before insert or update of themes on training_advice
    for each row execute function training_index_advice();
create function training_index_answer() returns trigger
language plpgsql security definer set search_path = public as $$
begin
    update training_advice set search = training_index(id, question, themes) where id = new.advice_id;
    return new;
end $$;
create trigger training_answer_index after insert on training_answer
    for each row execute function training_index_answer();
create function training_advice_found(words text) returns setof bigint
language sql stable security definer set search_path = public as $$
    select a.id from training_advice a
    where a.search @@ websearch_to_tsquery('english', words) and {_SEEN}
$$;

-- how many lawyers could see a question about a case that whoever asks sees
create function training_lawyers(wanted bigint) returns bigint
language sql stable security definer set search_path = public as $$
    select count(distinct u.id) from accounts_user u
    join accounts_role r on r.user_id = u.id and r.ended_at is null and r.role in ('lawyer', 'head_of_litigation')
    where wanted = any (candour_visible()) and u.is_active and (
        exists (select from cases_case c where c.id = wanted and c.manager_id = u.id)
        or exists (
            select from cases_team t join accounts_membership m on m.team_id = t.team_id and m.ended_at is null
            where t.case_id = wanted and t.ended_at is null and m.user_id = u.id)
        or exists (
            select from cases_grant g where g.case_id = wanted and g.user_id = u.id and g.ended_at is null
            and g.last_day >= (now() at time zone 'Europe/London')::date)
    ) and not exists (select from cases_bar b where b.case_id = wanted and b.user_id = u.id and b.lifted_at is null)
$$;
"""  # noqa: S608 -- of parts that stand above
STAYS = """
revoke delete, truncate on training_course, training_need, training_session, training_series, training_gap from candour_app;
revoke update, delete, truncate on training_closing from candour_app;
grant update (reopened_by_id, reopened_at, reopened_because) on training_closing to candour_app;

-- a gap is closed by a workshop that was held, and by somebody else than who held it
create function training_closes() returns trigger language plpgsql as $$
begin
    if not exists (
        select from training_session s join training_topic t on t.session_id = s.id and t.gap_id = new.gap_id
        where s.id = new.session_id and s.held_at is not null and s.held_by_id <> new.by_id
            and s.trainer_id is distinct from new.by_id
    ) then
        raise exception 'No workshop on it was held, or by the same person.' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger training_closed_by_another before insert on training_closing
    for each row execute function training_closes();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("training", "0001_courses_workshops_gaps_and_advice"),
        ("cases", "0009_search_by_its_index_from_the_first_moment"),
    ]
    operations: ClassVar = [migrations.RunSQL(each) for each in (ROLES, COVERAGE, ADVICE, STAYS)]
