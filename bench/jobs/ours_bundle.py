"""Our bundle: all parts merged, stamped, indexed and bookmarked, with schedule, letter and certificate."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.child import Facts, Job
from candour.engine.bundle import BundleContext, Form, make_bundle
from candour.engine.model import Action, PageKind, PagePlan, Plan, Record, RedactedPage


def whole(*, parts: list[str], pages: int, out: str) -> Job:
    """``parts``: PDFs of ``pages`` pages each, one record each. ``out`` is made anew."""
    records = [_record(number, pages) for number in range(1, len(parts) + 1)]
    plan = Plan(
        recipient="P1", recipient_role="subject", purpose="subject-access", secrets=(), decided_by="bench",
        pages=tuple(PagePlan(record.id, page, Action.KEEP) for record in records for page in range(1, pages + 1)),
    )  # fmt: skip
    context = BundleContext(
        case="0" * 64, recipient="A Reader", purpose="subject-access", form=Form.SUBJECT_ACCESS, dated="2026-01-05",
        council="Exampleshire Council", policy_name="england", policy_version="1", policy_sha256="0" * 64,
        told_paths={record.id: record.path for record in records}, told_titles={each.id: each.title for each in records},
    )  # fmt: skip
    shutil.rmtree(out, ignore_errors=True)

    def job() -> Facts:
        made = make_bundle(
            out=Path(out), plan=plan, records=records, gaps=(), context=context,
            parts={record.id: [Path(part)] for record, part in zip(records, parts, strict=True)},
            redacted={each.id: [RedactedPage(page, "copied") for page in range(1, pages + 1)] for each in records},
        )  # fmt: skip
        size = sum((Path(out) / "send" / name).stat().st_size for name in made.files)
        return {"pages": made.pages, "bytes": size}

    return job


def _record(number: int, pages: int) -> Record:
    return Record(
        id=f"R{number:04}", path=f"Notes/Part {number}.pdf", sha256=f"{number:064x}", media_type="application/pdf",
        size=1, title=f"Case notes, part {number}", date="2018-02-01", pages=(PageKind.OWN,) * pages,
    )  # fmt: skip
