"""Pages of requests where thousands are open, against the same where a hundred are."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from typing import Any

from bench.ground import Ground
from bench.measure import Job, run
from bench.rows.site import home_of
from bench.table import Row

LARGE, SMALL = 5000, 100
TIMES = 9
GOAL = 1.5
_PATIENCE = 3600.0
_WHOLE = "list as CSV"
"""Shows every row, however many there are."""


def measure(ground: Ground) -> list[Row]:
    small, large = (_told(ground, many) for many in (SMALL, LARGE))
    return [_row(what, small, large) for what in large["told"]]


def _told(ground: Ground, many: int) -> Mapping[str, Any]:
    """From a site of its own, whose database is stopped and gone afterwards."""
    with home_of(ground, f"requests-{many}") as home:
        given = {"many": many, "times": TIMES}
        return run(Job("site_requests:asked", given, {"CANDOUR_HOME": str(home)}), seconds=_PATIENCE)


def _row(what: str, small: Mapping[str, Any], large: Mapping[str, Any]) -> Row:
    few, many = (statistics.median(each["told"][what]) for each in (small, large))
    ratio = many / few
    note = (
        f"{LARGE:,} open requests: {many:.0f} ms, {large['questions'][what]} questions to the database; {SMALL}: {few:.0f} ms, "
        f"{small['questions'][what]} questions. Medians of {TIMES}, the two one after the other."
    )
    if what == _WHOLE:
        return Row(f"Requests: {what}", "–", f"{ratio:.2f}×, {many:.0f} ms", None, f"{note} Every row is in it.")
    return Row(f"Requests: {what}", f"≤ {GOAL} of a hundred", f"{ratio:.2f}×, {many:.0f} ms", ratio <= GOAL, note)
