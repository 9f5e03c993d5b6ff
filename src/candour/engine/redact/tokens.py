"""Reads content bytes one operation at a time with one regular expression; refuses what it cannot delimit for certain.

Source of the grammar: ISO 32000-1, 7.2 and 7.8.2. Possessive quantifiers keep it linear on hostile input.
"""

from __future__ import annotations

import re
from functools import lru_cache

from candour.engine.redact.geometry import NotUnderstood

_SPACE = rb"[\x00\t\n\x0c\r ]"
_STOP = rb"\x00\t\n\x0c\r ()<>\[\]{}/%"


def _nested(depth: int) -> bytes:
    inner = rb"|" + _nested(depth - 1) if depth else b""
    return rb"\((?:[^()\\]++|\\[\s\S]" + inner + rb")*+\)"


STRING = _nested(5)
HEX = rb"<(?!<)[^<>]*+>"
NAME = rb"/[^" + _STOP + rb"]*+"
NUMBER = rb"[+\-.0-9][^" + _STOP + rb"]*+"
BLANK = _SPACE + rb"*+(?:%[^\r\n]*+" + _SPACE + rb"*+)*+"


def _collection(depth: int) -> bytes:
    """An array or dictionary whose members may be collections ``depth`` levels down."""
    inner = rb"|" + _collection(depth - 1) if depth else b""
    member = rb"(?:[^\[\]()<>%]++|" + STRING + rb"|" + HEX + inner + rb")*+"
    return rb"(?:\[" + member + rb"\]|<<" + member + rb">>)"


COLLECTION = _collection(3)
_OPERAND = rb"(?:" + NUMBER + rb"|" + NAME + rb"|" + STRING + rb"|" + HEX + rb"|" + COLLECTION + rb")"
OPERATION = re.compile(BLANK + rb"((?:" + _OPERAND + BLANK + rb")*+)([A-Za-z'\"][^" + _STOP + rb"]*+)")
"""Group 1: the operands as they stand; group 2: the operator."""
REST = re.compile(BLANK + rb"(?:" + _OPERAND + BLANK + rb")*+\Z")
"""Nothing but blanks and orphaned operands up to the end."""
PATH_RUN = re.compile(rb"(?:(?:[+\-.0-9]++[\t\n\r ]++)*+(?:re|[mlcvyh])(?=[\t\n\r ])[\t\n\r ]*+)*")
"""As many path construction operations as follow each other."""
ITEM = re.compile(rb"(" + STRING + rb")|(<[^<>]*+>)|(" + NUMBER + rb")")
OPERAND = re.compile(_OPERAND)
SHORT = 24
"""Bytes of operands that are worth remembering."""
COMMENT = re.compile(rb"%[^\r\n]*")

_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])|\r\n?")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_NOT_HEX = re.compile(rb"[^0-9A-Fa-f]")
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


def _unescape(match: re.Match[bytes]) -> bytes:
    body = match[1]
    if body is None:
        return b"\n"
    if body[0:1] in b"01234567" and body[0:1]:
        return bytes((int(body, 8) & 255,))
    return _ESCAPES.get(body, body)


def string(token: bytes) -> bytes:
    """The bytes a string token stands for, literal or hexadecimal."""
    if token[:1] == b"(":
        inner = token[1:-1]
        return _ESCAPE.sub(_unescape, inner) if b"\\" in inner or b"\r" in inner else inner
    digits = token[1:-1]
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        digits = _NOT_HEX.sub(b"", digits)
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def name(token: bytes) -> str:
    """A name token as pikepdf spells it: ``/F1``, escapes resolved."""
    if b"#" in token:
        token = _NAME_ESCAPE.sub(lambda match: bytes((int(match[1], 16),)), token)
    return token.decode("utf-8", "surrogateescape")


def number(token: bytes) -> float:
    try:
        value = float(token)
    except ValueError:
        return _odd_number(token)
    if not -1e9 < value < 1e9:
        raise NotUnderstood("a number out of range")
    return value


def _odd_number(token: bytes) -> float:
    """Readers take ``--5`` for -5 and ``12.`` or ``5-3`` up to the second sign; anything else is not a number."""
    match = re.match(rb"([+-])[+-]*(\d*\.?\d*)\Z", token) or re.match(rb"()(\d+\.?\d*)-[\d.]*\Z", token)
    if match is None or not match[2].strip(b"."):
        if token in (b"-", b".", b"+", b"-."):
            return 0.0
        raise NotUnderstood("a number that is not one")
    return float(match[1] + match[2])


def numbers(operands: bytes, count: int) -> list[float]:
    """The last ``count`` operands as numbers."""
    try:
        values = list(map(float, operands.split()))
    except ValueError:
        values = [number(part) for part in OPERAND.findall(COMMENT.sub(b"", operands))]
    if len(values) != count:
        if len(values) < count:
            raise NotUnderstood("too few operands")
        values = values[-count:]
    for value in values:
        if not -1e9 < value < 1e9:
            raise NotUnderstood("a number out of range")
    return values


def single(operands: bytes) -> float:
    """The last operand as a number; most state is set to the same few numbers over and over."""
    return _single(operands) if len(operands) < SHORT else numbers(operands, 1)[0]


@lru_cache(maxsize=1024)
def _single(operands: bytes) -> float:
    return numbers(operands, 1)[0]


@lru_cache(maxsize=4096)
def written(value: float) -> bytes:
    """A number as written into content: at most five decimals, no exponent, no negative zero."""
    if value == (whole := int(value)):
        return b"%d" % whole
    text = f"{value:.5f}".rstrip("0").rstrip(".")
    return b"0" if text in ("-0", "") else text.encode()
