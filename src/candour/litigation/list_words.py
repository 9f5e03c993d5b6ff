"""The disclosure list as files: for the other side in the three parts of CPR 31.10, and for Legal with what was said.

What the council thinks of a document, and why, stands in the file for Legal only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.formats import date_format

from candour.cases.wording import title
from candour.engine.model import GapKind
from candour.engine.typeset import Block, Heading, Paragraph, Table
from candour.litigation import mentioned, provided
from candour.litigation.documents import Document, documents
from candour.litigation.listed import without_copies
from candour.litigation.models import Matter

_WIDTHS = (1, 2, 8, 3)
_NOT_HELD = (GapKind.MENTIONED_NOT_HELD.value, GapKind.MISSING_FROM_FOLDER.value)
COLUMNS = (
    "case", "date", "document", "type", "author", "pages", "what it is", "reason", "inspection", "ground", "marked by",
    "disclosed to", "open alert",
)  # fmt: skip


def blocks(matter: Matter) -> list[Block]:
    """For the other side: of copies one, and nothing that is not relevant."""
    found = documents(matter)
    firsts = {each.pk for each in without_copies(each.record for each in found)}
    some = [each for each in found if each.record.pk in firsts and each.record.gone_at is None]
    return list(_blocks(matter, some))


def rows(matter: Matter) -> Iterator[Sequence[str]]:
    """Under COLUMNS, for Legal: everything that was said of each document."""
    return (_row(each) for each in documents(matter))


def _blocks(matter: Matter, found: Sequence[Document]) -> Iterator[Block]:
    yield Heading("List of documents")
    about = [("Proceedings", matter.title), ("Court", matter.court), ("Claim number", matter.claim_number)]
    yield Table([row for row in about if row[1]], header=False, widths=(1, 3))
    if left := sum(not each.marked for each in found):
        yield Paragraph(
            f"This list is not finished: {left} of the documents in scope are not marked yet, and not in it."
        )
    given = [each for each in found if each.marked and each.relevant and not each.withheld]
    kept = [each for each in found if each.marked and each.relevant and each.withheld]
    yield Heading("1. Documents that the council has, and does not object to your inspecting", level=2)
    yield from _listed(given, ("No.", "Date", "Document", "Pages"), lambda each: str(each.record.pages_count))
    yield Heading("2. Documents that the council has, and objects to your inspecting", level=2)
    yield from _listed(kept, ("No.", "Date", "Document", "Ground"), lambda each: each.marking.ground if each.marking else "",
                       start=len(given))  # fmt: skip
    yield Heading("3. Documents that the council has had, and no longer has", level=2)
    gone = [each for each in provided.gaps(matter) if each.explained and each.kind in _NOT_HELD]
    if not gone:
        yield Paragraph("None.")
        return
    rows = [
        (str(number), mentioned.words_of(each), each.explained)
        for number, each in enumerate(gone, start=len(given) + len(kept) + 1)
    ]  # fmt: skip
    yield Table([("No.", "Document", "What became of it"), *rows], widths=(1, 6, 7))


def _listed(found: Sequence[Document], header: tuple[str, ...], last: object, *, start: int = 0) -> Iterator[Block]:
    if not found:
        yield Paragraph("None.")
        return
    assert callable(last)
    rows = [
        (str(number), _day(each), title(each.record), last(each)) for number, each in enumerate(found, start=start + 1)
    ]
    yield Table([header, *rows], widths=_WIDTHS)


def _row(each: Document) -> list[str]:
    record, marking = each.record, each.marking
    went = "; ".join(f"{row.party.name} on {row.on.isoformat()} ({row.how})" for row in each.went)
    said = ["Not marked", "", "", "", ""]
    if marking is not None:
        stance = marking.get_stance_display() + (" (it changed since)" if each.stale else "")
        said = [stance, marking.reason, marking.get_inspection_display(), marking.ground, marking.by.name]
    day = record.date.isoformat() if record.date else record.date_said
    about = [record.case.reference, day, title(record), record.type, record.author, str(record.pages_count)]
    return [*about, *said, went, each.alert.get_came_display() if each.alert else ""]


def _day(each: Document) -> str:
    return date_format(each.record.date) if each.record.date else each.record.date_said or "No date"
