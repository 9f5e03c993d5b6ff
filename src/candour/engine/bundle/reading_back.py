"""A bundle file read back as whoever opens it sees it: numbers of its pages, its bookmarks, how it opens.

It reads the file alone, and trusts nothing that was known when it was written. It changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from candour.engine.errors import Unreadable


@dataclass(frozen=True, slots=True)
class Line:
    """A bookmark: what it says, and the number of the page to which it leads, as that page is labelled."""

    title: str
    page: str
    below: Sequence[Line] = ()


@dataclass(frozen=True, slots=True)
class Volume:
    """``numbers``: what each page is called, in order. ``opens_at``: the zoom of the first view, 1 for 100 %."""

    name: str
    numbers: Sequence[str]
    lines: Sequence[Line]
    opens_at: float | None


def read_back(file: Path) -> Volume:
    """Unreadable: it is no PDF."""
    try:
        with pikepdf.open(file) as pdf:
            numbers = [str(page.label) for page in pdf.pages]
            by_object = {page.obj.objgen: number for page, number in zip(pdf.pages, numbers, strict=True)}
            with pdf.open_outline() as outline:
                lines = [_line(item, by_object) for item in outline.root]
            return Volume(file.name, numbers, lines, _opens_at(pdf))
    except pikepdf.PdfError:
        raise Unreadable(
            "A file of the bundle cannot be opened.",
            means="What is in it cannot be shown.",
            do="Produce the bundle again.",
        ) from None


def _line(item: pikepdf.OutlineItem, numbers: dict[tuple[int, int], str]) -> Line:
    aim: Any = item.destination
    page = numbers.get(aim[0].objgen, "") if aim is not None else ""
    return Line(item.title, page, [_line(each, numbers) for each in item.children])


def _opens_at(pdf: pikepdf.Pdf) -> float | None:
    action: Any = pdf.Root.get("/OpenAction")
    return float(action[4]) if isinstance(action, pikepdf.Array) and len(action) == 5 else None
