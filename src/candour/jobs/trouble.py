"""Keeps why a job failed last, and that somebody gave it up. It keeps the sentences of our own errors only.

Any other error is kept by the name of its class: what it says may hold words of a case.
"""

from __future__ import annotations

import logging

from django.db import Error, connection

from candour.engine.errors import CandourError, Refused

_LOG = logging.getLogger("candour.jobs")
_NOTE = """
    insert into jobs_trouble (job, at, error, what, means, "do") values (%s, now(), %s, %s, %s, %s)
    on conflict (job) do update
    set at = excluded.at, error = excluded.error, what = excluded.what, means = excluded.means, "do" = excluded."do"
"""


class GivenUp(Refused):
    """Somebody gave the job up: it ends as one that failed for good."""

    def __init__(self) -> None:
        super().__init__(
            "A system administrator gave this work up.",
            means="It was not done to its end.",
            do="Ask for it again when what stood against it is settled.",
        )


def note(number: int, error: Exception) -> None:
    """Outside any transaction. That it could not be kept is logged: the job has failed all the same."""
    said = (error.what, error.means, error.do) if isinstance(error, CandourError) else ("", "", "")
    try:
        connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute(_NOTE, [number, type(error).__name__, *said])
    except Error:
        _LOG.exception("trouble not noted")


def refuse_given_up(number: int) -> None:
    """GivenUp when somebody gave this job up."""
    with connection.cursor() as cursor:
        cursor.execute("select from jobs_trouble where job = %s and given_up_at is not null", [number])
        if cursor.fetchone() is not None:
            raise GivenUp
