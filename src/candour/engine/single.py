"""One PDF redacted by a plan of boxes and strings, and verified; nothing is written unless verification passes.

The plan is the PLAN.json of ``docs/cli.md``. It finds what the plan names and nothing else.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any, Literal

import pypdfium2

from candour.engine.errors import BadInput, Unreadable, Unsafe
from candour.engine.marking import PdfPlan
from candour.engine.model import Box, Finding, Mark, RedactedPage
from candour.engine.runs import Runs
from candour.engine.store import disk_errors, sha256_of
from candour.engine.verify import verify_bundle, verify_pdf

_MOST_SHOWN = 20
_ATTEMPTS = 3


def redact(*, pdf: Path, plan: Path, out: Path, widths: Literal["safe", "faithful"]) -> list[str]:
    """Writes ``out`` and returns a summary in lines. Raises BadInput, Unreadable or Unsafe; then there is no ``out``."""
    wanted = read_plan(plan)
    pages = _page_count(pdf)
    beyond = [page for page in wanted.marks if not 1 <= page <= pages]
    if beyond:
        raise BadInput(f"The plan names page {beyond[0]}; {pdf} has {pages}.", do="Mend the plan.")
    with disk_errors(where=out.parent), tempfile.TemporaryDirectory(dir=out.parent, prefix=".redact-") as folder:
        job = Runs(pdf=pdf, pages=pages, plan=wanted, widths=widths, folder=Path(folder))
        for _ in range(_ATTEMPTS):
            made = job.written()
            findings = check(pdf=made, left=job.left, strings=wanted.strings, texts=job.texts, labels=job.labels)
            stopped = frozenset(finding.page for finding in findings if finding.page)
            if stopped <= job.as_pictures:
                break
            job.draw(stopped)
        if findings:
            raise Unsafe(
                f"Verification found {len(findings)} thing(s): {_classes(findings)}.",
                means="The redacted file might still tell what was to be removed, so it was not written.",
                do="Report the file's kind; as a stop-gap print and scan the pages.",
            )
        _note_boxes(made, job.left, beside=out)
        made.replace(out)
    return [
        f"{job.redactions} redactions on {job.marked} of {pages} pages;"
        f" {sum(page.method == 'raster' for page in job.left)} pages as pictures. Verified.",
    ]


def verify(*, pdf: Path, plan: Path, show: bool) -> tuple[Finding, ...]:
    """Whether the plan's boxes and strings are gone from ``pdf``. Findings hold text only where ``show`` asks for it."""
    wanted = read_plan(plan)
    planned = {page: [box for mark in marks for box in mark.boxes] for page, marks in wanted.marks.items()}
    labels = {page: [mark.label for mark in marks if mark.label] for page, marks in wanted.marks.items()}
    drawn = _noted_boxes(pdf)
    lost = [] if drawn is None else list(_undrawn(planned, drawn))
    found = verify_pdf(pdf=pdf, marks=planned if drawn is None else drawn, secrets=wanted.strings, labels=labels)
    findings = (*lost, *found)
    return tuple(_shown(finding, pdf) for finding in findings) if show else findings


def _beside(pdf: Path) -> Path:
    return pdf.with_name(pdf.name + ".boxes.json")


def _note_boxes(made: Path, left: Sequence[RedactedPage], *, beside: Path) -> None:
    """Where the boxes were drawn: in safe mode they move along their line, and ``verify`` has to know where to."""
    boxes = {number: [astuple(box) for box in page.boxes] for number, page in enumerate(left, 1) if page.boxes}
    _beside(beside).write_text(json.dumps({"sha256": sha256_of(path=made), "boxes": boxes}), encoding="utf-8")


def _noted_boxes(pdf: Path) -> dict[int, list[Box]] | None:
    """The boxes as drawn, where they were noted for exactly this file."""
    try:
        noted = json.loads(_beside(pdf).read_text(encoding="utf-8"))
        if noted["sha256"] != sha256_of(path=pdf):
            return None
        return {int(page): [Box(*map(float, box)) for box in boxes] for page, boxes in noted["boxes"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _undrawn(planned: Mapping[int, Sequence[Box]], drawn: Mapping[int, Sequence[Box]]) -> Iterable[Finding]:
    """Boxes of the plan on whose line nothing was drawn."""
    for page, boxes in planned.items():
        for box in boxes:
            high = 0.5 * (box.y1 - box.y0)
            if not any(min(box.y1, other.y1) - max(box.y0, other.y0) >= high for other in drawn.get(page, ())):
                yield Finding("box_not_drawn", page, "box", box=box)


def verify_folder(*, folder: Path, work: Path | None) -> tuple[Finding, ...]:
    """Whether an output folder is whole and clean; with the work folder also searched for every protected string."""
    from candour.engine.produce import secrets_of

    secrets = secrets_of(work=work, folder=folder) if work else ()
    return verify_bundle(folder=folder, secrets=secrets)


def check(
    *,
    pdf: Path,
    left: Sequence[RedactedPage],
    strings: Sequence[str],
    texts: Mapping[int, Sequence[str]],
    labels: Mapping[int, Sequence[str]] | None = None,
    pictures: bool = True,
) -> tuple[Finding, ...]:
    """Verification of what the redactor wrote; page numbers are those of ``pdf``.

    ``pictures`` False leaves out all drawing and OCR: only to measure the rest, never before a release.
    """
    boxes = {number: page.boxes for number, page in enumerate(left, 1) if page.boxes}
    pictured = [number for number, page in enumerate(left, 1) if page.method == "raster"]
    return verify_pdf(
        pdf=pdf, marks=boxes, secrets=strings, redacted=texts, pictured=pictured, labels=labels, pictures=pictures
    )


def read_plan(path: Path) -> PdfPlan:
    """Raises BadInput naming the entry that is wrong."""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(given, dict) or set(given) - {"redactions", "strings"}:
            raise ValueError("it is an object with 'redactions' and 'strings'")
        marks: dict[int, tuple[Mark, ...]] = {}
        for number, entry in enumerate(given.get("redactions", []), 1):
            page, mark = _planned(entry, number)
            marks[page] = (*marks.get(page, ()), mark)
        strings = given.get("strings", [])
        if not isinstance(strings, list) or not all(isinstance(each, str) and each.strip() for each in strings):
            raise ValueError("'strings' is a list of texts, none of them empty")
    except OSError:
        raise BadInput(f"The plan {path} cannot be read.", do="Check its name.") from None
    except (ValueError, UnicodeDecodeError) as error:
        reason = (
            "it is not JSON in UTF-8" if isinstance(error, json.JSONDecodeError | UnicodeDecodeError) else str(error)
        )
        raise BadInput(f"The plan {path} cannot be used: {reason}.", do="See docs/cli.md for its form.") from None
    return PdfPlan(marks, tuple(strings))


def _planned(entry: Any, number: int) -> tuple[int, Mark]:
    if not isinstance(entry, dict) or set(entry) - {"page", "box", "ground", "label"}:
        raise ValueError(f"redaction {number} has keys other than page, box, ground and label")
    page, box = entry.get("page"), entry.get("box")
    if not isinstance(page, int) or isinstance(page, bool) or page < 1:
        raise ValueError(f"redaction {number} has no page counted from 1")
    sides = box if isinstance(box, list) and len(box) == 4 else []
    if (
        not sides
        or not all(isinstance(side, int | float) for side in sides)
        or sides[0] >= sides[2]
        or sides[1] >= sides[3]
    ):
        raise ValueError(f"redaction {number} has no box [x0, y0, x1, y1] with x0 < x1 and y0 < y1")
    x0, y0, x1, y1 = (float(side) for side in sides)
    return page, Mark((Box(x0, y0, x1, y1),), str(entry.get("ground", "")), str(entry.get("label", "")))


def _page_count(pdf: Path) -> int:
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            return len(document)
    except FileNotFoundError:
        raise BadInput(f"There is no file {pdf}.", do="Check its name.") from None
    except pypdfium2.PdfiumError:
        raise Unreadable(
            f"{pdf} cannot be opened as a PDF.",
            means="It is damaged, encrypted with a password, or something else.",
            do="Open it in a PDF program and save it again without a password.",
        ) from None


def _classes(findings: Sequence[Finding]) -> str:
    kinds = sorted({f"{finding.kind} on page {finding.page}" for finding in findings})
    return ", ".join(kinds[:_MOST_SHOWN]) + (" …" if len(kinds) > _MOST_SHOWN else "")


def _shown(finding: Finding, pdf: Path) -> Finding:
    """The finding with the text that stands in its box."""
    if finding.box is None or finding.page < 1:
        return finding
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[finding.page - 1]
        high, box = page.get_size()[1], finding.box
        text = page.get_textpage().get_text_bounded(box.x0, high - box.y1, box.x1, high - box.y0)
    return Finding(finding.kind, finding.page, finding.where, text.strip(), box)
