"""The demonstration's meetings, on records as they will be there: each stands at its own step, and stays there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.cases.owner import as_owner
from tests.cases.places import record, registered
from tests.demo.council import governed

from candour.cases.models import Case
from candour.demo import authority, meetings
from candour.demo.authority import STANWAY, somebody
from candour.ledger.acting import Actor, acting
from candour.meetings.distribution import lines_of
from candour.meetings.duties import pack_of
from candour.meetings.models import Meeting, Sending

pytestmark = pytest.mark.usefixtures("database")
TITLES = (
    "Initial child protection conference 9 May 2014", "Core assessment March 2014", "Review conference 1 August 2014",
    "Looked after review 7 December 2016",
)  # fmt: skip


def test_a_conference_a_review_and_one_that_is_nearly_sent(tmp_path: Path) -> None:
    with governed(tmp_path / "home"):
        authority.load()
        meetings.hold()  # no record is there yet
        assert as_owner("select count(*) from meetings_meeting") == [(0,)]
        _records()
        meetings.hold()
        entries = as_owner("select count(*) from ledger_entry")
        meetings.hold()
        assert as_owner("select count(*) from ledger_entry") == entries
        with acting(Actor(user=somebody("Bethan Pryce").pk)):
            conference, second, review = Meeting.objects.order_by("held_on")
            assert stands(conference) == {
                ("SB02", "record", "gets"), ("SB03", "report", "gets"), ("SB03", "record", "open"), ("SB16", "record", "gets"),
            }  # fmt: skip
            assert {stand for _, _, stand in stands(second)} == {"gets"}
            assert ("SB03", "record", "second") in stands(review)
            assert {(each.meeting, each.thing) for each in Sending.objects.select_related("meeting")} == {
                (conference, "report"), (second, "record"),
            }  # fmt: skip
        client = Client()
        client.force_login(somebody("Mary Keogh"))
        for each in (conference, second, review):
            assert client.get(reverse("meetings:overview", args=[each.key])).status_code == 200


def stands(meeting: Meeting) -> set[tuple[str, str, str]]:
    lines = lines_of(meeting, pack=pack_of(meeting))
    return {(each.attendee.person.key, str(each.thing), str(each.standing)) for each in lines if each.attendee.person}


def _records() -> None:
    with acting(Actor(user=somebody("Bethan Pryce").pk)):
        case = Case.objects.get(reference=STANWAY)
    for number in range(len(TITLES)):
        record(case, f"r{number}", "What was said.", on=date(2014, 5, 9), sha256=str(number) * 64)
    as_owner(
        "update cases_record set title = case key when 'r0' then %s when 'r1' then %s when 'r2' then %s else %s end returning id",
        *TITLES,
    )
    for key, name in (("SB02", "Donna Stanway"), ("SB03", "Craig Rudd"), ("SB16", "Dr Bello")):
        registered(case, key, name)
    registered(case, "SB01", "Amber Stanway", "subject", address="The Cedars, 8 Priory Walk, Thornley")
