"""The one clock: what time it is, and in tests what time it is meant to be."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")
_set: ContextVar[datetime | None] = ContextVar("set", default=None)


def now() -> datetime:
    return _set.get() or timezone.now()


def today() -> date:
    """The date in England."""
    return now().astimezone(LONDON).date()


@contextlib.contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Within the block it is ``moment`` (with its time zone)."""
    token = _set.set(moment)
    try:
        yield
    finally:
        _set.reset(token)
