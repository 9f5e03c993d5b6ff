"""What comes in and is no request yet: handed in by anybody, read by few, and once it is a request by who sees that.

Whoever fills in the public form acts as nobody, another system as its token; neither can read a row. What a token may
know of what it handed in is told by a function, and is no word of it.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import candour.cases.models

FUNCTIONS = """
-- who reads what came in and takes it up, as candour.accounts.roles has it
create function candour_takes_up() returns boolean language sql stable security definer set search_path = public as $$
    select exists (
        select from accounts_role r join accounts_user u on u.id = r.user_id
        where r.user_id = candour_user() and r.ended_at is null and u.is_active
            and r.role in ('manager', 'business_support', 'access_officer', 'information_governance', 'safer_recruitment')
    )
$$;
-- and of them, who does so for teams that they are not in
create function candour_takes_up_for_all() returns boolean
language sql stable security definer set search_path = public as $$
    select exists (
        select from accounts_role r join accounts_user u on u.id = r.user_id
        where r.user_id = candour_user() and r.ended_at is null and u.is_active
            and r.role in ('access_officer', 'information_governance')
    )
$$;
create function candour_token_team() returns bigint language sql stable security definer set search_path = public as $$
    select team_id from cases_token where id = nullif(current_setting('candour.token', true), '')::bigint
        and ended_at is null and last_day >= (now() at time zone 'Europe/London')::date
$$;
-- what a token may know of what tokens of its team handed in: how it stands and when it is due
create function candour_arrived(wanted text, theirs text)
returns table (key text, state text, due_on date, sha256 text)
language sql stable security definer set search_path = public as $$
    select a.key::text, coalesce(r.state, a.state)::text, r.due_on, a.sha256::text
    from access_arrival a left join access_request r on r.id = a.request_id
    where a.channel = 'system' and a.team_id = candour_token_team()
        and (a.key = wanted or a.their_reference = theirs)
$$;
"""
_READS = """
    state <> 'taken' and (select candour_takes_up()) and (
        team_id is null or team_id = any ((select candour_teams())::bigint[]) or (select candour_takes_up_for_all())
    )
"""
_NEW = "state = 'waiting' and request_id is null and settled_by_id is null"
RULES = f"""
alter table access_arrival enable row level security;
create policy handed_in_by_anybody on access_arrival for insert with check (
    {_NEW} and channel = 'public' and team_id is null and token_id is null and by_id is null
    and candour_user() is null and coalesce(current_setting('candour.token', true), '') = ''
);
create policy handed_in_by_token on access_arrival for insert with check (
    {_NEW} and channel = 'system' and by_id is null and team_id = (select candour_token_team())
    and token_id = nullif(current_setting('candour.token', true), '')::bigint
);
create policy handed_in_by_staff on access_arrival for insert with check (
    {_NEW} and channel = 'email' and team_id is null and by_id = candour_user() and (select candour_takes_up())
);
create policy reading on access_arrival for select
    using (({_READS}) or request_id in (select id from access_request));
create policy settling on access_arrival for update using ({_READS}) with check (true);
revoke delete, truncate on access_arrival from candour_app;
"""  # noqa: S608 -- of parts that stand above


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_letters_in_versions"),
        ("accounts", "0002_keys_for_addresses"),
        ("cases", "0009_search_by_its_index_from_the_first_moment"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
                ("reference", models.CharField(max_length=20, unique=True)),
                ("channel", models.CharField(max_length=20)),
                ("came_at", models.DateTimeField()),
                ("received_on", models.DateField()),
                ("their_reference", models.CharField(blank=True, max_length=100)),
                ("sha256", models.CharField(max_length=64)),
                ("said", models.JSONField(default=dict)),
                ("mail", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("taken", "Taken up"), ("aside", "Set aside")],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                (
                    "aside",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("junk", "Junk: advertising, or sent by a machine"),
                            ("no_request", "It asks for no records and no information"),
                            ("elsewhere", "It belongs to somebody else, and they have it"),
                            ("repeat", "The same came before, and is logged"),
                        ],
                        max_length=20,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=500)),
                ("settled_at", models.DateTimeField(null=True)),
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
                    "request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="arrivals",
                        to="access.request",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.team"
                    ),
                ),
                (
                    "token",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.token"
                    ),
                ),
            ],
            options={
                "db_table": "access_arrival",
                "indexes": [models.Index(fields=["state", "received_on"], name="access_arrival_waiting")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("channel", "system")),
                        fields=("team", "their_reference"),
                        name="access_arrival_once",
                    )
                ],
            },
        ),
        migrations.RunSQL(FUNCTIONS),
        migrations.RunSQL(RULES),
    ]
