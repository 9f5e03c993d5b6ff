"""What the page of a request offers leads to something that can be done now, whatever else is open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.access.chain import page
from tests.access.desk import Desk
from tests.access.letters import complete, decided

from candour.access import clarifying
from candour.access.models import Outcome, Request
from candour.accounts.roles import Role
from candour.ledger.clock import today

pytestmark = pytest.mark.usefixtures("database")
OFFICER = Role.ACCESS_OFFICER


def offers(desk: Desk, made: Request, step: str) -> bool:
    return f'href="/requests/{made.key}/{step}/' in page(desk.who(OFFICER), made).content.decode()


def test_more_time_is_offered_while_it_can_be_had() -> None:
    desk = Desk()
    made = desk.request(on=today() - timedelta(days=3))
    assert offers(desk, made, "extend")
    assert page(desk.who(OFFICER), made, "extend").status_code == 200
    desk.does(OFFICER, clarifying.extend, request=made, why="It is nine volumes")
    assert not offers(desk, made, "extend")
    assert page(desk.who(OFFICER), made, "extend").status_code == 409


def test_who_did_not_answer_is_not_asked_again_after_the_decision() -> None:
    desk = Desk()
    made = complete(desk, asking=False, case=desk.case)
    assert offers(desk, made, "consult")
    assert not offers(desk, decided(desk, made, Outcome.REFUSE), "consult")


def test_sending_is_offered_once_nothing_is_missing_before_it() -> None:
    desk = Desk()
    made = complete(desk, asking=False, case=desk.case)
    assert offers(desk, decided(desk, made, Outcome.REFUSE), "send")
    given = decided(desk, made, Outcome.GIVE)  # the records are not reviewed
    assert not offers(desk, given, "send")
    assert "The records are not reviewed, checked and produced yet." in page(desk.who(OFFICER), given).content.decode()
