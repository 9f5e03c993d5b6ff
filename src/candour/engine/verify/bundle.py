"""Checks a finished bundle folder against what it says of itself: certificate, schedule, redactions, ledger, PDFs.

It needs nothing but the folder, and prints no text. It cannot know what should have been redacted: only that every
redaction the folder lists is really empty, that nothing was changed since, and that nothing else is there.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from candour import chain
from candour.engine.errors import BadInput
from candour.engine.model import Action, Box, Finding
from candour.engine.store import sha256_of
from candour.engine.tools.poppler import page_texts
from candour.engine.verify.folder import verify_strings
from candour.engine.verify.pdf import verify_pdf

CERTIFICATE, LEDGER, SCHEDULE, REDACTIONS = "certificate.json", "ledger.jsonl", "schedule.csv", "redactions.csv"
PLACE_COLUMNS = ("record_id", "source_file", "page", "bundle_file", "bundle_page")
SCHEDULE_COLUMNS = (*PLACE_COLUMNS, "decision", "grounds", "redactions", "sha256")
BOX_COLUMNS = ("x0", "y0", "x1", "y1")
REDACTION_COLUMNS = (*PLACE_COLUMNS, *BOX_COLUMNS)
Row = Mapping[str, str]


def verify_bundle(
    *, folder: Path, secrets: Sequence[str] = (), pictures: bool = True, workers: int = 1
) -> tuple[Finding, ...]:
    """Everything wrong with the bundle in ``folder``; ``where`` names the part of the folder it is in.

    Boxes are taken from redactions.csv (points, as displayed, on the bundle's page). Raises BadInput when ``folder`` is
    no bundle, Unavailable without poppler.
    """
    certificate = _certificate(folder)
    found = [*_files(folder, certificate), *_ledger(folder, certificate)]
    if certificate.get("verified") is not True:
        return (*found, Finding("not_verified", 0, CERTIFICATE))
    schedule, redactions = _table(folder / SCHEDULE, SCHEDULE_COLUMNS), _table(folder / REDACTIONS, REDACTION_COLUMNS)
    if schedule is None or redactions is None:
        return (*found, Finding("not_understood", 0, SCHEDULE if schedule is None else REDACTIONS))
    found += _agreement(certificate, schedule, redactions)
    pdfs = sorted((folder / "send").glob("bundle*.pdf"))
    found += _named(pdfs, [*schedule, *redactions])
    for pdf in pdfs:
        found += _pdf(pdf, schedule, redactions, secrets, pictures, workers)
    skip = [pdf.relative_to(folder).as_posix() for pdf in pdfs]
    return (*found, *(verify_strings(folder=folder, secrets=secrets, skip=skip) if secrets else ()))


def _certificate(folder: Path) -> dict[str, Any]:
    try:
        certificate = json.loads((folder / CERTIFICATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        certificate = None
    if not isinstance(certificate, dict) or not isinstance(certificate.get("outputs"), dict):
        raise BadInput(
            "The folder holds no readable certificate.json.",
            means="It is not a bundle made by this program, or its certificate was damaged.",
            do="Name the output folder of a produce run, unchanged.",
        )
    return certificate


def _files(folder: Path, certificate: Mapping[str, Any]) -> Iterator[Finding]:
    """Files changed, missing or added since the certificate was written."""
    listed: Mapping[str, Any] = certificate["outputs"]
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    for place, name in enumerate(sorted(listed), start=1):
        path = folder / name
        if name not in there or path.is_symlink():
            yield Finding("file_missing", 0, f"output {place}")
        elif sha256_of(path=path) != listed[name]:
            yield Finding("file_changed", 0, f"output {place}")
    for _ in there - listed.keys() - {CERTIFICATE}:
        yield Finding("file_not_listed", 0, "folder")


def _ledger(folder: Path, certificate: Mapping[str, Any]) -> Iterator[Finding]:
    path = folder / LEDGER
    head = certificate.get("ledger_head")
    if not path.is_file():
        if head:
            yield Finding("ledger_broken", 0, "entry 1", "the ledger is missing")
        return
    text = path.read_bytes().decode("utf-8", "replace")
    broken = chain.check(chain.entries(text.split("\n")), head=str(head) if head else None)
    if broken is not None:
        yield Finding("ledger_broken", 0, f"entry {broken}")


def _table(path: Path, columns: Sequence[str]) -> list[Row] | None:
    try:
        with path.open("r", encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            rows: list[Row] = list(reader)
            names = reader.fieldnames or ()
    except (OSError, ValueError, csv.Error):
        return None
    return rows if set(columns) <= set(names) and all(None not in row.values() for row in rows) else None


def _agreement(certificate: Mapping[str, Any], schedule: Sequence[Row], redactions: Sequence[Row]) -> Iterator[Finding]:
    """Schedule, redactions and certificate tell the same story, and every page is told of once."""
    told = Counter((row["record_id"], row["page"]) for row in schedule)
    counted = Counter((row["record_id"], row["page"]) for row in redactions)
    places = Counter((row["bundle_file"], row["bundle_page"]) for row in schedule if row["bundle_file"])
    if any(count > 1 for count in (told + places).values()):
        yield Finding("schedule_inconsistent", 0, SCHEDULE, "a page is listed twice")
    if any(row["decision"] not in set(Action) for row in schedule):
        yield Finding("schedule_inconsistent", 0, SCHEDULE, "a decision that is none")
    if any(row["redactions"] != str(counted[row["record_id"], row["page"]]) for row in schedule):
        yield Finding("schedule_inconsistent", 0, SCHEDULE, "the number of redactions differs")
    if counted.keys() - told.keys():
        yield Finding("schedule_inconsistent", 0, REDACTIONS, "a redaction on a page that is not listed")
    counts = certificate.get("counts")
    if not isinstance(counts, dict) or counts.get("redactions") != len(redactions):
        yield Finding("schedule_inconsistent", 0, CERTIFICATE, "the number of redactions differs")


def _named(pdfs: Sequence[Path], rows: Iterable[Row]) -> Iterator[Finding]:
    if {row["bundle_file"] for row in rows} - {pdf.name for pdf in pdfs} - {""}:
        yield Finding("file_missing", 0, "send", "a bundle file that the tables name")


def _pdf(
    pdf: Path, schedule: Sequence[Row], redactions: Sequence[Row], secrets: Sequence[str], pictures: bool, workers: int
) -> Iterator[Finding]:
    own = [row for row in redactions if row["bundle_file"] == pdf.name]
    pages = [row["bundle_page"] for row in (*schedule, *own) if row["bundle_file"] == pdf.name]
    try:
        marks = marks_of(own)
        last = max((int(page) for page in pages), default=0)
    except ValueError:
        yield Finding("not_understood", 0, REDACTIONS, "a number that is none")
        return
    if last > sum(1 for _ in page_texts(pdf=pdf)):
        yield Finding("page_missing", 0, pdf.name, "the tables name a page beyond the end")
    findings = verify_pdf(pdf=pdf, marks=marks, secrets=secrets, pictures=pictures, ocr=False, workers=workers)
    yield from (replace(finding, where=f"{pdf.name}: {finding.where}") for finding in findings)


def marks_of(rows: Iterable[Row]) -> dict[int, list[Box]]:
    """Boxes by bundle page from rows of redactions.csv. ValueError for a number that is none."""
    marks: dict[int, list[Box]] = {}
    for row in rows:
        box = Box(*(float(row[column]) for column in BOX_COLUMNS))
        if box.x1 > box.x0 and box.y1 > box.y0:
            marks.setdefault(int(row["bundle_page"]), []).append(box)
    return marks
