"""How complaints and internal reviews fare in time: counted over all of them, shown as rows only as far as seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Case, DateField, F, Q, QuerySet, When

from candour.access.models import Complaint, ComplaintKind
from candour.access.periods import Period, later
from candour.ledger.clock import today

COLUMNS: Mapping[str, str] = {
    "received": "Received",
    "in_time": "In time",
    "late": "Late",
    "waiting": "Not answered yet",
    "upheld": "Upheld",
}
"""What can be looked at as rows. In time: a complaint was acknowledged, a review answered, by its day."""
_ROWS: Mapping[str, Callable[[], Q]] = {
    "received": Q,
    "in_time": lambda: Q(met__lte=F("due_on")),
    "late": lambda: Q(met__gt=F("due_on")) | Q(met=None, due_on__lt=today()),
    "waiting": lambda: Q(answered_on=None),
    "upheld": lambda: Q(upheld=True),
}
_MET = Case(When(kind=ComplaintKind.COMPLAINT, then="acknowledged_on"), default="answered_on", output_field=DateField())


@dataclass(frozen=True, slots=True)
class Complaints:
    """Complaints and reviews that came in a month, as they stand today."""

    month: date
    kind: ComplaintKind
    received: int
    in_time: int
    late: int
    waiting: int
    upheld: int


def complaints(*, period: Period) -> list[Complaints]:
    with connection.cursor() as cursor:
        cursor.execute("select * from candour_complaint_timeliness(%s, %s, %s)", [period.since, period.until, today()])
        found: list[tuple[Any, ...]] = list(cursor.fetchall())
    rows = (Complaints(month, ComplaintKind(kind), *numbers) for month, kind, *numbers in found)
    return sorted(rows, key=lambda each: (each.month, each.kind))


def number(found: Iterable[Complaints], *, which: str, month: date | None, kind: str) -> int:
    """Of a month and a kind; None and empty: of all of them."""
    return sum(getattr(each, which) for each in found if month in (None, each.month) and kind in ("", each.kind))


def rows(*, which: str, period: Period, month: date | None, kind: str) -> QuerySet[Complaint]:
    """Those behind a number that the person may see, the earliest first; ``month`` None: of the whole period."""
    since, until = (month, later(month, 1)) if month else (period.since, period.until)
    found = Complaint.objects.annotate(met=_MET).filter(_ROWS[which](), received_on__gte=since, received_on__lt=until)
    found = found.filter(kind=kind) if kind else found
    return found.select_related("request").order_by("received_on", "pk")
