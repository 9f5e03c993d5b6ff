"""Which records of a case a disclosure can be of: offered to whoever opens one, found by words, and told of on its pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from candour.cases.chronology import records
from candour.cases.models import Case, Record
from candour.disclosure.models import Disclosure


def choosable(case: Case) -> QuerySet[Record]:
    """By date. A file that only holds others, such as an archive, has nothing to give: its members are chosen."""
    holding = records(case).exclude(parent="").values("parent")
    found = records(case).exclude(pages_count=0, key__in=holding)
    return found.order_by(F("date").asc(nulls_last=True), "path", "pk")


def with_words(found: QuerySet[Record], text: str) -> QuerySet[Record]:
    """Those in whose title, type, author or path every word stands."""
    for word in text.split():
        here = Q(title__icontains=word) | Q(type__icontains=word) | Q(author__icontains=word) | Q(path__icontains=word)
        found = found.filter(here)
    return found


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a disclosure of some records is of, as the file is now; ``gone``: how many are in it no more."""

    records: tuple[Record, ...]
    gone: int


def chosen(disclosure: Disclosure) -> Chosen | None:
    """None when it is of the whole file."""
    if not disclosure.only:
        return None
    found = tuple(choosable(disclosure.case).filter(key__in=disclosure.only))
    there = records(disclosure.case).filter(key__in=disclosure.only).count()
    return Chosen(found, len(disclosure.only) - there)
