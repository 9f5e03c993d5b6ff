"""Figures of requests as tables, whose numbers lead to their rows, as a picture, and as CSV. It counts nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from candour.access import backlog
from candour.access import figures_complaints as complained
from candour.access.figures import COLUMNS, KINDS_COUNTED, Counted, Numbers, together
from candour.access.models import ComplaintKind
from candour.access.periods import Period
from candour.disclosure.figures import Figure

DAYS = ("Days, median", "Days, nine of ten", "Days, longest")
"""Days to the answer, as they stand after the other numbers of a line."""
EVERYTHING = "All of them"
_DRAWN = ("in_time", "late", "backlog")


@dataclass(frozen=True, slots=True)
class Cell:
    """``address``: of the rows behind the number; empty: there are none."""

    number: int
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """``more``: numbers behind which there are no rows."""

    label: str
    cells: tuple[Cell, ...]
    more: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """``first``: what the first column is called; ``more``: columns without rows behind them."""

    caption: str
    first: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    more: tuple[str, ...] = ()


def by_month(found: Sequence[Counted], *, period: Period, kind: str) -> Table:
    """Every month, also one in which nothing came, and then all of them."""
    lines = [
        _line(named(month), [each.numbers for each in found if each.month == month], period, month, kind)
        for month in period.months
    ]
    every = _line(EVERYTHING, [each.numbers for each in found], period, None, kind)
    return _timeliness("By the month in which they came", "Month", [*lines, every])


def by_kind(found: Sequence[Counted], *, period: Period) -> Table:
    """Kinds of which any request came."""
    of = {kind: [each.numbers for each in found if each.kind == kind] for kind in KINDS_COUNTED}
    lines = [_line(KINDS_COUNTED[kind], some, period, None, kind) for kind, some in of.items() if some]
    return _timeliness("By kind", "Kind", lines)


def complaints(found: Sequence[complained.Complaints], *, period: Period) -> Table:
    keys: list[tuple[date | None, str]] = [(each.month, each.kind) for each in found]
    lines = tuple(
        Line(
            _complaint_label(month, kind),
            tuple(_complaint_cell(found, which, period, month, kind) for which in complained.COLUMNS),
        )
        for month, kind in [
            *keys,
            *((None, kind) for kind in ComplaintKind if any(each.kind == kind for each in found)),
        ]
    )
    return Table("By the month in which they came", "Month and kind", tuple(complained.COLUMNS.values()), lines)


def waiting(found: Sequence[backlog.Waiting], *, by: str) -> Table:
    """By age, of each ``route`` or each ``team``, and of all of them."""
    titles = {getattr(each, by): each.title if by == "route" else each.team_name for each in found}
    named_ = sorted(titles.items(), key=lambda each: each[1].casefold())
    lines = tuple(
        Line(
            title, tuple(_waiting_cell(found, band=band, **({by: key} if key else {})) for band in ("", *backlog.BANDS))
        )
        for key, title in [*named_, ("", EVERYTHING)]
    )
    first = "Route" if by == "route" else "Team"
    return Table(f"By {first.lower()} and days since they came", first, ("All", *backlog.BANDS.values()), lines)


def picture(table: Table) -> Figure:
    """In time, late and not answered yet, by month."""
    shown = [list(COLUMNS).index(each) for each in _DRAWN]
    rows = tuple(_drawn(line, shown) for line in table.lines[:-1])
    means = "Requests by the month in which they came: answered in time, answered late, and not answered yet."
    columns = (table.first, *(table.columns[at] for at in shown))
    return Figure("timeliness", "Answers in time", means, columns, rows if any(any(row[1:]) for row in rows) else ())


def as_csv(*tables: Table) -> str:
    """One below the other, each under its own heads."""
    out = io.StringIO()
    rows = csv.writer(out)
    for number, table in enumerate(tables):
        rows.writerows([[]] if number else [])
        rows.writerow((table.first, *table.columns, *table.more))
        for line in table.lines:
            days = ["" if each is None else each for each in line.more]
            rows.writerow((line.label, *(cell.number for cell in line.cells), *days))
    return out.getvalue()


def _drawn(line: Line, shown: Sequence[int]) -> tuple[str, *tuple[float, ...]]:
    return (line.label, *(float(line.cells[at].number) for at in shown))


def named(month: date) -> str:
    return f"{month:%B} {month.year}"


def _timeliness(caption: str, first: str, lines: Iterable[Line]) -> Table:
    return Table(caption, first, tuple(COLUMNS.values()), tuple(lines), DAYS)


def _line(label: str, some: Iterable[Numbers], period: Period, month: date | None, kind: str) -> Line:
    all_ = together(some)
    asked = {"period": period.key, "month": _of(month), "kind": kind}
    cells = tuple(_cell(getattr(all_, each), "figure_rows", {"which": each, **asked}) for each in COLUMNS)
    return Line(label, cells, (all_.median, all_.ninetieth, all_.longest))


def _complaint_label(month: date | None, kind: str) -> str:
    return f"{named(month) if month else EVERYTHING}: {ComplaintKind(kind).label}"


def _complaint_cell(
    found: Sequence[complained.Complaints], which: str, period: Period, month: date | None, kind: str
) -> Cell:
    asked = {"which": which, "period": period.key, "month": _of(month), "kind": kind}
    return _cell(complained.number(found, which=which, month=month, kind=kind), "complaint_rows", asked)


def _waiting_cell(found: Sequence[backlog.Waiting], **asked: str) -> Cell:
    return _cell(backlog.number(found, **asked), "backlog_rows", {name: str(value) for name, value in asked.items()})


def _cell(number: int, page: str, asked: Mapping[str, str]) -> Cell:
    given = urlencode({name: value for name, value in asked.items() if value})
    return Cell(number, f"{reverse(f'access:{page}')}{'?' if given else ''}{given}" if number else "")


def _of(month: date | None) -> str:
    return f"{month:%Y-%m}" if month else ""
