"""Pages of the site on a large case against a small one, and what a second worker brings."""

from __future__ import annotations

import contextlib
import shutil
import statistics
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.ground import RARE, Ground
from bench.measure import Job, run
from bench.table import Row
from candour.site.embedded import Embedded

LARGE, SMALL, SPREAD = 5000, 100, 500
TIMES = 9
FLAT, SEARCHED, WORKERS = 1.3, 2.0, 1.7
_PATIENCE = 3600.0
_WORDS = {"search, a word on most pages": "worker", "search, a word on one page": RARE, "search, no page": "zzyzx"}
_GOALS = {"open a page": FLAT, "next page": FLAT, **dict.fromkeys([*_WORDS, "overview", "who is who"], SEARCHED)}


def measure(ground: Ground) -> list[Row]:
    return [*_pages(ground), _workers(ground)]


def _pages(ground: Ground) -> list[Row]:
    cases = {str(pages): ground.named_case(pages) for pages in (LARGE, SMALL)}
    given = {"cases": cases, "words": _WORDS, "times": TIMES}
    with home_of(ground, "site") as home:
        told = run(Job("site_pages:asked", given, {"CANDOUR_HOME": str(home)}), seconds=_PATIENCE)
    return [_page(what, took, told) for what, took in told["told"].items()]


def _page(what: str, took: Mapping[str, list[float]], told: Mapping[str, Any]) -> Row:
    large, small = (statistics.median(took[str(pages)]) for pages in (LARGE, SMALL))
    goal, ratio = _GOALS.get(what), large / small
    sizes = told["sizes"][str(LARGE)]
    note = f"{LARGE:,} pages with {sizes['mentions']:,} proposals: {large:.0f} ms; {SMALL} pages: {small:.0f} ms. "
    if what == "decide on a person":
        note += f"Moves {sizes['moved']:,} mentions and {told['sizes'][str(SMALL)]['moved']:,}. "
    note += f"Medians of {TIMES}, in turn."
    if goal is None:
        return Row(f"Site: {what}", "–", f"{large:.0f} ms", None, note)
    return Row(f"Site: {what}", f"≤ {goal} of a small case", f"{ratio:.2f}×, {large:.0f} ms", ratio <= goal, note)


def _workers(ground: Ground) -> Row:
    given = {"cases": [ground.case(SPREAD), ground.named_case(SPREAD)], "counts": [1, 2], "times": ground.few()}
    with home_of(ground, "workers") as home:
        told = run(Job("site_workers:prepared", given, {"CANDOUR_HOME": str(home)}), seconds=_PATIENCE)
    one, two = (statistics.median(told["took"][count]) for count in ("1", "2"))
    ratio, pages = one / two, 2 * SPREAD
    note = (
        f"Two cases of {SPREAD} text pages, prepared from files to rows: {pages / one:.0f} pages/s by one worker, "
        f"{pages / two:.0f} by two, each one process; {ground.few()} pairs. Only a quiet machine shows it."
    )
    return Row("Two workers against one", f"≥ {WORKERS}×", f"{ratio:.2f}×", ratio >= WORKERS, note)


@contextlib.contextmanager
def home_of(ground: Ground, name: str) -> Iterator[Path]:
    """A home for a site, whose database is stopped and gone afterwards."""
    home = ground.folder / name
    home.mkdir()
    try:
        yield home
    finally:
        server = Embedded(home)
        server.stop()
        for folder in (server.data.parent, server.socket, home):
            shutil.rmtree(folder, ignore_errors=True)
