"""Figures of legal matters that the person sees: how soon files were displayed, and how far timetables drifted. It judges nobody."""

from __future__ import annotations

from collections.abc import Sequence

from candour.disclosure.figures import Figure
from candour.litigation.board import matters
from candour.litigation.models import SEE_THE_FILE, Matter, Member
from candour.litigation.timetable import timetable

_MOST = 40
"""Matters in one picture, the latest."""
_HOUR, _WEEK = 3_600.0, 7


def figures() -> list[Figure]:
    latest = list(matters()[:_MOST])
    return [_first_views(latest), _drift(latest)]


def _first_views(some: Sequence[Matter]) -> Figure:
    rows = []
    for each in some:
        seen = [one for one in Member.objects.filter(matter=each, capacity__in=SEE_THE_FILE) if one.first_view_at]
        if seen:
            hours = [(one.first_view_at - one.since).total_seconds() / _HOUR for one in seen if one.first_view_at]
            rows.append((each.title, round(min(hours), 2), round(max(hours), 2), float(len(hours))))
    means = "Hours from when somebody of the legal team could see the whole file until they first displayed it."
    columns = ("Matter", "Soonest, hours", "Latest, hours", "People")
    return Figure("first-views", "From matter opened to file displayed", means, columns, tuple(rows))


def _drift(some: Sequence[Matter]) -> Figure:
    rows = []
    for each in some:
        dates = timetable(each)
        moved = max((one.drift for one in dates), default=0)
        late = sum(one.overdue for one in dates)
        if dates:
            rows.append((each.title, round(moved / _WEEK, 1), float(late)))
    means = "By how many weeks the date of each matter that moved most is later than first planned, and dates that are overdue."
    return Figure("drift", "Drift of timetables", means, ("Matter", "Weeks later", "Dates overdue"), tuple(rows))
