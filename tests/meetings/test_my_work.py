"""What waits with minutes: to sign, decide, agree, instruct and send, each for whose step it is and for nobody else."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.meetings.rooms import HELD, Room
from tests.site.working import has, waiting, waits

from candour.accounts.models import User
from candour.cases.models import Record
from candour.ledger.acting import Actor, acting
from candour.meetings import entering

pytestmark = pytest.mark.usefixtures("database")
SIGN, DECIDE, SAY, SEND = (
    "Sign the minutes of the child protection", "Decide who gets the minutes of the child protection",
    "Say how the minutes of the child protection", "Send what goes out after the child protection",
)  # fmt: skip


def whose(here: Room, what: str) -> set[str]:
    people: list[User] = [here.chair, here.worker, here.officer, here.business, here.colleague, here.owner, here.reader]
    return {each.name for each in people if has(each, what)}


def test_from_the_chair_to_business_support(here: Room) -> None:
    child, health = here.person("Anna Byrne", "child", attended=True), here.person("Hana Health", attended=True)
    assert whose(here, SIGN) == {"Cora Chair"}
    here.sign()
    assert whose(here, SIGN) == set()
    assert whose(here, DECIDE) == {"Cora Chair", "Will Worker"}
    assert waiting(here.chair, DECIDE).more == "2 decisions are open."
    here.decide(health)
    assert whose(here, DECIDE) == {"Cora Chair"}
    here.decide(child)
    assert whose(here, DECIDE) == set()
    assert whose(here, SAY) == {"Cora Chair", "Will Worker"}
    here.instruct(child)
    assert waiting(here.chair, SAY).more == "One person waits for it."
    assert (whose(here, SEND), waiting(here.business, SEND).more) == ({"Bea Business"}, "One thing is to be sent.")
    here.instruct(health)
    assert whose(here, SAY) == set()
    here.send(child)
    here.send(health)
    assert whose(here, SEND) == set()


def test_the_second_of_two_is_asked_to_agree(here: Room) -> None:
    father = here.person("Declan Byrne", "parent", meeting=here.review, contributed=True)
    here.sign(here.review)
    what = "Decide who gets the minutes of the child in care review"
    assert whose(here, what) == {"Will Worker", "Ros Officer"}
    here.decide(father, by=here.worker)
    assert whose(here, what) == {"Ros Officer"}
    here.agree(father, by=here.officer)
    assert whose(here, what) == set()


def test_minutes_that_changed_are_to_be_signed_again(here: Room) -> None:
    here.sign()
    with acting(Actor(case=here.case.pk)):
        Record.objects.filter(pk=here.minutes.pk).update(sha256="c" * 64)
    assert "have changed since" in waiting(here.chair, SIGN).more


def test_it_takes_no_more_questions_however_many_meetings_there_are(here: Room) -> None:
    def asked(user: User) -> int:
        waits(user)  # the policy is read once
        with CaptureQueriesContext(connection) as questions:
            waits(user)
        return len(questions)

    def another() -> None:
        with acting(Actor(user=here.owner.pk)):
            details = entering.Details("conference", HELD, here.chair, here.worker)
            here.meeting = entering.enter(by=here.owner, case=here.case, details=details)
            entering.choose_papers(by=here.owner, meeting=here.meeting, minutes=here.minutes, report=None)
        health, child = here.person("Hana Health", attended=True), here.person("Anna Byrne", "child", attended=True)
        here.sign()
        here.decide(health)
        here.decide(child)
        here.instruct(health)

    another()
    before = {user.name: asked(user) for user in (here.chair, here.worker, here.business)}
    another()
    another()
    assert {user.name: asked(user) for user in (here.chair, here.worker, here.business)} == before
