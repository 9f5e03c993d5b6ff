"""What may be told beside a bundle: chronology, people by their neutral words, reasons. It tells nothing the bundle hides.

Everything comes from the plan the bundle was made by; whatever still holds a protected string is left out.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from candour.cases.prepared import PreparedCase
from candour.engine.bundle import people_told
from candour.engine.model import Plan
from candour.engine.telling import tell
from candour.engine.verify.needles import Needles, Seen

_PERSONAL = "subject-access"


def story(*, plan: Plan, kept: PreparedCase, out: Path, form: str) -> dict[str, Any]:
    """Chronology (date, title, file, page), people (name, who they are), reasons (title, words, how often), labels."""
    needles = Needles(plan.secrets)
    personal = form == _PERSONAL and plan.recipient_role == "subject"
    people = people_told(people=kept.inputs.people, mentions=kept.findings.mentions, plan=plan) if personal else ()
    labels = Counter(mark.label for page in plan.pages for mark in page.marks if mark.label)
    told = {
        "chronology": list(_chronology(plan, kept, out)),
        "people": [{"name": one.name, "role": one.role} for one in people],
        "reasons": list(_reasons(plan, out)),
        "labels": [{"label": label, "times": times} for label, times in sorted(labels.items())],
    }
    return {name: [row for row in rows if not _protected(row, needles)] for name, rows in told.items()}


def protected_in(text: str, *, plan: Plan) -> bool:
    """Whether a text holds anything that may stand nowhere in what goes out."""
    return bool(Needles(plan.secrets).hits(Seen(text)))


def _protected(row: Mapping[str, Any], needles: Needles) -> bool:
    return any(needles.hits(Seen(value)) for value in row.values() if isinstance(value, str))


def _chronology(plan: Plan, kept: PreparedCase, out: Path) -> Iterator[dict[str, Any]]:
    """Dated documents that went out, oldest first."""
    first: dict[str, dict[str, str]] = {}
    for row in _rows(out / "schedule.csv"):
        if row["bundle_file"]:
            first.setdefault(row["record_id"], row)
    titles = tell(
        records=kept.inputs.intake.records, gaps=kept.findings.gaps, mentions=kept.findings.mentions, plan=plan
    ).titles
    sent = [record for record in kept.inputs.intake.records if record.id in first and record.date]
    for record in sorted(sent, key=lambda each: (each.date, each.path)):
        row = first[record.id]
        title = titles[record.id] or f"Document {record.id}"
        yield {"date": record.date, "title": title, "file": row["bundle_file"], "page": int(row["bundle_page"])}


def _reasons(plan: Plan, out: Path) -> Iterator[dict[str, Any]]:
    """Why parts are blacked out, as far as this recipient may be told."""
    times = Counter(row["ground"] for row in _rows(out / "redactions.csv"))
    for key, ground in sorted(plan.grounds.items(), key=lambda each: -times[each[0]]):
        if ground.told and times[key]:
            yield {
                "title": ground.title,
                "explanation": ground.explanation,
                "law": ground.citation,
                "times": times[key],
            }


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)
