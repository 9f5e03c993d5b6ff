"""What goes out is fetched by who sends it, told by the database to who works on the request; and a request changes its team.

Whoever passes a request on may see it no more afterwards, so the database moves it: out of a team of theirs only.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RULES = """
-- whether whoever acts sees a request: as its own rule says it, for functions that the rules do not hold
create function access_sees(wanted bigint) returns boolean
language sql stable security definer set search_path = public as $$
    select exists (
        select from access_request r
        where r.id = wanted and (r.case_id is null or not r.case_id = any (candour_barred()))
            and (r.team_id = any (candour_teams()) or r.allocated_id = any (candour_teams())
                or r.logged_by_id = candour_user() or r.case_id = any (candour_visible()))
    )
$$;

-- the newest bundle, while instructions to send it wait: where it is and what proves that it is as it was made
create function access_bundle(wanted bigint)
returns table (number integer, certificate text, case_key text, disclosure_key text)
language sql stable security definer set search_path = public as $$
    select p.number, p.certificate::text, c.key::text, d.key::text
    from access_request r
    join disclosure_disclosure d on d.id = r.disclosure_id
    join cases_case c on c.id = d.case_id
    join disclosure_production p on p.disclosure_id = d.id
    where r.id = wanted and access_sees(wanted) and r.state = 'decided' and d.state in ('ready', 'delivered')
        and p.outcome = 'made' and p.number = (select max(q.number) from disclosure_production q
            where q.disclosure_id = d.id and q.outcome = 'made')
        and not exists (select from disclosure_hold h where h.disclosure_id = d.id and h.lifted_at is null)
        and exists (select from access_instruction i
            where i.request_id = r.id and i.sent_on is null and i.withdrawn_at is null)
$$;

create function access_records_held(wanted bigint) returns boolean
language sql stable security definer set search_path = public as $$
    select access_sees(wanted) and exists (
        select from access_request r join disclosure_hold h on h.disclosure_id = r.disclosure_id
        where r.id = wanted and h.lifted_at is null
    )
$$;

create function access_pass_on(wanted bigint, to_team bigint) returns boolean
language plpgsql security definer set search_path = public as $$
begin
    update access_request set team_id = to_team
    where id = wanted and team_id = any (candour_teams()) and state in ('open', 'decided')
        and (case_id is null or not case_id = any (candour_barred()));
    return found;
end $$;

-- of a team that a request was passed on from: whoever is barred from its case learns nothing of it there either
create function access_passed_from(wanted bigint, team bigint) returns boolean
language sql stable security definer set search_path = public as $$
    select team = any (candour_teams()) and exists (
        select from access_request r
        where r.id = wanted and (r.case_id is null or not r.case_id = any (candour_barred()))
    )
$$;

alter table access_passing enable row level security;
create policy seen_by_both_teams on access_passing for select using (
    request_id in (select id from access_request) or access_passed_from(request_id, from_team_id)
);
create policy by_who_sees_it on access_passing for insert with check (
    request_id in (select id from access_request) and by_id = (select candour_user())
);
revoke update, delete, truncate on access_passing from candour_app;

create or replace function access_request_gone() returns trigger
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
    update access_request set follows_id = null where follows_id = old.id;
    return old;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0009_timeliness_as_numbers"),
        ("accounts", "0002_keys_for_addresses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="instruction",
            name="receipt_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="instruction",
            name="receipt_how",
            field=models.CharField(blank=True, db_default="", max_length=300),
        ),
        migrations.AddField(
            model_name="instruction",
            name="receipt_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="request",
            name="follows",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="further", to="access.request"
            ),
        ),
        migrations.AddField(
            model_name="request",
            name="only_records",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="request",
            name="only_why",
            field=models.CharField(blank=True, db_default="", max_length=500),
        ),
        migrations.CreateModel(
            name="Passing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("reference", models.CharField(max_length=40)),
                ("why", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "from_team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.team"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="access.request"
                    ),
                ),
                (
                    "to_team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.team"
                    ),
                ),
            ],
            options={
                "db_table": "access_passing",
            },
        ),
        migrations.RunSQL(RULES),
    ]
