"""A matter before a court needs a lawyer who decided nothing in it, and a legal hold stops everything."""

from __future__ import annotations

import pytest
from tests.disclosure.disclosing import Office, again, answer_all, checked, handed_over, produced

from candour.disclosure.approving import approve, hold, lift, send_back_for_law
from candour.disclosure.collecting import Way, enter_code, own
from candour.disclosure.models import Disclosure, State
from candour.disclosure.opening import join_matter
from candour.disclosure.producing import ask
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def test_a_matter_needs_a_lawyer_who_decided_nothing_in_it(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.reviewer.pk)):
        join_matter(by=here.reviewer, disclosure=one)
    checked(here, one)
    assert again(here, one).state == State.WITH_LEGAL
    with acting(Actor(user=here.sender.pk)), pytest.raises(Refused, match="With Legal"):
        ask(by=here.sender, disclosure=one)
    with acting(Actor(user=here.checker.pk)), pytest.raises(Refused, match="role"):
        approve(by=here.checker, disclosure=one)
    answer_all(here, one)
    with acting(Actor(user=here.lawyer.pk)):
        approve(by=here.lawyer, disclosure=one)
    assert again(here, one).state == State.CHECKED


def test_a_lawyer_sends_back_with_a_reason(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.reviewer.pk)):
        join_matter(by=here.reviewer, disclosure=one)
    checked(here, one)
    with acting(Actor(user=here.lawyer.pk)):
        with pytest.raises(BadInput):
            send_back_for_law(by=here.lawyer, disclosure=one, reason="no")
        send_back_for_law(by=here.lawyer, disclosure=one, reason="Page 1 is over-redacted")
    assert again(here, one).state == State.DECIDING


def test_a_hold_stops_production_delivery_and_collection(here: Office, one: Disclosure) -> None:
    checked(here, one)
    with acting(Actor(user=here.lawyer.pk)):
        first = hold(by=here.lawyer, disclosure=one, reason="A claim was announced")
    with acting(Actor(user=here.sender.pk)), pytest.raises(Refused, match="legal hold"):
        ask(by=here.sender, disclosure=one)
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(Refused, match="role"):
        lift(by=here.reviewer, hold=first, reason="It would be convenient")
    with acting(Actor(user=here.lawyer.pk)):
        lift(by=here.lawyer, hold=first, reason="The claim was withdrawn")
    made = produced(here, one)
    ways = handed_over(here, made)
    with acting(Actor(user=here.lawyer.pk)):
        second = hold(by=here.lawyer, disclosure=one, reason="Another claim was announced")
    with acting(Actor(delivery=ways.delivery.token)):
        assert enter_code(own(ways.token), ways.code).way is Way.HELD
    with acting(Actor(user=here.lawyer.pk)):
        lift(by=here.lawyer, hold=second, reason="That one is settled")
    with acting(Actor(delivery=ways.delivery.token)):
        assert enter_code(own(ways.token), ways.code).visit
