"""Actions, seen by who owns, made or confirms them, and by whom the app above lets see what they belong to.

An app widens who sees its own by a policy of its own on ``actions_action``; what belongs to an action is seen by who sees the
action. Nobody who is barred from a case sees its actions, whatever else would let them. What was said is never changed.
"""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import candour.cases.models

SEEN = """
create function candour_actions() returns bigint[]
language sql stable security definer set search_path = public as $$
    select coalesce(array_agg(o.action_id), array[]::bigint[]) from actions_owner o
    where o.user_id = candour_user() and o.ended_at is null
        and exists (select from accounts_user where id = candour_user() and is_active)
$$;

create function candour_barred_from() returns bigint[]
language sql stable security definer set search_path = public as $$
    select coalesce(array_agg(case_id), array[]::bigint[]) from cases_bar
    where user_id = candour_user() and lifted_at is null
$$;

-- the maker stands in the row itself: a row that is only just being added is not found by a function
alter table actions_action enable row level security;
create policy concerned on actions_action using (
    maker_id = (select candour_user()) or confirmer_id = (select candour_user())
    or id = any ((select candour_actions())::bigint[])
    or case_id = (select nullif(current_setting('candour.case', true), '')::bigint)
);
create policy never_barred on actions_action as restrictive using (
    case_id is null or case_id <> all ((select candour_barred_from())::bigint[])
);

-- that something is still to be done about a case, for who sees the case and not every action about it
create function candour_actions_open(wanted bigint) returns boolean
language sql stable security definer set search_path = public as $$
    select wanted = any (candour_visible()) and exists (
        select from actions_action where case_id = wanted and state in ('open', 'to_confirm')
    )
$$;
"""
_PART = """
alter table actions_{table} enable row level security;
create policy of_its_action on actions_{table} using (action_id in (select id from actions_action));
"""
STAYS = """
revoke delete, truncate on actions_action, actions_owner, actions_step, actions_evidence from candour_app;
revoke update on actions_step, actions_evidence from candour_app;

-- what belongs to an action goes with it, when its case is destroyed by the database's own function
create function actions_action_gone() returns trigger
language plpgsql security definer set search_path = public as $$
begin
    delete from actions_evidence where action_id = old.id;
    delete from actions_step where action_id = old.id;
    delete from actions_owner where action_id = old.id;
    return old;
end $$;
create trigger actions_action_gone before delete on actions_action
    for each row execute function actions_action_gone();
"""
RULES = "\n".join([SEEN, *(_PART.format(table=table) for table in ("owner", "step", "evidence")), STAYS])


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar = [
        ("cases", "0009_search_by_its_index_from_the_first_moment"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Action",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
                ("what", models.CharField(max_length=500)),
                ("why", models.TextField(blank=True)),
                ("about", models.CharField(blank=True, max_length=30)),
                ("about_id", models.BigIntegerField(null=True)),
                ("by_when", models.DateField(null=True)),
                ("review_on", models.DateField(null=True)),
                (
                    "priority",
                    models.CharField(
                        choices=[("high", "High"), ("normal", "Normal"), ("low", "Low")],
                        default="normal",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("to_confirm", "Waits to be confirmed"),
                            ("done", "Done"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "confirmer",
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
                "db_table": "actions_action",
            },
        ),
        migrations.CreateModel(
            name="Owner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=200)),
                ("since", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="owners", to="actions.action"
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
            ],
            options={
                "db_table": "actions_owner",
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("noted", "noted how it gets on"),
                            ("moved", "moved its day"),
                            ("owners", "changed who owns it"),
                            ("closed", "said that it is done"),
                            ("confirmed", "confirmed that it is done"),
                            ("sent_back", "sent it back as not done"),
                            ("cancelled", "cancelled it"),
                            ("reopened", "opened it again"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("by_when_was", models.DateField(null=True)),
                ("review_on_was", models.DateField(null=True)),
                ("by_when", models.DateField(null=True)),
                ("review_on", models.DateField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="actions.action"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "actions_step",
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.IntegerField(default=0)),
                ("content", models.BinaryField(null=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence", to="actions.action"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.record"
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence", to="actions.step"
                    ),
                ),
            ],
            options={
                "db_table": "actions_evidence",
            },
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["about", "about_id"], name="actions_about"),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["maker", "state"], name="actions_of_maker"),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_when__isnull", False), ("review_on__isnull", False), _connector="OR"),
                name="actions_a_day_to_look_at_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("about", ""), ("about_id", None)),
                    models.Q(models.Q(("about", ""), _negated=True), ("about_id__isnull", False)),
                    _connector="OR",
                ),
                name="actions_about_something_or_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="owner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), ("user__isnull", False)),
                    models.Q(("user", None), models.Q(("name", ""), _negated=True)),
                    _connector="OR",
                ),
                name="actions_owner_by_one_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="owner",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None), ("user__isnull", False)),
                fields=("action", "user"),
                name="actions_owner_once",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(fields=["action", "id"], name="actions_story"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("content", None), ("record__isnull", False), ("sha256", "")),
                    models.Q(("content__isnull", False), ("record", None), models.Q(("sha256", ""), _negated=True)),
                    _connector="OR",
                ),
                name="actions_evidence_is_one_thing",
            ),
        ),
        migrations.RunSQL(RULES),
    ]
