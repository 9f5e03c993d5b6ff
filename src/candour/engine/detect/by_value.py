"""Registered numbers, postcodes and e-mail addresses wherever they stand, also as optical reading has changed them.

Only values of people.csv are looked for; what merely has their form is found elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import accumulate

from candour.engine.detect.owned import Owned, Owners, bare
from candour.engine.model import Kind, Span

_ALIKE = {"0": "0OoQ", "1": "1Iil|!", "5": "5Ss$", "8": "8B", "2": "2Zz"}
"""Characters that are read for one another, under the one that stands for all of them."""
_LONG = 6
"""A shorter value is only looked for as it is: one changed character in it may make it another."""
_STANDS = {ord(seen): sign for sign, group in _ALIKE.items() for seen in group} | {ord("L"): "1"}
_PLAIN = {ord(c): _STANDS.get(ord(c.upper()), c.upper()) for c in map(chr, range(ord("a"), ord("z") + 1))}
_DROPPED = dict.fromkeys(map(ord, " \t\r\n\u00a0/.-()@_>,"))
_FOLDED = {0x17F: "5", 0x130: "1", 0x131: "1", 0x212A: "K"}
"""Letters outside ASCII that a pattern without regard to case takes for s, i and k."""
_SQUEEZE: dict[int, str | None] = {**_STANDS, **_PLAIN, **_FOLDED, **_DROPPED}
_JOINT = r"(?:[ \t\u00a0/.()-]{0,2}|[ \t]*\r?\n[ \t>]*)"
_EMAIL_JOINT = r"[ \t]?(?:\r?\n)?"


class _Squeezed:
    """A text without blanks and signs, look-alikes made one, that can tell in which lines something stands."""

    def __init__(self, text: str) -> None:
        lines = text.splitlines(keepends=True)
        squeezed = [line.translate(_SQUEEZE) for line in lines]
        self.text = "".join(squeezed)
        self._ends = list(accumulate(map(len, squeezed)))
        self._edges = [0, *accumulate(map(len, lines))]

    def lines_with(self, value: str) -> Iterator[tuple[int, int]]:
        """The text ranges of whole lines, apart from each other, in which the squeezed ``value`` may stand."""
        low = high = 0
        at = self.text.find(value)
        while at >= 0:
            first, last = bisect_right(self._ends, at), bisect_left(self._ends, at + len(value))
            if self._edges[first] > high:
                if high:
                    yield low, high
                low = self._edges[first]
            high = self._edges[last + 1]
            at = self.text.find(value, at + 1)
        if high:
            yield low, high


def find_registered(text: str, owned: Owned) -> Iterator[Span]:
    """Spans of registered values with their owners. Offsets are code points."""
    squeezed = _Squeezed(text)
    for code, (kind, owners) in owned.codes.items():
        if any(c.isdigit() for c in code):
            yield from _places(text, squeezed, code, kind, owners)
    tables: tuple[tuple[Kind, Mapping[str, Owners]], ...] = (
        (Kind.POSTCODE, owned.postcodes),
        (Kind.PHONE, owned.phones),
        (Kind.EMAIL, owned.emails),
    )
    for kind, table in tables:
        for value, owners in table.items():
            yield from _places(text, squeezed, value, kind, owners)


def _places(text: str, squeezed: _Squeezed, value: str, kind: Kind, owners: Owners) -> Iterator[Span]:
    person, candidates = (owners[0], ()) if len(owners) == 1 else ("", owners)
    for low, high in squeezed.lines_with(value.translate(_SQUEEZE)):
        for match in _pattern(value, kind).finditer(text, low, high):
            yield Span(match.start(), match.end(), kind, person, candidates, recogniser="register")


@lru_cache(maxsize=1 << 12)
def _pattern(value: str, kind: Kind) -> re.Pattern[str]:
    signs = value if kind is Kind.EMAIL else bare(value)
    joint = _EMAIL_JOINT if kind is Kind.EMAIL else _JOINT
    loose = len(signs) >= _LONG
    return re.compile(r"(?<!\w)" + joint.join(_sign(c) if loose else re.escape(c) for c in signs) + r"(?!\w)", re.I)


def _sign(char: str) -> str:
    stands = char.translate(_STANDS)
    return f"[{re.escape(_ALIKE[stands])}{'Ll' if stands == '1' else ''}]" if stands in _ALIKE else re.escape(char)
