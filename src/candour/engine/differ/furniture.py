"""Finds the lines that a record repeats at the head and foot of its pages; what stands only once is never taken for one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from candour.engine.differ.values import Page

_LINES = 3
"""At each end of a page."""
_OFTEN = 3
"""Pages of one record."""
_DIGITS = re.compile(r"\d+")
_LINE = re.compile(r"[^\n]*\S[^\n]*")


def bodies(pages: Sequence[Page]) -> Iterator[tuple[int, int]]:
    """For each page, from where to where its own text runs."""
    seen: Counter[tuple[str, str]] = Counter()
    for page in pages:
        seen.update({(page.record, each) for _, _, each in (*_head(page.text), *_foot(page.text))})
    for page in pages:
        low, high = 0, len(page.text)
        for _, end, each in _head(page.text):
            if seen[page.record, each] < _OFTEN:
                break
            low = end
        for start, _, each in _foot(page.text):
            if seen[page.record, each] < _OFTEN or start < low:
                break
            high = start
        yield low, high


def _head(text: str) -> list[tuple[int, int, str]]:
    lines = []
    for found in _LINE.finditer(text):
        lines.append((found.start(), found.end(), _plain(found[0])))
        if len(lines) == _LINES:
            break
    return lines


def _foot(text: str) -> list[tuple[int, int, str]]:
    """The last lines, the last one first."""
    end = len(text)
    lines: list[tuple[int, int, str]] = []
    while end > 0 and len(lines) < _LINES:
        start = text.rfind("\n", 0, end) + 1
        if text[start:end].strip():
            lines.append((start, end, _plain(text[start:end])))
        end = start - 1
    return lines


def _plain(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split()))
