"""The ledger is added to, never changed: whoever asks, and however many write at once."""

from __future__ import annotations

import threading

import pytest
from django.db import ProgrammingError, connections, transaction
from tests.web.people import case, person

from candour.accounts.roles import Role
from candour.ledger import checking, queries
from candour.ledger.acting import NOBODY, Actor, acting, record
from candour.ledger.models import AUTHORITY, Entry
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")


@pytest.mark.parametrize("alias", ["default", "owner"])
@pytest.mark.parametrize(
    "statement",
    [
        "update ledger_entry set actor = 7",
        "update ledger_entry set line = line",
        "delete from ledger_entry",
        "truncate ledger_entry",
        "update ledger_reason set text = 'another'",
        "update ledger_reason set text = '', key = ''",
        "delete from ledger_reason",
        "truncate ledger_reason",
    ],
)
def test_neither_the_application_nor_the_owner_changes_anything(alias: str, statement: str) -> None:
    auditor = person(Role.AUDITOR)
    with acting(Actor(user=auditor.pk)):
        record(Verb.PERSON_CHANGED, reason="A reason of some words")
    before = list(Entry.objects.using("owner").values())
    if alias == "default" and statement.startswith("update ledger_reason"):
        changed = _as_auditor(auditor.pk, statement)
        assert changed == 0  # the row's own rule shows nobody a reason of the authority to change
    else:
        with pytest.raises(ProgrammingError), transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(statement)
    assert list(Entry.objects.using("owner").values()) == before
    assert before


def _as_auditor(user: int, statement: str) -> int:
    with acting(Actor(user=user)), connections["default"].cursor() as cursor:
        cursor.execute(statement)
        return cursor.rowcount


def test_a_reason_of_a_case_is_not_changed_by_who_sees_the_case() -> None:
    manager = person(Role.MANAGER)
    one = case(manager=manager)
    with acting(Actor(user=manager.pk)):
        record(Verb.CASE_CHANGED, case=one.pk, reason="A reason of some words")
    with (
        pytest.raises(ProgrammingError, match="erased, never changed"),
        acting(Actor(user=manager.pk)),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute("update ledger_reason set text = 'another'")


def test_nothing_is_entered_when_nobody_acts_or_when_the_change_fails() -> None:
    with pytest.raises(RuntimeError, match="Nobody acts"):
        record(Verb.SIGNED_IN)
    with pytest.raises(ZeroDivisionError), acting(NOBODY):  # noqa: PT012 -- the block is what fails
        record(Verb.SIGNED_IN)
        raise ZeroDivisionError
    assert queries.heads() == {}


def test_many_writers_at_once_leave_every_chain_whole() -> None:
    manager = person(Role.MANAGER)
    cases = [case(manager=manager).pk for _ in range(3)]
    start, failed, rounds = threading.Barrier(8), [], 6

    def write(number: int) -> None:
        try:
            start.wait()
            for turn in range(rounds):
                with acting(Actor(user=manager.pk)):
                    chains = [*cases, None] if (number + turn) % 2 else [None, *reversed(cases)]
                    for chain in chains:
                        record(Verb.CASE_VIEWED, case=chain, turn=turn)
        except Exception as error:  # a thread's error is told below
            failed.append(error)
        finally:
            connections.close_all()

    before = queries.heads()
    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    after = queries.heads()
    for chain in (*cases, AUTHORITY):
        assert after[chain][0] - before[chain][0] == 8 * rounds
    assert checking.broken(using="owner") == []


def test_who_does_not_see_a_chain_adds_to_it_and_reads_none_of_it() -> None:
    manager, other = person(Role.MANAGER), person(Role.MANAGER)
    one = case(manager=manager)
    with acting(Actor(user=other.pk)):
        record(Verb.GLASS_BROKEN, case=one.pk, reason="A child is missing tonight")
    with acting(Actor(user=other.pk)):
        assert queries.history(case=one.pk) == []
        assert queries.history() == []
    with acting(Actor(user=manager.pk)):
        told = queries.history(case=one.pk)
    assert [(each.verb, each.actor, each.reason) for each in told[:1]] == [
        (Verb.GLASS_BROKEN, other.pk, "A child is missing tonight")
    ]
