"""Which documents went to which party, when and how. What was disclosed is never taken back: it cannot be."""

from __future__ import annotations

from collections.abc import Iterable

from candour.cases.models import Record
from candour.litigation.listed import content_of, latest
from candour.litigation.models import Disclosed, Inspection, Matter, Stance
from candour.litigation.scope import in_scope, records_of


def of(matter: Matter) -> dict[int, list[Disclosed]]:
    """What went of each record of its cases, by its number, the first first; copies of the same bytes went with it.

    A row whose ``content`` is another than the record's is of what the document was before it changed.
    """
    return of_records(matter, records_of(matter).only("pk", "sha256", "size"))


def of_records(matter: Matter, records: Iterable[Record]) -> dict[int, list[Disclosed]]:
    own: dict[int, list[Disclosed]] = {}
    alike: dict[str, list[Disclosed]] = {}
    for each in Disclosed.objects.filter(matter=matter).select_related("party").order_by("on", "pk"):
        own.setdefault(each.record_id, []).append(each)
        if each.content:
            alike.setdefault(each.content, []).append(each)
    found = {}
    for record in records:
        here = {each.pk: each for each in (*own.get(record.pk, ()), *alike.get(content_of(record), ()))}
        if here:
            found[record.pk] = sorted(here.values(), key=lambda each: (each.on, each.pk))
    return found


def went(record: Record, rows: list[Disclosed]) -> list[Disclosed]:
    """Those of ``rows`` by which the document went as it is now."""
    return [each for each in rows if each.content == content_of(record)]


def not_yet(matter: Matter) -> list[Record]:
    """Documents in scope that have to be disclosed, and of which, as they are now, nobody has anything yet.

    Not those that a lawyer marked, as they are now, as not relevant or as withheld from inspection.
    """
    told, rows = latest(matter), of(matter)
    found = []
    for record in in_scope(matter):
        marking = told.get(record.pk)
        stays = (
            marking is not None
            and marking.content == content_of(record)
            and (marking.stance == Stance.NOT_RELEVANT or marking.inspection == Inspection.WITHHELD)
        )
        if not stays and not went(record, rows.get(record.pk, [])):
            found.append(record)
    return found
