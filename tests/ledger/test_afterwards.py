"""What leaves the house leaves after the block that wanted it is there for good, and only then."""

from __future__ import annotations

import pytest
from django.db import connection
from tests.web.people import person

from candour.accounts.roles import Role
from candour.ledger.acting import NOBODY, Actor, acting, afterwards, attempt, now_acting, record
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")


def test_it_is_done_when_the_block_has_ended_and_may_begin_another() -> None:
    seen: list[tuple[bool, int]] = []
    auditor = Actor(user=person(Role.AUDITOR).pk)

    def send() -> None:
        with acting(auditor):
            seen.append((connection.in_atomic_block, Entry.objects.filter(verb=Verb.LEDGER_CHECKED).count()))
            record(Verb.ANCHORED)

    with acting(NOBODY):
        record(Verb.LEDGER_CHECKED)
        afterwards(send)
        assert seen == []
    assert seen == [(True, 1)]
    assert now_acting() == NOBODY
    with acting(auditor):
        assert Entry.objects.filter(verb=Verb.ANCHORED).count() == 1


def test_it_is_not_done_when_the_block_or_its_part_fails() -> None:
    seen: list[str] = []

    def fail(what: str) -> None:
        afterwards(lambda: seen.append(what))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), acting(NOBODY):
        fail("block")
    with acting(NOBODY):
        afterwards(lambda: seen.append("whole"))
        with pytest.raises(ZeroDivisionError), attempt():
            fail("part")
    assert seen == ["whole"]


def test_outside_a_block_nothing_can_be_left_for_later() -> None:
    with pytest.raises(RuntimeError, match="Nobody acts"):
        afterwards(lambda: None)
