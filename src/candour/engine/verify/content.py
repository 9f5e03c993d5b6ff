"""The text of a content stream in drawing order, visible or not, on the page or off it, and its names and comments.

It places nothing: a second opinion beside poppler, which does not show what lies outside the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from candour.engine.verify.fonts import Codes
from candour.engine.verify.needles import as_texts
from candour.engine.verify.syntax import comments, name, unescape, unhex

_INNER = rb"(?:[^()\\]++|\\[\s\S]|\((?:[^()\\]++|\\[\s\S]|\((?:[^()\\]++|\\[\s\S])*+\))*+\))*+"
# A string is plain, hexadecimal, or has something to resolve in it; most are plain and need no second look.
_STRING = re.compile(rb"\(([^()\\\r]*+)\)|<(?<!<<)([0-9A-Fa-f\s]*+)>(?!>)|\((" + _INNER + rb")\)")
_FONT = re.compile(rb"/([^\s/<>()\[\]{}%]+)\s+[-+.\d]+\s+Tf\b")
# The letter first and what stands around it after: many times quicker than the other way round.
_MOVE = re.compile(rb"T[dDm*](?=[\s(\[<])")
_KERN = re.compile(rb"-(?:1[89]\d|[2-9]\d\d|\d{4,})(?:\.\d*)?(?=\s*[(<])")
_NEXT_LINE = re.compile(rb"['\"](?=\s)(?<=[)>\s].)")
_HOLE, _GAP, _SWITCH = b"()", b"(!)", b"(~)"
"""What stands in a stream without its strings: in a string's place, for a gap, for the same font set once more."""
_MARK = re.compile(rb"(\([!~]\))")
_INLINE = re.compile(rb"(?<![^\s])BI(\s+/[\s\S]{0,4000}?\sID)[\s][\s\S]*?\sEI(?![^\s])")
_NAME = re.compile(rb"/([^\s/<>()\[\]{}%]+)")
_DRAW = re.compile(rb"/([^\s/<>()\[\]{}%]+)\s+Do(?![^\s])")
_PROPERTY = re.compile(rb"/(?:ActualText|Alt|E|T|Title)\s*(?:\((" + _INNER + rb")\)|<([0-9A-Fa-f\s]*)>)")


@dataclass(frozen=True, slots=True)
class Content:
    """What a content stream says: shown text; names, comments and replacement texts; whether it has the latter.

    ``drawn``: the names of the pictures and forms it draws.
    """

    text: str
    other: str
    replaces: bool
    drawn: frozenset[str] = frozenset()


def read_content(data: bytes, *, font: Callable[[str], Codes]) -> Content:
    """The text of one decoded content stream; ``font`` gives the codes of a font by its resource name."""
    if b"ID" in data and b"EI" in data:
        data = _INLINE.sub(rb" BI\1 EI ", data)
    replaced = _PROPERTY.findall(data) if b"/ActualText" in data or b"/Alt" in data or b"BDC" in data else []
    other = [text for rough, hexadecimal in replaced for text in as_texts(_resolved(hexadecimal, rough))]
    parts = _STRING.split(data)  # in turn: what stands outside, and the three forms of the string after it
    bare = _HOLE.join(parts[::4])
    strings = [
        plain if plain is not None else _resolved(hexadecimal, rough)
        for plain, hexadecimal, rough in zip(parts[1::4], parts[2::4], parts[3::4], strict=True)
    ]
    other += [name(found) for found in set(_NAME.findall(bare))]
    if b"%" in bare:
        other.append(comments(bare).decode("latin-1"))
    drawn = frozenset(name(found) for found in _DRAW.findall(bare)) if b"Do" in bare else frozenset()
    return Content(_shown(bare, strings, font), "\n".join(other), bool(replaced), drawn)


def _resolved(hexadecimal: bytes | None, rough: bytes) -> bytes:
    return unhex(hexadecimal) if hexadecimal else unescape(rough or b"")


def _shown(bare: bytes, strings: list[bytes], font: Callable[[str], Codes]) -> str:
    """The strings as text. Consecutive pieces in one font are read at once: a page sets its font for every line."""
    texts = []
    for named, several in groupby(_pieces(bare, strings), key=lambda piece: piece.font):
        pieces = list(several)
        body, shown = _SWITCH.join([piece.body for piece in pieces]), [text for each in pieces for text in each.strings]
        texts.append(_segment(body, shown, font(name(named)) if named else Codes()))
    return " ".join(text for text in texts if text.strip())


class _Piece(NamedTuple):
    """What follows one setting of a font, and its strings."""

    font: bytes
    body: bytes
    strings: list[bytes]


def _pieces(bare: bytes, strings: list[bytes]) -> Iterator[_Piece]:
    """The pieces that show anything."""
    at, parts = 0, [b"", *_FONT.split(bare)]
    for named, body in zip(parts[::2], parts[1::2], strict=True):
        end = at + body.count(_HOLE)
        if any(strings[at:end]):
            yield _Piece(named, body, strings[at:end])
        at = end


def _segment(body: bytes, strings: list[bytes], codes: Codes) -> str:
    marked = _KERN.sub(_GAP, _MOVE.sub(_GAP, body))
    if b"'" in marked or b'"' in marked:
        marked = _NEXT_LINE.sub(_GAP, marked)
    zeros = {b"": b"", _SWITCH: b"\x00" * codes.width, _GAP: b"\x00\x00"}
    at, parts = 0, [b"", *_MARK.split(marked)]
    shown: list[bytes] = []
    for mark, part in zip(parts[::2], parts[1::2], strict=True):
        end = at + part.count(_HOLE)
        shown += (zeros[mark], *strings[at:end])
        at = end
    return codes.text(shown)
