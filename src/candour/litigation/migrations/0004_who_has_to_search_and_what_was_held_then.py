"""Kinds of places that are not searched, what the file held at the first disclosure, and what others may ask of a matter.

Who has to search does not see the matter: the database tells them the scope, and in whose history their answer stands. A
preparation sees one case of a matter, and asks which bytes were disclosed from the others.
"""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FUNCTIONS = """
-- what whoever acts has to search for: the place, the case in whose history it stands, and the scope
create function candour_searches_asked() returns table (place bigint, chain bigint, scope text, since date, until date)
language sql stable security definer set search_path = public as $$
    select p.id, l.case_id, coalesce(f.scope, ''), f.since, f.until
    from litigation_place p join litigation_matter l on l.id = p.matter_id
    left join litigation_certificate f on f.matter_id = l.id
    where p.custodian_id = candour_user() and p.dropped_at is null and l.closed_at is null
        and exists (select from accounts_user where id = candour_user() and is_active)
        and not exists (
            select from litigation_case c join cases_bar b on b.case_id = c.case_id
            where c.matter_id = l.id and b.user_id = candour_user() and b.lifted_at is null
        )
$$;

-- what was certified is so no longer once somebody answers anew; true: it was certified
create function candour_certificate_open(wanted bigint) returns boolean
language plpgsql security definer set search_path = public as $$
begin
    update litigation_certificate f set certified_by_id = null, certified_at = null
    from litigation_place p where p.id = wanted and f.matter_id = p.matter_id and f.certified_at is not null
        and (p.matter_id = any (candour_matters()) or p.id in (select place from candour_searches_asked()));
    return found;
end $$;

-- searches that nobody answered by their day, and of which nobody was reminded since; numbers only, for the daily job
create function candour_searches_overdue(day date, reminded_before timestamptz) returns table (place bigint, chain bigint)
language sql stable security definer set search_path = public as $$
    select p.id, l.case_id from litigation_place p join litigation_matter l on l.id = p.matter_id
    join accounts_user u on u.id = p.custodian_id and u.is_active
    where candour_user() is null and l.closed_at is null and p.dropped_at is null and p.due < day
        and (p.reminded_at is null or p.reminded_at < reminded_before)
        and not exists (select from litigation_search_answer a where a.place_id = p.id)
        and not exists (
            select from litigation_case c join cases_bar b on b.case_id = c.case_id
            where c.matter_id = l.id and b.user_id = u.id and b.lifted_at is null
        )
    order by p.id
$$;

-- the bytes that were disclosed in a matter, from whichever of its cases
create function candour_disclosed_in(wanted bigint) returns table (content text)
language sql stable security definer set search_path = public as $$
    select distinct d.content::text from litigation_disclosed d
    where d.matter_id = wanted and wanted = any (candour_matters())
$$;
"""
RULES = """
alter table litigation_not_needed enable row level security;
create policy need_to_know on litigation_not_needed using (matter_id = any ((select candour_matters())::bigint[]));
alter table litigation_held enable row level security;
create policy need_to_know on litigation_held using (
    matter_id = any ((select candour_matters())::bigint[]) and case_id = any ((select candour_visible())::bigint[])
);
revoke delete, truncate on litigation_not_needed, litigation_held from candour_app;
revoke update on litigation_held from candour_app;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cases", "0009_search_by_its_index_from_the_first_moment"),
        ("litigation", "0003_what_others_may_ask_of_matters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Held",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="litigation.matter"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.record"),
                ),
            ],
            options={
                "db_table": "litigation_held",
                "constraints": [
                    models.UniqueConstraint(fields=("matter", "record", "content"), name="litigation_held_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="NotNeeded",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("case_system", "Case-management system"),
                            ("email", "E-mail"),
                            ("shared_drive", "Shared drives"),
                            ("paper", "Paper files and archives"),
                            ("partner", "Partner agencies"),
                            ("other", "Somewhere else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "by",
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
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="litigation.matter"
                    ),
                ),
            ],
            options={
                "db_table": "litigation_not_needed",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("matter", "kind"),
                        name="litigation_not_needed_once",
                    )
                ],
            },
        ),
        migrations.RunSQL(FUNCTIONS),
        migrations.RunSQL(RULES),
    ]
