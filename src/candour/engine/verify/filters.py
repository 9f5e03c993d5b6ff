"""Decodes streams: Flate and LZW with predictors, ASCII85, ASCIIHex, RunLength. Picture codings are left as they are.

Bytes after the end of the coded data are an error: nobody may hide there. Source: ISO 32000-1, 7.4.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from candour.engine.verify.syntax import Name, NotUnderstood, Value, unhex

LIMIT = 1 << 28
PICTURE_CODINGS = frozenset({"DCTDecode", "DCT", "JPXDecode", "CCITTFaxDecode", "CCF", "JBIG2Decode"})
SPACE = b"\x00\t\n\x0c\r "


@dataclass(frozen=True, slots=True)
class Decoded:
    """A stream's bytes; ``coding`` is the picture coding they are still in, or empty."""

    data: bytes
    coding: str = ""


def decode(raw: bytes, *, filters: Sequence[Value], parameters: Sequence[Value], predict: bool = True) -> Decoded:
    """``raw`` through its filters, at most LIMIT bytes. ``predict`` False leaves predictors undone (picture samples).

    Raises NotUnderstood for unknown filters, damaged data, and bytes after its end.
    """
    data = raw
    for place, coding in enumerate(filters):
        if not isinstance(coding, Name):
            raise NotUnderstood("a stream filter that is no name")
        if coding in PICTURE_CODINGS:
            if place != len(filters) - 1:
                raise NotUnderstood("a picture coding that is not the last filter")
            return Decoded(data, coding)
        given = parameters[place] if place < len(parameters) else None
        data = _step(coding, data, given if isinstance(given, dict) else {}, predict)
    return Decoded(data)


def _step(coding: str, data: bytes, given: Mapping[str, Value], predict: bool) -> bytes:
    if coding in ("FlateDecode", "Fl"):
        data = _inflate(data)
    elif coding in ("LZWDecode", "LZW"):
        data = _lzw(data, early=int(_number(given, "EarlyChange", 1)))
    elif coding in ("ASCII85Decode", "A85"):
        return _ascii85(data)
    elif coding in ("ASCIIHexDecode", "AHx"):
        return _asciihex(data)
    elif coding in ("RunLengthDecode", "RL"):
        return _runs(data)
    else:
        raise NotUnderstood("a stream filter this reader does not know")
    return _unpredicted(data, given) if predict and _number(given, "Predictor", 1) > 1 else data


def _number(given: Mapping[str, Value], key: str, default: int) -> int:
    value = given.get(key, default)
    if not isinstance(value, int):
        raise NotUnderstood("a filter parameter that is no number")
    return value


def _inflate(data: bytes) -> bytes:
    if not data:
        return b""  # an empty stream hides nothing, whatever its dictionary says of its coding
    engine = zlib.decompressobj()
    try:
        out = engine.decompress(data, LIMIT)
    except zlib.error:
        raise NotUnderstood("compressed data that is damaged") from None
    if not engine.eof:
        raise NotUnderstood("compressed data without end, or larger than allowed")
    return _ended(out, engine.unused_data)


def _ended(out: bytes, rest: bytes) -> bytes:
    if rest.strip(SPACE):
        raise NotUnderstood("bytes after the end of a stream's data")
    return out


def _ascii85(data: bytes) -> bytes:
    body, end, rest = data.partition(b"~>")
    if not end:
        raise NotUnderstood("ASCII85 data without end")
    try:
        return _ended(base64.a85decode(body, ignorechars=SPACE + b"\x0b"), rest)
    except ValueError:
        raise NotUnderstood("ASCII85 data that is damaged") from None


def _asciihex(data: bytes) -> bytes:
    body, end, rest = data.partition(b">")
    try:
        return _ended(unhex(body), rest if end else b"")
    except ValueError:
        raise NotUnderstood("hexadecimal data that is damaged") from None


def _runs(data: bytes) -> bytes:
    out, at = bytearray(), 0
    while at < len(data) and data[at] != 128:
        length = data[at]
        if length < 128:
            out += data[at + 1 : at + 2 + length]
            at += 2 + length
        else:
            out += data[at + 1 : at + 2] * (257 - length)
            at += 2
        if len(out) > LIMIT:
            raise NotUnderstood("run-length data larger than allowed")
    return _ended(bytes(out), data[at + 1 :])


def _lzw(data: bytes, *, early: int) -> bytes:
    first = [bytes([code]) for code in range(256)] + [b"", b""]
    table, out, width, last = list(first), bytearray(), 9, b""
    bits = held = 0
    for place, byte in enumerate(data):
        bits, held = (bits << 8) | byte, held + 8
        if held < width:
            continue
        held -= width
        code, bits = bits >> held, bits & ((1 << held) - 1)
        if code == 257:
            return _ended(bytes(out), data[place + 1 :])
        if code == 256:
            table, width, last = list(first), 9, b""
            continue
        if code > len(table) or (code == len(table) and not last) or len(out) > LIMIT:
            raise NotUnderstood("LZW data that is damaged or larger than allowed")
        entry = table[code] if code < len(table) else last + last[:1]
        out += entry
        if last:
            table.append(last + entry[:1])
        last = entry
        width = min(12, max(9, (len(table) + early).bit_length()))
    return bytes(out)


def _unpredicted(data: bytes, given: Mapping[str, Value]) -> bytes:
    colours, bits, columns = (_number(given, k, d) for k, d in (("Colors", 1), ("BitsPerComponent", 8), ("Columns", 1)))
    pixel, row = max(1, colours * bits // 8), (colours * bits * columns + 7) // 8
    if _number(given, "Predictor", 1) < 10:
        raise NotUnderstood("a TIFF predictor outside a picture")
    if row < 1 or len(data) % (row + 1):
        raise NotUnderstood("predicted data of the wrong length")
    out, above = bytearray(), bytes(row)
    for at in range(0, len(data), row + 1):
        above = _row(data[at], data[at + 1 : at + 1 + row], above, pixel)
        out += above
    return bytes(out)


def _row(kind: int, line: bytes, above: bytes, pixel: int) -> bytes:
    """One row of PNG prediction undone (PNG specification, 9)."""
    if kind == 0:
        return line
    if kind == 2:
        return bytes((a + b) & 255 for a, b in zip(line, above, strict=True))
    if kind not in (1, 3, 4):
        raise NotUnderstood("a predictor this reader does not know")
    out = bytearray(line)
    for place, value in enumerate(line):
        left = out[place - pixel] if place >= pixel else 0
        corner = above[place - pixel] if place >= pixel else 0
        guess = left if kind == 1 else (left + above[place]) // 2 if kind == 3 else _paeth(left, above[place], corner)
        out[place] = (value + guess) & 255
    return bytes(out)


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
