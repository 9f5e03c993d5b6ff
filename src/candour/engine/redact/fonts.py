"""How wide each glyph of a font is and which codes a string holds; refuses to guess the widths of a font it cannot read.

Source: ISO 32000-1, 9.2 to 9.7. Widths are in em (text space at size 1).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

import pikepdf
from reportlab.pdfbase import _fontdata  # type: ignore[attr-defined]

from candour.engine.redact.cmaps import CMap, encoding_of, unicode_of
from candour.engine.redact.geometry import Matrix, NotUnderstood
from candour.engine.redact.predefined import settled

SPACES = frozenset(" \u00a0\u2002\u2003\u2009\u202f\u3000")
_FAMILIES = (
    ("courier", ("Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique")),
    ("helvetica", ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique")),
    ("arial", ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique")),
    ("times", ("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic")),
)
_ENCODINGS = {
    "/WinAnsiEncoding": "WinAnsiEncoding",
    "/MacRomanEncoding": "MacRomanEncoding",
    "/StandardEncoding": "StandardEncoding",
}
Shown = list[tuple[int, int, float]]
"""(code, length in bytes, width in em) for each glyph of a string."""


class Font:
    """One font as the text machine needs it. ``band`` is descent and ascent in em, wide enough to tell lines apart."""

    vertical = False
    stride = 0
    """Bytes of every code; 0: codes differ in length, or a string can hold less than one."""
    exact = True
    """False: some widths are not known, and nothing near a mark may depend on them."""

    def __init__(self, source: Any) -> None:
        self.source = source
        self.band = (-0.22, 0.78)
        self._spaces: frozenset[int] | None = None

    def shown(self, raw: bytes) -> Shown:
        raise NotImplementedError

    def codes(self, raw: bytes) -> Sequence[int]:
        """The codes of a string that is whole codes of ``stride`` bytes."""
        raise NotImplementedError

    def sizes(self, codes: Sequence[int]) -> list[float]:
        """The widths of codes, in em."""
        raise NotImplementedError

    def measure(self, raw: bytes, *, size: float, tc: float, tw: float) -> float:
        """The advance of a string before horizontal scaling, in text space units."""
        glyphs = self.shown(raw)
        total = sum(glyph[2] for glyph in glyphs) * size + tc * len(glyphs)
        return total + tw * sum(1 for code, length, _ in glyphs if code == 32 and length == 1) if tw else total

    def spaces(self) -> frozenset[int]:
        """The codes that leave no ink and part words."""
        if self._spaces is None:
            mapped = to_text(self.source)
            self._spaces = (
                frozenset(code for code, text in mapped.items() if text and set(text) <= SPACES) | self._bare()
            )
        return self._spaces

    def _bare(self) -> frozenset[int]:
        return frozenset()


class SimpleFont(Font):
    """Type1, MMType1, TrueType and Type3: one byte a glyph. ``widths`` has 256 entries; None: not known."""

    stride = 1

    def __init__(self, source: Any) -> None:
        super().__init__(source)
        self.type3 = source.get("/Subtype") == "/Type3"
        scale = 0.001
        if self.type3:
            matrix: Matrix = tuple(float(value) for value in source.FontMatrix)  # type: ignore[assignment]
            if abs(matrix[1]) > 1e-9 or abs(matrix[2]) > 1e-9:
                raise NotUnderstood("a Type3 font on the slant")
            scale, self.band = matrix[0], _type3_band(source, matrix)
        known = _declared(source, scale) or ({} if self.type3 else standard_widths(source))
        self.exact = known is not None
        self.widths = [(known or {}).get(code, 0.0 if known is not None else 1.0) for code in range(256)]
        self.missing = frozenset() if known is None else frozenset(range(256)) - frozenset(known)

    def shown(self, raw: bytes) -> Shown:
        widths = self.widths
        return [(code, 1, widths[code]) for code in raw]

    def codes(self, raw: bytes) -> Sequence[int]:
        return raw

    def sizes(self, codes: Sequence[int]) -> list[float]:
        return list(map(self.widths.__getitem__, codes))

    def measure(self, raw: bytes, *, size: float, tc: float, tw: float) -> float:
        total = sum(map(self.widths.__getitem__, raw)) * size
        if tc:
            total += tc * len(raw)
        return total + tw * raw.count(b" ") if tw else total

    def _bare(self) -> frozenset[int]:
        if self.source.get("/ToUnicode") is not None:
            return frozenset()
        names = glyph_names(self.source)
        return frozenset(code for code, name in names.items() if name in ("space", "nbspace", "uni00A0"))


class CompositeFont(Font):
    """Type0: codes through a CMap, widths by CID (W, DW; W2, DW2 when vertical)."""

    def __init__(self, source: Any) -> None:
        super().__init__(source)
        self.cmap: CMap = encoding_of(source.get("/Encoding"))
        self.vertical = self.cmap.vertical
        below = source.DescendantFonts[0]
        if self.vertical:
            default = [float(value) for value in below.get("/DW2", [880, -1000])]
            self.default, self.by_cid, self.band = default[1] / 1000, cid_widths(below.get("/W2"), 3), (-0.5, 0.5)
        else:
            self.default, self.by_cid = float(below.get("/DW", 1000)) / 1000, cid_widths(below.get("/W"), 1)
        self.exact = self.cmap.known or settled(self.cmap.name, self.by_cid, self.default) or not self.by_cid
        self.stride = 2 if self.cmap.pairs else 0
        self._widths = _Widths(self)

    def width(self, code: int) -> float:
        known = self.cmap.known or code in self.cmap.cids
        return self.by_cid.get(self.cmap.cid(code), self.default) if known else self.default

    def shown(self, raw: bytes) -> Shown:
        return [(code, length, self._widths[code]) for code, length in self.cmap.codes(raw)]

    def codes(self, raw: bytes) -> Sequence[int]:
        return struct.unpack(f">{len(raw) // 2}H", raw)

    def sizes(self, codes: Sequence[int]) -> list[float]:
        return list(map(self._widths.__getitem__, codes))

    def measure(self, raw: bytes, *, size: float, tc: float, tw: float) -> float:
        if self.stride != 2 or len(raw) % 2:
            return super().measure(raw, size=size, tc=tc, tw=tw)
        return sum(self.sizes(self.codes(raw))) * size + tc * (len(raw) // 2)


class _Widths(dict[int, float]):
    """Widths by code, looked up once."""

    def __init__(self, font: CompositeFont) -> None:
        super().__init__()
        self.font = font

    def __missing__(self, code: int) -> float:
        self[code] = self.font.width(code)
        return self[code]


def font_of(source: Any) -> Font:
    """The font behind a font dictionary."""
    if source.get("/Subtype") == "/Type0":
        return CompositeFont(source)
    return SimpleFont(source)


def _declared(source: Any, scale: float) -> dict[int, float] | None:
    widths = source.get("/Widths")
    if widths is None:
        return None
    first = int(source.get("/FirstChar", 0))
    descriptor = source.get("/FontDescriptor")
    missing = float(descriptor.get("/MissingWidth", 0)) if descriptor is not None else 0.0
    known = dict.fromkeys(range(256), missing * scale) if missing else {}
    for at, value in enumerate(widths):
        if 0 <= first + at < 256:
            try:
                known[first + at] = float(value) * scale
            except TypeError:
                raise NotUnderstood("a width that is no number") from None
    return known


def standard_name(source: Any) -> str | None:
    """Which of the 14 standard fonts stands in for this one, or None."""
    name = spelled(source.get("/BaseFont", "")).lstrip("/").split("+")[-1]
    if name in _fontdata.standardFonts:
        return name
    plain = name.lower().replace(" ", "").replace("-", "").replace(",", "")
    if plain in ("symbol", "zapfdingbats"):
        return "Symbol" if plain == "symbol" else "ZapfDingbats"
    style = ("bold" in plain) + 2 * ("italic" in plain or "oblique" in plain)
    return next((faces[style] for stem, faces in _FAMILIES if plain.startswith(stem)), None)


def standard_widths(source: Any) -> dict[int, float] | None:
    """Widths of a standard font without /Widths; None when it is none, or a program of its own is embedded."""
    descriptor = source.get("/FontDescriptor")
    embedded = descriptor is not None and any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    face = standard_name(source)
    if face is None or (embedded and spelled(source.get("/BaseFont")) != "/" + face):
        return None
    table = _fontdata.widthsByFontGlyph[face]
    return {code: table[name] / 1000 for code, name in glyph_names(source).items() if name in table}


def spelled(value: Any) -> str:
    """A name object as text with its slash, whatever bytes it holds; numbers as they print."""
    try:
        return str(value)
    except UnicodeDecodeError:
        return bytes(value.unparse()).decode("latin-1")


def glyph_names(source: Any) -> dict[int, str]:
    """Code to glyph name by /Encoding, with /Differences applied; the standard encoding when there is none."""
    encoding = source.get("/Encoding")
    face = standard_name(source)
    base = "StandardEncoding"
    if face in ("Symbol", "ZapfDingbats"):
        base = face + "Encoding"
    named = encoding.get("/BaseEncoding") if _is_dictionary(encoding) else encoding
    base = _ENCODINGS.get(str(named), base)
    names = {code: name for code, name in enumerate(_fontdata.encodings[base]) if name}
    if _is_dictionary(encoding):
        names.update(differences(encoding.get("/Differences", ())))
    return names


def differences(values: Any) -> dict[int, str]:
    """An encoding's /Differences array as code to glyph name."""
    found: dict[int, str] = {}
    code = 0
    for value in values:
        text = spelled(value)
        if text.startswith("/"):
            found[code] = text[1:]
            code += 1
        else:
            code = int(value)
    return found


def _is_dictionary(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary)


def cid_widths(array: Any, columns: int) -> dict[int, float]:
    """/W (``columns`` 1) or /W2 (3, of which the first is kept: the vertical advance), in em."""
    found: dict[int, float] = {}
    items = list(array) if array is not None else []
    at = 0
    while at + 1 < len(items):
        first, second = int(items[at]), items[at + 1]
        if isinstance(second, pikepdf.Array):
            values = [float(value) for value in second]
            found.update({first + i: values[i * columns] / 1000 for i in range(len(values) // columns)})
            at += 2
        elif at + 1 + columns < len(items):
            value = float(items[at + 2]) / 1000
            found.update(dict.fromkeys(range(first, min(int(second), first + 65535) + 1), value))
            at += 2 + columns
        else:
            break
    return found


def to_text(source: Any) -> dict[int, str]:
    """Code to text by ToUnicode; empty without one."""
    stream = source.get("/ToUnicode")
    if not isinstance(stream, pikepdf.Stream):
        return {}
    return unicode_of(bytes(stream.read_bytes()))


def _type3_band(source: Any, matrix: Matrix) -> tuple[float, float]:
    """Descent and ascent in em; from /FontBBox, or one em when that is empty."""
    box = [float(value) for value in source.get("/FontBBox", (0, 0, 0, 0))]
    low, high = sorted((box[1] * matrix[3], box[3] * matrix[3]))
    if high - low > 1e-6:
        return low, high
    return (-0.25, 0.8) if abs(matrix[0] - 0.001) < 1e-6 else (-25 * abs(matrix[3]), 80 * abs(matrix[3]))
