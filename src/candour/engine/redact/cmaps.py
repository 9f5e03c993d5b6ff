"""Reads the character maps of composite fonts and ToUnicode; refuses predefined maps whose tables are not at hand.

Source: ISO 32000-1, 9.7.5 and 9.10.3. A map is read once per font.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from candour.engine.redact.predefined import cids_of

MAX_RANGE = 65536

_SECTION = re.compile(rb"begin(codespacerange|cidrange|cidchar|notdefrange|bfchar|bfrange)(.*?)end(?:\1)", re.DOTALL)
_PART = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\d+)|\[([^\]]*)\]|(/[^\s<>\[\]/]+)")
_USE = re.compile(rb"/([^\s/]+)\s+usecmap")


@dataclass(slots=True)
class CMap:
    """``spaces`` are code space ranges by length; ``cids`` maps (length, code) to CID unless ``identity``."""

    vertical: bool = False
    identity: bool = False
    known: bool = True
    spaces: list[tuple[int, int, int]] = field(default_factory=list)
    cids: dict[int, int] = field(default_factory=dict)
    name: str = ""
    """Of a predefined map of which only part is known."""

    @property
    def pairs(self) -> bool:
        """Every code is two bytes."""
        return not self.spaces or (len(self.spaces) == 1 and self.spaces[0][0] == 2)

    def codes(self, raw: bytes) -> list[tuple[int, int]]:
        """(code, length) pairs; a code in no range takes the shortest length there is, as readers do."""
        if self.pairs:
            return [(raw[i] << 8 | raw[i + 1], 2) for i in range(0, len(raw) - 1, 2)]
        found, at, lengths = [], 0, sorted({length for length, _, _ in self.spaces})
        while at < len(raw):
            code, length = self._next(raw, at, lengths)
            found.append((code, length))
            at += length
        return found

    def _next(self, raw: bytes, at: int, lengths: list[int]) -> tuple[int, int]:
        for length in lengths:
            piece = raw[at : at + length]
            if len(piece) == length and any(
                size == length and _within(piece, low, high) for size, low, high in self.spaces
            ):
                return int.from_bytes(piece, "big"), length
        length = min(lengths[0], len(raw) - at)
        return int.from_bytes(raw[at : at + length], "big"), length

    def cid(self, code: int) -> int:
        return code if self.identity else self.cids.get(code, 0)


def _within(piece: bytes, low: int, high: int) -> bool:
    size = len(piece)
    return all(
        a <= p <= b for a, p, b in zip(low.to_bytes(size, "big"), piece, high.to_bytes(size, "big"), strict=True)
    )


def encoding_of(value: Any) -> CMap:
    """The CMap of a Type0 font's /Encoding: a name or a stream."""
    if isinstance(value, pikepdf.Stream):
        cmap = _parsed(bytes(value.read_bytes()))
        cmap.vertical = int(value.get("/WMode", 0) or 0) == 1
        base = value.get("/UseCMap")
        if isinstance(base, pikepdf.Name) and str(base) in ("/Identity-H", "/Identity-V"):
            cmap.identity = not cmap.cids
        elif base is not None:
            cmap.known = False
        return cmap
    name = str(value)
    if name in ("/Identity-H", "/Identity-V"):
        return CMap(vertical=name.endswith("V"), identity=True)
    cmap = CMap(vertical=name.endswith("V"), known=False, name=name.removeprefix("/"))
    cmap.cids = cids_of(cmap.name)
    cmap.spaces = _predefined_spaces(name)
    return cmap


def _predefined_spaces(name: str) -> list[tuple[int, int, int]]:
    """Code space ranges of the predefined maps (Adobe's cmap-resources)."""
    if "RKSJ" in name:
        return [(1, 0x00, 0x80), (1, 0xA0, 0xDF), (2, 0x8140, 0x9FFC), (2, 0xE040, 0xFCFC)]
    if "UTF16" in name:
        return [(2, 0x0000, 0xD7FF), (2, 0xE000, 0xFFFF), (4, 0xD800DC00, 0xDBFFDFFF)]
    if "GBK2K" in name:
        return [(1, 0, 0x7F), (4, 0x81308130, 0xFE39FE39), (2, 0x8140, 0xFEFE)]
    if any(
        part in name for part in ("GBK", "GB-EUC", "EUC-H", "EUC-V", "B5pc", "ETen", "HKscs", "KSC", "GBpc", "CNS-EUC")
    ):
        return [(1, 0, 0x80), (2, 0x8140, 0xFEFE)]
    return [(2, 0x0000, 0xFFFF)]


def _parsed(data: bytes) -> CMap:
    cmap = CMap()
    used = _USE.search(data)
    if used is not None:
        cmap.identity, cmap.known = used[1].startswith(b"Identity"), used[1].startswith(b"Identity")
    for section in _SECTION.finditer(data):
        parts = [match.groups() for match in _PART.finditer(section[2])]
        if section[1] == b"codespacerange":
            for low, high in zip(parts[0::2], parts[1::2], strict=False):
                cmap.spaces.append((len(_hex(low[0])), _code(low[0]), _code(high[0])))
        elif section[1] == b"cidchar":
            for code, cid in zip(parts[0::2], parts[1::2], strict=False):
                cmap.cids[_code(code[0])] = int(cid[1] or 0)
        elif section[1] == b"cidrange":
            for low, high, cid in zip(parts[0::3], parts[1::3], parts[2::3], strict=False):
                start, first = _code(low[0]), int(cid[1] or 0)
                for step in range(min(_code(high[0]) - start + 1, MAX_RANGE)):
                    cmap.cids[start + step] = first + step
    return cmap


def unicode_of(data: bytes) -> dict[int, str]:
    """Code to text from a ToUnicode stream."""
    found: dict[int, str] = {}
    for section in _SECTION.finditer(data):
        parts = [match.groups() for match in _PART.finditer(section[2])]
        if section[1] == b"bfchar":
            for code, text in zip(parts[0::2], parts[1::2], strict=False):
                found[_code(code[0])] = _text(text[0])
        elif section[1] == b"bfrange":
            for low, high, text in zip(parts[0::3], parts[1::3], parts[2::3], strict=False):
                _range(found, _code(low[0]), _code(high[0]), text)
    return found


def _range(found: dict[int, str], low: int, high: int, text: tuple[Any, ...]) -> None:
    if text[2] is not None:
        for step, item in enumerate(_PART.findall(text[2])):
            found[low + step] = _text(item[0])
        return
    first = _text(text[0])
    for step in range(min(high - low + 1, MAX_RANGE)):
        last = ord(first[-1]) + step if first else 0
        found[low + step] = first[:-1] + chr(last) if 0 < last < 0x110000 else ""


def _hex(token: bytes | None) -> bytes:
    digits = b"".join((token or b"").split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _code(token: bytes | None) -> int:
    return int.from_bytes(_hex(token), "big")


def _text(token: bytes | None) -> str:
    return _hex(token).decode("utf-16-be", "ignore")


def to_unicode(mapping: dict[int, str], *, width: int) -> bytes:
    """A fresh ToUnicode stream with exactly these codes; ``width`` is the code length in bytes."""
    lines = [
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /C def /CMapType 2 def",
        b"1 begincodespacerange <" + b"00" * width + b"> <" + b"FF" * width + b"> endcodespacerange",
    ]
    for code, text in sorted((code, text) for code, text in mapping.items() if text):
        # One entry a block: in a longer one, codes of neighbours run together to digits that can look like a date.
        told = text.encode("utf-16-be", "replace").hex().upper().encode()
        lines.append(b"1 beginbfchar <%0*X> <%s> endbfchar" % (width * 2, code, told))
    return b"\n".join([*lines, b"endcmap end end"])
