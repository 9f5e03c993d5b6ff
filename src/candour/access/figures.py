"""How requests fare in time, month by month and by kind of route: counted over all of them, shown as rows only as far as seen.

It counts and names nobody: the database itself tells whoever may see charts numbers only.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet

from candour.access.lists import KINDS
from candour.access.models import ComplaintKind, Request, State, Verdict
from candour.access.periods import Period, later
from candour.access.queries import Wanted, listed
from candour.access.timing import IDENTITY
from candour.accounts.models import User
from candour.ledger.clock import today
from candour.packs import in_force

NO_ROUTE = "none"
KINDS_COUNTED: Mapping[str, str] = {**KINDS, NO_ROUTE: "No route yet"}
_UNFINISHED = Q(state__in=(State.OPEN, State.DECIDED))
_ASKED_WHO = Q(evidences__what=IDENTITY, evidences__asked_on__isnull=False) & (
    Q(evidences__came_on=None, evidences__verdict="") | Q(evidences__verdict=Verdict.REFUSED)
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of requests that came in a month, as they stand today. ``days``: from coming in to the answer, of each that has one."""

    received: int = 0
    answered: int = 0
    in_time: int = 0
    late: int = 0
    backlog: int = 0
    overdue: int = 0
    stopped: int = 0
    extended: int = 0
    complaints: int = 0
    reviews: int = 0
    days: tuple[int, ...] = ()

    @property
    def median(self) -> float | None:
        return statistics.median(self.days) if self.days else None

    @property
    def ninetieth(self) -> int | None:
        """Within so many days nine of ten had their answer."""
        return sorted(self.days)[-(-9 * len(self.days) // 10) - 1] if self.days else None

    @property
    def longest(self) -> int | None:
        return max(self.days, default=None)


COLUMNS: Mapping[str, str] = {
    "received": "Received",
    "answered": "Answered",
    "in_time": "In time",
    "late": "Late",
    "backlog": "Not answered yet",
    "overdue": "Of these overdue",
    "stopped": "Clock stands still",
    "extended": "Time lengthened",
    "complaints": "With a complaint",
    "reviews": "With an internal review",
}
"""What can be looked at as rows; an answer on a route that states no time is neither in time nor late."""
_ROWS: Mapping[str, Callable[[], Q]] = {
    "received": Q,
    "answered": lambda: Q(answered_on__isnull=False),
    "in_time": lambda: Q(answered_on__lte=F("due_on")),
    "late": lambda: Q(answered_on__gt=F("due_on")),
    "backlog": lambda: _UNFINISHED,
    "overdue": lambda: _UNFINISHED & Q(due_on__lt=today()),
    "stopped": lambda: _UNFINISHED & Q(due_on=None) & Q(pk__in=_standing_still()),
    "extended": lambda: Q(extensions__isnull=False),
    "complaints": lambda: Q(complaints__kind=ComplaintKind.COMPLAINT),
    "reviews": lambda: Q(complaints__kind=ComplaintKind.REVIEW),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """Numbers of a month (its first day) and a kind of route."""

    month: date
    kind: str
    numbers: Numbers


def counted(*, period: Period, kind: str = "") -> list[Counted]:
    """Every month and kind in which a request came, the earliest first; ``kind`` empty: all."""
    found: dict[tuple[date, str], list[Numbers]] = {}
    told = _told("select * from candour_timeliness(%s, %s, %s)", period.since, period.until, today())
    for month, route, version, *numbers, days in told:
        of = kind_of(route, version)
        if kind in ("", of):
            found.setdefault((month, of), []).append(replace(Numbers(*numbers), days=tuple(days or ())))
    return [Counted(*key, together(found[key])) for key in sorted(found)]


def together(numbers: Iterable[Numbers]) -> Numbers:
    several = list(numbers)
    sums: dict[str, Any] = {name: sum(getattr(one, name) for one in several) for name in COLUMNS}
    return replace(Numbers(**sums), days=tuple(day for one in several for day in one.days))


def rows(*, which: str, period: Period, month: date | None, kind: str, user: User) -> QuerySet[Request]:
    """Those behind a number that the person may see; ``month`` None: of the whole period."""
    since, until = (month, later(month, 1)) if month else (period.since, period.until)
    found = listed(Wanted(state="all", kind="" if kind == NO_ROUTE else kind), user=user)
    found = found.filter(received_on__gte=since, received_on__lt=until)
    found = found.filter(route="") if kind == NO_ROUTE else found
    return found.filter(pk__in=Request.objects.filter(_ROWS[which]()).values("pk"))


def _standing_still() -> QuerySet[Request, int]:
    asked = Q(clarifications__isnull=False, clarifications__answered_on=None)
    return Request.objects.filter(asked | _ASKED_WHO).values_list("pk", flat=True)


def kind_of(route: str, version: str) -> str:
    """The kind of a route, as the version of the pack has it."""
    if not route:
        return NO_ROUTE
    routes = in_force.of(version, on=today()).access.routes
    return next((each.kind for each in routes if each.id == route), NO_ROUTE)


def _told(query: str, *given: date) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return list(cursor.fetchall())
