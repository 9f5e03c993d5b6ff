"""What recipients write to the people of a case: seen by who may see the case, and by whoever holds the link it came by."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import candour.cases.models

RULES = """
alter table disclosure_enquiry enable row level security;
create policy need_to_know on disclosure_enquiry using (case_id = any ((select candour_visible())::bigint[]));
alter table disclosure_enquiry add constraint disclosure_enquiry_of_its_case
    foreign key (disclosure_id, case_id) references disclosure_disclosure (id, case_id) deferrable initially deferred;

-- a link shows its own delivery and no other row of that table, so only what belongs to it fits
create policy own_enquiry on disclosure_enquiry for select
    using (delivery_id in (select id from disclosure_delivery
                           where token = nullif(current_setting('candour.delivery', true), '')));
create policy own_enquiry_sent on disclosure_enquiry for insert
    with check ((delivery_id, disclosure_id, case_id) in (
        select id, disclosure_id, case_id from disclosure_delivery
        where token = nullif(current_setting('candour.delivery', true), '')));
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cases", "0005_how_long_a_case_is_kept"),
        ("disclosure", "0002_seen_by_need_to_know"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("question", "I have a question"),
                            ("wrong", "Something is wrong or missing"),
                            ("support", "I would like somebody to go through it with me"),
                            ("complaint", "I want to complain"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField()),
                ("answer_to", models.CharField(blank=True, max_length=300)),
                ("sent_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="enquiries", to="disclosure.delivery"
                    ),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="disclosure.disclosure",
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
            ],
            options={
                "db_table": "disclosure_enquiry",
            },
        ),
        migrations.RunSQL(RULES),
    ]
