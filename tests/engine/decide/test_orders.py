"""A court order that two people confirmed: what is proposed of what it opens, and that nothing leaves by the order alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engine.decide.cases import DAD, NIA, PEOPLE, Situation, keep, mention

from candour.engine.errors import Refused
from candour.engine.model import Action, Decision, Kind, Order

ORDER = Order("P2", frozenset({"phone"}), "P3", "Order of 2 May 2025", ("A. Lawyer", "B. Lawyer"))
PHONE = mention("07700 900002", Kind.PHONE, "P2", line=1)
PAGE = Decision(Action.REDACT, record="R1")


def to_dad(*orders: Order, found=PHONE) -> Situation:
    return replace(Situation(mentions=(found,)).to(DAD, "court-family"), orders=orders)


def test_what_it_opens_is_no_longer_locked_and_still_proposed_to_be_removed() -> None:
    before, after = to_dad().proposal("m-R1-1-1"), to_dad(ORDER).proposal("m-R1-1-1")
    assert (before.locked, before.action) == (True, Action.REDACT)
    assert (after.locked, after.action, after.care) == (False, Action.REDACT, True)
    assert "court order" in after.why
    assert after.label == "" or after.ground != before.ground


def test_what_is_proposed_is_what_is_made_of_the_page() -> None:
    situation = to_dad(ORDER).reviewed(PAGE)
    (mark,) = (mark for page in situation.plan().pages for mark in page.marks)
    proposed = situation.proposal("m-R1-1-1")
    assert (mark.ground, mark.label) == (proposed.ground, proposed.label)
    assert to_dad(ORDER).reviewed(PAGE, keep(mention="m-R1-1-1")).marked() == set()


def test_another_mark_and_another_recipient_stay_locked() -> None:
    home = mention(PEOPLE[1].address, Kind.ADDRESS, "P2", line=1)
    assert to_dad(ORDER, found=home).proposal("m-R1-1-1").locked
    assert replace(Situation(mentions=(PHONE,)), orders=(ORDER,)).to(NIA, "subject-access").proposal("m-R1-1-1").locked


def test_an_order_of_one_person_proposes_nothing() -> None:
    with pytest.raises(Refused, match="two different people"):
        to_dad(replace(ORDER, confirmed_by=("A. Lawyer", "a. lawyer"))).proposals()
