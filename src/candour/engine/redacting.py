"""The pages that go out, redacted record by record, spread over the processors and kept under what they depend on."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

import msgspec

from candour.engine import redact
from candour.engine.errors import Unsafe
from candour.engine.model import Action, Box, Mark, PagePlan, Plan, Record, RedactedPage
from candour.engine.overlap import merged
from candour.engine.read.picture import believable
from candour.engine.reading import Progress, reading_key
from candour.engine.redact import redact_pdf
from candour.engine.store import code_digest, key_of
from candour.engine.tools.workers import spread
from candour.engine.work import Work

GOES_OUT = frozenset({Action.KEEP, Action.REDACT})
_CHUNK = 100
"""Pages redacted at one go: what a kill can cost, and what bounds a process's memory."""

Widths = Literal["safe", "faithful"]
_CODE = Path(redact.__file__).parent


@dataclass(frozen=True, slots=True)
class Part:
    """A redacted stretch of one record: a file in the store and how each of its pages left."""

    record: str
    path: Path
    pages: tuple[RedactedPage, ...]
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
    jobs = [
        job
        for record, pages in _going_out(plan)
        for job in _jobs(work, record, sources[record], pages, widths, as_pictures)
    ]
    waiting = [job for job in jobs if work.store.get("redact", job.key) is None]
    total = sum(len(job.pages) for job in jobs)
    done = total - sum(len(job.pages) for job in waiting)
    progress("redacting", done, total)
    for job, answer in spread(_redact, waiting):
        if isinstance(answer, BaseException):
            raise _failed(job, answer)
        made, left = answer
        kept = _Kept(work.store.add_file(made), left)
        made.unlink()
        work.store.put("redact", job.key, msgspec.json.encode(kept))
        done += len(job.pages)
        progress("redacting", done, total)
    return _collected(work, jobs)


def _going_out(plan: Plan) -> list[tuple[str, list[PagePlan]]]:
    pages = sorted((page for page in plan.pages if page.action in GOES_OUT), key=lambda page: (page.record, page.page))
    return [(record, list(group)) for record, group in groupby(pages, key=lambda page: page.record)]


def _jobs(
    work: Work,
    record: str,
    pdf: str,
    pages: Sequence[PagePlan],
    widths: Widths,
    as_pictures: Collection[tuple[str, int]],
) -> list[_Job]:
    jobs = []
    for start in range(0, len(pages), _CHUNK):
        chunk = pages[start : start + _CHUNK]
        drawn = {page.page: merged(page.marks) for page in chunk if page.marks}
        numbers = tuple(page.page for page in chunk)
        seen = {number: words for number in numbers if (words := _seen(work, pdf, number))}
        shown = (msgspec.json.encode(sorted(part.items())) for part in (drawn, seen))
        pictures = tuple(
            number for number in numbers if (record, number) in as_pictures or _distrusted(work, pdf, number)
        )
        key = key_of("redact", code_digest(_CODE), pdf, numbers, *shown, widths, pictures)
        jobs.append(_Job(record, key, work.store.path(pdf), work.folder, numbers, drawn, widths, seen, pictures))
    return jobs


def _distrusted(work: Work, pdf: str, number: int) -> bool:
    reading = work.reading(reading_key(pdf, number))
    return reading is not None and reading.distrusted


def _seen(work: Work, pdf: str, number: int) -> tuple[tuple[str, Box], ...]:
    """What OCR read of a page whose own text is missing or cannot be believed."""
    reading = work.reading(reading_key(pdf, number))
    layers = {layer.name: layer for layer in reading.layers} if reading else {}
    own, ocr = layers.get("text"), layers.get("ocr")
    if reading is None or ocr is None:
        return ()
    if own is not None and own.text.strip() and believable(own.text) and not reading.distrusted:
        return ()
    return tuple((ocr.text[word.start : word.end], word.box) for word in ocr.words)


def _redact(job: _Job) -> tuple[Path, tuple[RedactedPage, ...]]:
    handle = tempfile.NamedTemporaryFile(dir=job.folder, prefix="part-", suffix=".pdf", delete=False)  # noqa: SIM115
    handle.close()
    out = Path(handle.name)
    try:
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


def _collected(work: Work, jobs: Sequence[_Job]) -> dict[str, list[Part]]:
    parts: dict[str, list[Part]] = {}
    for job in jobs:
        kept = work.store.get("redact", job.key)
        if kept is None:
            raise Unsafe(f"Record {job.record} lost a redacted part.", do="Run the same command again.")
        made = msgspec.json.decode(kept, type=_Kept)
        pages = tuple(_numbered(page, number) for page, number in zip(made.pages, job.pages, strict=True))
        parts.setdefault(job.record, []).append(Part(job.record, work.store.path(made.sha256), pages))
    return parts


def _numbered(page: RedactedPage, number: int) -> RedactedPage:
    return RedactedPage(page=number, method=page.method, reason=page.reason, boxes=page.boxes)
