"""Looks after the queue: jobs of workers that died go back into it, and what is due each day is asked for."""

from __future__ import annotations

import contextlib
import json
from typing import Any

from django.db import DatabaseError, connection, transaction

from candour.engine.errors import Unavailable
from candour.jobs.again import PAUSES
from candour.jobs.asking import DAILY, NAMED, Job
from candour.jobs.doing import alone, give_up
from candour.jobs.stopping import Postponed
from candour.ledger.clock import today

PATIENCE = 60.0
"""Seconds without a sign of life after which a worker counts as dead."""
_STALLED = """
    select job.id, job.task_name, job.args, job.attempts
    from procrastinate_jobs job left join procrastinate_workers worker on worker.id = job.worker_id
    where job.status = 'doing' and (worker.id is null or worker.last_heartbeat < now() - make_interval(secs => %s))
"""
_FORGET = "update procrastinate_jobs set queueing_lock = null where id = %s"
_QUEUE = "select procrastinate_retry_job_v2(%s, now(), null, null, null)"
_FAIL = "select procrastinate_finish_job_v1(%s, 'failed', false)"
_DAILY = "select procrastinate_defer_periodic_job_v2('default', %s, null, %s, 0, 'daily', %s, '{}')"


def tend(*, patience: float = PATIENCE) -> None:
    """One look at the queue. Any number of workers may call it at any time; one at a time does it."""
    with contextlib.suppress(Postponed), alone("tending"):
        for number, name, arguments, attempts in _stalled(patience):
            _rescue(number, name, arguments, attempts)
        for each in DAILY:
            _due(each)


def _stalled(patience: float) -> list[tuple[int, str, dict[str, Any], int]]:
    with connection.cursor() as cursor:
        cursor.execute(_STALLED, [patience])
        return [(row[0], row[1], json.loads(row[2]), row[3]) for row in cursor.fetchall()]


def _rescue(number: int, name: str, arguments: dict[str, Any], attempts: int) -> None:
    """Back into the queue, unless it has taken down a worker as often as a job may fail."""
    last = attempts >= len(PAUSES)
    if last and name in NAMED:
        error = Unavailable("The work was interrupted again and again.", do="Ask whoever runs Candour to look at it.")
        give_up(NAMED[name].work, error, arguments)
    with contextlib.suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_FORGET, [number])
        cursor.execute(_FAIL if last else _QUEUE, [number])  # refused when the worker was alive and has ended it


def _due(each: Job[[]]) -> None:
    """The queue keeps which day was asked for last, so that no day is done twice."""
    with connection.cursor() as cursor:
        cursor.execute(_DAILY, [each.work.lock({}), each.name, today().toordinal()])
