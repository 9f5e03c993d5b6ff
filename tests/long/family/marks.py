"""Reads text in which protected words and passages that must remain are marked; it decides nothing about them.

``«15n|Summer Lockyer»`` marks words of person P15 and their kind; ``«15n|Summer Lockyer~Sum-⏎mer Lockyer»`` draws them otherwise;
``«15n!|Sum»`` is found by the words around it; ``‹A passage.›`` must remain for whoever may read all that is in it.
The foster carers' names are marked wherever they stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

KINDS = {
    "n": "NAME",
    "a": "ADDRESS",
    "c": "POSTCODE",
    "p": "PHONE",
    "e": "EMAIL",
    "d": "DOB",
    "h": "NHS",
    "i": "NINO",
    "u": "UPN",
    "r": "REF",
    "v": "VEHICLE",
    "w": "WORKPLACE",
    "o": "OTHER",
}
_ALWAYS = {
    "Geraldine Young": "11n",
    "Mrs Young": "11n",
    "Gerry": "11n",
    "gerry": "11n",
    "Geraldine": "11n",
    "Winston Young": "12n",
    "Winston": "12n",
    "Margaret Field": "13n",
    "Mrs Field": "13n",
}
_UNMARKED = re.compile(r"«[^»]*»|\b(" + "|".join(_ALWAYS) + r")\b")
_MARK = re.compile(r"«(\d+)([a-z])(!?)\|([^»~]*)(?:~([^»]*))?»")


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one person: what they say, how they stand in the text, where."""

    person: str
    kind: str
    words: str
    start: int
    end: int
    by_context: bool


@dataclass(frozen=True, slots=True)
class Keep:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Plain text with its marks taken out, and where they stood."""

    text: str
    spans: tuple[Span, ...]
    keeps: tuple[Keep, ...]


def read(marked: str) -> Passage:
    """Offsets are code points of ``text``."""
    marked = _UNMARKED.sub(lambda m: f"«{_ALWAYS[m[1]]}|{m[1]}»" if m[1] else m[0], marked)
    out: list[str] = []
    spans: list[Span] = []
    keeps: list[Keep] = []
    at, length, opened = 0, 0, -1
    for piece in re.finditer(r"«[^»]*»|[‹›]", marked):
        out.append(marked[at : piece.start()])
        length += piece.start() - at
        at = piece.end()
        if piece.group() == "‹":
            opened = length
        elif piece.group() == "›":
            keeps.append(Keep(opened, length))
        else:
            span = _span(piece.group(), length)
            out.append(_drawn(piece.group()))
            length = span.end
            spans.append(span)
    out.append(marked[at:])
    return Passage("".join(out), tuple(spans), tuple(keeps))


def plain(marked: str) -> str:
    return read(marked).text


def _found(mark: str) -> re.Match[str]:
    match = _MARK.fullmatch(mark)
    if match is None:
        raise ValueError(f"a mark that cannot be read: {mark}")
    return match


def _drawn(mark: str) -> str:
    match = _found(mark)
    return match[5] if match[5] is not None else match[4]


def _span(mark: str, start: int) -> Span:
    match = _found(mark)
    return Span(f"P{int(match[1]):02d}", KINDS[match[2]], match[4], start, start + len(_drawn(mark)), bool(match[3]))
