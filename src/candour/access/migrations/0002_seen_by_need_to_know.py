"""Need-to-know for requests, in the database: the teams that work on one, and who may see its case; a bar beats both.

Whoever logged a request can follow it. What belongs to a request is seen with it and goes with it; a step, a decision and
a piece of advice are added to, never changed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

PARTS = (
    "step", "evidence", "clarification", "extension", "search", "consultation", "advice", "decision", "entitlement",
    "instruction", "complaint",
)  # fmt: skip
STAYS = ("step", "extension", "search", "advice", "decision", "entitlement")

FUNCTIONS = """
create sequence access_request_number;
grant usage on sequence access_request_number to candour_app;

create function candour_teams() returns bigint[] language sql stable security definer set search_path = public as $$
    select coalesce(array_agg(m.team_id), array[]::bigint[]) from accounts_membership m
    join accounts_user u on u.id = m.user_id
    where m.user_id = candour_user() and m.ended_at is null and u.is_active
$$;
create function candour_barred() returns bigint[] language sql stable security definer set search_path = public as $$
    select coalesce(array_agg(case_id), array[]::bigint[]) from cases_bar
    where user_id = candour_user() and lifted_at is null
$$;

-- rows of a request go with it, also when its case is destroyed by the database's own function
create function access_request_gone() returns trigger
language plpgsql security definer set search_path = public as $$
declare part record;
begin
    for part in
        select c.conrelid::regclass as name, a.attname as owner from pg_constraint c
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where c.contype = 'f' and c.confrelid = 'access_request'::regclass and c.conrelid <> 'access_request'::regclass
    loop
        execute format('delete from %s where %I = $1', part.name, part.owner) using old.id;
    end loop;
    update access_request set same_as_id = null where same_as_id = old.id;
    return old;
end $$;
create trigger access_request_gone before delete on access_request for each row execute function access_request_gone();
"""
_SEEN = """
    (case_id is null or not case_id = any ((select candour_barred())::bigint[])) and (
        case_id = any ((select candour_visible())::bigint[]) or team_id = any ((select candour_teams())::bigint[])
        or allocated_id = any ((select candour_teams())::bigint[]) or logged_by_id = (select candour_user())
    )
"""
_PART = """
alter table access_{part} enable row level security;
create policy with_its_request on access_{part} using (request_id in (select id from access_request));
"""
RULES = "\n".join(
    [
        f"alter table access_request enable row level security; create policy need_to_know on access_request using ({_SEEN});",
        *(_PART.format(part=part) for part in PARTS),
        "revoke delete, truncate on access_request from candour_app;",
        *(f"revoke update, delete, truncate on access_{part} from candour_app;" for part in STAYS),
        *(f"revoke delete, truncate on access_{part} from candour_app;" for part in PARTS if part not in STAYS),
    ]
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("access", "0001_what_a_request_is_made_of"), ("cases", "0005_how_long_a_case_is_kept")]
    operations: ClassVar = [migrations.RunSQL(FUNCTIONS), migrations.RunSQL(RULES)]
