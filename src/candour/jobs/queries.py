"""How the queue stands, for those who run the site. It tells names of jobs and numbers, never what they work on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from candour.jobs.tending import PATIENCE


@dataclass(frozen=True, slots=True)
class Standing:
    """``oldest``: since when the job that waits longest could have been done."""

    workers: int
    waiting: int
    running: int
    failed: int
    oldest: datetime | None


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
            " count(*) filter (where status = 'failed'),"
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
