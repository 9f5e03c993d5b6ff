"""What of a matter's records has not been provided: files not prepared, gaps nobody explained, finds not put into the file.

It fills no gap, and explains none.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from candour.cases.models import Gap
from candour.cases.plain import MISSING
from candour.engine.model import GapKind
from candour.litigation import certificate
from candour.litigation.lacking import Lack
from candour.litigation.models import Matter, Result
from candour.litigation.scope import cases_of, in_scope, still_to_prepare

CONDITION = "provided"
KINDS = (
    GapKind.MISSING_FROM_FOLDER, GapKind.MENTIONED_NOT_HELD, GapKind.UNREADABLE, GapKind.NEEDS_CONVERTER,
    GapKind.NEEDS_OCR,
)  # fmt: skip
"""Gaps that mean that somebody could not read a record: it is not there, or cannot be read."""


def gaps(matter: Matter) -> QuerySet[Gap]:
    """Those of its cases as they are now, by kind, the unexplained ones first. Not that a record out of scope is unreadable."""
    here = in_scope(matter).order_by().filter(case=OuterRef("case"), key=OuterRef("record"))
    found = Gap.objects.filter(
        case__in=cases_of(matter).order_by(), gone_at=None, kind__in=[each.value for each in KINDS]
    )
    found = found.filter(Q(record="") | Q(kind=GapKind.MENTIONED_NOT_HELD.value) | Exists(here))
    return found.select_related("case", "explained_by").order_by("kind", "explained", "case", "source", "pk")


def lacks(matter: Matter) -> list[Lack]:
    """What is missing before everything in scope counts as provided; nothing: it is."""
    return list(_lacks(matter))


def _lacks(matter: Matter) -> Iterator[Lack]:
    for case in still_to_prepare(matter):
        page = reverse("cases:file", args=[case.key])
        yield Lack(CONDITION, f"case:{case.pk}", f"The case file {case.reference} is not prepared.", page)
    page = reverse("litigation:gaps", args=[matter.key])
    for gap in gaps(matter).filter(explained=""):
        words = f"{MISSING[GapKind(gap.kind)]}: {gap.detail}"
        yield Lack(CONDITION, f"gap:{gap.pk}", words, f"{page}#gap-{gap.pk}")
    for row in certificate.places(matter):
        answer = row.answer
        if answer is not None and answer.result == Result.FOUND and answer.provided_on is None:
            found = reverse("litigation:place", args=[matter.key, row.place.key])
            words = f"{row.place.name}: what was found is not in the case file yet."
            yield Lack(CONDITION, f"place:{row.place.key}", words, found)
