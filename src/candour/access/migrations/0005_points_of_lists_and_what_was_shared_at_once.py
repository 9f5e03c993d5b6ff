"""Points of lists that were gone through, seen with their request; and notes of what was shared at once.

Such a note is seen by who sees its case, by whoever made it and, while it belongs to no case, by the team it names; a bar
beats all. Only its case and the manager's look can be set afterwards.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import candour.cases.models

RULES = """
alter table access_point enable row level security;
create policy with_its_request on access_point using (request_id in (select id from access_request));
revoke update, delete, truncate on access_point from candour_app;

alter table access_shared_now enable row level security;
create policy need_to_know on access_shared_now using (
    (case_id is null or not case_id = any ((select candour_barred())::bigint[])) and (
        case_id = any ((select candour_visible())::bigint[]) or team_id = any ((select candour_teams())::bigint[])
        or by_id = (select candour_user())
    )
);
revoke update, delete, truncate on access_shared_now from candour_app;
grant update (case_id, team_id, looked_at, looked_by_id, looked_words) on access_shared_now to candour_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_what_comes_in_before_it_is_a_request"),
        ("accounts", "0002_keys_for_addresses"),
        ("cases", "0009_search_by_its_index_from_the_first_moment"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Point",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("step", models.CharField(max_length=60)),
                ("what", models.CharField(max_length=60)),
                (
                    "found",
                    models.CharField(
                        choices=[
                            ("there", "It is there"),
                            ("missing", "It is missing"),
                            ("not_needed", "It does not apply"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="access.request"
                    ),
                ),
            ],
            options={
                "db_table": "access_point",
            },
        ),
        migrations.CreateModel(
            name="SharedNow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
                ("child", models.CharField(blank=True, max_length=200)),
                ("context", models.CharField(max_length=60)),
                ("pack_sha256", models.CharField(max_length=64)),
                ("with_whom", models.CharField(max_length=200)),
                ("agency", models.CharField(max_length=200)),
                ("what", models.TextField()),
                ("why", models.TextField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("phone", "By telephone"),
                            ("meeting", "In person or in a meeting"),
                            ("email", "By secure e-mail"),
                            ("system", "Through a secure system that both use"),
                            ("other", "In another way"),
                        ],
                        max_length=20,
                    ),
                ),
                ("shared_at", models.DateTimeField()),
                ("noted_at", models.DateTimeField()),
                ("late", models.BooleanField()),
                ("looked_at", models.DateTimeField(null=True)),
                ("looked_words", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shared_now",
                        to="cases.case",
                    ),
                ),
                (
                    "looked_by",
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
            ],
            options={
                "db_table": "access_shared_now",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("case__isnull", False), models.Q(("child", ""), _negated=True), _connector="OR"
                        ),
                        name="access_shared_about_somebody",
                    )
                ],
            },
        ),
        migrations.RunSQL(RULES),
    ]
