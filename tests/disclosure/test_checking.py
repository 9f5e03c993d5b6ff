"""What was decided is checked by somebody else: every page or a sample, passed or sent back."""

from __future__ import annotations

import pytest
from tests.disclosure.disclosing import Office, again, decide_everything, seen

from candour.disclosure.checking import drawn, mark, pass_round, send_back, send_to_check, start_round
from candour.disclosure.choices import Choice
from candour.disclosure.deciding import decide_pages
from candour.disclosure.models import Disclosure, State
from candour.engine.errors import BadInput, Refused
from candour.engine.model import Action
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def test_nothing_goes_to_be_checked_while_anything_is_undecided(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(Refused, match="record R1 page 1"):
        send_to_check(by=here.reviewer, disclosure=one)


def test_nobody_checks_what_they_decided_and_nothing_is_decided_meanwhile(here: Office, one: Disclosure) -> None:
    decide_everything(here, one)
    with acting(Actor(user=here.reviewer.pk)):
        send_to_check(by=here.reviewer, disclosure=one)
        with pytest.raises(Refused, match="You decided"):
            start_round(by=here.reviewer, disclosure=one)
        with pytest.raises(Refused, match="Being checked"):
            decide_pages(by=here.reviewer, disclosure=one, pages=seen(one), choice=Choice(Action.REDACT))
    with acting(Actor(user=here.reader.pk)), pytest.raises(Refused, match="role"):
        start_round(by=here.reader, disclosure=one)


def test_a_check_passes_when_every_page_of_it_agrees(here: Office, one: Disclosure) -> None:
    decide_everything(here, one)
    with acting(Actor(user=here.reviewer.pk)):
        send_to_check(by=here.reviewer, disclosure=one)
    with acting(Actor(user=here.checker.pk)):
        made = start_round(by=here.checker, disclosure=one)
        with pytest.raises(Refused, match="not marked"):
            pass_round(by=here.checker, round=made)
        pages = [(page.record, page.page) for page in made.pages.all()]
        mark(by=here.checker, round=made, pages=pages[1:], agrees=True)
        with pytest.raises(BadInput):
            mark(by=here.checker, round=made, pages=pages[:1], agrees=False)
        mark(by=here.checker, round=made, pages=pages[:1], agrees=False, note="The aunt is named here")
        with pytest.raises(Refused, match="otherwise"):
            pass_round(by=here.checker, round=made)
        with pytest.raises(Refused, match="checking this already"):
            start_round(by=here.checker, disclosure=one)
        send_back(by=here.checker, round=made, reason="One page names the aunt")
    assert again(here, one).state == State.DECIDING
    with acting(Actor(user=here.other.pk)), pytest.raises(Refused):
        pass_round(by=here.other, round=made)


def test_a_sample_is_drawn_alike_by_whoever_draws_it(here: Office, one: Disclosure) -> None:
    frame = [(f"R{number}", page) for number in range(20) for page in range(1, 6)]
    assert drawn(frame, seed="a", size=10) == drawn(list(reversed(frame)), seed="a", size=10)
    assert drawn(frame, seed="a", size=10) != drawn(frame, seed="b", size=10)
    decide_everything(here, one)
    with acting(Actor(user=here.reviewer.pk)):
        send_to_check(by=here.reviewer, disclosure=one)
    with acting(Actor(user=here.checker.pk)):
        with pytest.raises(BadInput):
            start_round(by=here.checker, disclosure=one, size=999)
        made = start_round(by=here.checker, disclosure=one, size=2)
        pages = {(page.record, page.page) for page in made.pages.all()}
        whole = [(page.record, page.page) for page in seen(one)]
        assert pages == set(drawn(whole, seed=made.seed, size=2))
