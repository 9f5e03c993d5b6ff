"""What the codes of a font mean, as its own ToUnicode or Encoding says. Draws nothing, guesses nothing.

Codes that no table explains stay as they are. Source: ISO 32000-1, 9.6.6, 9.7 and 9.10.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from candour.engine.verify.file import PdfFile
from candour.engine.verify.syntax import Name, NotUnderstood, Stream, Value, unhex

_BLOCK = re.compile(rb"begin(bfchar|bfrange)\b([\s\S]*?)end\1\b")
_ITEM = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_SPACES = re.compile(rb"begincodespacerange([\s\S]*?)endcodespacerange")
_UNI = re.compile(r"uni([0-9A-Fa-f]{4})|u([0-9A-Fa-f]{4,6})")
_ACCENTS = frozenset(
    {"acute", "grave", "circumflex", "dieresis", "tilde", "ring", "caron", "cedilla", "macron", "ogonek", "breve"}
)
_SIGNS = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "space": " ", "hyphen": "-", "period": ".", "comma": ",", "quotesingle": "'",
    "quoteright": "’", "at": "@", "slash": "/", "underscore": "_", "colon": ":", "plus": "+", "parenleft": "(",
    "parenright": ")", "endash": "–", "emdash": "—", "ampersand": "&", "fi": "fi", "fl": "fl", "ff": "ff",
    "ffi": "ffi", "ffl": "ffl", "germandbls": "ss", "ae": "ae", "AE": "AE", "oe": "oe", "oslash": "ø", "lslash": "ł",
    "Lslash": "Ł", "Oslash": "Ø", "eth": "ð", "thorn": "þ",
}  # fmt: skip
LARGEST_RANGE = 65536
UNKNOWN = "\ufffd"


@dataclass(slots=True)
class Codes:
    """How strings shown in a font read. ``width`` is the bytes of a code (1 or 2)."""

    width: int = 1
    table: dict[int, str] = field(default_factory=lambda: {0: " "})

    def text(self, shown: list[bytes]) -> str:
        """The strings of consecutive show operators as one text; code 0 (our mark for a gap) becomes a space."""
        joined = b"".join(shown)
        if self.width == 1:
            return joined.decode("latin-1").translate(self.table)
        if any(len(piece) % 2 for piece in shown):
            joined = b"".join(piece + b"\x00" * (len(piece) % 2) for piece in shown)
        return joined.decode("utf-16-be", "surrogatepass").translate(self.table)


def codes_of(file: PdfFile, font: Value) -> Codes:
    """The meaning of a font dictionary's codes. Raises NotUnderstood for a broken ToUnicode stream."""
    font = file.get(font)
    if not isinstance(font, dict):
        return Codes()
    codes = Codes(width=2 if font.get("Subtype") == "Type0" else 1)
    if codes.width == 1:
        codes.table = _encoding(file, font.get("Encoding"))
    mapping = file.get(font.get("ToUnicode"))
    if isinstance(mapping, Stream):
        data = file.decoded(mapping).data
        codes.table |= mapped(data)
        codes.width = _width(data, codes.width)
    codes.table[0] = " "
    return codes


def _width(cmap: bytes, usual: int) -> int:
    """Bytes of a code: some Type0 fonts use one-byte codes, and their code space says so."""
    found = _SPACES.search(cmap)
    lengths = {len(unhex(item[0])) for item in _ITEM.findall(found[1]) if item[0]} if found else set()
    return lengths.pop() if len(lengths) == 1 and usual == 2 and lengths <= {1, 2} else usual


def mapped(cmap: bytes) -> dict[int, str]:
    """Code to text of a ToUnicode CMap."""
    table: dict[int, str] = {}
    for kind, body in _BLOCK.findall(cmap):
        items = [("[" if opened else "]" if closed else unhex(code)) for code, opened, closed in _ITEM.findall(body)]
        if kind == b"bfchar":
            for code, text in zip(items[::2], items[1::2], strict=False):
                if isinstance(code, bytes) and isinstance(text, bytes):
                    table[int.from_bytes(code, "big")] = _unicode(text)
        else:
            _ranges(items, table)
    return table


def _ranges(items: list[bytes | str], table: dict[int, str]) -> None:
    at = 0
    while at + 2 < len(items):
        first, last, to = items[at : at + 3]
        if not isinstance(first, bytes) or not isinstance(last, bytes):
            raise NotUnderstood("a ToUnicode range of the wrong form")
        low = int.from_bytes(first, "big")
        count = min(LARGEST_RANGE, int.from_bytes(last, "big") - low + 1)
        at += 3
        if isinstance(to, bytes):
            stem, final = to[:-2], int.from_bytes(to[-2:], "big")
            for step in range(count):
                table[low + step] = _unicode(stem + ((final + step) & 0xFFFF).to_bytes(2, "big"))
            continue
        while at < len(items) and isinstance(text := items[at], bytes):
            table[low], low, at = _unicode(text), low + 1, at + 1
        at += 1


def _unicode(data: bytes) -> str:
    return data.decode("utf-16-be", "replace") if len(data) > 1 else data.decode("latin-1")


def _encoding(file: PdfFile, encoding: Value) -> dict[int, str]:
    encoding = file.get(encoding)
    base = encoding.get("BaseEncoding") if isinstance(encoding, dict) else encoding
    page = "mac_roman" if base == "MacRomanEncoding" else "cp1252"
    table = {code: bytes([code]).decode(page, "replace") for code in range(128, 256)}
    differences = file.get(encoding.get("Differences")) if isinstance(encoding, dict) else None
    code = 0
    for item in differences if isinstance(differences, list) else []:
        item = file.get(item)
        if isinstance(item, int):
            code = int(item)
        elif isinstance(item, Name):
            meant = glyph_text(item)
            if meant != UNKNOWN:  # else the code itself is as good a guess as any
                table[code] = meant
            code += 1
    return table


def glyph_text(glyph: str) -> str:
    """What a glyph name stands for; accented letters without their accent (the search has none either)."""
    stem = glyph.split(".")[0]
    if len(stem) == 1:
        return stem
    if stem in _SIGNS:
        return _SIGNS[stem]
    found = _UNI.fullmatch(stem)
    if found:
        number = int(found[1] or found[2], 16)
        return chr(number) if number < 0x110000 else UNKNOWN
    return stem[0] if stem[1:] in _ACCENTS and stem[0].isalpha() else UNKNOWN
