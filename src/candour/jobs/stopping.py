"""How a worker that was asked to end tells the job in hand; what stops here goes on later and counts as not begun."""

from __future__ import annotations

import threading

ASKED = threading.Event()
"""Set once the worker was asked to end."""


class Postponed(Exception):
    """The job goes back to the queue, whole: nothing is wrong with it."""


def stop_point() -> None:
    """Called by a long job between its steps, outside any transaction: leaves the job when the worker has to end."""
    if ASKED.is_set():
        raise Postponed
