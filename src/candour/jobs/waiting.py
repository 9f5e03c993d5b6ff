"""Who goes first: jobs of a case in the order in which they were asked for, and a case that has had turns after others.

A lower priority says how many turns were had; all jobs of a case that wait have the same.
"""

from __future__ import annotations

from django.db import connection

_PATIENCE = 5.0
"""Seconds after which a job that could be done waits because no worker is free, not because none has looked yet."""
_WAITING = """
    select exists (
        select from procrastinate_jobs mine, procrastinate_jobs job
        where mine.id = %s and job.status = 'todo' and job.priority >= mine.priority - 1
        and coalesce(job.scheduled_at, (
            select max(at) from procrastinate_events event where event.job_id = job.id
        )) < now() - make_interval(secs => %s)
        and not exists (
            select from procrastinate_jobs other where other.lock = job.lock and other.status = 'doing'
        )
    )
"""
_BEHIND = """
    update procrastinate_jobs job set priority = mine.priority - 1
    from (select lock, priority from procrastinate_jobs where id = %s) mine
    where job.lock = mine.lock and job.status in ('todo', 'doing') and job.priority >= mine.priority
"""
_PLACE = "select coalesce(min(priority), 0) from procrastinate_jobs where lock = %s and status in ('todo', 'doing')"


def others_wait(number: int) -> bool:
    """Whether a job that will have had no more turns than this one waits for a worker to be free."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [number, _PATIENCE])
        (found,) = cursor.fetchone()
    return bool(found)


def let_others(number: int) -> None:
    """This job has had a turn, and with it all that wait for it."""
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND, [number])


def place(lock: str) -> int:
    """The priority of a new job: it never overtakes one with the same lock."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACE, [lock])
        (found,) = cursor.fetchone()
    return int(found)
