"""Records that were reviewed for a request are not handed over before it was decided to give them."""

from __future__ import annotations

from typing import Any

import pytest
from tests.access.desk import Desk, ready_to_decide
from tests.web.people import days

from candour.access import deciding, searching
from candour.access.models import Outcome, Request
from candour.accounts.roles import Role
from candour.disclosure.delivering import deliver, keep_contact
from candour.disclosure.models import Channel, Disclosure, State
from candour.disclosure.steps import steps
from candour.engine.errors import Refused
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now

pytestmark = pytest.mark.usefixtures("database")
OFFICER = Role.ACCESS_OFFICER


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


@pytest.fixture
def made(desk: Desk) -> Request:
    return desk.request()


@pytest.fixture
def bundle(desk: Desk, made: Request) -> Disclosure:
    """Reviewed, checked and produced, as far as its state says: what hands it over asks for the bundle last."""
    by = desk.who(OFFICER)
    with acting(Actor(user=by.pk)):
        one = Disclosure.objects.create(
            case=desk.case, recipient="P1", recipient_role="subject", purpose="subject-access", pack=made.pack_name,
            pack_version=made.pack_version, pack_sha256=made.pack_sha256, state=State.READY, opened_by=by,
            opened_at=now(), prepared_as="as it is",
        )  # fmt: skip
        Request.objects.filter(pk=made.pk).update(disclosure=one)
    return one


def handed(desk: Desk, bundle: Disclosure) -> str:
    """Why it is not handed over."""
    by = desk.who(OFFICER)
    with acting(Actor(user=by.pk)):
        link = keep_contact(by=by, disclosure=bundle, channel=Channel.EMAIL, value="ada@example.org")
        code = keep_contact(by=by, disclosure=bundle, channel=Channel.PHONE, value="01632 960000")
        with pytest.raises(Refused) as refused:
            deliver(by=by, disclosure=bundle, link_to=link, code_to=code, last_day=days(7))
    return str(refused.value)


def decided(desk: Desk, made: Request, outcome: Outcome) -> None:
    made = ready_to_decide(desk, made)
    desk.does(OFFICER, searching.note, request=made, place="The case file", found="All of it")
    desk.does(OFFICER, deciding.decide, request=made, outcome=outcome, why="As the law has it")


def told(desk: Desk, bundle: Disclosure) -> Any:
    with acting(Actor(user=desk.who(OFFICER).pk)):
        return steps(bundle, undecided=0)[-1]


def test_nothing_is_handed_over_before_the_request_is_decided(desk: Desk, made: Request, bundle: Disclosure) -> None:
    assert f"Request {made.reference}, for which they were reviewed, is not decided" in handed(desk, bundle)
    last = told(desk, bundle)
    assert (last.tag, last.button) == ("Cannot start yet", "")
    assert made.reference in last.why


def test_what_was_refused_is_not_handed_over(desk: Desk, made: Request, bundle: Disclosure) -> None:
    decided(desk, made, Outcome.REFUSE)
    assert "it was not decided to give them" in handed(desk, bundle)


def test_what_was_decided_to_be_given_is(desk: Desk, made: Request, bundle: Disclosure) -> None:
    decided(desk, made, Outcome.GIVE)
    assert "There is no bundle" in handed(desk, bundle)  # the next thing that is asked
    assert told(desk, bundle).button == "Send it"
