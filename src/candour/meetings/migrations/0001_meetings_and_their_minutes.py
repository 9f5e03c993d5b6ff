"""Meetings of a case and their minutes, seen by need-to-know; what was sent stays as it was noted.

A part of a meeting is of the meeting's own case, and nothing is noted as sent without a signature and an instruction.
"""

from __future__ import annotations

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import candour.cases.models

TABLES = ("meeting", "attendee", "decision", "instruction", "sending")
_RULE = """
alter table meetings_{table} enable row level security;
create policy need_to_know on meetings_{table} using (case_id = any ((select candour_visible())::bigint[]));
"""
_OF_ITS_CASE = """
alter table meetings_{table} add constraint meetings_{table}_of_its_case
    foreign key (meeting_id, case_id) references meetings_meeting (id, case_id) deferrable initially deferred;
"""
_SENT = """
revoke update, delete, truncate on meetings_sending from candour_app;

create function meetings_may_be_sent() returns trigger language plpgsql as $$
begin
    if not exists (
        select from meetings_meeting m join meetings_instruction i on i.meeting_id = m.id
        where m.id = new.meeting_id and m.signed_at is not null
            and i.id = new.instruction_id and i.attendee_id = new.attendee_id and i.withdrawn_at is null
    ) then
        raise exception 'The minutes are not signed, or nobody gave instructions.'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger meetings_only_on_instructions before insert on meetings_sending
    for each row execute function meetings_may_be_sent();
"""
RULES = "\n".join(
    [
        *(_RULE.format(table=table) for table in TABLES),
        *(_OF_ITS_CASE.format(table=table) for table in TABLES[1:]),
        _SENT,
    ]
)


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar = [
        ("cases", "0009_search_by_its_index_from_the_first_moment"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Attendee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("agency", models.CharField(blank=True, max_length=200)),
                ("part", models.CharField(blank=True, max_length=200)),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("parent", "Parent, or somebody else with parental responsibility"),
                            ("child", "Child"),
                            ("professional", "Professional"),
                            ("supporter", "Friend or supporter of a parent"),
                            ("parents_solicitor", "Solicitor of a parent"),
                            ("childs_lawyer", "Child’s legal representative"),
                        ],
                        max_length=20,
                    ),
                ),
                ("invited", models.BooleanField(default=False)),
                ("attended", models.BooleanField(default=False)),
                ("contributed", models.BooleanField(default=False)),
                (
                    "views",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not noted yet"),
                            ("presented", "Their views were recorded and presented"),
                            ("none_given", "They were offered it and gave no views"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not noted"),
                            ("unrestricted", "No limit is known"),
                            ("supervised", "Supervised contact only"),
                            ("none", "There is a no-contact order"),
                        ],
                        max_length=20,
                    ),
                ),
                ("requested_on", models.DateField(null=True)),
                (
                    "parent_said",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not asked yet"),
                            ("yes", "Yes, they may have a copy"),
                            ("no", "No, they may not"),
                        ],
                        max_length=10,
                    ),
                ),
                ("parent_asked_on", models.DateField(null=True)),
                ("excluded_because", models.TextField(blank=True)),
                ("excluded_at", models.DateTimeField(null=True)),
                ("disclosure", models.CharField(blank=True, max_length=16)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "excluded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.person"
                    ),
                ),
                (
                    "supports",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supporters",
                        to="meetings.attendee",
                    ),
                ),
            ],
            options={
                "db_table": "meetings_attendee",
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("child_in_need", "Child in need meeting"),
                            ("conference", "Child protection conference"),
                            ("pre_proceedings", "Pre-proceedings meeting"),
                            ("care_review", "Child in care review"),
                        ],
                        max_length=20,
                    ),
                ),
                ("held_on", models.DateField()),
                ("entered_at", models.DateTimeField()),
                ("signed_on", models.DateField(null=True)),
                ("signed_at", models.DateTimeField(null=True)),
                ("signed_content", models.CharField(blank=True, max_length=64)),
                ("pack_version", models.CharField(blank=True, max_length=60)),
                ("pack_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="meetings", to="cases.case"
                    ),
                ),
                (
                    "chair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.record"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.record"
                    ),
                ),
                (
                    "reviewing_officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "social_worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "meetings_meeting",
            },
        ),
        migrations.CreateModel(
            name="Instruction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "things",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("post", "Post"),
                            ("email", "Secure e-mail"),
                            ("hand", "Handed over in person"),
                            ("collected", "Collected from an office"),
                        ],
                        max_length=10,
                    ),
                ),
                ("to", models.CharField(max_length=500)),
                ("safe_contact", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "attendee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="instructions", to="meetings.attendee"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "db_table": "meetings_instruction",
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "thing",
                    models.CharField(
                        choices=[("record", "The record of the meeting"), ("report", "The social worker’s report")],
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("give", "They get it"),
                            ("information", "They get other written information instead"),
                            ("nothing", "They do not get it"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reasons", models.TextField(blank=True)),
                ("removed", models.TextField(blank=True)),
                ("information", models.TextField(blank=True)),
                ("rule", models.CharField(max_length=100)),
                ("pack_sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "attendee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="meetings.attendee"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "db_table": "meetings_decision",
            },
        ),
        migrations.AddField(
            model_name="attendee",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="meetings.meeting"
            ),
        ),
        migrations.CreateModel(
            name="Sending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "things",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
                ),
                (
                    "rules",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), size=None),
                ),
                ("disclosure", models.CharField(blank=True, max_length=16)),
                ("content", models.CharField(max_length=64)),
                ("sent_on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "attendee",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="sending", to="meetings.attendee"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "instruction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="meetings.instruction"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="sendings", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "db_table": "meetings_sending",
            },
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(fields=("id", "case"), name="meetings_of_its_case"),
        ),
        migrations.AddConstraint(
            model_name="instruction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)), fields=("attendee",), name="meetings_one_instruction_stands"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)),
                fields=("attendee", "thing"),
                name="meetings_one_decision_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", False)), fields=("meeting", "person"), name="meetings_person_once"
            ),
        ),
        migrations.RunSQL(RULES),
    ]
