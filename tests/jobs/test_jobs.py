"""Jobs are there when their change is, are done once and to the end, and their failure is seen."""

from __future__ import annotations

import os
import signal
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from tests.jobs import samples
from tests.jobs.process import wait_for, worker
from tests.web.people import case, person
from tests.web.work import work_off

from candour.accounts.roles import Role
from candour.jobs import doing, queries, tending
from candour.jobs.again import PAUSES
from candour.jobs.asking import DAILY
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def one() -> int:
    return case(manager=person(Role.MANAGER)).pk


def ask(job, one: int, **more: int) -> None:
    with acting(Actor(case=one)):
        job.enqueue(case=one, **more)


def did(one: int) -> list[str]:
    with acting(Actor(case=one)):
        return list(Entry.objects.filter(chain=one).exclude(object="").values_list("object", flat=True))


def queue() -> list[tuple[str, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("select task_name, status::text, attempts from procrastinate_jobs order by id")
        return cursor.fetchall()


def make_due() -> None:
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = null where status = 'todo'")


def test_a_job_is_done_on_its_case_and_on_no_other(one: int) -> None:
    ask(samples.short, one)
    work_off()
    assert did(one) == ["short:0"]
    assert queue() == [("tests.short", "succeeded", 1)]


def test_a_job_whose_change_was_rolled_back_is_never_done(one: int) -> None:
    def fail_after_asking() -> None:
        with acting(Actor(case=one)):
            samples.short.enqueue(case=one)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_asking()
    assert queue() == []


def test_a_job_is_not_asked_for_outside_a_transaction(one: int) -> None:
    with pytest.raises(RuntimeError, match="in the transaction"):
        samples.short.enqueue(case=one)


def test_asked_for_twice_it_is_done_once_and_with_other_arguments_again(one: int) -> None:
    with acting(Actor(case=one)):
        samples.short.enqueue(case=one)
        samples.short.enqueue(case=one)
        samples.short.enqueue(case=one, number=2)
    work_off()
    assert did(one) == ["short:0", "short:2"]


def test_a_like_job_that_waits_is_not_begun_before_the_change_is_there(one: int) -> None:
    """Otherwise it could read what was before the change, and nobody would ask again."""
    ask(samples.short, one)
    with acting(Actor(case=one)):
        samples.short.enqueue(case=one)
        begun = threading.Thread(target=work_off)
        begun.start()
        begun.join()
        assert queue() == [("tests.short", "todo", 0)]
    work_off()
    assert queue() == [("tests.short", "succeeded", 1)]


def test_two_workers_never_work_on_one_case_at_once(one: int) -> None:
    """Not even when the queue believes that the first one is dead."""
    ask(samples.short, one)
    with doing.alone(f"case:{one}"):
        work_off()
        assert queue() == [("tests.short", "todo", 0)]
        assert did(one) == []
    make_due()
    work_off()
    assert did(one) == ["short:0"]


def test_a_failing_job_is_tried_again_and_then_its_failure_is_seen(one: int) -> None:
    ask(samples.broken, one)
    for attempt in range(len(PAUSES) + 1):
        assert queue() == [("tests.broken", "todo", attempt)]
        assert did(one) == []
        make_due()
        work_off()
    assert queue() == [("tests.broken", "failed", len(PAUSES) + 1)]
    assert did(one) == ["ValueError"]
    assert [(each.name, each.attempts) for each in queries.failed()] == [("tests.broken", len(PAUSES) + 1)]
    assert queries.standing().failed == 1


def test_it_waits_longer_before_each_attempt(one: int) -> None:
    ask(samples.broken, one)
    work_off()
    with connection.cursor() as cursor:
        cursor.execute("select scheduled_at - now() from procrastinate_jobs")
        (left,) = cursor.fetchone()
    assert timedelta() < left <= PAUSES[0] < PAUSES[1] < PAUSES[2]


def test_what_is_refused_is_not_tried_again(one: int) -> None:
    ask(samples.refused, one)
    work_off()
    assert queue() == [("tests.refused", "failed", 1)]
    assert did(one) == ["Refused"]


def test_a_job_that_took_down_a_worker_too_often_has_failed(one: int) -> None:
    ask(samples.broken, one)
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'doing', attempts = %s", [len(PAUSES)])
    tending.tend()
    assert did(one) == ["Unavailable"]
    assert ("tests.broken", "failed", len(PAUSES) + 1) in queue()


def test_what_is_due_each_day_is_asked_for_once_each_day() -> None:
    tending.tend()
    tending.tend()
    asked = sorted(name for name, _, _ in queue())
    assert asked == sorted(each.name for each in DAILY)
    assert "site.anchor" in asked


def test_a_worker_killed_in_the_middle_of_a_job_leaves_it_to_the_next(one: int, tmp_path: Path) -> None:
    hold = tmp_path / "hold"
    hold.touch()
    ask(samples.long, one)
    name = connection.settings_dict["NAME"]
    with worker(name, **{samples.HOLD: str(hold)}) as first:
        wait_for(hold.with_suffix(".reached").exists)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    assert did(one) == ["begun"]
    with worker(name):
        wait_for(lambda: ("tests.long", "succeeded", 2) in queue())
    assert did(one) == ["begun", "begun", "ended"]


@pytest.mark.parametrize("job", [samples.long, samples.deaf], ids=lambda job: job.name)
def test_a_worker_asked_to_end_puts_back_what_it_has_in_hand(job, one: int, tmp_path: Path) -> None:
    hold = tmp_path / "hold"
    hold.touch()
    ask(job, one)
    name = connection.settings_dict["NAME"]
    with worker(name, **{samples.HOLD: str(hold)}) as first:
        wait_for(hold.with_suffix(".reached").exists)
        os.kill(first.pid, signal.SIGTERM)
        assert first.wait(timeout=20) == 0
    assert (job.name, "todo", 0) in queue()
    hold.unlink()
    with worker(name, **{samples.HOLD: str(hold)}):
        wait_for(lambda: (job.name, "succeeded", 1) in queue())
    assert did(one)[-1] == "ended"


def test_an_idle_worker_ends_when_asked_and_is_seen_until_then() -> None:
    with worker(connection.settings_dict["NAME"]) as started:
        wait_for(lambda: queries.standing().workers == 1)
        os.kill(started.pid, signal.SIGTERM)
        assert started.wait(timeout=20) == 0
    assert queries.standing().workers == 0
