"""Has a job tried again at once, or gives it up; both stand in the authority's ledger. It never ends one by force.

Who may is for the page to say: people stand above jobs. Both run within ``acting``.
"""

from __future__ import annotations

from django.db import connection

from candour.engine.errors import Refused
from candour.jobs import queries
from candour.jobs.queries import Listed, Status
from candour.ledger.acting import record
from candour.ledger.verbs import Verb

_NOW = "update procrastinate_jobs set scheduled_at = null where id = %s and status = 'todo'"
_AGAIN = "select procrastinate_retry_job_v2(%s, now(), null, null, null)"
_AS_NEW = "update procrastinate_jobs set attempts = 0, priority = 0 where id = %s"
_GIVEN_UP = """
    insert into jobs_trouble (job, at, given_up_at) values (%s, now(), now())
    on conflict (job) do update set given_up_at = excluded.given_up_at
"""


def try_again(*, number: int) -> None:
    """One that failed begins with all its attempts. Refused when it is over, runs, or somebody has to ask anew."""
    job = _open(number)
    if not job.can_be_tried_again:
        raise Refused(
            "This cannot be tried again from here.",
            means="It is at work or waits already, or its failure was told to who asked for it.",
            do="Look at the list again; otherwise whoever works on the case asks for it anew.",
        )
    with connection.cursor() as cursor:
        if job.status is Status.FAILED:
            cursor.execute(_AGAIN, [number])
            cursor.execute(_AS_NEW, [number])
        else:
            cursor.execute(_NOW, [number])
    record(Verb.JOB_TRIED_AGAIN, object=f"job:{number}", name=job.name, attempts=job.attempts)


def give_up(*, number: int) -> None:
    """One that waits fails at once, as if it had been tried in vain; one that runs does when it next looks.

    One that failed is no longer listed.
    """
    job = _open(number)
    with connection.cursor() as cursor:
        cursor.execute(_GIVEN_UP, [number])
        cursor.execute(_NOW, [number])
    record(Verb.JOB_GIVEN_UP, object=f"job:{number}", name=job.name, state=str(job.status), attempts=job.attempts)


def _open(number: int) -> Listed:
    """The job, which no worker takes or ends until this transaction does."""
    with connection.cursor() as cursor:
        cursor.execute("select from procrastinate_jobs where id = %s for update", [number])
    job = queries.one(number)
    if job is None or job.given_up:
        raise Refused("This work is over, or was given up.", do="Look at the list again.")
    return job
