"""Figures of requests as tables: for a page, whose numbers lead to their rows, for a picture, and as CSV. It counts nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from candour.access.figures import COLUMNS, KINDS_COUNTED, Counted, Numbers, months, together
from candour.disclosure.figures import Figure


@dataclass(frozen=True, slots=True)
class Cell:
    """``address``: of the rows behind the number; empty: there are none."""

    number: int
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    cells: tuple[Cell, ...]
    median: float | None
    longest: int | None


def by_month(found: Sequence[Counted], *, kind: str) -> list[Line]:
    """Every month, also one in which nothing came, and then all of them."""
    lines = [
        _line(f"{month:%B} {month.year}", together(each.numbers for each in found if each.month == month), month, kind)
        for month in months()
    ]
    return [*lines, _line("All months", together(each.numbers for each in found), None, kind)]


def by_kind(found: Sequence[Counted]) -> list[Line]:
    """Kinds of which any request came."""
    there = {each.kind for each in found}
    return [
        _line(title, together(each.numbers for each in found if each.kind == kind), None, kind)
        for kind, title in KINDS_COUNTED.items()
        if kind in there
    ]


def picture(lines: Sequence[Line]) -> Figure:
    """In time, late and not answered yet, by month."""
    shown = [list(COLUMNS).index(each) for each in ("in_time", "late", "backlog")]
    rows = tuple(_drawn(line, shown) for line in lines[:-1])
    means = "Requests by the month in which they came: answered in time, answered late, and not answered yet."
    columns = ("Month", *(list(COLUMNS.values())[at] for at in shown))
    return Figure("timeliness", "Answers in time", means, columns, rows if any(any(row[1:]) for row in rows) else ())


def as_csv(found: Iterable[Counted]) -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(("Month", "Kind", *COLUMNS.values(), "Days to answer, median", "Days to answer, longest"))
    for each in found:
        told = [getattr(each.numbers, column) for column in COLUMNS]
        days = ["" if day is None else day for day in (each.numbers.median, each.numbers.longest)]
        table.writerow((f"{each.month:%Y-%m}", KINDS_COUNTED[each.kind], *told, *days))
    return out.getvalue()


def _drawn(line: Line, shown: Sequence[int]) -> tuple[str, *tuple[float, ...]]:
    return (line.label, *(float(line.cells[at].number) for at in shown))


def _line(label: str, numbers: Numbers, month: date | None, kind: str) -> Line:
    cells = tuple(Cell(getattr(numbers, each), _address(numbers, each, month, kind)) for each in COLUMNS)
    return Line(label, cells, numbers.median, numbers.longest)


def _address(numbers: Numbers, which: str, month: date | None, kind: str) -> str:
    if not getattr(numbers, which):
        return ""
    asked = {"which": which, "month": f"{month:%Y-%m}" if month else "", "kind": kind}
    return f"{reverse('access:figure_rows')}?{urlencode({name: value for name, value in asked.items() if value})}"
