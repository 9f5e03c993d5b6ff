"""Reads what a show paints, its strings and the displacements between them; refuses operands that hold neither.

Plain operands, as most are, are taken apart by a few calls for a whole line; all others token by token. Both read alike.
Source: ISO 32000-1, 7.3.4 and 9.4.3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from candour.engine.redact.geometry import NotUnderstood
from candour.engine.redact.tokens import ITEM, OPERAND, number, string

_NUMBERS = rb"[-+.0-9 \n\t]*+"
_END = rb"\][\x00\t\n\x0c ]*+"
_LITERAL = re.compile(rb"\[(?:" + _NUMBERS + rb"\([^()\\\r]*+(?:\\[^\r][^()\\\r]*+)*+\))*+" + _NUMBERS + _END)
"""An array of literal strings: no unbalanced parenthesis, line end or comment that needs a closer look."""
_HEX = re.compile(rb"\[(?:" + _NUMBERS + rb"<[0-9A-Fa-f]*+>)*+" + _NUMBERS + _END)
_ESCAPE = re.compile(r"\\(?:[0-7]{1,3}|[^0-7])")
_ESCAPES = {"n": 10, "r": 13, "t": 9, "b": 8, "f": 12}
_BLANKS = b"\x00\t\n\x0c\r "
_ASIDE = 256
"""Added to bytes that were written as escapes, so that a parenthesis that is text is none that ends a string."""


@dataclass(slots=True, eq=False)
class Strings:
    """``text``: all strings as one; ``lengths``: of each in bytes; ``gaps``: the displacement before each, and after all.

    ``gaps`` are in thousandths of the size, ``shift`` is their sum.
    """

    text: bytes
    lengths: list[int]
    gaps: list[float]
    shift: float

    def whole(self, stride: int) -> bool:
        """Can ``text`` be read in one go by codes of ``stride`` bytes? 0: lengths differ."""
        return stride == 1 or (stride > 1 and not any(length % stride for length in self.lengths))

    def pieces(self) -> list[bytes]:
        """Each string by itself."""
        ends = list(accumulate(self.lengths, initial=0))
        return [self.text[start:end] for start, end in pairwise(ends)]


def strings_of(operands: bytes, *, array: bool) -> Strings:
    """``array``: the operand of TJ; else the last operand is the string. Raises NotUnderstood."""
    found = plain(operands, array=array)
    if found is not None:
        return found
    if array:
        return _read(operands)
    parts = OPERAND.findall(operands)
    if not parts or parts[-1][:1] not in b"(<":
        raise NotUnderstood("a string that is none")
    return _one(string(parts[-1]))


def plain(operands: bytes, *, array: bool) -> Strings | None:
    """Operands that are one plain string, or one array of them, and nothing else; None when they are not that."""
    if array:
        if _LITERAL.fullmatch(operands) is not None:
            return _literal(operands.decode("latin-1"))
        return _hexadecimal(operands) if _HEX.fullmatch(operands) is not None else None
    token = operands.strip(_BLANKS)
    if token[:1] == b"(" and token.find(b")") == len(token) - 1 and b"\\" not in token and b"\r" not in token:
        return _one(token[1:-1]) if token.count(b"(") == 1 else None
    return None


def _one(text: bytes) -> Strings:
    return Strings(text, [len(text)], [0.0, 0.0], 0.0)


def _literal(array: str) -> Strings | None:
    escaped = "\\" in array
    if escaped:
        array = _unescaped(array)
    parts = array[1 : array.rindex("]")].replace(")", "(").split("(")
    texts = parts[1::2]
    joined = "".join(texts)
    text = joined.encode("utf-16-le")[::2] if escaped else joined.encode("latin-1")
    return _spaced(text, list(map(len, texts)), parts[0::2])


def _unescaped(array: str) -> str:
    """Escapes as the characters they stand for, put aside."""
    return _ESCAPE.sub(_meant, array)


def _meant(escape: re.Match[str]) -> str:
    return _meaning(escape[0])


@lru_cache(maxsize=1024)
def _meaning(escape: str) -> str:
    body = escape[1:]
    code = int(body, 8) & 255 if body[0] in "01234567" else _ESCAPES.get(body, ord(body))
    return "" if body == "\n" else chr(_ASIDE + code)


def _hexadecimal(operands: bytes) -> Strings | None:
    parts = operands[1 : operands.rindex(b"]")].replace(b">", b"<").decode("ascii").split("<")
    texts = parts[1::2]
    if any(len(text) % 2 for text in texts):
        return None
    return _spaced(bytes.fromhex("".join(texts)), [len(text) // 2 for text in texts], parts[0::2])


def _spaced(text: bytes, lengths: list[int], numbers: list[str]) -> Strings | None:
    """None when the numbers need a closer look."""
    try:
        gaps = _gaps(numbers)
    except ValueError:
        return None
    shift = sum(gaps)
    return Strings(text, lengths, gaps, shift) if -1e9 < shift < 1e9 else None


def _gaps(numbers: list[str]) -> list[float]:
    """Mostly one number stands between two strings, and none before the first or after the last."""
    try:
        return [_sum(numbers[0]), *map(float, numbers[1:-1]), *map(_sum, numbers[1:][-1:])]
    except ValueError:
        return list(map(_sum, numbers))


def _sum(numbers: str) -> float:
    """Displacements that follow each other add up."""
    return sum(map(float, numbers.split()), 0.0) if numbers else 0.0


def _read(operands: bytes) -> Strings:
    texts, gaps = [], [0.0]
    for literal, hexadecimal, value in ITEM.findall(operands):
        if value:
            gaps[-1] += number(value)
        else:
            texts.append(string(literal or hexadecimal))
            gaps.append(0.0)
    return Strings(b"".join(texts), list(map(len, texts)), gaps, sum(gaps))
