"""A long job lets others go first after its turn, keeps its place on its case, and is not asked to when nobody waits."""

from __future__ import annotations

import pytest
from django.db import connection
from tests.web.people import case, person
from tests.web.work import work_off

from candour.accounts.roles import Role
from candour.jobs import Turn, job, stopping, waiting
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
did: list[str] = []


@job("tests.many_steps", steps=True)
def many_steps(*, case: int, steps: int = 3) -> None:
    """What is done is kept: it goes on where it was."""
    turn = Turn()
    done = sum(each == f"step of {case}" for each in did)
    for _ in range(done, steps):
        did.append(f"step of {case}")
        turn.let_others()
    did.append(f"end of {case}")


@job("tests.quick")
def quick(*, case: int, number: int = 0) -> None:
    did.append(f"quick {case}")


@pytest.fixture
def cases(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    did.clear()
    monkeypatch.setattr(stopping, "TURN", 0.0)
    monkeypatch.setattr(waiting, "_PATIENCE", -10.0)
    manager = person(Role.MANAGER)
    return [case(manager=manager).pk for _ in range(3)]


def ask(job, one: int, **more: int) -> None:
    with acting(Actor(case=one)):
        job.enqueue(case=one, **more)


def make_due() -> None:
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = null where status = 'todo'")


def until_done(rounds: int = 12) -> None:
    for _ in range(rounds):
        make_due()
        work_off()


def test_alone_it_goes_on_to_the_end(cases: list[int]) -> None:
    ask(many_steps, cases[0])
    work_off()
    assert did == [*[f"step of {cases[0]}"] * 3, f"end of {cases[0]}"]


def test_after_its_turn_all_that_wait_go_first(cases: list[int]) -> None:
    long, one, other = cases
    ask(many_steps, long)
    ask(quick, one)
    ask(quick, other)
    until_done()
    assert did == [f"step of {long}", f"quick {one}", f"quick {other}", *[f"step of {long}"] * 2, f"end of {long}"]
    with connection.cursor() as cursor:
        cursor.execute("select attempts, status::text from procrastinate_jobs where task_name = 'tests.many_steps'")
        assert cursor.fetchall() == [(1, "succeeded")]  # a turn is no attempt


def test_two_long_ones_take_turns(cases: list[int]) -> None:
    one, other, _ = cases
    ask(many_steps, one)
    ask(many_steps, other)
    until_done()
    steps = [each for each in did if each.startswith("step")]
    assert steps == [f"step of {one}", f"step of {other}"] * 3
    assert sorted(each for each in did if each.startswith("end")) == sorted(f"end of {each}" for each in (one, other))


def test_what_waits_for_its_case_does_not_overtake_it(cases: list[int]) -> None:
    """Whether it was asked for before the long one had a turn or after."""
    long, one, _ = cases
    ask(many_steps, long)
    ask(quick, long)
    ask(quick, one)
    work_off()
    assert did == [f"step of {long}", f"quick {one}"]
    ask(quick, long, number=1)
    until_done()
    assert did[-3:] == [f"end of {long}", f"quick {long}", f"quick {long}"]


def test_what_waits_only_for_its_own_case_is_nobody_else(cases: list[int]) -> None:
    ask(many_steps, cases[0])
    ask(quick, cases[0])
    work_off()
    assert did == [*[f"step of {cases[0]}"] * 3, f"end of {cases[0]}", f"quick {cases[0]}"]


def test_before_its_turn_is_over_it_leaves_for_nobody(cases: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "TURN", 60.0)
    ask(many_steps, cases[0])
    ask(quick, cases[1])
    work_off()
    assert did.index(f"end of {cases[0]}") < did.index(f"quick {cases[1]}")
