"""What redaction did to the words that stay: lost ones, and how far the others moved. Read by poppler, before and after."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from bench.child import Facts, Job
from candour.engine.marking import PdfPlan, all_marks
from candour.engine.model import Box
from candour.engine.redact import redact_pdf
from candour.engine.tools.poppler import PageText, page_texts

Words = list[tuple[Box, str]]


def whole(*, pdf: str, pages: int, strings: list[str], out: str, widths: Literal["safe", "faithful"]) -> Job:
    """In safe mode only lines without a redaction are compared for shift; lost words are counted everywhere."""

    def job() -> Facts:
        marks, _ = all_marks(pdf=Path(pdf), pages=pages, plan=PdfPlan({}, tuple(strings)))
        redact_pdf(source=Path(pdf), pages=range(1, pages + 1), marks=marks, out=Path(out), widths=widths)
        lost, shift, compared = 0, 0.0, 0
        for before, after in zip(page_texts(pdf=Path(pdf)), page_texts(pdf=Path(out)), strict=False):
            boxes = [box for mark in marks.get(before.number, ()) for box in mark.boxes]
            here = compare(_words(before), _words(after), boxes=boxes, whole_lines=widths == "safe")
            lost, shift, compared = lost + here[0], max(shift, here[1]), compared + here[2]
        return {"lost": lost, "shift": shift, "words": compared}

    return job


def _words(page: PageText) -> Words:
    return [(Box(*map(float, word[:4])), word[4]) for word in page.words()]


def compare(before: Words, after: Words, *, boxes: Iterable[Box], whole_lines: bool) -> tuple[int, float, int]:
    """Words lost, the largest shift in points, and words compared.

    A word that a box covers in part is no kept word. With ``whole_lines`` words beside a box may move along their line.
    """
    held = list(boxes)
    there: dict[str, list[Box]] = {}
    for box, text in after:
        there.setdefault(text, []).append(box)
    lost, shift, compared = 0, 0.0, 0
    for box, text in before:
        if any(box.meets(other) for other in held):
            continue
        compared += 1
        beside = any(box.y0 < other.y1 and other.y0 < box.y1 for other in held)
        level = [other for other in there.get(text, ()) if abs(other.y0 - box.y0) < 2.0]
        if not level:
            lost += 1
        elif not (whole_lines and beside):
            shift = max(shift, min(abs(other.x0 - box.x0) + abs(other.y0 - box.y0) for other in level))
    return lost, shift, compared
