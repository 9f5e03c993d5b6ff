"""Finds where an inline image ends and reads it as an image; refuses one whose end is not certain.

Source: ISO 32000-1, 8.9.7. The result is a plain dictionary of full key names with the raw data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pikepdf

from candour.engine.redact.content import Content, lookup
from candour.engine.redact.geometry import NotUnderstood
from candour.engine.redact.tokens import BLANK, COLLECTION, HEX, NAME, NUMBER, OPERATION, STRING, name

_KEYS = {
    "/BPC": "/BitsPerComponent", "/CS": "/ColorSpace", "/D": "/Decode", "/DP": "/DecodeParms", "/F": "/Filter",
    "/H": "/Height", "/IM": "/ImageMask", "/I": "/Interpolate", "/W": "/Width",
}  # fmt: skip
_VALUES = {
    "/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed", "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode", "/LZW": "/LZWDecode", "/Fl": "/FlateDecode", "/RL": "/RunLengthDecode",
    "/CCF": "/CCITTFaxDecode", "/DCT": "/DCTDecode",
}  # fmt: skip
_CHANNELS = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}
_ENTRY = re.compile(
    BLANK
    + rb"(?:(ID)[\s\x00]|("
    + NAME
    + rb")"
    + BLANK
    + rb"("
    + b"|".join((COLLECTION, NUMBER, NAME, STRING, HEX, rb"true|false|null"))
    + rb"))"
)
_END = re.compile(rb"[\s\x00]EI(?=[\s\x00]|\Z)")


@dataclass(frozen=True, slots=True)
class Inline:
    """An inline image: its dictionary with full key names, and its data as filtered."""

    dictionary: dict[str, Any]
    data: bytes


def read(content: Content, at: int) -> tuple[Inline, int]:
    """The image whose BI ends at ``at``, and where its EI ends."""
    data, found = content.data, {}
    while True:
        entry = _ENTRY.match(data, at)
        if entry is None:
            raise NotUnderstood("an inline image without data")
        at = entry.end()
        if entry[1]:
            break
        key = name(entry[2])
        found[_KEYS.get(key, key)] = _value(pikepdf.Object.parse(entry[3]))
    space = found.get("/ColorSpace")
    if isinstance(space, pikepdf.Name) and str(space) not in _CHANNELS:
        content.use("/ColorSpace", str(space))
        found["/ColorSpace"] = lookup(content.resources, "/ColorSpace", str(space))
    end = _end(data, at, found)
    return Inline(found, data[at : end[0]]), end[1]


def _value(value: Any) -> Any:
    if isinstance(value, pikepdf.Name):
        return pikepdf.Name(_VALUES.get(str(value), str(value)))
    if isinstance(value, pikepdf.Array):
        return pikepdf.Array([_value(item) for item in value])
    return value


def _end(data: bytes, at: int, found: dict[str, Any]) -> tuple[int, int]:
    """Where the data ends and where EI ends: by length when unfiltered, else the first EI that content follows."""
    if "/Filter" not in found:
        bits = 1 if found.get("/ImageMask") else int(found.get("/BitsPerComponent", 8))
        channels = 1 if found.get("/ImageMask") else _CHANNELS.get(str(found.get("/ColorSpace")), 1)
        length = (int(found["/Width"]) * bits * channels + 7) // 8 * int(found["/Height"])
        tail = re.compile(rb"[\s\x00]*EI(?=[\s\x00]|\Z)").match(data, at + length)
        if tail is not None:
            return at + length, tail.end()
    for match in _END.finditer(data, at):
        rest = data[match.end() : match.end() + 40]
        if rest.isascii() and (not rest.strip() or OPERATION.match(data, match.end())):
            return match.start(), match.end()
    last = data.rfind(b"EI", at)
    if last >= 0 and not data[last + 2 :].strip():
        return last, last + 2
    raise NotUnderstood("an inline image without end")
