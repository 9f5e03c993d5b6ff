"""Documents that the text mentions but the file does not hold; it decides nothing about those that are held.

Every mention of a particular document (kind with a date, an author, "attached", "not on file") is held against all
records; what fits none becomes one line, however often it is mentioned. Doubt about the kind makes a line, doubt
about whether it is a document at all makes none.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from candour.engine.detect.document_kinds import ALIKE, topics_of
from candour.engine.detect.document_mentions import DocumentMention, mentions_in
from candour.engine.detect.held import Holdings, holdings, holds
from candour.engine.detect.record_text import RecordText, plain
from candour.engine.detect.series import entries_in
from candour.engine.model import Gap, GapKind, ManifestRow, Record, Seen
from candour.engine.written_dates import WrittenDate, from_iso

__all__ = ["RecordText", "missing"]


@dataclass(slots=True)
class _Missing:
    first: DocumentMention
    record: Record
    times: int = 0
    pages: dict[tuple[str, int], Seen] = field(default_factory=dict)

    def add(self, mention: DocumentMention, record: Record) -> None:
        self.times += 1
        self.pages.setdefault((record.id, mention.page), Seen(record.id, mention.page, mention.phrase))


def missing(
    *, texts: Iterable[RecordText], records: Sequence[Record], manifest_missing: Sequence[ManifestRow] = ()
) -> tuple[Gap, ...]:
    """One gap of kind ``mentioned_not_held`` per document, in the order of the records that mention it first.

    ``records`` are all records of the file (those without text are known by title and date). ``manifest_missing`` are
    the manifest's rows without a file: such a document is still missing, and its row is named. ``detail`` may hold names.
    """
    held_texts = {item.record.id: item for item in texts}
    everything = [held_texts.get(record.id, RecordText(record, ())) for record in records]
    held = holdings(everything)
    found: list[_Missing] = []
    for item in everything:
        if not item.record.duplicate_of:
            _collect(item, held, found)
    return tuple(_gap(entry, manifest_missing) for entry in found)


def _collect(item: RecordText, held: Holdings, found: list[_Missing]) -> None:
    told = from_iso(dict(item.record.meta).get("sent", "")) or from_iso(item.record.date)
    for number, page in enumerate(item.pages, start=1):
        text = plain(page)
        for mention in mentions_in(text=text, page=number, told=_told(text, told)):
            if holds(mention=mention, holdings=held):
                continue
            known = next((entry for entry in found if _one(entry.first, mention)), None)
            if known is None:
                known = _Missing(mention, item.record)
                found.append(known)
            known.add(mention, item.record)


def _told(text: str, told: datetime.date | None) -> datetime.date | None:
    """The date a page speaks from: its record's, or the last entry on the page where notes run on."""
    latest = max((entry.day for entry in entries_in(text)), default=None)
    return max(filter(None, (told, latest)), default=None)


def _one(first: DocumentMention, second: DocumentMention) -> bool:
    """Whether two mentions speak of the same document."""
    if not ALIKE[first.form] & ALIKE[second.form]:
        return False
    if first.topics and second.topics and not first.topics & second.topics:
        return False
    if first.names and second.names and not first.names & second.names:
        return False
    if first.date is None or second.date is None:
        return bool(first.topics & second.topics) or bool(first.names & second.names)
    parts = zip(_parts(first.date), _parts(second.date), strict=True)
    return all(one == other or not one or not other for one, other in parts)


def _parts(date: WrittenDate) -> tuple[int, int, int]:
    return date.year, date.month, date.day


def _gap(entry: _Missing, manifest_missing: Sequence[ManifestRow]) -> Gap:
    mention = entry.first
    notes = [f"page {mention.page}"]
    if entry.times > 1:
        notes.append(f"mentioned {entry.times} times")
    if mention.day and str(mention.day.year) not in mention.phrase:
        notes.append(f"dated {mention.day.isoformat()}")
    row = next((row for row in manifest_missing if _listed(mention, row)), None)
    if row:
        notes.append(f"manifest row {row.record_id}")
    detail = f"{mention.phrase} ({', '.join(notes)})"
    seen = tuple(entry.pages.values())
    return Gap(GapKind.MENTIONED_NOT_HELD, detail, entry.record.path, record=entry.record.id, seen=seen)


def _listed(mention: DocumentMention, row: ManifestRow) -> bool:
    same_day = mention.day is not None and mention.day == from_iso(row.date)
    shared = mention.topics & topics_of(f"{row.title} {row.type}")
    return same_day and (bool(shared) or mention.form in row.title.casefold() + row.type.casefold())
