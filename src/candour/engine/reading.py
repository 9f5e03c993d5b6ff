"""Every page of every record read once, spread over the processors, kept in the work folder page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from candour.engine import read
from candour.engine.model import Layer, PageReading, Record
from candour.engine.read import read_pages
from candour.engine.store import code_digest, key_of
from candour.engine.tools import ocr
from candour.engine.tools.workers import spread
from candour.engine.work import Work, pack, with_pages

Progress = Callable[[str, int, int], None]
"""Told (what, done, total) as the work goes on."""
_CODE = Path(read.__file__).parent
_CHUNK = 40
"""Pages a worker reads at one go: a kill loses at most these."""


@dataclass(frozen=True, slots=True)
class _Job:
    pdf: Path
    keys: tuple[tuple[int, str], ...]
    """Page number and key of its reading."""


def reading_key(pdf: str, number: int) -> str:
    return key_of("read", code_digest(_CODE), ocr.version(), pdf, number)


def read_all(*, work: Work, records: Sequence[Record], progress: Progress) -> None:
    """Reads what is not yet read. A page that kills its reader is kept as a page that needs a person."""
    pdfs = {record.pdf: len(record.pages) for record in with_pages(records)}
    total = sum(pdfs.values())
    jobs = list(_jobs(work, pdfs))
    done = total - sum(len(job.keys) for job in jobs)
    progress("reading", done, total)
    for job, answer in spread(_read, jobs):
        readings = answer if not isinstance(answer, BaseException) else _one_by_one(job)
        work.save_readings(zip((key for _, key in job.keys), readings, strict=True))
        done += len(job.keys)
        progress("reading", done, total)


def readings_of(*, work: Work, record: Record, numbers: Iterable[int] | None = None) -> Iterator[PageReading]:
    """The kept readings of a record's pages (all, or those of ``numbers``), in order."""
    for number in range(1, len(record.pages) + 1) if numbers is None else numbers:
        reading = work.reading(reading_key(record.pdf, number))
        yield reading or _unread(number)


def _jobs(work: Work, pdfs: dict[str, int]) -> Iterator[_Job]:
    for pdf, pages in pdfs.items():
        keys = [(number, reading_key(pdf, number)) for number in range(1, pages + 1)]
        held = work.store.held("read", [key for _, key in keys])
        missing = [entry for entry in keys if entry[1] not in held]
        for start in range(0, len(missing), _CHUNK):
            yield _Job(work.store.path(pdf), tuple(missing[start : start + _CHUNK]))


def _read(job: _Job) -> list[bytes]:
    """Readings packed where they are made: the one process that keeps them all has little left to do."""
    return list(map(pack, read_pages(pdf=job.pdf, numbers=[number for number, _ in job.keys])))


def _one_by_one(job: _Job) -> list[bytes]:
    """After a failure each page by itself, so that only the page at fault is given up."""
    singles = [_Job(job.pdf, (entry,)) for entry in job.keys]
    readings = []
    for single, answer in spread(_read, singles, processes=2):
        readings.append(pack(_unread(single.keys[0][0])) if isinstance(answer, BaseException) else answer[0])
    return readings


def _unread(number: int) -> PageReading:
    return PageReading(number=number, width=0, height=0, layers=(Layer(name="text", text=""),), needs_ocr=True)
