"""Makes a whole bundle folder from redacted parts, beside its place, and moves it there in one step at the end.

It redacts nothing and verifies nothing: parts come from redact, and only ``seal`` may call the result verified. It
never leaves half a folder, and never replaces a folder that is not an earlier bundle.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from candour.engine.bundle import certificate
from candour.engine.bundle.context import BundleContext, BundleResult, Form
from candour.engine.bundle.front import Cover, write_front
from candour.engine.bundle.letter import Enclosed, write_letter
from candour.engine.bundle.order import Item, PartFile, Span, Volume, arrange, file_name, printed, split
from candour.engine.bundle.reasons import Reason, StruckPages, notes, reasons
from candour.engine.bundle.stamps import PageStamp
from candour.engine.bundle.tables import Pages, write_tables
from candour.engine.bundle.volume import Label, Link, Mark, Sheet, Stack, page_count, write_volume
from candour.engine.errors import Refused, Unsafe
from candour.engine.model import Gap, Plan, Record, RedactedPage
from candour.engine.store import disk_errors

_ROUNDS = 12
"""Front pages list page numbers that depend on how many front pages there are: tried until it agrees."""


def make_bundle(
    *,
    out: Path,
    plan: Plan,
    records: Sequence[Record],
    parts: Mapping[str, Sequence[Path]],
    redacted: Mapping[str, Sequence[RedactedPage]],
    gaps: Sequence[Gap],
    context: BundleContext,
) -> BundleResult:
    """Writes ``out`` (contract.md, "What OUT holds", but for ledger.jsonl) and says what it holds.

    ``parts``: record id → PDFs with only the pages that go out, in order; ``redacted``: one entry per page of those.
    Unsafe: plan and parts do not account for every page. Refused: ``out`` holds something else. Unavailable: disk full.
    """
    with disk_errors(where=out), _folder(out) as folder:
        files = {record: [_part_file(path) for path in paths] for record, paths in parts.items()}
        items = arrange(plan=plan, records=records, parts=files, redacted=redacted, context=context)
        hits = StruckPages(pair for item in items for pair in zip(item.plans, item.redacted, strict=True))
        key = reasons((one for found in hits.values() for one in found), grounds=plan.grounds)
        job = _Job(folder, plan, context, items, hits, key)
        volumes, pages = job.write()
        write_tables(folder=folder, plan=plan, records=records, gaps=gaps, context=context, pages=pages, struck=hits)
        names = tuple(file_name(volume, of=len(volumes)) for volume in volumes)
        total, count = sum(map(len, volumes)), sum(map(len, hits.values()))
        enclosed = Enclosed(names, total, len(items), count, key)
        write_letter(
            out=folder / "send" / "letter.pdf",
            plan=plan,
            records=records,
            gaps=gaps,
            context=context,
            enclosed=enclosed,
        )
        counts = {"redactions": count, "documents": len(items), "bundle_pages": total}
        certificate.write_certificate(
            folder=folder, plan=plan, records=records, redacted=redacted, context=context, counts=counts
        )
    return BundleResult(names, total, len(items), count, pages)


def _part_file(path: Path) -> PartFile:
    return PartFile(path, page_count(path), path.stat().st_size)


@contextmanager
def _folder(out: Path) -> Iterator[Path]:
    """A fresh folder beside ``out`` that takes its place when all went well, and vanishes when not."""
    making, old = out.with_name(f".{out.name}.making"), out.with_name(f".{out.name}.old")
    if old.exists() and not out.exists():  # killed between the two renames below
        old.rename(out)
    if out.exists() and not (out.is_dir() and (not any(out.iterdir()) or (out / certificate.NAME).is_file())):
        raise Refused(
            f"{out} exists and is not a bundle.",
            means="A bundle is written to a folder of its own; nothing there was changed.",
            do="Name a folder that does not exist yet, or an earlier bundle to replace.",
        )
    for left in (making, old):
        shutil.rmtree(left, ignore_errors=True)
    (making / "send").mkdir(parents=True)
    try:
        yield making
        if out.exists():
            out.rename(old)
        making.rename(out)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Job:
    folder: Path
    plan: Plan
    context: BundleContext
    items: Sequence[Item]
    hits: StruckPages
    key: Sequence[Reason]

    def write(self) -> tuple[Sequence[Volume], Pages]:
        """Writes all volumes; returns them and where each page stands."""
        volumes, numbers, links = self._settled()
        pages: dict[tuple[str, int], tuple[str, int]] = {}
        for volume, printed_here, links_here in zip(volumes, numbers, links, strict=True):
            name = file_name(volume, of=len(volumes))
            for span, at in volume.starts():
                for index in range(span.start, span.stop):
                    pages[span.item.record.id, span.item.plans[index].page] = (name, at + index - span.start + 1)
            write_volume(
                self._stacks(volume, printed_here),
                count=len(volume),
                out=self.folder / "send" / name,
                title=self._title(volume, volumes),
                links=links_here,
                marks=self._marks(volume, printed_here),
                labels=_labels(printed_here) if self.context.form is Form.FAMILY else (),
            )
            self._front(volume).unlink()
        return volumes, pages

    def _settled(self) -> tuple[Sequence[Volume], list[list[str]], list[tuple[Link, ...]]]:
        """Volumes whose front pages are as many as their numbering assumed; those pages are written, too."""
        fronts: dict[int, int] = {}
        reserve: Counter[int] = Counter()
        for _ in range(_ROUNDS):
            volumes = split(self.items, form=self.context.form, fronts=fronts, reserve=reserve)
            numbers = printed(volumes, form=self.context.form)
            story = self.context.form is Form.SUBJECT_ACCESS and self.plan.recipient_role == "subject"
            cover = Cover(self.context, volumes, numbers, self.key, story, self.plan.accepted)
            made = [write_front(cover, volume=volume, out=self._front(volume)) for volume in volumes]
            if all(count == volume.front for volume, (count, _) in zip(volumes, made, strict=True)):
                return volumes, numbers, [links for _, links in made]
            fronts = {volume.number: count for volume, (count, _) in zip(volumes, made, strict=True)}
            reserve |= Counter(fronts)
        raise Unsafe(
            "The index of the bundle did not come out with the page numbers it lists.",
            means="A number in it could be wrong, so no bundle was made.",
            do="Report this as a fault of the program; nothing was released.",
        )

    def _front(self, volume: Volume) -> Path:
        return self.folder / f"front-{volume.number}.pdf"

    def _stacks(self, volume: Volume, numbers: Sequence[str]) -> Iterator[Stack]:
        trial = self.plan.accepted
        front = [Sheet(at, PageStamp(numbers[at], unreviewed=trial)) for at in range(volume.front)]
        yield Stack(self._front(volume), front, volume.front)
        for span, start in volume.starts():
            first = 0
            for file in span.item.files:
                last = first + file.pages
                here = range(max(first, span.start), min(last, span.stop))
                sheets = [self._sheet(span, index, first, numbers[start + index - span.start]) for index in here]
                if sheets:
                    yield Stack(file.path, sheets, file.pages)
                first = last

    def _sheet(self, span: Span, index: int, first: int, number: str) -> Sheet:
        """Page ``index`` of a document, in a file that begins with page ``first`` of it."""
        page, way = span.item.plans[index], span.item.redacted[index]
        letters = {reason.ground.id: reason.letter for reason in self.key}
        beside = notes(self.hits.get((page.record, page.page), ()), letters=letters)
        return Sheet(index - first, PageStamp(number, way.boxes, beside, self.plan.accepted))

    def _title(self, volume: Volume, volumes: Sequence[Volume]) -> str:
        title = Cover(self.context, (), (), (), False, False).title
        return f"{title}, volume {volume.number} of {len(volumes)}" if len(volumes) > 1 else title

    def _marks(self, volume: Volume, numbers: Sequence[str]) -> list[Mark]:
        """Index first, then each document with its page number; in a family bundle under its section."""
        marks = [Mark(f"Index p. {numbers[0]}", 0)]
        titles = {section.letter: section.title for section in self.context.sections}
        sections: dict[str, list[Mark]] = {}
        for span, at in volume.starts():
            sections.setdefault(span.item.section, []).append(Mark(f"{span.item.title} p. {numbers[at]}", at))
        for letter, held in sections.items():
            marks += (
                [Mark(f"{letter}. {titles[letter]} p. {numbers[held[0].page]}", held[0].page, held)] if letter else held
            )
        return marks


def _labels(numbers: Sequence[str]) -> list[Label]:
    """Page labels equal to the printed numbers of a family volume."""
    labels: list[Label] = []
    for page, number in enumerate(numbers):
        if not labels or labels[-1].prefix != number[0]:
            labels.append(Label(page, number[0], int(number[1:])))
    return labels
