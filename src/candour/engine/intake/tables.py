"""Tables of any width on portrait pages: wide ones go on in bands of columns."""

from __future__ import annotations

from collections.abc import Sequence

from candour.engine.typeset import Block, Heading, Table

BAND = 8
"""Columns side by side."""
WIDEST = 40


def table_blocks(
    rows: Sequence[Sequence[str]], *, names: Sequence[str] = (), band: int = BAND, header: bool = True
) -> list[Block]:
    """``rows`` as blocks. ``names`` are the columns' own names, for the headings of the bands."""
    columns = max((len(row) for row in rows), default=0)
    if not columns:
        return []
    if columns <= band:
        return [_table(rows, range(columns), header=header)]
    blocks: list[Block] = []
    for start in range(0, columns, band):
        chosen = range(start, min(start + band, columns))
        blocks.append(Heading(f"Columns {_name(names, chosen[0])} to {_name(names, chosen[-1])}", 3))
        blocks.append(_table(rows, chosen, header=header))
    return blocks


def _name(names: Sequence[str], column: int) -> str:
    return names[column] if column < len(names) else str(column + 1)


def _table(rows: Sequence[Sequence[str]], chosen: range, *, header: bool) -> Table:
    """Columns get room by their longest cell, within reason."""
    cells = [[row[column] if column < len(row) else "" for column in chosen] for row in rows]
    lengths = [max(len(row[at]) for row in cells) for at in range(len(chosen))]
    return Table(cells, header=header and len(cells) > 1, widths=[min(max(length, 5), WIDEST) for length in lengths])
