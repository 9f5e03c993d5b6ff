"""Who is kept out of a conference: the report at once, whatever becomes of the minutes; their views; the record if the chair so decides."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import ProgrammingError
from tests.meetings.rooms import HELD, Room, as_, day, words
from tests.site.working import has, waiting

from candour.cases.models import Record
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, today
from candour.meetings import attending, deciding, entering, hearing
from candour.meetings.distribution import Standing
from candour.meetings.models import Meeting, Sending, Thing, Views

pytestmark = pytest.mark.usefixtures("database")
RECORD, REPORT = str(Thing.RECORD), str(Thing.REPORT)


def papers(here: Room, *, minutes: Record | None, report: Record | None) -> None:
    with acting(Actor(user=here.worker.pk)):
        entering.choose_papers(by=here.worker, meeting=here.now_in(), minutes=minutes, report=report)


def test_the_report_goes_before_the_meeting_is_held_and_the_record_when_the_chair_has_decided(here: Room) -> None:
    ahead = today() + timedelta(days=14)
    papers(here, minutes=None, report=None)
    with acting(Actor(user=here.owner.pk)):
        details = entering.Details("conference", ahead, here.chair, here.worker)
        entering.change(by=here.owner, meeting=here.now_in(), details=details)
    father = here.excluded()
    assert (
        waiting(here.worker, "Say which record the report to the child protection").why == "You are the social worker."
    )
    with pytest.raises(Refused, match="which record of the case file the social worker’s report is"):
        here.instruct(father, thing=REPORT)
    papers(here, minutes=None, report=here.report)
    assert has(here.chair, "Say how the report to the child protection")
    with pytest.raises(Refused, match="cannot be sent yet"):
        here.instruct(father)
    here.instruct(father, thing=REPORT, by=here.worker)
    assert not has(here.chair, "Say how the report to the child protection")
    sent = here.send(father, thing=REPORT)
    assert (sent.thing, sent.content, sent.rule) == (REPORT, "b" * 64, "minutes-excluded-report")
    with pytest.raises(Refused, match="already"):
        here.send(father, thing=REPORT)
    with pytest.raises(Refused, match="was sent already"):
        papers(here, minutes=None, report=None)

    here.heard(father, Views.RECORDED)
    told = hearing.Heard(Views.PRESENTED, "He wants to come", "Will Worker", today())
    with acting(Actor(user=here.worker.pk)), pytest.raises(BadInput, match="on the day it is held"):
        hearing.note_views(by=here.worker, attendee=here.fresh_in(father), heard=told)
    with acting(Actor(user=here.owner.pk)):
        Meeting.objects.filter(pk=here.meeting.pk).update(held_on=HELD)
    papers(here, minutes=here.minutes, report=here.report)
    here.sign()
    assert here.lines()["Declan Byrne", RECORD].standing is Standing.WAITS
    assert has(here.worker, "Note the views of who was kept out of the child protection")
    here.heard(father)
    here.decide(father)
    here.instruct(father)
    assert here.send(father).content == "a" * 64
    with pytest.raises(Refused, match="sent to this person already"):
        here.heard(father)
    assert len(here.entries("meeting_views_noted")) == 2
    assert all("sister" not in each.line for each in here.entries("meeting_views_noted"))


def test_taking_the_signature_back_leaves_the_report_and_other_views_take_the_decision_back(here: Room) -> None:
    father = here.excluded()
    here.instruct(father, thing=REPORT)
    here.heard(father)
    here.sign()
    here.decide(father)
    here.heard(father, Views.NONE_GIVEN)
    assert here.lines()["Declan Byrne", RECORD].decision is None
    with acting(Actor(user=here.chair.pk)):
        deciding.take_signature_back(by=here.chair, meeting=here.now_in(), reason="A page is missing")
    here.send(father, thing=REPORT)
    with acting(Actor(user=here.chair.pk)), pytest.raises(Refused, match="was sent to this person already"):
        attending.let_in(by=here.chair, attendee=here.fresh_in(father), reason="He was let in after all")


def test_another_report_or_a_changed_one_is_instructed_anew(here: Room) -> None:
    father = here.excluded()
    here.instruct(father, thing=REPORT)
    with acting(Actor(case=here.case.pk)):
        Record.objects.filter(pk=here.report.pk).update(changed_at=now())
    with pytest.raises(Refused, match="has changed since"):
        here.send(father, thing=REPORT)
    here.instruct(father, thing=REPORT)
    papers(here, minutes=None, report=here.minutes)
    with pytest.raises(Refused, match="Nobody has given instructions"):
        here.send(father, thing=REPORT)


def test_the_database_itself_lets_only_the_report_go_without_a_signature(here: Room) -> None:
    father = here.excluded()
    instruction = here.instruct(father, thing=REPORT)
    row = {"case": here.case, "meeting": here.meeting, "attendee": father, "instruction": instruction, "rule": "",
           "content": "", "sent_on": today(), "by": here.business, "at": now()}  # fmt: skip
    with pytest.raises(ProgrammingError, match="not signed"), acting(Actor(user=here.business.pk)):
        Sending.objects.create(**row, thing=RECORD)


def test_views_and_the_report_on_the_page_of_the_person(here: Room) -> None:
    father, health = here.excluded(), here.person("Hana Health", attended=True)
    address = here.at("views", father)
    assert as_(here.reader).get(address).status_code == 403
    assert as_(here.outsider).get(address).status_code == 404
    assert as_(here.worker).delete(address).status_code == 405
    assert "did not keep this person out" in words(
        as_(here.worker).post(here.at("views", health), {"views": "recorded"})
    )
    told = {
        "views": "presented",
        "text": "He is sorry.\nHe wants to come.",
        "presented_by": "",
        **day("presented_on", HELD),
    }
    half = as_(here.worker).post(address, told)
    assert (half.status_code, "who put their views" in words(half)) == (422, True)
    shown = words(as_(here.worker).post(address, {**told, "presented_by": "Ada Advocate"}, follow=True))
    assert "He wants to come. Recorded by Will Worker" in shown
    assert "Put to the meeting by Ada Advocate on" in shown
    assert "Give instructions : The social worker’s report" in words(as_(here.chair).get(here.at("person", father)))
    assert "No record is sent before" in waiting(here.chair, "Sign the minutes").more
