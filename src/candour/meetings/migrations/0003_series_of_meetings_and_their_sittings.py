"""Series of meetings, seen by who belongs to them; an agenda item about a case by nobody who is barred from it.

While a signature stands the database changes nothing of the minutes that were signed; what was said and decided is added to
only. Actions that were agreed on an item are seen by who sees the item.
"""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import candour.cases.models

SEEN = """
create function candour_series() returns bigint[]
language sql stable security definer set search_path = public as $$
    select coalesce(array_agg(s.id), array[]::bigint[]) from meetings_series s
    where exists (select from accounts_user where id = candour_user() and is_active) and (
        s.chair_id = candour_user() or s.maker_id = candour_user()
        or exists (
            select from meetings_member m
            where m.series_id = s.id and m.user_id = candour_user() and m.ended_at is null
        )
        or s.kind = 'litigation' and exists (
            select from accounts_role r
            where r.user_id = candour_user() and r.ended_at is null and r.role = 'head_of_litigation'
        )
    )
$$;

-- the maker stands in the row itself: a row that is only just being added is not found by a function
alter table meetings_series enable row level security;
create policy belongs on meetings_series using (
    maker_id = (select candour_user()) or id = any ((select candour_series())::bigint[])
);
alter table meetings_item enable row level security;
create policy of_its_sitting on meetings_item using (
    sitting_id in (select id from meetings_sitting)
    or case_id = (select nullif(current_setting('candour.case', true), '')::bigint)
);
create policy never_barred on meetings_item as restrictive using (
    case_id is null or case_id <> all ((select candour_barred_from())::bigint[])
);
"""
_PART = """
alter table meetings_{table} enable row level security;
create policy of_its_{of} on meetings_{table} using ({of}_id in (select id from meetings_{of}));
"""
STAYS = """
revoke delete, truncate on meetings_series, meetings_member, meetings_sitting, meetings_item, meetings_said,
    meetings_signature from candour_app;
revoke update on meetings_said, meetings_signature from candour_app;
grant update (withdrawn_at, withdrawn_because) on meetings_signature to candour_app;

create function meetings_signed_stays() returns trigger
language plpgsql security definer set search_path = public as $$
declare wanted bigint;
begin
    if tg_table_name = 'meetings_sitting' then
        wanted := new.id;
    elsif tg_table_name = 'meetings_said' then
        select sitting_id into wanted from meetings_item where id = new.item_id;
    elsif tg_op = 'DELETE' then
        wanted := old.sitting_id;
    else
        wanted := new.sitting_id;
    end if;
    if exists (select from meetings_signature where sitting_id = wanted and withdrawn_at is null) then
        raise exception 'The minutes are signed.' using errcode = 'insufficient_privilege';
    end if;
    return coalesce(new, old);
end $$;
create trigger meetings_signed_stays before update on meetings_sitting
    for each row execute function meetings_signed_stays();
create trigger meetings_signed_stays before insert on meetings_said
    for each row execute function meetings_signed_stays();
create trigger meetings_signed_stays before insert or update on meetings_item
    for each row execute function meetings_signed_stays();
create trigger meetings_signed_stays before insert or update or delete on meetings_presence
    for each row execute function meetings_signed_stays();

-- what was said on an item goes with it, when its case is destroyed by the database's own function
create function meetings_item_gone() returns trigger
language plpgsql security definer set search_path = public as $$
begin
    delete from meetings_said where item_id = old.id;
    return old;
end $$;
create trigger meetings_item_gone before delete on meetings_item for each row execute function meetings_item_gone();
"""
ACTIONS = """
create policy of_its_item on actions_action using (
    about = 'agenda_item' and about_id in (select id from meetings_item)
);
"""
_PARTS = (
    ("member", "series"), ("sitting", "series"), ("presence", "sitting"), ("said", "item"), ("signature", "sitting"),
)  # fmt: skip
RULES = "\n".join([SEEN, *(_PART.format(table=table, of=of) for table, of in _PARTS), STAYS, ACTIONS])


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("actions", "0001_what_was_agreed_to_be_done"),
        ("cases", "0009_search_by_its_index_from_the_first_moment"),
        ("meetings", "0002_report_by_itself_and_information_instead"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
                ("position", models.IntegerField()),
                ("title", models.CharField(max_length=500)),
                ("why", models.TextField(blank=True)),
                ("source", models.CharField(blank=True, max_length=40)),
                ("ref", models.CharField(max_length=100)),
                ("about", models.CharField(blank=True, max_length=30)),
                ("about_id", models.BigIntegerField(null=True)),
                ("href", models.CharField(blank=True, max_length=300)),
                ("times", models.IntegerField(default=1)),
                ("settled_at", models.DateTimeField(null=True)),
                ("added_at", models.DateTimeField()),
                ("off_at", models.DateTimeField(null=True)),
                ("off_because", models.TextField(blank=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                    ),
                ),
            ],
            options={
                "db_table": "meetings_item",
            },
        ),
        migrations.CreateModel(
            name="Said",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("note", "Note"), ("decision", "Decision")], max_length=10)),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="said", to="meetings.item"
                    ),
                ),
            ],
            options={
                "db_table": "meetings_said",
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[("litigation", "Litigation meeting"), ("other", "Another meeting")], max_length=20
                    ),
                ),
                (
                    "every",
                    models.CharField(
                        choices=[
                            ("week", "Every week"),
                            ("two_weeks", "Every two weeks"),
                            ("month", "Every month"),
                            ("quarter", "Every quarter"),
                            ("year", "Every year"),
                        ],
                        max_length=10,
                    ),
                ),
                ("first", models.DateField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("made_at", models.DateTimeField()),
                ("ended_on", models.DateField(null=True)),
                ("ended_because", models.TextField(blank=True)),
                (
                    "chair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "maker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "meetings_series",
            },
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
                ("on", models.DateField()),
                ("place", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("cancelled_because", models.TextField(blank=True)),
                ("needed", models.BooleanField(default=True)),
                ("planned_at", models.DateTimeField()),
                (
                    "chaired_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sittings", to="meetings.series"
                    ),
                ),
            ],
            options={
                "db_table": "meetings_sitting",
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_because", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "sitting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signatures", to="meetings.sitting"
                    ),
                ),
            ],
            options={
                "db_table": "meetings_signature",
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=200)),
                (
                    "here",
                    models.CharField(
                        choices=[
                            ("present", "Was there"),
                            ("apologies", "Sent apologies"),
                            ("absent", "Was not there"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sitting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="presences", to="meetings.sitting"
                    ),
                ),
            ],
            options={
                "db_table": "meetings_presence",
            },
        ),
        migrations.AddField(
            model_name="item",
            name="sitting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="meetings.sitting"
            ),
        ),
        migrations.CreateModel(
            name="SeriesMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="meetings.series"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "meetings_member",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("series", "user"), name="meetings_member_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="sitting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "cancelled"), _negated=True),
                fields=("series", "on"),
                name="meetings_one_sitting_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)), fields=("sitting",), name="meetings_one_signature_stands"
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("user__isnull", False)), fields=("sitting", "user"), name="meetings_present_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(
                fields=("sitting", "source", "ref"), name="meetings_issue_once_on_an_agenda"
            ),
        ),
        migrations.RunSQL(RULES),
    ]
