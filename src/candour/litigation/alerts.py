"""Records that came, or changed, after disclosure: each stands against its matter until somebody decided on it."""

from __future__ import annotations

from django.db.models import QuerySet

from candour.litigation.models import Alert, Matter, Verdict

OPEN = (Verdict.OPEN, Verdict.DISCLOSE)
"""Not decided, or decided to be disclosed and not disclosed yet."""


def open_of(matter: Matter) -> QuerySet[Alert]:
    """The oldest first, each with its record and case."""
    return of(matter).filter(verdict__in=OPEN)


def of(matter: Matter) -> QuerySet[Alert]:
    found = Alert.objects.filter(matter=matter).select_related("record", "case", "by")
    return found.order_by("raised_at", "pk")
