"""Views of the list of requests that people saved, each seen by who saved it only; and whether somebody looked today.

Of the ledger the function tells whoever acts only whether they looked at one request themselves.
"""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import candour.cases.models

RULES = """
alter table access_saved_view enable row level security;
create policy own on access_saved_view using (user_id = (select candour_user()));

create function candour_looked(person bigint, wanted text, since timestamptz) returns boolean
language sql stable security definer set search_path = public as $$
    select exists (
        select from ledger_entry
        where actor = person and person = candour_user() and at >= since and verb = 'request_viewed' and object = wanted
    )
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("access", "0006_how_many_requests_of_a_kind_are_open"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("wanted", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "access_saved_view",
                "constraints": [models.UniqueConstraint(fields=("user", "name"), name="access_saved_view_once")],
            },
        ),
        migrations.RunSQL(RULES),
    ]
