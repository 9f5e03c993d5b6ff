"""The text of a content stream in drawing order, visible or not, on the page or off it, and its names and comments.

It places nothing: a second opinion beside poppler, which does not show what lies outside the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from candour.engine.verify.fonts import Codes
from candour.engine.verify.needles import as_texts
from candour.engine.verify.syntax import comments, name, unescape, unhex

_INNER = rb"(?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*+\))*+\))*+"
_STRING = re.compile(rb"\((" + _INNER + rb")\)|(?<!<)<([0-9A-Fa-f\s]*)>(?!>)")
_LITERAL = re.compile(rb"\((" + _INNER + rb")\)")
_CUT_OCTAL = re.compile(rb"\\[0-7]{1,2}\)")
_FONT = re.compile(rb"/([^\s/<>()\[\]{}%]+)\s+[-+.\d]+\s+Tf\b")
# The letter first and what stands around it after: many times quicker than the other way round. In a shown string
# these can at worst put a gap.
_MOVE = re.compile(rb"T[dDm*](?=[\s(\[<])")
_KERN = re.compile(rb"-(?:1[89]\d|[2-9]\d\d|\d{4,})(?:\.\d*)?(?=\s*[(<])")
_NEXT_LINE = re.compile(rb"['\"](?=\s)(?<=[)>\s].)")
_GAP = b"(\x00\x00)"
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
    other = [text for piece in replaced for text in as_texts(_piece(piece))]
    bare = _STRING.sub(b"()", data)
    other += [name(found) for found in set(_NAME.findall(bare))]
    if b"%" in bare:
        other.append(comments(bare).decode("latin-1"))
    drawn = frozenset(name(found) for found in _DRAW.findall(bare)) if b"Do" in bare else frozenset()
    return Content(_shown(data, font), "\n".join(other), bool(replaced), drawn)


def _shown(data: bytes, font: Callable[[str], Codes]) -> str:
    lead, *rest = _FONT.split(data)
    texts = [_segment(lead, Codes())]
    for named, body in zip(rest[::2], rest[1::2], strict=True):
        texts.append(_segment(body, font(name(named))))
    return " ".join(text for text in texts if text.strip())


def _segment(data: bytes, codes: Codes) -> str:
    data = _KERN.sub(_GAP, _MOVE.sub(_GAP, data))
    if b"'" in data or b'"' in data:
        data = _NEXT_LINE.sub(_GAP, data)
    if b"<" in data or codes.width > 1 or _CUT_OCTAL.search(data):
        return codes.text([_piece(found) for found in _STRING.findall(data)])
    return codes.text([unescape(b"".join(_LITERAL.findall(data)))])  # ten times quicker on kerned text


def _piece(found: tuple[bytes, bytes]) -> bytes:
    literal, hexadecimal = found
    return unhex(hexadecimal) if hexadecimal else unescape(literal)
