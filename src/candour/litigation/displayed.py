"""Which pages of a matter's records somebody has displayed, as they are now, by the ledger's own entries of views.

A copy of the same bytes counts. What was only fetched ahead is no view, and a view of what a record was before it
changed is none of what it is. It shows nothing itself.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q, QuerySet, Value

from candour.accounts.models import User
from candour.cases.models import Page, Record
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb
from candour.litigation.listed import content_of
from candour.litigation.models import Matter, MatterCase
from candour.litigation.scope import in_scope

WHOLE = 0
"""Stands for the page of a record that has none."""
_NEEDED = ("pk", "case", "key", "title", "path", "type", "date", "sha256", "size", "pages_count", "changed_at")
_Seen = set[tuple[str | int, int]]
"""A document (its bytes, or the number of an empty one) and a page of it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How far somebody is with one record. ``left``: numbers of pages not displayed yet; WHOLE: of one without pages."""

    record: Record
    left: Sequence[int]

    @property
    def of(self) -> int:
        """How many there are to display."""
        return self.record.pages_count or 1


def reading(matter: Matter, user: User, *, records: QuerySet[Record] | None = None) -> list[Reading]:
    """Every record in scope by date, as far as ``user`` is with it; ``records``: these instead."""
    wanted = list((in_scope(matter) if records is None else records).select_related("case").only(*_named(_NEEDED)))
    seen = _seen(matter, user, among=None if records is None else wanted)
    return [Reading(each, _left(each, seen)) for each in wanted]


def has_displayed(matter: Matter, user: User, record: Record) -> bool:
    """Every page of one record."""
    (found,) = reading(matter, user, records=Record.objects.filter(pk=record.pk))
    return not found.left


def _named(fields: Collection[str]) -> list[str]:
    return [*fields, "case__key", "case__reference", "case__name"]


def _left(record: Record, seen: _Seen) -> list[int]:
    document = content_of(record) or record.pk
    return [page for page in _pages(record) if (document, page) not in seen]


def _pages(record: Record) -> Sequence[int]:
    return range(1, record.pages_count + 1) if record.pages_count else (WHOLE,)


def _seen(matter: Matter, user: User, *, among: Sequence[Record] | None) -> _Seen:
    """Of records that are gone as well: their bytes may be those of another one."""
    records = Record.objects.filter(case__in=_cases(matter))
    if among is not None:
        alike = [each.sha256 for each in among if content_of(each)]
        records = records.filter(Q(pk__in=[each.pk for each in among]) | Q(sha256__in=alike))
    views = _views(matter, user)
    pages = Page.objects.filter(record__in=records.order_by().values("pk"))
    told = pages.values_list("pk", "record", "record__sha256", "record__size", "number", "record__changed_at")
    whole = records.filter(pages_count=0).values_list("pk", "pk", "sha256", "size", Value(WHOLE), "changed_at")
    return {
        ((sha256 if size else "") or record, number)
        for kind, rows in (("page", told), ("record", whole))
        for pk, record, sha256, size, number, changed in rows
        if (last := views.get(f"{kind}:{pk}")) is not None and last >= changed
    }


def _views(matter: Matter, user: User) -> dict[str, datetime]:
    """When somebody last displayed what, as the entries call it: asked for all at once, which takes a hundredth of one by one."""
    viewed = Entry.objects.filter(
        chain__in=_cases(matter), actor=user.pk, verb__in=(Verb.PAGE_VIEWED.value, Verb.RECORD_VIEWED.value)
    )
    return dict(viewed.order_by().values_list("object").annotate(last=Max("at")))


def _cases(matter: Matter) -> list[int]:
    return list(MatterCase.objects.filter(matter=matter, ended_at=None).values_list("case", flat=True))


def progress(found: Sequence[Reading]) -> tuple[int, int]:
    """Pages displayed, and pages there are."""
    of = sum(each.of for each in found)
    return of - sum(len(each.left) for each in found), of
