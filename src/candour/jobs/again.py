"""Whether and when a job that failed is tried again: not when trying is of no use, and not for ever."""

from __future__ import annotations

from datetime import timedelta

from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from candour.engine.errors import BadInput, Refused, Unreadable, Unsafe
from candour.jobs.stopping import Postponed

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 25, 125, 625))
"""Before the second attempt and each one after it; then it has failed."""
_OF_NO_USE = (BadInput, Refused, Unreadable, Unsafe)
_SOON = timedelta(seconds=2)


def pause(error: BaseException, *, attempts: int) -> timedelta | None:
    """How long to wait before the next attempt; None: there is none. ``attempts``: how many were made before this one."""
    if isinstance(error, Postponed):
        return _SOON
    if isinstance(error, _OF_NO_USE) or attempts >= len(PAUSES):
        return None
    return PAUSES[attempts]


class Again(BaseRetryStrategy):
    """The same, as procrastinate asks for it."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        wait = pause(exception, attempts=job.attempts)
        return None if wait is None else RetryDecision(retry_in={"seconds": int(wait.total_seconds())})
