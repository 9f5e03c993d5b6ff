"""The report goes out by itself, before the minutes are signed; and written information instead of a record is a text that two agree to.

What was noted as sent before stays as it was noted: where a report went with a record, as two rows. What was sent as other
information was what the decision described, so that is its text. Nothing of a text or of an agreement is ever changed.
"""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLES = ("information", "agreement")
ROWS = """
alter table meetings_sending disable trigger meetings_only_on_instructions;

update meetings_instruction set thing = 'report' where things = array['report']::varchar[];
update meetings_sending set thing = 'report' where things = array['report']::varchar[];
update meetings_sending set rule = coalesce(rules[1], '');

insert into meetings_instruction
    (case_id, meeting_id, attendee_id, thing, things, way, "to", safe_contact, by_id, at, withdrawn_by_id, withdrawn_at)
    select case_id, meeting_id, attendee_id, 'report', things, way, "to", safe_contact, by_id, at, withdrawn_by_id, withdrawn_at
    from meetings_instruction where thing = 'record' and 'report' = any (things);
insert into meetings_sending
    (case_id, meeting_id, attendee_id, thing, things, rules, rule, instruction_id, disclosure, content, sent_on, by_id, at)
    select s.case_id, s.meeting_id, s.attendee_id, 'report', s.things, s.rules, coalesce(s.rules[2], ''), max(i.id),
        s.disclosure, s.content, s.sent_on, s.by_id, s.at
    from meetings_sending s join meetings_instruction i
        on i.attendee_id = s.attendee_id and i.thing = 'report' and i.withdrawn_at is null
    where s.thing = 'record' and 'report' = any (s.things) group by s.id;

insert into meetings_information (case_id, meeting_id, attendee_id, decision_id, version, text, by_id, at)
    select d.case_id, d.meeting_id, d.attendee_id, d.id, 1, d.information, d.by_id, d.at
    from meetings_decision d join meetings_sending s on s.attendee_id = d.attendee_id
    where d.undone_at is null and d.thing = 'record' and 'information' = any (s.things);
insert into meetings_agreement (case_id, meeting_id, information_id, by_id, at)
    select i.case_id, i.meeting_id, i.id, d.by_id, d.at
    from meetings_information i join meetings_decision d on d.id = i.decision_id;
insert into meetings_agreement (case_id, meeting_id, information_id, by_id, at)
    select i.case_id, i.meeting_id, i.id, d.agreed_by_id, d.agreed_at
    from meetings_information i join meetings_decision d on d.id = i.decision_id where d.agreed_by_id <> d.by_id;
update meetings_instruction i set information_id = t.id
    from meetings_information t where t.attendee_id = i.attendee_id and 'information' = any (i.things);
update meetings_sending s set information_id = t.id
    from meetings_information t where t.attendee_id = s.attendee_id and 'information' = any (s.things);
update meetings_instruction i set withdrawn_at = now(), withdrawn_by_id = i.by_id
    where 'information' = any (things) and information_id is null and withdrawn_at is null;

set constraints all immediate;  -- a table is not altered while something of its rows is still to be looked at
alter table meetings_sending enable trigger meetings_only_on_instructions;
set constraints all deferred;
"""
_RULE = """
alter table meetings_{table} enable row level security;
create policy need_to_know on meetings_{table} using (case_id = any ((select candour_visible())::bigint[]));
alter table meetings_{table} add constraint meetings_{table}_of_its_case
    foreign key (meeting_id, case_id) references meetings_meeting (id, case_id) deferrable initially deferred;
revoke update, delete, truncate on meetings_{table} from candour_app;
"""
_SENT = """
create or replace function meetings_may_be_sent() returns trigger language plpgsql as $$
begin
    if not exists (
        select from meetings_meeting m join meetings_instruction i on i.meeting_id = m.id
        where m.id = new.meeting_id and (m.signed_at is not null or new.thing = 'report')
            and i.id = new.instruction_id and i.attendee_id = new.attendee_id and i.withdrawn_at is null
            and i.thing = new.thing and i.information_id is not distinct from new.information_id
    ) then
        raise exception 'The minutes are not signed, or nobody gave instructions.'
            using errcode = 'insufficient_privilege';
    end if;
    if new.information_id is not null
        and (select count(*) from meetings_agreement where information_id = new.information_id) < 2 then
        raise exception 'Two people have not agreed to this text.' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
"""
RULES = "\n".join([*(_RULE.format(table=table) for table in TABLES), _SENT])


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cases", "0009_search_by_its_index_from_the_first_moment"),
        ("meetings", "0001_meetings_and_their_minutes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "meetings_agreement",
            },
        ),
        migrations.CreateModel(
            name="Information",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.IntegerField()),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "meetings_information",
                "ordering": ["version"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="instruction",
            name="meetings_one_instruction_stands",
        ),
        migrations.AddField(
            model_name="attendee",
            name="presented_by",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="attendee",
            name="presented_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="attendee",
            name="report_disclosure",
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddField(
            model_name="attendee",
            name="views_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="attendee",
            name="views_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="attendee",
            name="views_text",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="instruction",
            name="thing",
            field=models.CharField(
                choices=[("record", "The record of the meeting"), ("report", "The social worker’s report")],
                default="record",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="sending",
            name="rule",
            field=models.CharField(default="", max_length=100),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="sending",
            name="thing",
            field=models.CharField(
                choices=[("record", "The record of the meeting"), ("report", "The social worker’s report")],
                default="record",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="attendee",
            name="views",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not noted yet"),
                    ("recorded", "Their views are recorded and have not been put to the meeting yet"),
                    ("presented", "Their views were recorded and presented to the meeting"),
                    ("none_given", "They were offered it and gave no views"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="sending",
            name="attendee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.DO_NOTHING, related_name="sendings", to="meetings.attendee"
            ),
        ),
        migrations.AlterField(
            model_name="sending",
            name="instruction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.DO_NOTHING, related_name="sendings", to="meetings.instruction"
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="cases.case"),
        ),
        migrations.AddField(
            model_name="agreement",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="meetings.meeting"
            ),
        ),
        migrations.AddField(
            model_name="information",
            name="attendee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.DO_NOTHING, related_name="informations", to="meetings.attendee"
            ),
        ),
        migrations.AddField(
            model_name="information",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="information",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="cases.case"),
        ),
        migrations.AddField(
            model_name="information",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.DO_NOTHING, related_name="informations", to="meetings.decision"
            ),
        ),
        migrations.AddField(
            model_name="information",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="meetings.meeting"
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="information",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.DO_NOTHING, related_name="agreements", to="meetings.information"
            ),
        ),
        migrations.AddField(
            model_name="instruction",
            name="information",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="meetings.information"
            ),
        ),
        migrations.AddField(
            model_name="sending",
            name="information",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="meetings.information"
            ),
        ),
        migrations.RunSQL(ROWS),
        migrations.RemoveField(
            model_name="instruction",
            name="things",
        ),
        migrations.RemoveField(
            model_name="sending",
            name="rules",
        ),
        migrations.RemoveField(
            model_name="sending",
            name="things",
        ),
        migrations.AddConstraint(
            model_name="instruction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("attendee", "thing"),
                name="meetings_one_instruction_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="sending",
            constraint=models.UniqueConstraint(fields=("attendee", "thing"), name="meetings_each_thing_sent_once"),
        ),
        migrations.AddConstraint(
            model_name="information",
            constraint=models.UniqueConstraint(fields=("attendee", "version"), name="meetings_information_version"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(fields=("information", "by"), name="meetings_each_agrees_once"),
        ),
        migrations.RunSQL(RULES),
    ]
