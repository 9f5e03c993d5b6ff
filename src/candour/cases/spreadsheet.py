"""Rows as CSV that a spreadsheet opens as text: no cell runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Signs with which a spreadsheet takes a cell for a formula."""
MEDIA_TYPE = "text/csv; charset=utf-8"


def as_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Encode it as ``utf-8-sig``: spreadsheets then read every letter."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(head)
    table.writerows([_plain(str(cell)) for cell in row] for row in rows)
    return out.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
