"""A changed policy shows which open requests it touches before it takes effect, and what was decided keeps its rules."""

from __future__ import annotations

from datetime import date

import pytest
from tests.access.desk import Desk, ready_to_decide
from tests.access.people_of import Around, a_request, around, as_
from tests.packs.conftest import Write
from tests.packs.written import OURS
from tests.web.people import person

from candour.access import closing, routing
from candour.access.deciding import decide
from candour.access.models import Decision, Outcome, Request
from candour.access.policies import route_of
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting
from candour.packs import in_force, services
from candour.packs.before_change import Touched, touched

pytestmark = pytest.mark.usefixtures("database")
DAY = date(2026, 11, 20)
CHANGED = (
    OURS.replace('version = "1"', 'version = "2"')
    + """
[[route]]
id = "ours-care-leaver"
title = "Care leavers of ours"
requester = ["care_leaver"]
context = ["own_records"]
kind = "records"
purpose = "subject-access"
decides = { who = ["manager"], why = "Our managers decide." }
citation = "Our own procedure"
in_force_from = 2020-01-01
checked = "verified"
explanation = "A care leaver of ours asks for their records."
"""
)


@pytest.fixture
def here(write: Write) -> Around:
    in_force.current(on=DAY)
    return around()


def looked(by: User) -> list[Touched]:
    proposed = in_force.waiting()
    assert proposed is not None
    assert proposed.pack is not None
    with acting(Actor(user=by.pk)):
        return touched(in_force.current(on=DAY), proposed.pack)


def put_in_force() -> None:
    governor = person(Role.INFORMATION_GOVERNANCE)
    proposed = in_force.waiting()
    assert proposed is not None
    assert proposed.pack is not None
    with acting(Actor(user=governor.pk)):
        services.put_in_force(by=governor, sha256=proposed.pack.sha256, reason="Agreed by the board today")


def test_open_requests_that_would_fare_otherwise_are_told(here: Around, write: Write) -> None:
    ours = a_request(here)
    a_request(here, requester="public", context="council_information")
    write(CHANGED)
    (told,) = looked(here.colleague)
    assert told.title == f"Request {ours.reference}"
    assert ours.key in told.href
    for part in ("the route", "decides"):
        assert part in told.why


def test_a_change_that_bears_on_no_request_touches_none(here: Around, write: Write) -> None:
    a_request(here)
    write(OURS.replace('version = "1"', 'version = "2"').replace("section 4", "section 9"))
    assert looked(here.colleague) == []


def test_requests_that_nobody_here_may_see_are_counted_and_not_named(here: Around, write: Write) -> None:
    a_request(here)
    a_request(here)
    governor = person(Role.INFORMATION_GOVERNANCE)
    write(CHANGED)
    (told,) = looked(governor)
    assert (told.title, told.href) == ("2 more that you may not see", "")
    assert looked(here.outsider) == []  # who may not change the policy is not told how many there are
    page = as_(governor).get("/policy/change/").content.decode()
    assert "2 more that you may not see" in page


def test_what_is_closed_is_not_touched(here: Around, write: Write) -> None:
    one = a_request(here)
    with acting(Actor(user=here.colleague.pk)):
        closing.close(by=here.colleague, request=one, why="She wants nothing any more", withdrawn=True)
    write(CHANGED)
    assert looked(here.colleague) == []


def test_a_request_keeps_its_policy_until_somebody_takes_it_over(here: Around, write: Write) -> None:
    one = a_request(here)
    before = one.pack_sha256
    write(CHANGED)
    put_in_force()
    with acting(Actor(user=here.colleague.pk)):
        kept = Request.objects.get(pk=one.pk)
        assert (kept.pack_sha256, kept.pack_version) == (before, "1")
        old = route_of(kept)
        assert old is not None
        assert old.id == "subject-access-care-leaver"
        taken = routing.take_newer_policy(by=here.colleague, request=kept, why="The new procedure holds for her")
        new = route_of(taken)
        assert new is not None
        assert (new.id, taken.pack_version) == ("ours-care-leaver", "2")
        assert taken.routed_at is None


def test_an_old_decision_keeps_its_rules(write: Write) -> None:
    in_force.current(on=DAY)
    desk = Desk()
    one = ready_to_decide(desk, desk.request(requester="public", context="council_information"))
    desk.does(Role.INFORMATION_GOVERNANCE, decide, request=one, outcome=Outcome.NOTHING, why="We hold nothing of it")
    write(CHANGED)
    put_in_force()
    with acting(Actor(user=desk.who(Role.ACCESS_OFFICER).pk)):
        made = Decision.objects.get(request=one)
        assert made.pack_sha256 == one.pack_sha256 != in_force.current(on=DAY).sha256
        assert in_force.of(made.pack_sha256, on=DAY).version == "1"
