"""Which parts of a text are worth tagging: those around a possible name; it never cuts inside a run of capitals.

Most words of a case file are lower-case ordinary words far from any name; leaving them out is most of the speed.
"""

from __future__ import annotations

from collections.abc import Iterator

from .features import Document
from .tokens import BLANK

REACH = 4
LONGEST = 150


def _candidates(document: Document) -> Iterator[int]:
    starts, careless = document.starts, document.careless
    for i, word in enumerate(document.words):
        capital = word.proper or (word.shape == "T" and not starts[i] and word.flags == "W")
        unlisted = careless and word.shape == "l" and not word.flags  # it may be a name typed small
        if capital or unlisted or word.lower_name:
            yield i


def _pieces(start: int, end: int) -> Iterator[tuple[int, int]]:
    for at in range(start, end, LONGEST):
        yield at, min(at + LONGEST, end)


def windows(document: Document, *, everything: bool) -> Iterator[tuple[int, int]]:
    """Half-open token ranges to tag, in order, not overlapping."""
    total = len(document.words)
    if everything or document.without_capitals:
        yield from _pieces(0, total)
        return
    start, end = -1, -1
    for i in _candidates(document):
        if start >= 0 and i - REACH <= end:
            end = i + REACH + 1
            continue
        if start >= 0:
            yield from _pieces(start, min(end, total))
        start, end = max(0, i - REACH), i + REACH + 1
    if start >= 0:
        yield from _pieces(start, min(end, total))


def paragraphs(document: Document) -> Iterator[tuple[int, int]]:
    """Token ranges between empty lines, for training."""
    start = 0
    for i, gap in enumerate(document.tokens.gaps):
        if i > start and (gap == BLANK or i - start >= LONGEST):
            yield start, i
            start = i
    if start < len(document.words):
        yield start, len(document.words)
