"""The statement gate: from a statement that passes, each condition is taken away by itself, and each step is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.utils.html import escape
from tests.litigation.breaking import WAYS, Missing, named
from tests.litigation.passing import Passing, passing
from tests.web.database import fresh

from candour.accounts.models import User
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.litigation import filing, signing
from candour.litigation.lacking import Lack
from candour.litigation.models import State, Statement
from candour.litigation.statement_gate import Condition, GateRefused

pytestmark = pytest.mark.filterwarnings("ignore:No directory at")
_TODAY = {"on_day": today().day, "on_month": today().month, "on_year": today().year}


def _sign(by: User, one: Statement) -> None:
    signing.sign(by=by, statement=one, version=one.version, confirmed=True)


def _approve(by: User, one: Statement) -> None:
    signing.approve(by=by, statement=one, version=one.version)


def _file(by: User, one: Statement) -> None:
    filing.file(by=by, statement=one, version=one.version, on=today())


STEPS: dict[str, tuple[State, str, Callable[[User, Statement], None], dict[str, object]]] = {
    "sign": (State.DRAFT, "witness", _sign, {"confirmed": "on"}),
    "approve": (State.SIGNED, "colleague", _approve, {}),
    "file": (State.APPROVED, "owner", _file, _TODAY),
}
"""Each step: from which state, whose it is, the service, and what the form sends."""


@pytest.fixture(scope="module")
def whole() -> Iterator[Passing]:
    """Built once for all tests here; whatever one takes away it puts back."""
    with fresh():
        yield passing()


@pytest.mark.parametrize("number", range(len(WAYS)), ids=list(WAYS))
def test_each_condition_by_itself_stops_every_step(whole: Passing, number: int) -> None:
    """Through the service each of the three, through its address one of them in turn."""
    assert whole.lacks() == []
    with list(WAYS.values())[number](whole) as gone:
        lacks = whole.lacks()
        assert named(lacks) == gone
        for step, (state, who, take, _) in STEPS.items():
            whole.stands(state)
            one, user = whole.now(), getattr(whole.here, who)
            with pytest.raises(GateRefused) as refused, acting(Actor(user=user.pk)):
                take(user, one)
            assert list(refused.value.missing) == lacks, step
            assert not any(each.words in str(refused.value) for each in lacks)  # no text of a case in an exception
        _through_the_address(whole, list(STEPS)[number % len(STEPS)], lacks, gone)
        whole.stands(State.DRAFT)
    assert whole.lacks() == []


def _through_the_address(whole: Passing, step: str, lacks: list[Lack], gone: Missing) -> None:
    state, who, _, sent = STEPS[step]
    whole.stands(state)
    user, before = getattr(whole.here, who), len(whole.entries("statement_refused"))
    answer = whole.client(user).post(f"{whole.at}{step}/", {"version": whole.now().version, **sent})
    assert answer.status_code == 403, step
    page = answer.content.decode()
    assert all(escape(each.words) in page for each in lacks)
    assert page.count("govuk-list--bullet") == len({each.condition for each in lacks})
    *_, entry = entries = whole.entries("statement_refused")
    assert (len(entries), entry.actor) == (before + 1, user.pk)
    assert f'"step":"{step}"' in entry.line
    assert all(f'"{condition}":' in entry.line for condition, _ in gone)
    assert (whole.now().state, whole.now().frozen_pdf) == (state, "")
    assert "cannot be done yet" in whole.client(user).get(f"{whole.at}{step}/").content.decode()


def test_every_condition_is_taken_away_by_some_way(whole: Passing) -> None:
    met = set()
    for way in WAYS.values():
        with way(whole) as gone:
            met |= {condition for condition, _ in gone}
    assert met == set(Condition)
