"""Reads the records of a case in the order of their dates, narrowed by what somebody asks for; it changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from candour.cases.models import Case, Gap, Page, Record
from candour.engine.model import GapKind, PageKind
from candour.ledger.clock import LONDON

UNREADABLE = (GapKind.UNREADABLE, GapKind.NEEDS_CONVERTER, GapKind.NEEDS_OCR)
ONLY = {
    "hidden": "With hidden content",
    "unreadable": "That could not be read in full",
    "duplicates": "That repeat another record",
}
"""Kinds of record that can be asked for by themselves."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the chronology is narrowed by. ``only``: a key of ONLY."""

    type: str = ""
    author: str = ""
    since: date | None = None
    until: date | None = None
    only: str = ""
    added: date | None = None
    """Records that came into the file on this day or later."""


def records(case: Case) -> QuerySet[Record]:
    """The records that are in the file as it is now."""
    return Record.objects.filter(case=case, gone_at=None)


def chronology(some: QuerySet[Record], wanted: Wanted) -> QuerySet[Record]:
    """By date, those without a date last; each with ``hidden``, ``unread`` and ``alike`` (it is like another one)."""
    gaps = Gap.objects.filter(case=OuterRef("case"), record=OuterRef("key"), gone_at=None).exclude(record="")
    found = some.annotate(
        hidden=Exists(Page.objects.filter(record=OuterRef("pk"), kind=PageKind.HIDDEN)),
        unread=Exists(gaps.filter(kind__in=UNREADABLE)),
        alike=Exists(gaps.filter(kind=GapKind.NEAR_DUPLICATE)),
    )
    exact = {"type": wanted.type, "author": wanted.author}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if wanted.since:
        found = found.filter(date__gte=wanted.since)
    if wanted.until:
        found = found.filter(date__lte=wanted.until)
    if wanted.added:
        found = found.filter(added_at__gte=datetime.combine(wanted.added, time.min, LONDON))
    if wanted.only:
        kinds = {"hidden": Q(hidden=True), "unreadable": Q(unread=True), "duplicates": _REPEATS}
        found = found.filter(kinds[wanted.only])
    return found.order_by(F("date").asc(nulls_last=True), "key")


_REPEATS = ~Q(duplicate_of="") | Q(alike=True)


def by_month(found: Iterable[Record]) -> list[tuple[str, list[Record]]]:
    """Records in their order under headings: ``March 2016``, and ``No date`` for the rest."""
    return [(heading, list(some)) for heading, some in groupby(found, key=_month)]


def _month(record: Record) -> str:
    return f"{record.date:%B %Y}" if record.date else "No date"


def values(some: QuerySet[Record], column: str) -> list[str]:
    """What stands in a column (``type``, ``author``) of the records, each once."""
    found = some.exclude(**{column: ""}).order_by(column).values_list(column, flat=True)
    return list(found.distinct())


def next_to(record: Record) -> tuple[Record | None, Record | None]:
    """The records that can be looked at before and after this one in the chronology."""
    shown = records(record.case).filter(pages_count__gt=0).order_by(F("date").asc(nulls_last=True), "key")
    later = Q(date=record.date, key__gt=record.key)
    earlier = Q(date=record.date, key__lt=record.key)
    if record.date is None:
        later, earlier = Q(date=None, key__gt=record.key), Q(date=None, key__lt=record.key) | Q(date__isnull=False)
    else:
        later, earlier = later | Q(date__gt=record.date) | Q(date=None), earlier | Q(date__lt=record.date)
    return shown.filter(earlier).last(), shown.filter(later).first()
