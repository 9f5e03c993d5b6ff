"""What happens to the words that stay, in both modes."""

from __future__ import annotations

from bench.ground import Ground
from bench.measure import Job, alone
from bench.table import Row

PAGES = 200
_SHIFT = 0.05


def measure(ground: Ground) -> list[Row]:
    kinds = {"text": ground.text, "kerned": ground.kerned}
    return [_row(ground, kind, pdf, widths) for kind, pdf in kinds.items() for widths in ("faithful", "safe")]


def _row(ground: Ground, kind: str, pdf: str, widths: str) -> Row:
    given = {"pdf": pdf, "pages": PAGES, "strings": ground.strings, "out": ground.path("kept.pdf"), "widths": widths}
    told = alone(Job("ours_kept:whole", given))
    lost, shift, words = (told.fact(key) for key in ("lost", "shift", "words"))
    where = "kept words" if widths == "faithful" else "kept words outside redacted lines"
    return Row(
        f"Collateral, {kind} pages, {widths} mode",
        f"0 lost; ≤ {_SHIFT} pt",
        f"{lost} lost; {shift:.3f} pt",
        lost == 0 and shift <= _SHIFT,
        f"{words} words of {PAGES} pages read by poppler before and after; shift of {where}.",
    )
