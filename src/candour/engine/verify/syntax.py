"""PDF's object syntax, read from bytes: names, strings, numbers, arrays, dictionaries, references.

It knows nothing of files. What it does not understand raises NotUnderstood: it never skips or repairs.
Source: ISO 32000-1, 7.2 and 7.3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import TypeAlias

DEPTH = 60


class NotUnderstood(Exception):
    """Something in the file that this reader does not know. ``at`` is its byte position; never holds text."""

    def __init__(self, what: str, at: int = -1) -> None:
        self.what, self.at = what, at
        super().__init__(what)


class Name(str):
    """A PDF name without its slash, decoded (#xx) as Latin-1."""

    __slots__ = ()


class Ref(int):
    """The number of an object referred to."""

    __slots__ = ()


@dataclass(slots=True)
class Stream:
    """A stream's dictionary, and where its raw bytes stand in the file."""

    info: dict[str, Value]
    start: int
    end: int


Value: TypeAlias = "bool | int | float | bytes | Name | Ref | list[Value] | dict[str, Value] | Stream | None"

_TOKEN = re.compile(
    rb"(?:[\x00\t\n\x0c\r ]|%[^\r\n]*)*+(?:"
    rb"(?P<ref>\d+[ ]+\d+[ ]+R(?![^\x00\t\n\x0c\r \[\]<>()/%]))"
    rb"|(?P<int>[+-]?\d+(?![\d.]))"
    rb"|(?P<real>[+-]?(?:\d+\.\d*|\.\d+))"
    rb"|/(?P<name>[^\x00\t\n\x0c\r \[\]<>(){}/%]*)"
    rb"|(?P<open><<|\[)"
    rb"|(?P<close>>>|\])"
    rb"|\((?P<plain>[^()\\\r]*)\)"
    rb"|(?P<string>\()"
    rb"|<(?P<hex>[0-9A-Fa-f\x00\t\n\x0c\r ]*)>"
    rb"|(?P<word>true|false|null)(?![A-Za-z])"
    rb")"
)
_HASH = re.compile(r"#([0-9A-Fa-f]{2})")
_STRING = re.compile(rb"[^()\\]+|\\[\s\S]|[()]")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|\r|\n)|([\s\S]))|\r\n?")
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_WORDS: dict[bytes, Value] = {b"true": True, b"false": False, b"null": None}


def parse(data: bytes, at: int, *, depth: int = 0) -> tuple[Value, int]:
    """The value at byte ``at`` of ``data`` and the position after it. Raises NotUnderstood."""
    found = _TOKEN.match(data, at)
    if found is None:
        raise NotUnderstood("a value that is no PDF object", at)
    kind, end = found.lastgroup or "", found.end()
    if kind == "open":
        if depth >= DEPTH:
            raise NotUnderstood("objects nested too deep", at)
        return _dictionary(data, end, depth + 1) if found[kind] == b"<<" else _array(data, end, depth + 1)
    if kind == "close":
        raise NotUnderstood("a bracket out of place", at)
    if kind == "string":
        return _string(data, end)
    return _simple(kind, found[kind]), end


def _simple(kind: str, token: bytes) -> Value:
    if kind == "name":
        return name(token)
    if kind == "ref":
        return _ref(token)
    if kind == "int":
        return int(token)
    if kind == "real":
        return float(token)
    if kind == "plain":
        return token
    if kind == "hex":
        return unhex(token)
    return _WORDS[token]


@lru_cache(maxsize=1024)  # neighbours refer to the same page and parent
def _ref(token: bytes) -> Ref:
    return Ref(token.split()[0])


def _array(data: bytes, at: int, depth: int) -> tuple[Value, int]:
    items: list[Value] = []
    while (end := _closed(data, at, b"]")) < 0:
        item, at = parse(data, at, depth=depth)
        items.append(item)
    return items, end


def _dictionary(data: bytes, at: int, depth: int) -> tuple[Value, int]:
    items: dict[str, Value] = {}
    while (end := _closed(data, at, b">>")) < 0:
        key, at = parse(data, at, depth=depth)
        if not isinstance(key, Name):
            raise NotUnderstood("a dictionary key that is no name", at)
        if key in items:  # readers differ in which of the two they believe
            raise NotUnderstood("a dictionary with a key twice", at)
        items[intern(str(key))], at = parse(data, at, depth=depth)
    return items, end


_SPACE = re.compile(rb"(?:[\x00\t\n\x0c\r ]|%[^\r\n]*)*+")
_COMMENTS = re.compile(rb"\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*\))*\)|(%[^\r\n]*)")


def after_space(data: bytes, at: int) -> int:
    """The position of the first byte from ``at`` that is neither white space nor comment."""
    found = _SPACE.match(data, at)
    return found.end() if found else at


def comments(data: bytes) -> bytes:
    """All comments in a piece of PDF syntax, one to a line (a % inside a string is none)."""
    return b"\n".join(filter(None, _COMMENTS.findall(data))) if b"%" in data else b""


def _closed(data: bytes, at: int, bracket: bytes) -> int:
    """The position after ``bracket`` if that is what comes next, else -1."""
    at = after_space(data, at)
    return at + len(bracket) if data[at : at + len(bracket)] == bracket else -1


def _string(data: bytes, at: int) -> tuple[bytes, int]:
    level, start = 1, at
    while level:
        found = _STRING.match(data, at)
        if found is None:
            raise NotUnderstood("a string without end", start)
        level += (found[0] == b"(") - (found[0] == b")")
        at = found.end()
    return unescape(data[start : at - 1]), at


def unescape(token: bytes) -> bytes:
    """The inside of a literal string with its escapes resolved."""
    return _ESCAPE.sub(_escaped, token) if b"\\" in token or b"\r" in token else bytes(token)


def _escaped(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 255])
    if found[2]:
        return b""
    return _LETTERS.get(found[3], found[3]) if found[3] else b"\n"


def unhex(token: bytes) -> bytes:
    """The bytes of a hexadecimal string; an odd last digit is followed by 0."""
    digits = bytes(token).translate(None, b"\x00\t\n\x0c\r ")
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


@lru_cache(maxsize=4096)  # a large file says the same few names a million times: each is held once
def name(token: bytes) -> Name:
    """A name as written (without the slash) with its #xx resolved."""
    text = token.decode("latin-1")
    return Name(_HASH.sub(lambda found: chr(int(found[1], 16)), text) if "#" in text else text)
