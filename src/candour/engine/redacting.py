"""The pages that go out, redacted record by record, spread over the processors and kept under what they depend on."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

import msgspec

from candour.engine import redact
from candour.engine.errors import Unsafe
from candour.engine.garbage import collected
from candour.engine.model import Action, Box, Mark, PagePlan, PageReading, Plan, Record, RedactedPage
from candour.engine.overlap import merged
from candour.engine.paged import Paged
from candour.engine.read.picture import believable
from candour.engine.reading import Progress, reading_key
from candour.engine.redact import redact_pdf
from candour.engine.store import code_digest, key_of
from candour.engine.tools.workers import spread
from candour.engine.work import Work

GOES_OUT = frozenset({Action.KEEP, Action.REDACT})
_CHUNK = 100
"""Pages redacted at one go: what a kill can cost, and what bounds a process's memory."""
_PACKED = 50

Widths = Literal["safe", "faithful"]
_CODE = Path(redact.__file__).parent


@dataclass(frozen=True, slots=True)
class Part:
    """A redacted stretch of one record: a file in the store and how each of its pages left."""

    record: str
    path: Path
    pages: Paged[RedactedPage, int]
    """``page`` is the page number in the record."""


@dataclass(frozen=True, slots=True)
class _Job:
    record: str
    key: str
    source: Path
    folder: Path
    pages: tuple[int, ...]
    marks: Mapping[int, tuple[Mark, ...]]
    widths: Widths
    seen: Mapping[int, tuple[tuple[str, Box], ...]]
    as_pictures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    sha256: str
    pages: tuple[RedactedPage, ...]


def redact_all(
    *,
    work: Work,
    records: Sequence[Record],
    plan: Plan,
    widths: Widths,
    progress: Progress,
    as_pictures: Collection[tuple[str, int]] = (),
) -> dict[str, list[Part]]:
    """Parts by record, each in page order; ``as_pictures``: (record, page) to be drawn as pictures.

    Raises Unsafe when a page can be neither rewritten nor made a picture.
    """
    sources = {record.id: record.pdf for record in records}
    stretches = list(_going_out(plan))
    made = _Made(work, sum(len(places) for _, places in stretches), progress)
    jobs = (_job(work, plan, record, sources[record], places, widths, as_pictures) for record, places in stretches)
    for job, answer in spread(_redact, made.missing(jobs)):
        if isinstance(answer, BaseException):
            raise _failed(job, answer)
        made.add(job, *answer)
    return made.parts()


class _Made:
    """Which parts there are to be and which are there: those of an earlier run are not made again."""

    def __init__(self, work: Work, total: int, progress: Progress) -> None:
        self._work, self._total, self._progress = work, total, progress
        self._done = 0
        self._keys: list[tuple[str, str, tuple[int, ...]]] = []
        progress("redacting", 0, total)

    def missing(self, jobs: Iterable[_Job]) -> Iterator[_Job]:
        """The jobs still to be done; none is held longer than it takes."""
        for job in jobs:
            self._keys.append((job.record, job.key, job.pages))
            if self._work.store.get("redact", job.key) is None:
                yield job
            else:
                self._count(len(job.pages))

    def add(self, job: _Job, made: Path, left: tuple[RedactedPage, ...]) -> None:
        kept = _Kept(self._work.store.add_file(made), left)
        made.unlink()
        self._work.store.put("redact", job.key, msgspec.json.encode(kept))
        self._count(len(job.pages))

    def _count(self, pages: int) -> None:
        self._done += pages
        self._progress("redacting", self._done, self._total)

    def parts(self) -> dict[str, list[Part]]:
        """All parts by record, in order."""
        parts: dict[str, list[Part]] = {}
        for record, key, numbers in self._keys:
            kept = self._work.store.get("redact", key)
            if kept is None:
                raise Unsafe(f"Record {record} lost a redacted part.", do="Run the same command again.")
            made = msgspec.json.decode(kept, type=_Kept)
            pages = (_numbered(page, number) for page, number in zip(made.pages, numbers, strict=True))
            path = self._work.store.path(made.sha256)
            parts.setdefault(record, []).append(Part(record, path, paged_pages(pages)))
        return parts


def paged_pages(pages: Iterable[RedactedPage]) -> Paged[RedactedPage, int]:
    """Redacted pages of one record kept packed; a key is as many neighbours as pack well."""
    return Paged(RedactedPage, lambda page: page.page // _PACKED, pages)


def paged_plans(pages: Iterable[PagePlan]) -> Paged[PagePlan, tuple[str, int]]:
    """Page plans kept packed."""
    return Paged(PagePlan, lambda page: (page.record, page.page), pages)


def _going_out(plan: Plan) -> Iterator[tuple[str, list[int]]]:
    """Record by record its pages that go out, as places in the plan, in stretches of ``_CHUNK``."""
    places = sorted((page.record, page.page, at) for at, page in enumerate(plan.pages) if page.action in GOES_OUT)
    for record, group in groupby(places, key=lambda place: place[0]):
        mine = [at for _, _, at in group]
        for start in range(0, len(mine), _CHUNK):
            yield record, mine[start : start + _CHUNK]


def _job(
    work: Work,
    plan: Plan,
    record: str,
    pdf: str,
    places: Sequence[int],
    widths: Widths,
    as_pictures: Collection[tuple[str, int]],
) -> _Job:
    chunk = [plan.pages[at] for at in places]
    drawn = {page.page: merged(page.marks) for page in chunk if page.marks}
    numbers = tuple(page.page for page in chunk)
    readings = [(number, work.reading(reading_key(pdf, number))) for number in numbers]
    seen = {number: words for number, reading in readings if reading and (words := seen_by_ocr(reading))}
    pictures = tuple(
        number
        for number, reading in readings
        if (record, number) in as_pictures or (reading is not None and reading.distrusted)
    )
    shown = (msgspec.json.encode(sorted(part.items())) for part in (drawn, seen))
    key = key_of("redact", code_digest(_CODE), pdf, numbers, *shown, widths, pictures)
    return _Job(record, key, work.store.path(pdf), work.folder, numbers, drawn, widths, seen, pictures)


def seen_by_ocr(reading: PageReading) -> tuple[tuple[str, Box], ...]:
    """What OCR read of a page whose own text is missing or cannot be believed."""
    layers = {layer.name: layer for layer in reading.layers}
    own, ocr = layers.get("text"), layers.get("ocr")
    if ocr is None or (own is not None and own.text.strip() and believable(own.text) and not reading.distrusted):
        return ()
    return tuple((ocr.text[word.start : word.end], word.box) for word in ocr.words)


def _redact(job: _Job) -> tuple[Path, tuple[RedactedPage, ...]]:
    handle = tempfile.NamedTemporaryFile(dir=job.folder, prefix="part-", suffix=".pdf", delete=False)  # noqa: SIM115
    handle.close()
    out = Path(handle.name)
    try:
        with collected():
            left = redact_pdf(
                source=job.source,
                pages=job.pages,
                marks=job.marks,
                out=out,
                widths=job.widths,
                seen=job.seen,
                as_pictures=job.as_pictures,
            )
        return out, left
    except BaseException:
        out.unlink(missing_ok=True)
        raise


def _failed(job: _Job, error: BaseException) -> BaseException:
    if isinstance(error, Unsafe):
        return Unsafe(
            f"Record {job.record}, pages {job.pages[0]} to {job.pages[-1]}: {error.what}",
            means=error.means,
            do=error.do,
        )
    return error


def _numbered(page: RedactedPage, number: int) -> RedactedPage:
    return RedactedPage(page=number, method=page.method, reason=page.reason, boxes=page.boxes)
