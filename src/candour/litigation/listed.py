"""What was said of each document of a matter, as it stands now. It marks nothing.

The same bytes are the same document: a copy has what was said of the other, in whichever case of the matter it is.
"""

from __future__ import annotations

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
    own: dict[int, Marking] = {}
    alike: dict[str, Marking] = {}
    for each in Marking.objects.filter(matter=matter).order_by("pk"):
        own[each.record_id] = alike[each.content] = each
    alike.pop("", None)
    found = {}
    for record in records_of(matter).only("pk", "sha256", "size"):
        if standing := alike.get(content_of(record)) or own.get(record.pk):
            found[record.pk] = standing
    return found


def adverse(matter: Matter) -> QuerySet[Record]:
    """Every document that harms the council's case, in scope or not, by date; of copies the first one only."""
    marked = {number for number, each in latest(matter).items() if each.stance == Stance.ADVERSE}
    firsts: dict[object, int] = {}
    for record in records_of(matter).filter(pk__in=marked).only("pk", "sha256", "size", "duplicate_of"):
        known = content_of(record) or record.pk
        if known not in firsts or not record.duplicate_of:
            firsts[known] = record.pk
    return records_of(matter).filter(pk__in=firsts.values())
