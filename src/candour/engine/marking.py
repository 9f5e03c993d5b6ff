"""What a plan for one PDF marks: its own boxes, and those of its strings wherever they stand. It finds nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from candour.engine.model import Mark, PageReading
from candour.engine.read import read_and_locate
from candour.engine.wanted import Wanted

Marked = tuple[dict[int, tuple[Mark, ...]], dict[int, list[str]]]
"""By page: the marks, and the texts that go with the strings'."""


@dataclass(frozen=True, slots=True)
class PdfPlan:
    """What is to go from one PDF: marks per page, and strings wherever they stand."""

    marks: Mapping[int, tuple[Mark, ...]]
    strings: tuple[str, ...]


def all_marks(*, pdf: Path, pages: int, plan: PdfPlan) -> Marked:
    """The plan's boxes and those of its strings, on all ``pages`` of the file."""
    return marks_on(pdf=pdf, numbers=range(1, pages + 1), plan=plan, wanted=Wanted(plan.strings))


def marks_on(*, pdf: Path, numbers: range, plan: PdfPlan, wanted: Wanted) -> Marked:
    """As ``all_marks``, on some pages; ``wanted``: the plan's strings, made ready."""
    marks = {page: found for page, found in plan.marks.items() if page in numbers}
    texts: dict[int, list[str]] = {}
    if not plan.strings:
        return marks, texts
    for reading, places, boxes in read_and_locate(pdf=pdf, numbers=numbers, asked=partial(_places, wanted=wanted)):
        if places:
            page = reading.number
            marks[page] = (*marks.get(page, ()), *(Mark(found, "") for found in boxes if found))
            layers = {layer.name: layer.text for layer in reading.layers}
            texts[page] = sorted({layers[name][start:end] for name, start, end in places})
    return marks, texts


def _places(reading: PageReading, *, wanted: Wanted) -> list[tuple[str, int, int]]:
    return [(layer.name, *span) for layer in reading.layers for span in wanted.spans(layer.text)]
