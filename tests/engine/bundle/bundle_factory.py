"""Makes small bundles of fictional records: enough to see every rule at work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from candour.engine.bundle import BundleContext, BundleResult, Form, make_bundle
from candour.engine.model import Action, Box, Ground, Mark, PageKind, PagePlan, Plan, Record, RedactedPage
from candour.engine.typeset import Block, Heading, PageBreak, Paragraph, write_pdf

TOLD = Ground("third_party", "About somebody else", "DPA 2018 Sch 2 para 16", "It is about another person.", "verified")
SILENT = Ground(
    "police_matter", "Ongoing police enquiry", "Sch 2 para 2", "It could warn somebody.", "verified", told=False
)

CHUNK = 100
"""Pages in one part."""


def a_record(number: int, *, pages: int = 2, date: str = "2017-03-07", **more: Any) -> Record:
    return Record(
        id=f"HR-{number:03}",
        path=more.pop("path", f"Notes/Visit {number}.pdf"),
        sha256=f"{number:064x}",
        media_type="application/pdf",
        size=1000,
        title=more.pop("title", f"Visit {number}"),
        date=date,
        pages=(PageKind.OWN,) * pages,
        **more,
    )


def a_mark(box: Box, *, ground: str = TOLD.id, mention: str = "m1") -> Mark:
    return Mark((box,), ground, "[a person]", mention, "PERSON", "third_party", "It is about another person.")


def keep_all(
    records: Sequence[Record], *, marks: Mapping[tuple[str, int], Sequence[Mark]] | None = None
) -> list[PagePlan]:
    held = marks or {}
    return [
        PagePlan(
            record.id,
            page,
            Action.REDACT if (record.id, page) in held else Action.KEEP,
            tuple(held.get((record.id, page), ())),
        )
        for record in records
        for page in range(1, len(record.pages) + 1)
    ]


def a_plan(pages: Sequence[PagePlan], **more: Any) -> Plan:
    held: dict[str, Any] = {
        "recipient": "P1",
        "recipient_role": "subject",
        "purpose": "subject-access",
        "secrets": (),
        "grounds": {TOLD.id: TOLD, SILENT.id: SILENT},
        "decided_by": "R. Viewer",
        "approved_by": "A. Prover",
    }
    return Plan(pages=tuple(pages), **(held | more))


def a_context(records: Sequence[Record], *, form: Form = Form.SUBJECT_ACCESS, **more: Any) -> BundleContext:
    held: dict[str, Any] = {
        "case": "c" * 64,
        "recipient": "Ms A Reader",
        "purpose": "subject-access",
        "dated": "2026-11-21",
        "council": "Exampleshire Council",
        "policy_name": "england",
        "policy_version": "1",
        "policy_sha256": "d" * 64,
        "told_paths": {record.id: record.path for record in records},
        "told_titles": {record.id: record.title for record in records},
    }
    return BundleContext(form=form, **(held | more))


def a_part(path: Path, *, record: Record, pages: Sequence[int]) -> Path:
    blocks: list[Block] = []
    for page in pages:
        blocks += [Heading(f"{record.id} page {page}"), Paragraph("The visit went well. Tea was made."), PageBreak()]
    write_pdf(blocks[:-1], out=path)
    return path


def a_bundle(
    folder: Path,
    records: Sequence[Record],
    *,
    plan: Plan | None = None,
    context: BundleContext | None = None,
    gaps: Sequence[Any] = (),
    out: str = "OUT",
) -> tuple[Path, BundleResult]:
    """Redacts by leaving things as they are: boxes are reported where the plan wants them."""
    plan = plan or a_plan(keep_all(records))
    parts: dict[str, list[Path]] = {}
    redacted: dict[str, list[RedactedPage]] = {}
    for record in records:
        sent = [page for page in plan.pages if page.record == record.id and page.action in (Action.KEEP, Action.REDACT)]
        if sent and record.pages:
            numbers = [page.page for page in sent]
            parts[record.id] = [
                a_part(folder / f"{record.id}-{start}.pdf", record=record, pages=numbers[start : start + CHUNK])
                for start in range(0, len(numbers), CHUNK)
            ]
            redacted[record.id] = [
                RedactedPage(page.page, "vector", boxes=tuple(box for mark in page.marks for box in mark.boxes))
                for page in sent
            ]
    result = make_bundle(
        out=folder / out,
        plan=plan,
        records=records,
        parts=parts,
        redacted=redacted,
        gaps=gaps,
        context=context or a_context(records),
    )
    return folder / out, result
