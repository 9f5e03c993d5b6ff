"""Meetings in the database: seen by need-to-know, in a copy of the case, and gone with it; not before instructions are done."""

from __future__ import annotations

import json
import zipfile

import pytest
from django.db import connection
from tests.cases.disposal import destroyed, rows_of
from tests.cases.due_cases import due_case
from tests.cases.owner import as_owner
from tests.cases.places import record
from tests.cases.test_exporting import copy_of
from tests.meetings.rooms import HELD, WAY
from tests.web.people import person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases.against import obstacles
from candour.cases.models import Case
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, today
from candour.meetings import attending, deciding, entering, sending, series
from candour.meetings.models import TABLES_WITH_CASE, Agreement, Attendee, Decision, Information, Meeting

pytestmark = pytest.mark.usefixtures("database")


class Due:
    """A case that is due to be destroyed, with minutes that somebody is to send."""

    def __init__(self) -> None:
        self.manager, self.second = person(Role.MANAGER), person(Role.INFORMATION_GOVERNANCE)
        self.chair, self.worker = person(Role.CHAIR), person(Role.PRACTITIONER)
        self.business = person(Role.BUSINESS_SUPPORT)
        self.case: Case = due_case(self.manager, self.second, self.chair, self.worker, self.business)
        paper = record(self.case, "minutes", "They met.", on=HELD, sha256="a" * 64)
        with acting(Actor(user=self.worker.pk)):
            details = entering.Details("conference", HELD, self.chair, self.worker)
            self.meeting = entering.enter(by=self.worker, case=self.case, details=details)
            entering.choose_papers(by=self.worker, meeting=self.meeting, minutes=paper, report=None)
            told = attending.Told(capacity="parent", name="Perpetua's mother", attended=True)
            attending.add(by=self.worker, meeting=self.meeting, told=told)
        with acting(Actor(user=self.chair.pk)):
            deciding.sign(by=self.chair, meeting=self.meeting, on=today())
            choice = deciding.Choice("give", "It is right so, looked at", "")
            deciding.decide(by=self.chair, attendee=self.attendee(), thing="record", choice=choice)
            sending.instruct(by=self.chair, attendee=self.attendee(), thing="record", told=WAY)

    def attendee(self) -> Attendee:
        return Attendee.objects.select_related("meeting__case", "person", "case").get(meeting=self.meeting)

    def write(self) -> None:
        """A text to which somebody agreed, whatever it is of."""
        with acting(Actor(user=self.worker.pk)):
            row = {"case": self.case, "meeting": self.meeting, "by": self.worker, "at": now()}
            decision = Decision.objects.get(meeting=self.meeting)
            text = Information.objects.create(
                **row, attendee=self.attendee(), decision=decision, version=1, text="What was agreed"
            )
            Agreement.objects.create(**row, information=text)

    def send(self) -> None:
        with acting(Actor(user=self.business.pk)):
            sending.note_sent(by=self.business, attendee=self.attendee(), thing="record", on=today())


def sees(user: User) -> bool:
    with acting(Actor(user=user.pk)):
        return Meeting.objects.exists()


def test_only_who_sees_the_case_sees_its_meetings() -> None:
    due = Due()
    due.send()
    assert sees(due.worker)
    assert not sees(person(Role.CHAIR, Role.MANAGER))
    with connection.cursor() as cursor:
        for table in TABLES_WITH_CASE:
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone() == (0,), table


def test_every_table_with_a_case_has_its_rule() -> None:
    ruled = "select relname from pg_class where relname like 'meetings\\_%%' and relkind = 'r' and relrowsecurity"
    assert {name for (name,) in as_owner(ruled)} == {*TABLES_WITH_CASE, *series.TABLES}


def test_a_case_goes_with_its_meetings_once_nothing_is_to_be_sent() -> None:
    due = Due()
    with acting(Actor(user=due.manager.pk)):
        (why,) = obstacles(due.case)
    assert why.startswith("Minutes of a meeting are to be sent")
    due.send()
    due.write()
    assert all(rows_of(due.case)[table] for table in TABLES_WITH_CASE)
    destroyed(due.manager, due.second, due.case)
    assert not any(rows_of(due.case).values())


def test_a_copy_of_the_case_holds_its_meetings() -> None:
    due = Due()
    due.send()
    archive: zipfile.ZipFile = copy_of(due.manager, due.case)
    (name,) = [each for each in archive.namelist() if each.endswith("meetings/sending.jsonl")]
    (sent,) = [json.loads(line) for line in archive.read(name).splitlines()]
    assert (sent["thing"], sent["rule"]) == ("record", "minutes-parents")
