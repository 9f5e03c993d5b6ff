"""The pages before the documents: cover, index, and for people who read their own records the guide and the story.

It names nobody and no ground that the context does not allow to be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from candour.engine.bundle.context import BundleContext, Form
from candour.engine.bundle.order import Volume, file_name
from candour.engine.bundle.reasons import Reason
from candour.engine.bundle.volume import Link
from candour.engine.typeset import MARGIN, WIDTH, Block, Heading, Paragraph, Table, lay_out

TITLES = {Form.CIVIL: "Disclosure bundle", Form.FAMILY: "Bundle", Form.SUBJECT_ACCESS: "Your records"}
TRIAL = (
    "Not reviewed. This is a trial run: no person has checked what is kept and what is blacked out. "
    "It must not be sent to anyone."
)
UNLETTERED = "Where a blacked-out part has no letter beside it, we are not able to give the reason here."


@dataclass(frozen=True, slots=True)
class Cover:
    """What the front pages of every volume need to know."""

    context: BundleContext
    volumes: Sequence[Volume]
    printed: Sequence[Sequence[str]]
    reasons: Sequence[Reason]
    story: bool
    """The reader is the person the records are about."""
    accepted: bool

    @property
    def title(self) -> str:
        return TITLES[self.context.form]


@dataclass
class _Front:
    """Blocks, and where their rows lead: (block, row) → page of the volume, from 0."""

    blocks: list[Block] = field(default_factory=list)
    aims: dict[tuple[int, int], int] = field(default_factory=dict)

    def table(
        self, head: Sequence[str], rows: Iterable[tuple[Sequence[str], int | None]], widths: Sequence[float]
    ) -> None:
        body = list(rows)
        for row, (_, aim) in enumerate(body, start=1):
            if aim is not None:
                self.aims[len(self.blocks), row] = aim
        self.blocks.append(Table([head, *(cells for cells, _ in body)], widths=widths))


def write_front(cover: Cover, *, volume: Volume, out: Path) -> tuple[int, tuple[Link, ...]]:
    """Writes a volume's front pages to ``out``; returns how many there are, and the links of their rows."""
    front = _Front()
    _head(front, cover, volume)
    if cover.story and volume.number == 1:
        _people(front, cover)
        _chronology(front, cover, volume)
    _index(front, cover, volume)
    _volumes(front, cover)
    _key(front, cover)
    laid = lay_out(front.blocks, out=out, title=cover.title)
    links = (
        Link(place.page - 1, (MARGIN, place.bottom, MARGIN + WIDTH, place.top), front.aims[place.block, place.row])
        for place in laid.places
        if (place.block, place.row) in front.aims
    )
    return laid.pages, tuple(links)


def _head(front: _Front, cover: Cover, volume: Volume) -> None:
    context = cover.context
    front.blocks.append(Heading(cover.title))
    if cover.accepted:
        front.blocks.append(Paragraph(TRIAL))
    lines = [context.council, f"Prepared for: {context.recipient}", f"Date: {plain_date(context.dated)}"]
    if len(cover.volumes) > 1:
        lines.append(f"Volume {volume.number} of {len(cover.volumes)}")
    front.blocks.append(Paragraph("\n".join(line for line in lines if line)))
    if context.form is not Form.FAMILY:
        front.blocks.append(Paragraph("The number at the foot of each page is the page number of this file."))


def _index(front: _Front, cover: Cover, volume: Volume) -> None:
    front.blocks.append(Heading("Index", level=2))
    if not volume.spans:
        front.blocks.append(Paragraph("No document is enclosed."))
        return
    numbers = cover.printed[volume.number - 1]
    titles = {section.letter: section.title for section in cover.context.sections}
    for section in sorted({span.item.section for span in volume.spans}):
        if section:
            front.blocks.append(Heading(f"{section}. {titles[section]}", level=3))
        rows = (
            (
                (
                    str(span.item.number),
                    plain_date(span.item.record.date),
                    span.item.title + (" (continued)" if span.start else ""),
                    _range(numbers[at], numbers[at + len(span) - 1]),
                ),
                at,
            )
            for span, at in volume.starts()
            if span.item.section == section
        )
        front.table(("No.", "Date", "Document", "Page"), rows, (1, 2.6, 7.6, 2.2))


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def _people(front: _Front, cover: Cover) -> None:
    if not cover.context.people:
        return
    front.blocks.append(Heading("People in your records", level=2))
    front.table(("Name", "Who they are"), (((one.name, one.role), None) for one in cover.context.people), (3, 5))


def _chronology(front: _Front, cover: Cover, volume: Volume) -> None:
    """The story in order of time: documents with a date, of every volume; only those in this file are links."""
    rows: list[tuple[Sequence[str], int | None]] = []
    for other, numbers in zip(cover.volumes, cover.printed, strict=True):
        name = f" ({file_name(other, of=len(cover.volumes))})" if other.number != volume.number else ""
        rows += [
            ((plain_date(span.item.record.date), span.item.title, numbers[at] + name), at if not name else None)
            for span, at in other.starts()
            if span.item.record.date and not span.start
        ]
    if rows:
        front.blocks.append(Heading("What happened when", level=2))
        front.blocks.append(Paragraph("The dated documents in your records, oldest first."))
        front.table(("Date", "Document", "Page"), rows, (2.6, 7.6, 2.2))


def _volumes(front: _Front, cover: Cover) -> None:
    if len(cover.volumes) < 2:
        return
    front.blocks.append(Heading("Volumes", level=2))
    rows = (
        (
            (
                str(volume.number),
                file_name(volume, of=len(cover.volumes)),
                _documents(volume),
                _range(held[0], held[-1]),
            ),
            None,
        )
        for volume, held in zip(cover.volumes, cover.printed, strict=True)
    )
    front.table(("Volume", "File", "Documents", "Pages"), rows, (1, 2, 2, 2))


def _documents(volume: Volume) -> str:
    if not volume.spans:
        return ""
    return _range(str(volume.spans[0].item.number), str(volume.spans[-1].item.number))


def _key(front: _Front, cover: Cover) -> None:
    if not cover.reasons:
        return
    front.blocks.append(Heading("Why parts are blacked out", level=2))
    front.blocks.append(Paragraph(f"The small letter beside a line gives the reason. {UNLETTERED}"))
    rows = (((one.letter, one.ground.title, one.ground.explanation, str(one.count)), None) for one in cover.reasons)
    front.table(("Letter", "Reason", "What it means", "Parts"), rows, (1, 3, 6, 1.2))


def plain_date(iso: str) -> str:
    """ "2017-03-07" → "7 March 2017"; what is no full date is given as it is."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{day.day} {day:%B} {day.year}"
