"""Cells of tables as they stand in plain text; it knows no names and no dates, and a sentence with commas is no table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_CELLS = re.compile(r"\S(?: ?\S)*")


def columns_headed(text: str, headings: Iterable[re.Match[str]], *, exact: bool = False) -> Iterator[tuple[int, int]]:
    """Text ranges (start, end) of the cells below each of ``headings``: in columns of blanks, bars, tabs or commas.

    With ``exact`` columns of blanks need three headings or more, and a cell that begins where its heading does.
    """
    for match in headings:
        low, high = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
        header = text[low:high] if high >= 0 else ""
        if not header:
            continue
        delimiter = next(
            (d for d in ("|", "\t", ",") if header.count(d) >= 2 and (d != "," or _is_table(header, text, high))), ""
        )
        cell = header[: match.start() - low].count(delimiter) if delimiter else match.start() - low
        if not _heads_column(header, match.start() - low, match.end() - low, delimiter):
            continue
        if exact and not delimiter and len(_CELLS.findall(header)) < 3:
            continue
        for _ in range(40):
            low, high = high + 1, text.find("\n", high + 1)
            line = text[low : high if high >= 0 else len(text)]
            if not line.strip():
                break
            if not (exact and not delimiter):
                yield _cell(line, low, cell, delimiter)
            elif len(_CELLS.findall(line)) < 3:
                break
            else:
                yield low + max(0, cell - 1), low + cell + 2
            if high < 0:
                break


def _is_table(header: str, text: str, end: int) -> bool:
    """Whether commas part columns: short headings without figures, and as many commas in the next line."""
    below = text[end + 1 : end + 400].split("\n", 1)[0]
    short = all(len(cell.split()) <= 3 and not any(c.isdigit() for c in cell) for cell in header.split(","))
    return short and re.sub(r'"[^"]*"', "", below).count(",") == header.count(",")


def _heads_column(header: str, start: int, end: int, delimiter: str) -> bool:
    """Whether the words are a heading of their own and not part of a sentence in a cell."""
    if delimiter:
        cell = header[header.rfind(delimiter, 0, start) + 1 :].split(delimiter)[0]
        return len(cell.strip()) < end - start + 12
    before, after = header[:start], header[end:]
    return (
        (not before.strip() or before.endswith("  "))
        and (not after.strip() or after.startswith("  "))
        and "  " in header
    )


def _cell(line: str, low: int, cell: int, delimiter: str) -> tuple[int, int]:
    if not delimiter:
        return low + max(0, cell - 5), low + cell + 8
    parts = line.split(delimiter)
    if cell >= len(parts):
        return low, low
    at = low + sum(len(part) + 1 for part in parts[:cell])
    return at, at + len(parts[cell])
