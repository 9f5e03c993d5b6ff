"""The CSV files of a bundle: what happened to every page, every redaction, what is withheld, missing and open.

They never hold the text of a redaction. Cells that a spreadsheet would run as a formula are made plain text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from candour.engine.bundle.context import BundleContext
from candour.engine.bundle.order import SENT
from candour.engine.bundle.reasons import Struck
from candour.engine.model import Action, Gap, PagePlan, Plan, Record

Pages = Mapping[tuple[str, int], tuple[str, int]]
"""(record id, page of the record) → (file inside ``send``, page from 1)."""
StruckPages = Mapping[tuple[str, int], Sequence[Struck]]

SCHEDULE = (
    *("record_id", "source_file", "page", "decision", "grounds", "redactions"),
    *("bundle_file", "bundle_page", "sha256"),
)
REDACTIONS = (
    *("record_id", "source_file", "page", "bundle_file", "bundle_page", "x0", "y0", "x1", "y1"),
    *("kind", "person_role", "ground", "explanation", "proposed_by", "decided_by", "approved_by"),
)
WITHHELD = ("document", "date", "pages", "ground", "explanation")
GAPS = ("kind", "detail", "source", "status")
QUESTIONS = ("record_id", "page", "kind", "person_role")


def write_tables(
    *,
    folder: Path,
    plan: Plan,
    records: Sequence[Record],
    gaps: Sequence[Gap],
    context: BundleContext,
    pages: Pages,
    struck: StruckPages,
) -> None:
    """Writes the five CSV files into ``folder`` and ``folder/send``."""
    _write(folder / "schedule.csv", SCHEDULE, schedule(plan, records, context, pages, struck))
    _write(folder / "redactions.csv", REDACTIONS, _redactions(plan, context, pages, struck))
    _write(folder / "send" / "withheld.csv", WITHHELD, withheld(plan, records, context))
    sources = ((gap, context.path(gap.record) if gap.record else gap.source) for gap in gaps)
    _write(folder / "gaps.csv", GAPS, ((str(gap.kind), gap.detail, source, gap.status) for gap, source in sources))
    asked = ((one.record, one.page, one.kind, context.roles.get(one.person, "")) for one in plan.questions)
    _write(folder / "questions.csv", QUESTIONS, asked)


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(head)
        writer.writerows([_inert(cell) for cell in row] for row in rows)


def _inert(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def schedule(
    plan: Plan, records: Sequence[Record], context: BundleContext, pages: Pages, struck: StruckPages
) -> Iterator[Sequence[object]]:
    """One row per page of every record, in the order of the records; a record without pages has one row."""
    plans = {(page.record, page.page): page for page in plan.pages}
    parents = {record.parent for record in records}
    for record in records:
        for number in range(1, len(record.pages) + 1):
            page = plans[record.id, number]
            yield _scheduled(record, page, context, pages, struck)
        if not record.pages:
            # A container that was opened is accounted for by its members; anything else without pages was not opened.
            action = Action.KEEP if record.id in parents else Action.CANNOT_OPEN
            page = plans.get((record.id, 0)) or PagePlan(record.id, 0, action)
            yield _scheduled(record, page, context, pages, struck)


def _scheduled(
    record: Record, page: PagePlan, context: BundleContext, pages: Pages, struck: StruckPages
) -> Sequence[object]:
    marks = struck.get((record.id, page.page), ())
    grounds = sorted({one.mark.ground for one in marks if one.mark.ground} | ({page.ground} if page.ground else set()))
    action = page.action
    if action in SENT:
        action = Action.REDACT if marks else Action.KEEP
    file, at = pages.get((record.id, page.page), ("", ""))
    number = page.page or ""
    return (
        record.id,
        context.path(record.id),
        number,
        str(action),
        "|".join(grounds),
        len(marks),
        file,
        at,
        record.sha256,
    )


def _redactions(plan: Plan, context: BundleContext, pages: Pages, struck: StruckPages) -> Iterator[Sequence[object]]:
    for page in plan.pages:
        file, at = pages.get((page.record, page.page), ("", 0))
        for one in struck.get((page.record, page.page), ()):
            mark, box = one.mark, one.box
            yield (
                *(page.record, context.path(page.record), page.page, file, at),
                *(round(side, 2) for side in (box.x0, box.y0, box.x1, box.y1)),
                *(mark.kind, mark.role, mark.ground, mark.explanation),
                *(context.proposed_by, plan.decided_by, plan.approved_by),
            )


def withheld(plan: Plan, records: Sequence[Record], context: BundleContext) -> Iterator[tuple[str, str, str, str, str]]:
    """Documents and pages withheld whole whose ground may be told: title, date, pages, ground, explanation."""
    held: dict[tuple[str, str], list[int]] = {}
    for page in plan.pages:
        told = page.ground in plan.grounds and plan.grounds[page.ground].told
        if page.action is Action.WITHHOLD and told and page.page:
            held.setdefault((page.record, page.ground), []).append(page.page)
    dated = sorted((record for record in records), key=lambda record: (not record.date, record.date, record.path))
    grounds = sorted({ground for _, ground in held})
    for record in dated:
        for key in ((record.id, ground) for ground in grounds):
            if key in held:
                ground = plan.grounds[key[1]]
                pages = "all" if len(held[key]) == len(record.pages) else str(len(held[key]))
                yield context.title(record.id), record.date, pages, ground.title, ground.explanation
