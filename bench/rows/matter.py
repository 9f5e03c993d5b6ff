"""Pages of a matter of 400 documents, 2,000 pages, against one ordinary page load: the case file of ten documents."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench import prose, sheets
from bench.ground import HITS, Ground
from bench.jobs.site_matter import ORDINARY
from bench.measure import Job, run
from bench.rows.site import home_of
from bench.table import Row

LARGE, SMALL, EACH = 400, 10, 5
"""Documents of the two cases, and pages of each."""
TIMES = 9
GOAL = 1.5
_FULL_VIEW = ("whole file, right after opening", "search of the whole file")
_PATIENCE = 3600.0


def measure(ground: Ground) -> list[Row]:
    with home_of(ground, "matter") as home:
        given = {"large": _case(ground, LARGE), "small": _case(ground, SMALL), "times": TIMES}
        told = run(Job("site_matter:asked", given, {"CANDOUR_HOME": str(home)}), seconds=_PATIENCE)
    return [_row(what, told) for what in told["told"] if what != ORDINARY]


def _case(ground: Ground, documents: int) -> str:
    folder = Path(ground.path(f"documents-{documents}"))
    if not folder.exists():
        folder.mkdir()
        for number in range(1, documents + 1):
            texts = prose.pages(ground.register_names, count=EACH, hits=HITS, seed=9_000 + number)
            sheets.text_pdf(texts, path=folder / f"Document {number:03}.pdf")
    return str(folder)


def _row(what: str, told: Mapping[str, Any]) -> Row:
    took, ordinary = (statistics.median(told["told"][each]) for each in (what, ORDINARY))
    ratio, goal = took / ordinary, GOAL if what in _FULL_VIEW else None
    note = (
        f"{told['documents']} documents, {told['pages']:,} pages: {took:.0f} ms, {told['questions'][what]} questions to the "
        f"database; the case file of {SMALL} documents: {ordinary:.0f} ms. Medians of {TIMES}, in turn."
    )
    shown, met = (f"≤ {goal} of an ordinary page", ratio <= goal) if goal else ("–", None)
    return Row(f"Matter: {what}", shown, f"{ratio:.2f}×, {took:.0f} ms", met, note)
