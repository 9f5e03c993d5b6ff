"""Which pages of a matter's records somebody has displayed, as they are now, by the ledger's own entries of views.

A copy of the same bytes counts. What was only fetched ahead is no view, and a view of what a record was before it
changed is none of what it is. It shows nothing itself.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from candour.accounts.models import User
from candour.cases.models import Page, Record
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb
from candour.litigation.listed import content_of
from candour.litigation.models import Matter, MatterCase
from candour.litigation.scope import in_scope

WHOLE = 0
"""Stands for the page of a record that has none."""
_NEEDED = ("pk", "case", "key", "title", "path", "type", "date", "sha256", "size", "pages_count")
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
    """By the ledger; of records that are gone as well, whose bytes may be those of another one."""
    linked = MatterCase.objects.filter(matter=matter, ended_at=None).values("case")
    records = Record.objects.filter(case__in=linked)
    if among is not None:
        alike = [each.sha256 for each in among if content_of(each)]
        records = records.filter(pk__in=[each.pk for each in among]) | records.filter(sha256__in=alike)
    pages = Page.objects.filter(record__in=records.order_by().values("pk"))
    shown = pages.filter(_viewed(user, Verb.PAGE_VIEWED, "page", changed="record__changed_at"))
    told = shown.values_list("record", "record__sha256", "record__size", "number")
    without = records.filter(pages_count=0).filter(_viewed(user, Verb.RECORD_VIEWED, "record", changed="changed_at"))
    whole = without.values_list("pk", "sha256", "size", Value(WHOLE))
    return {((sha256 if size else "") or pk, number) for pk, sha256, size, number in (*told, *whole)}


def _viewed(user: User, verb: Verb, kind: str, *, changed: str) -> Exists:
    """An entry in the history of the row's case, from after the record became what it is."""
    named = Concat(Value(f"{kind}:"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    return Exists(
        Entry.objects.filter(
            chain=OuterRef("case_id"), object=named, actor=user.pk, verb=verb.value, at__gte=OuterRef(changed)
        )
        .order_by()
        .values("pk")
    )


def progress(found: Sequence[Reading]) -> tuple[int, int]:
    """Pages displayed, and pages there are."""
    of = sum(each.of for each in found)
    return of - sum(len(each.left) for each in found), of
