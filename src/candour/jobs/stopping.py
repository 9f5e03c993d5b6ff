"""How a long job in hand is told to stop: the worker ends, somebody gave it up, or others have waited long enough.

What stops for the worker or for others goes on later and counts as not begun.
"""

from __future__ import annotations

import threading
import time
from contextvars import ContextVar

from candour.jobs.trouble import refuse_given_up
from candour.jobs.waiting import others_wait

ASKED = threading.Event()
"""Set once the worker was asked to end."""
TURN = 300.0
"""Seconds of work after which a job lets others go first, if any wait."""
_LOOK_EVERY = 2.0
in_hand: ContextVar[InHand | None] = ContextVar("in_hand", default=None)


class Postponed(Exception):
    """The job goes back to the queue, whole: nothing is wrong with it."""


class TurnOver(Postponed):
    """The same; those that have had fewer turns go first."""


class InHand:
    """The job that this thread does, and when the queue was last asked about it."""

    def __init__(self, number: int) -> None:
        self.number, self._looked = number, time.monotonic()

    def due(self) -> bool:
        """Whether it is time to ask again."""
        if time.monotonic() - self._looked < _LOOK_EVERY:
            return False
        self._looked = time.monotonic()
        return True


class Turn:
    """A stretch of work that is kept as it goes, so that leaving it costs little; others get in between."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def let_others(self) -> None:
        """Called as ``stop_point``, and as well: leaves the job when it has had its turn and others wait."""
        job = in_hand.get()
        if job is not None and time.monotonic() - self._begun >= TURN and others_wait(job.number):
            raise TurnOver


def stop_point() -> None:
    """Called by a long job between its steps, outside any transaction: leaves the job when it has to stop."""
    if ASKED.is_set():
        raise Postponed
    job = in_hand.get()
    if job is not None and job.due():
        refuse_given_up(job.number)
