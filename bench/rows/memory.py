"""The most memory one process holds, at 500 and at 5,000 pages."""

from __future__ import annotations

from collections.abc import Callable

from bench.ground import LONG_PAGES, PART, TEXT_PAGES, Ground
from bench.measure import Job, alone
from bench.table import Row

_GOAL, _FLAT = 80.0, 1.25
_ONE = {"CANDOUR_WORKERS": "1"}


def measure(ground: Ground) -> list[Row]:
    return [_row(what, job) for what, job in _stages(ground).items()]


def _stages(ground: Ground) -> dict[str, Callable[[int], Job]]:
    work = ground.path("memory")
    absent = [name for name in ground.register_names if name not in ground.strings]
    return {
        "redact": lambda pages: Job(
            "ours_case:redacted", {"case": ground.case(pages), "strings": ground.register_names, "work": work}, _ONE
        ),
        "verify (one file)": lambda pages: Job(
            "ours_case:verified", {"pdf": ground.rebuilt(pages), "pages": pages, "strings": absent}
        ),
        "bundle": lambda pages: Job(
            "ours_bundle:whole", {"parts": ground.parts(pages), "pages": PART, "out": ground.path("bundle")}
        ),
    }


def _row(what: str, job: Callable[[int], Job]) -> Row:
    runs = [alone(job(pages)) for pages in (TEXT_PAGES, LONG_PAGES)]
    small, large = (run.peak for run in runs)
    note = (
        f"One run each; {runs[0].median('before'):.0f} MB of it before the first page (interpreter, libraries). "
        "Mapped files count, and the plan with all its marks."
    )
    met = large <= _GOAL and large <= small * _FLAT
    measured = f"{small:.0f} MB at {TEXT_PAGES}, {large:.0f} MB at {LONG_PAGES:,}"
    return Row(
        f"Peak memory, {what}",
        f"≤ {_GOAL:.0f} MB and flat",
        measured,
        met,
        note,
    )
