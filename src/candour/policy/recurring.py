"""What recurs (meetings, workshops): in which weeks, months, quarters or years it is owed, and which of them were missed.

It reads no wall clock and plans nothing: days are passed in. A window is one such week, month, quarter or year.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import takewhile

__all__ = ["NAMES", "Every", "Standing", "State", "Window", "standing", "windows"]


class Every(StrEnum):
    """How often. Stable: the values stand in the database."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


NAMES = {
    Every.WEEK: "Every week",
    Every.TWO_WEEKS: "Every two weeks",
    Every.MONTH: "Every month",
    Every.QUARTER: "Every quarter",
    Every.YEAR: "Every year",
}


class State(StrEnum):
    HELD = "held"
    MISSED = "missed"
    """The window is over and nothing was held in it."""
    DUE = "due"
    """The window is running and nothing was held in it yet."""
    TO_COME = "to_come"
    EXCUSED = "excused"
    """Nothing was held, and none was needed: whoever says so has to say why."""


@dataclass(frozen=True, slots=True)
class Window:
    """From ``start`` to ``end``, both included. ``label``: "March 2026", "Week of 2 March 2026", "2026".

    ``owed`` False: the series ended within it, so that it counts only if something was held in it.
    """

    start: date
    end: date
    label: str
    owed: bool = True

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Standing:
    """``held``: the days in the window on which it was held, in order."""

    window: Window
    state: State
    held: tuple[date, ...] = ()


def windows(*, every: Every, first: date, until: date, ended: date | None = None) -> tuple[Window, ...]:
    """Those that begin by ``until``, the earliest first; the first is the one in which ``first`` lies.

    Weeks begin on Mondays, fortnights on that of the first, quarters in January, April, July and October. ``ended``: the
    last day of the series; the window in which it lies ends with it.
    """
    last = until if ended is None else min(until, ended)
    if first > last:
        return ()
    return tuple(_cut(each, ended) for each in takewhile(lambda each: each.start <= last, _from(every, first)))


def standing(
    windows: Sequence[Window], *, held: Collection[date], on: date, excused: Collection[date] = ()
) -> tuple[Standing, ...]:
    """What stands of each window ``on`` a day, in order. Nothing counts as held that lies after that day.

    ``excused``: any day in a window in which none is needed. A window that is not owed stands here only if it was held.
    """
    found = (_standing(each, sorted(day for day in held if day in each and day <= on), on, excused) for each in windows)
    return tuple(each for each in found if each.held or each.window.owed)


def _standing(window: Window, held: list[date], on: date, excused: Collection[date]) -> Standing:
    if held:
        return Standing(window, State.HELD, tuple(held))
    if any(day in window for day in excused):
        return Standing(window, State.EXCUSED)
    if on < window.start:
        return Standing(window, State.TO_COME)
    return Standing(window, State.DUE if on <= window.end else State.MISSED)


def _cut(window: Window, ended: date | None) -> Window:
    if ended is None or ended >= window.end:
        return window
    return Window(window.start, ended, window.label, owed=False)


def _from(every: Every, first: date) -> Iterator[Window]:
    if every in _DAYS:
        return _of_days(_DAYS[every], first)
    return _of_months(_MONTHS[every], first)


_DAYS = {Every.WEEK: 7, Every.TWO_WEEKS: 14}
_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}


def _of_days(days: int, first: date) -> Iterator[Window]:
    start = first - timedelta(days=first.weekday())
    while True:
        end = start + timedelta(days=days - 1)
        label = f"Week of {_said(start)}" if days == 7 else f"{_said(start)} to {_said(end)}"
        yield Window(start, end, label)
        start = end + timedelta(days=1)


def _of_months(months: int, first: date) -> Iterator[Window]:
    start = date(first.year, first.month - (first.month - 1) % months, 1)
    while True:
        month = start.month + months - 1
        end = date(start.year, month, monthrange(start.year, month)[1])
        yield Window(start, end, _label(start, end, months))
        start = end + timedelta(days=1)


def _label(start: date, end: date, months: int) -> str:
    if months == 12:
        return f"{start.year}"
    return f"{start:%B %Y}" if months == 1 else f"{start:%B} to {end:%B %Y}"


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
