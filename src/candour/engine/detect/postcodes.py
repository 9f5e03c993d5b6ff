"""Postcodes of any UK form, existing or not; a part of one counts only beside an address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from candour.engine.detect.owned import Owned, bare
from candour.engine.model import Kind, Span

_FULL = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:[A-Z]{1,2}\d[A-Z\d]?|[A-Z]{1,2}[\dOI]{1,2})"
    r"(?:[ \t\u00a0]{0,2}|[ \t]*\r?\n[ \t>]*)\d[A-Z]{2}|GIR ?0AA)(?![A-Za-z0-9])"
)
_LOWER = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{1,2}\d[A-Za-z\d]?[ \t]\d(?!(?:st|nd|rd|th|am|pm|hr|mg|ml|yo|yr|wk)\b)"
    r"[A-Za-z]{2}(?![A-Za-z0-9])",
    re.I,
)


def find_postcodes(text: str, owned: Owned, figured: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """Full postcodes, and outward parts of the registered ones that belong to one household. ``figured`` are the lines
    with figures."""
    for pattern in (_FULL, _LOWER):
        for match in (match for low, high in figured for match in pattern.finditer(text, low, high)):
            owners = owned.postcodes.get(bare(match.group()), ())
            yield Span.of(match.start(), match.end(), Kind.POSTCODE, owners, recogniser="pattern")
    yield from _outward(text, owned)


def _outward(text: str, owned: Owned) -> Iterator[Span]:
    areas: dict[str, set[str]] = {}
    for code in owned.postcodes:
        areas.setdefault(code[:-3], set()).add(code)
    alone = {area: next(iter(codes)) for area, codes in areas.items() if len(codes) == 1}
    if not alone:
        return
    pattern = re.compile(
        r"(?<![A-Za-z0-9])(?:" + "|".join(map(re.escape, sorted(alone))) + r")(?![ \t]?\d[A-Z]{2})(?![A-Za-z0-9])"
    )
    for match in pattern.finditer(text):
        owners = owned.postcodes[alone[match.group()]]
        yield Span.of(match.start(), match.end(), Kind.ADDRESS, owners, score=0.8, recogniser="register")
