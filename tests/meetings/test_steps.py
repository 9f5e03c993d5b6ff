"""Every role tries every step through its address: whose it is not is refused with the reason, and it is in the ledger."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from tests.meetings.rooms import Room, as_, day, words
from tests.web.people import person

from candour.accounts import services as accounts
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases.services import grant
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.meetings.models import Attendee, Decision, Instruction, Meeting, Sending

pytestmark = pytest.mark.usefixtures("database")
REASON = {"reason": "It has to be looked at again"}
STEPS: dict[str, tuple[str, tuple[str, ...], dict[str, str]]] = {
    "sign": ("sign", (), day("on", today())),
    "take_back": ("sign", (), REASON),
    "exclude": ("chair", ("who",), REASON),
    "let_in": ("chair", ("who",), REASON),
    "parent": ("chair", ("who",), {"said": "yes", **day("asked_on", today())}),
    "decide": ("decide", ("who", "record"), {"outcome": "give"}),
    "agree": ("decide", ("who", "record"), {}),
    "write": ("decide", ("who",), {"text": "What was agreed", "after": "0"}),
    "agree_text": ("decide", ("who",), {"read": "on", "version": "1"}),
    "undo": ("decide", ("who", "record"), REASON),
    "together": ("decide", (), {}),
    "instruct": (
        "instruct",
        ("who", "record"),
        {"way": "post", "to": "1 Low Road", "safe_contact": "Nothing against it"},
    ),
    "withdraw": ("instruct", ("who", "record"), {}),
    "send": ("send", ("who", "record"), day("on", today())),
}
"""Page → the step it is, the rest of its address, and what its form holds."""
PEOPLE: dict[str, Callable[[Room], User]] = {
    "the chair": lambda here: here.chair,
    "the social worker": lambda here: here.worker,
    "another reviewing officer": lambda here: here.officer,
    "another practitioner": lambda here: here.colleague,
    "business support": lambda here: here.business,
    "the manager": lambda here: here.owner,
    "a reader": lambda here: here.reader,
}
MAY = {
    "the chair": {"sign", "chair", "decide", "instruct"},
    "the social worker": {"decide", "instruct"},
    "business support": {"send"},
}
"""Of a conference; nobody else may do anything."""


def standing(here: Room) -> Attendee:
    """Signed, decided and instructed."""
    one = here.person("Anna Byrne", "child", attended=True)
    here.sign()
    here.decide(one)
    here.instruct(one)
    return one


def tried(here: Room, page: str, user: User, one: Attendee) -> HttpResponse:
    _, rest, given = STEPS[page]
    more = [each for each in rest if each != "who"]
    return as_(user).post(here.at(page, one if "who" in rest else None, *more), given)


def refusals(here: Room) -> list[tuple[str, str]]:
    found = [json.loads(each.line) for each in here.entries("step_refused")]
    return [(each["object"], each["details"]["step"]) for each in found]


@pytest.mark.parametrize("page", STEPS)
def test_whose_step_it_is_not_is_refused_and_entered(here: Room, page: str) -> None:
    one, step = standing(here), STEPS[page][0]
    others = [who for who in PEOPLE if step not in MAY.get(who, ())]
    for many, who in enumerate(others, start=1):
        answer = tried(here, page, PEOPLE[who](here), one)
        assert (answer.status_code, "There is a problem" in words(answer)) == (403, False), who
        assert refusals(here) == [(f"meeting:{here.meeting.pk}", step)] * many, who
    with acting(Actor(user=here.owner.pk)):
        assert Meeting.objects.get(pk=here.meeting.pk).signed_at is not None
        assert Decision.objects.filter(undone_at=None).count() == 1
        assert Instruction.objects.filter(withdrawn_at=None).count() == 1
        assert not Sending.objects.exists()


@pytest.mark.parametrize("who", MAY)
def test_whose_step_it_is_gets_past_the_gate(here: Room, who: str) -> None:
    for page in (page for page, (step, _, _) in STEPS.items() if step in MAY[who]):
        tried(here, page, PEOPLE[who](here), here.person(f"For {page}", attended=True))
    assert refusals(here) == []


def test_whoever_also_holds_business_support_decides_nothing(here: Room) -> None:
    """A duty's ``never`` counts before what another role would allow."""
    one = here.person("Anna Byrne", "child", attended=True)
    both = person(Role.CHAIR, Role.BUSINESS_SUPPORT, Role.REVIEWING_OFFICER)
    with acting(Actor(user=here.owner.pk)):
        grant(by=here.owner, case=here.case, user=both, purpose="Chairs the conference", last_day=today())
        Meeting.objects.filter(pk=here.meeting.pk).update(chair=both)
    for page in (page for page, (step, _, _) in STEPS.items() if step != "send"):
        answer = tried(here, page, both, one)
        assert answer.status_code == 403, page
        assert "Nobody may who also holds this role: Business support" in words(answer), page


def test_whoever_decided_before_does_not_send(here: Room) -> None:
    one = here.person("Hana Health", attended=True)
    here.sign()
    here.decide(one, by=here.worker)
    here.instruct(one)
    admin = person(Role.ADMINISTRATOR)
    with acting(Actor(user=admin.pk)):
        accounts.take_role(by=admin, user=here.worker, role=Role.PRACTITIONER)
        accounts.give_role(by=admin, user=here.worker, role=Role.BUSINESS_SUPPORT)
    answer = tried(here, "send", User.objects.get(pk=here.worker.pk), one)
    assert (answer.status_code, "somebody else has to send them" in words(answer)) == (403, True)


def test_an_attempt_from_outside_the_case_leaves_no_trace_in_it(here: Room) -> None:
    one = here.person("Anna Byrne", "child", attended=True)
    for page in STEPS:
        assert tried(here, page, here.outsider, one).status_code == 404
    assert refusals(here) == []
