"""A job that is tried again says so while it waits: why, and when the next attempt is."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from tests.web.people import case, person
from tests.web.work import work_off

from candour.accounts.roles import Role
from candour.engine.errors import Unavailable
from candour.jobs import job
from candour.jobs.again import PAUSES
from candour.ledger.acting import Actor, acting, now_acting
from candour.ledger.clock import now

pytestmark = pytest.mark.usefixtures("database")
said: list[tuple[str, datetime, int, Actor]] = []
failed: list[str] = []


@job("tests.no_space")
def no_space(*, case: int) -> None:
    raise Unavailable("There is no space.")


@no_space.put_off
def waits(error: Exception, again_at: datetime, *, case: int) -> None:
    said.append((str(error), again_at, case, now_acting()))


@no_space.failed
def ended(error: Exception, *, case: int) -> None:
    failed.append(str(error))


def test_it_says_why_and_until_when_in_each_pause_and_not_at_its_end() -> None:
    one = case(manager=person(Role.MANAGER)).pk
    with acting(Actor(case=one)):
        no_space.enqueue(case=one)
    for number, pause in enumerate(PAUSES):
        work_off()
        why, again_at, of, actor = said[number]
        assert ("There is no space." in why, of, actor) == (True, one, Actor(case=one))
        assert timedelta(0) <= now() + pause - again_at < timedelta(seconds=5)
        with connection.cursor() as cursor:
            cursor.execute("select scheduled_at from procrastinate_jobs")
            assert abs(cursor.fetchone()[0] - again_at) < timedelta(seconds=5)
            cursor.execute("update procrastinate_jobs set scheduled_at = null")
        assert failed == []
    work_off()
    assert (len(said), len(failed)) == (len(PAUSES), 1)
