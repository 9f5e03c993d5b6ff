"""What was said of each document of a matter, as it stands now. It marks nothing.

The same bytes are the same document: a copy has what was said of the other, in whichever case of the matter it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from candour.cases.models import Record
from candour.litigation.models import Marking, Matter, Stance
from candour.litigation.scope import records_of


def content_of(record: Record) -> str:
    """By which a document is known again; empty files are no copies of each other."""
    return record.sha256 if record.size else ""


def latest(matter: Matter) -> dict[int, Marking]:
    """What stands of each record of its cases, by its number; of a record that was never marked there is nothing.

    A marking whose ``content`` is another than the record's was made before the document changed.
    """
    return latest_of(matter, records_of(matter).only("pk", "sha256", "size"))


def latest_of(matter: Matter, records: Iterable[Record]) -> dict[int, Marking]:
    own: dict[int, Marking] = {}
    alike: dict[str, Marking] = {}
    for each in Marking.objects.filter(matter=matter).select_related("by").order_by("pk"):
        own[each.record_id] = alike[each.content] = each
    alike.pop("", None)
    found = {record.pk: alike.get(content_of(record)) or own.get(record.pk) for record in records}
    return {number: marking for number, marking in found.items() if marking is not None}


def adverse(matter: Matter) -> QuerySet[Record]:
    """Every document that harms the council's case, in scope or not, by date; of copies the first one only."""
    marked = {number for number, each in latest(matter).items() if each.stance == Stance.ADVERSE}
    found = records_of(matter).filter(pk__in=marked)
    return found.filter(pk__in=[each.pk for each in without_copies(found.only("pk", "sha256", "size", "duplicate_of"))])


def without_copies(records: Iterable[Record]) -> list[Record]:
    """One of each document: the record of which others are copies, or the first of them."""
    firsts: dict[object, Record] = {}
    for record in records:
        known = content_of(record) or record.pk
        if known not in firsts or (firsts[known].duplicate_of and not record.duplicate_of):
            firsts[known] = record
    return list(firsts.values())
