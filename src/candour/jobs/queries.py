"""How the queue stands, for those who run the site. It tells names of jobs and numbers, never what they work on.

The number of a case is told as well: whether somebody may know its reference is for the database to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from candour.jobs.asking import NAMED
from candour.jobs.tending import PATIENCE


@dataclass(frozen=True, slots=True)
class Standing:
    """``oldest``: since when the job that waits longest could have been done."""

    workers: int
    waiting: int
    running: int
    failed: int
    oldest: datetime | None


class Status(StrEnum):
    """What of the queue is shown."""

    FAILED = "failed"
    RUNNING = "doing"
    WAITING = "todo"


@dataclass(frozen=True, slots=True)
class Listed:
    """A job that is not over. ``since``: when it came into this state; ``attempts`` that ended, all of them badly.

    ``error``: the class of the last one, with ``what``, ``means`` and ``do`` where it was an error of ours.
    """

    number: int
    name: str
    status: Status
    case: int | None
    attempts: int
    since: datetime
    due: datetime | None
    """When it is tried again, if it waits for that."""
    given_up: bool
    error: str
    what: str
    means: str
    do: str

    @property
    def can_be_tried_again(self) -> bool:
        """Now: one that waits for its time, or one that failed and whose end was told to nobody."""
        if self.given_up or self.status is Status.RUNNING:
            return False
        known = NAMED.get(self.name)
        failed = self.status is Status.FAILED
        return known is not None and (known.work.can_be_tried_again if failed else self.due is not None)


@dataclass(frozen=True, slots=True)
class FailedJob:
    number: int
    name: str
    attempts: int
    at: datetime


def standing() -> Standing:
    with connection.cursor() as cursor:
        cursor.execute(
            "select (select count(*) from procrastinate_workers where last_heartbeat > now() - make_interval(secs => %s)),"
            " count(*) filter (where status = 'todo'), count(*) filter (where status = 'doing'),"
            " count(*) filter (where status = 'failed' and not exists ("
            "  select from jobs_trouble t where t.job = procrastinate_jobs.id and t.given_up_at is not null)),"
            " (select min(greatest(e.at, j.scheduled_at)) from procrastinate_jobs j join procrastinate_events e"
            "  on e.job_id = j.id and e.type = 'deferred' where j.status = 'todo'"
            "  and (j.scheduled_at is null or j.scheduled_at <= now()))"
            " from procrastinate_jobs",
            [PATIENCE],
        )
        return Standing(*cursor.fetchone())


def failed(*, limit: int = 50) -> list[FailedJob]:
    """Jobs that failed for good, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select j.id, j.task_name, j.attempts, max(e.at) from procrastinate_jobs j"
            " join procrastinate_events e on e.job_id = j.id where j.status = 'failed'"
            " group by j.id order by max(e.at) desc limit %s",
            [limit],
        )
        return [FailedJob(*row) for row in cursor.fetchall()]


_OPEN = """
    from procrastinate_jobs j left join jobs_trouble t on t.job = j.id
    where j.status = any (%s::procrastinate_job_status[]) and not (j.status = 'failed' and t.given_up_at is not null)
"""
_ROW = f"""
    select j.id, j.task_name, j.status::text, (j.args ->> 'case')::bigint, j.attempts,
        (select max(e.at) from procrastinate_events e where e.job_id = j.id),
        case when j.scheduled_at > now() then j.scheduled_at end, t.given_up_at is not null,
        coalesce(t.error, ''), coalesce(t.what, ''), coalesce(t.means, ''), coalesce(t."do", '')
    {_OPEN}
"""  # noqa: S608 (our own words)
_IN_ORDER = f"{_ROW} order by array_position(array['failed', 'doing', 'todo'], j.status::text), j.id limit %s offset %s"


def count(*statuses: Status) -> int:
    """How many jobs are not over; with ``statuses`` only those."""
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) {_OPEN}", [_chosen(statuses)])
        (found,) = cursor.fetchone()
    return int(found)


def listed(*statuses: Status, first: int = 0, limit: int = 50) -> list[Listed]:
    """Jobs that are not over: what failed first, then what runs, then what waits, each in the order of asking."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_ORDER, [_chosen(statuses), limit, first])
        return [_listed(row) for row in cursor.fetchall()]


def one(number: int) -> Listed | None:
    """A job that is not over; None when it is by now."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_ROW} and j.id = %s", [_chosen(()), number])
        row = cursor.fetchone()
    return _listed(row) if row else None


def _listed(row: tuple[Any, ...]) -> Listed:
    number, name, status, *rest = row
    return Listed(number, name, Status(status), *rest)


def _chosen(statuses: tuple[Status, ...]) -> list[str]:
    return [str(each) for each in statuses or tuple(Status)]
