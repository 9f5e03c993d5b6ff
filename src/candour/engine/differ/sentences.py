"""Cuts a page into sentences and lines of a form, by place; it changes no text and understands none."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(
    r"[.!?](?<!\bDr.)(?<!\bMr.)(?<!\bMs.)(?<!\bSt.)(?<!\bNo.)(?<!\bMrs.)(?<!\bProf.)(?<!\b[A-Z].)(?<!\be\.g.)(?<!\bi\.e.)"
    r"[\"'”’)]*(?=\s+[\"'“‘(]?[A-Z0-9\u2022>-]|\s*\Z)"
    r"|\n(?:\s*\n"  # a blank line
    r"|(?=[ \t>]*(?:[\u2022*-]\s|\d{1,2}[.)]\s|[A-Z][\w /]{1,28}:))"  # the next point of a list, or field of a form
    r"|(?<![^\n]{55}\n)(?=[ \t>]*[A-Z0-9]))"  # a short line: a heading, not a wrapped sentence
)
_LONGEST = 600
"""Letters: a longer run without a full stop is a table or rubbish, and is cut."""


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence of ``text[start:end]``, without the white space around it."""
    high = len(text) if end is None else end
    for stop in [*(match.end() for match in _END.finditer(text, start, high)), high]:
        for low in range(start, stop, _LONGEST):
            yield from _trimmed(text, low, min(stop, low + _LONGEST))
        start = stop


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    inner = text[start:end]
    low = start + len(inner) - len(inner.lstrip(" \t\r\n>\u2022*-"))
    high = end - (len(inner) - len(inner.rstrip()))
    if high > low:
        yield low, high
