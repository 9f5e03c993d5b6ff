"""Our side over a case folder: the whole command, and reading and redacting as it spreads them over processes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from bench.child import Facts, Job
from candour import cli
from candour.engine.intake import take_in
from candour.engine.marking import PdfPlan, all_marks
from candour.engine.model import Action, Box, Mark, PagePlan, Plan, Record
from candour.engine.reading import read_all, readings_of
from candour.engine.redacting import paged_plans, redact_all
from candour.engine.tools.workers import make_ready
from candour.engine.verify import verify_pdf
from candour.engine.work import Work


def _quiet(what: str, done: int, total: int) -> None:
    """Progress is not shown."""


def whole(*, case: str, people: str, out: str) -> Job:
    """``candour disclose`` with every proposal accepted, from an empty work folder to a verified bundle."""
    for folder in (Path(out), Path(out + ".work")):
        shutil.rmtree(folder, ignore_errors=True)
    asked = ["--recipient", "subject", "--purpose", "subject-access", "--accept-proposals", "--date", "2026-01-05"]

    def job() -> Facts:
        code = cli.main(["disclose", case, "--people", people, "--out", out, *asked])
        if code:
            raise RuntimeError(f"candour disclose ended with exit code {code}")
        return {"files": len(list((Path(out) / "send").iterdir()))}

    return job


def spread(*, case: str, strings: list[str], work: str) -> Job:
    """Reads every page and redacts every page with marks; taking in and looking for marks are done before.

    What workers are forked from is started before taking in, as ``prepare`` does it.
    """
    shutil.rmtree(work, ignore_errors=True)
    make_ready()
    kept, records = _taken_in(case, work)
    plan = _plan(kept, records, strings)

    def job() -> Facts:
        read_all(work=kept, records=records, progress=_quiet)
        parts = redact_all(work=kept, records=records, plan=plan, widths="safe", progress=_quiet)
        return {"pages": sum(len(part.pages) for each in parts.values() for part in each)}

    return job


def redacted(*, case: str, strings: list[str], work: str) -> Job:
    """The redaction of a whole case in this one process, for its memory."""
    shutil.rmtree(work, ignore_errors=True)
    kept, records = _taken_in(case, work)

    def job() -> Facts:
        plan = _plan(kept, records, strings)
        parts = redact_all(work=kept, records=records, plan=plan, widths="safe", progress=_quiet)
        return {"pages": sum(len(part.pages) for each in parts.values() for part in each)}

    return job


def read(*, case: str, work: str) -> Job:
    """The reading of a whole case in this one process, for its memory."""
    shutil.rmtree(work, ignore_errors=True)
    kept, records = _taken_in(case, work)

    def job() -> Facts:
        read_all(work=kept, records=records, progress=_quiet)
        return {"pages": sum(1 for record in records for _ in readings_of(work=kept, record=record))}

    return job


def verified(*, pdf: str, pages: int, strings: list[str]) -> Job:
    """The verification of one long file with a box on every page, for its memory; pictures left out."""
    boxes = {page: (Box(500, 4, 540, 10),) for page in range(1, pages + 1)}

    def job() -> Facts:
        found = verify_pdf(pdf=Path(pdf), marks=boxes, secrets=strings, pictures=False)
        return {"findings": len(found)}

    return job


def _taken_in(case: str, work: str) -> tuple[Work, tuple[Record, ...]]:
    kept = Work(Path(work))
    return kept, take_in(case=Path(case), manifest=(), store=kept.store, progress=_quiet).records


def _plan(work: Work, records: tuple[Record, ...], strings: list[str]) -> Plan:
    pages = paged_plans(page for record in records for page in _pages(work, record, strings))
    return Plan("P1", "subject", "subject-access", pages, secrets=tuple(strings))


def _pages(work: Work, record: Record, strings: list[str]) -> Iterator[PagePlan]:
    own, count = work.store.path(record.pdf), len(record.pages)
    marks, _ = all_marks(pdf=own, pages=count, plan=PdfPlan({}, tuple(strings)))
    return (_page(record.id, page, marks.get(page, ())) for page in range(1, count + 1))


def _page(record: str, page: int, marks: tuple[Mark, ...]) -> PagePlan:
    return PagePlan(record, page, Action.REDACT if marks else Action.KEEP, marks)
