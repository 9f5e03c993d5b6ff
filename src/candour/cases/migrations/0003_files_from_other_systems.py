"""Other systems add files with a token of one team, and a list of records waits until somebody confirmed it.

A token is not a person: the rule of need-to-know shows it nothing. Five tables have a rule of their own for it, so that
a table made later is closed to tokens unless it says otherwise.
"""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import candour.cases.models

FOR_TOKENS = """
-- the cases of the token's team, while the token runs
create function candour_visible_to_token() returns bigint[]
language sql stable security definer set search_path = public as $$
    select coalesce(array_agg(c.case_id), array[]::bigint[])
    from cases_token t join cases_team c on c.team_id = t.team_id and c.ended_at is null
    where t.id = nullif(current_setting('candour.token', true), '')::bigint
        and t.ended_at is null and t.last_day >= (now() at time zone 'Europe/London')::date
$$;
create policy by_token on cases_case for select using (id = any ((select candour_visible_to_token())::bigint[]));
"""
_RULE = "create policy by_token on cases_{name} using (case_id = any ((select candour_visible_to_token())::bigint[]));"
RULES = "\n".join(_RULE.format(name=name) for name in ("upload", "file", "manifest", "preparation"))
DRAFTS = """
alter table cases_manifest_draft enable row level security;
create policy need_to_know on cases_manifest_draft using (case_id = any ((select candour_visible())::bigint[]));
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cases", "0002_who_sees_what"),
        ("accounts", "0001_people_roles_teams"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.AddField(
            "Token",
            "team",
            models.ForeignKey("accounts.Team", django.db.models.deletion.PROTECT, related_name="+", default=0),
            preserve_default=False,  # no token has been made before this
        ),
        migrations.AddField(
            "Upload",
            "token",
            models.ForeignKey("cases.Token", django.db.models.deletion.PROTECT, null=True, related_name="uploads"),
        ),
        migrations.CreateModel(
            name="ManifestDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
                ("at", models.DateTimeField()),
                ("text", models.TextField()),
                (
                    "case",
                    models.ForeignKey("cases.Case", django.db.models.deletion.CASCADE, related_name="+"),
                ),
                (
                    "by",
                    models.ForeignKey(settings.AUTH_USER_MODEL, django.db.models.deletion.PROTECT, related_name="+"),
                ),
            ],
            options={"db_table": "cases_manifest_draft"},
        ),
        migrations.AddConstraint(
            "ManifestDraft", models.UniqueConstraint(fields=["case", "by"], name="cases_one_draft_each")
        ),
        migrations.RunSQL(DRAFTS),
        migrations.RunSQL(FOR_TOKENS),
        migrations.RunSQL(RULES),
    ]
