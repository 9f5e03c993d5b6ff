"""Which pages go out, in which order, in which file, under which printed number.

It opens no file. It refuses a plan that does not account for every page exactly once, and parts that do not match it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from candour.engine.bundle.context import BundleContext, Form, Section
from candour.engine.errors import Unsafe
from candour.engine.model import Action, PagePlan, Plan, Record, RedactedPage
from candour.engine.paged import Chosen

SENT = frozenset({Action.KEEP, Action.REDACT})
FAMILY_PAGES = 350
"""FPR PD27A: pages in one volume unless the court permits more."""
MOST_PAGES, MOST_BYTES = 10_000, 200_000_000


@dataclass(frozen=True, slots=True)
class PartFile:
    """A redacted file: consecutive pages of one record. ``size`` in bytes."""

    path: Path
    pages: int
    size: int


@dataclass(frozen=True, slots=True)
class Item:
    """One document of the bundle: the pages that go out, in order, and how each left the redactor."""

    record: Record
    title: str
    section: str
    files: tuple[PartFile, ...]
    plans: Sequence[PagePlan]
    redacted: Sequence[RedactedPage]
    number: int = 0
    """Its number in the index, from 1."""


@dataclass(frozen=True, slots=True)
class Span:
    """Pages ``start`` to ``stop`` (from 0, the end excluded) of an item, in one volume."""

    item: Item
    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True, slots=True)
class Volume:
    """One bundle file: ``front`` pages of index and guides, then the spans."""

    number: int
    spans: tuple[Span, ...]
    front: int

    def __len__(self) -> int:
        return self.front + sum(map(len, self.spans))

    def starts(self) -> Iterator[tuple[Span, int]]:
        """Each span with its first page (from 0) in this file."""
        at = self.front
        for span in self.spans:
            yield span, at
            at += len(span)


def arrange(
    *,
    plan: Plan,
    records: Sequence[Record],
    parts: Mapping[str, Sequence[PartFile]],
    redacted: Mapping[str, Sequence[RedactedPage]],
    context: BundleContext,
) -> tuple[Item, ...]:
    """The bundle's documents: by section (family), then date, then path; those without a date last."""
    check_account(plan=plan, records=records)
    sent: dict[str, list[tuple[int, int]]] = {}
    for at, page in enumerate(plan.pages):
        if page.action in SENT and page.page:
            sent.setdefault(page.record, []).append((page.page, at))
    items = []
    for record in records:
        places = sorted(sent.get(record.id, ()))
        ways = redacted.get(record.id, ())
        files = tuple(parts.get(record.id, ()))
        numbers = [page for page, _ in places]
        if numbers != [way.page for way in ways] or len(numbers) != sum(one.pages for one in files):
            raise _mismatch(record.id)
        if places:
            title = context.title(record.id)
            section = section_of(record, sections=context.sections) if context.form is Form.FAMILY else ""
            items.append(Item(record, title, section, files, Chosen(plan.pages, [at for _, at in places]), ways))
    items.sort(key=lambda item: (item.section, not item.record.date, item.record.date, item.record.path))
    return tuple(replace(item, number=number) for number, item in enumerate(items, 1))


def check_account(*, plan: Plan, records: Sequence[Record]) -> None:
    """Unsafe unless every page of every record stands in the plan once, and nothing else does (page 0: the record)."""
    counted = Counter((page.record, page.page) for page in plan.pages)
    due = {(record.id, page) for record in records for page in range(1, len(record.pages) + 1)}
    known = {record.id for record in records}
    wrong = (due - counted.keys()) | {key for key, times in counted.items() if times > 1}
    wrong |= {key for key in counted if key not in due and (key[1] != 0 or key[0] not in known)}
    if wrong:
        named = ", ".join(f"record {record} page {page}" for record, page in sorted(wrong)[:10])
        raise Unsafe(
            f"The plan does not account for every page exactly once: {named} ({len(wrong)} in all).",
            means="A page could be lost or sent twice, so no bundle was made.",
            do="Run prepare and produce again; if it happens again, report it as a fault of the program.",
        )


def _mismatch(record: str) -> Unsafe:
    return Unsafe(
        f"The redacted pages of record {record} are not the pages that the plan sends.",
        means="A page could be missing or in the wrong place, so no bundle was made.",
        do="Run produce again; if it happens again, report it as a fault of the program.",
    )


def section_of(record: Record, *, sections: Sequence[Section]) -> str:
    """The letter of the first section with a word in the record's type, else in its title; else the last section.

    Where the record has no type its path counts too. Words are beginnings of words: a disorder is no order.
    """
    for text in (record.type, record.title) if record.type else (record.title, record.path):
        for section in sections:
            if any(re.search(rf"(?<![^\W_]){re.escape(word)}", text.casefold()) for word in section.words):
                return section.letter
    return sections[-1].letter


def split(
    items: Sequence[Item], *, form: Form, fronts: Mapping[int, int], reserve: Mapping[int, int]
) -> tuple[Volume, ...]:
    """Items over volumes: a document is kept whole where it fits.

    ``fronts``: front pages per volume number; ``reserve``: room kept for them, which may be more, so that a longer
    index cannot push out the document that made it longer.
    """
    most = FAMILY_PAGES if form is Form.FAMILY else MOST_PAGES
    volumes: list[Volume] = []
    spans: list[Span] = []
    room, weight = most - reserve.get(1, 1), 0.0

    def close() -> None:
        nonlocal spans, room, weight
        volumes.append(Volume(len(volumes) + 1, tuple(spans), fronts.get(len(volumes) + 1, 1)))
        spans, room, weight = [], most - reserve.get(len(volumes) + 1, 1), 0.0

    for item in items:
        count, size = len(item.plans), sum(one.size for one in item.files)
        if spans and (count > room or weight + size > MOST_BYTES):
            close()
        start = 0
        while start < count:
            if room == 0:
                close()
            stop = min(count, start + room)
            spans.append(Span(item, start, stop))
            room, weight, start = room - (stop - start), weight + size * (stop - start) / count, stop
    close()
    return tuple(volumes)


def file_name(volume: Volume, *, of: int) -> str:
    return "bundle.pdf" if of == 1 else f"bundle-{volume.number}.pdf"


def printed(volumes: Sequence[Volume], *, form: Form) -> list[list[str]]:
    """Per volume the number printed on each page. Family: A1…, B1…, running on over volumes; else the PDF's page."""
    if form is not Form.FAMILY:
        return [[str(page) for page in range(1, len(volume) + 1)] for volume in volumes]
    last: Counter[str] = Counter()
    numbers = []
    for volume in volumes:
        letters = ["A"] * volume.front + [span.item.section for span in volume.spans for _ in range(len(span))]
        here = []
        for letter in letters:
            last[letter] += 1
            here.append(f"{letter}{last[letter]}")
        numbers.append(here)
    return numbers
