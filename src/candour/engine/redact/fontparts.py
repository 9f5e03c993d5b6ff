"""The parts of a copied font, each with what is used and no more: encodings, widths, maps, names, the program.

It refuses a character map that builds on another. Source: ISO 32000-1, 9.6 to 9.10.
"""

from __future__ import annotations

import re
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from candour.engine.redact.cmaps import CMap
from candour.engine.redact.fonts import cid_widths, differences, spelled
from candour.engine.redact.geometry import NotUnderstood

_ODD = re.compile(r"[^A-Za-z0-9+,_-]")
_FONT_NAME = re.compile(rb"/(?:[A-Za-z0-9+,_.-]|#[89a-fA-F][0-9a-fA-F])+\Z")


def cmap_of(target: pikepdf.Pdf, cmap: CMap, used: set[int]) -> Any:
    """An embedded CMap with the used codes only."""
    if not cmap.known:
        raise NotUnderstood("a character map that builds on another")
    lines = [b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /C def /CMapType 1 def"]
    spaces = cmap.spaces or [(2, 0, 0xFFFF)]
    lines.append(b"%d begincodespacerange" % len(spaces))
    lines += [b"<%0*X> <%0*X>" % (size * 2, low, size * 2, high) for size, low, high in spaces]
    lines.append(b"endcodespacerange")
    width = max(size for size, _, _ in spaces)
    pairs = sorted((code, cmap.cid(code)) for code in used)
    for at in range(0, len(pairs), 100):
        lines.append(b"%d begincidchar" % len(pairs[at : at + 100]))
        lines += [b"<%0*X> %d" % (_length(code, spaces, width) * 2, code, cid) for code, cid in pairs[at : at + 100]]
        lines.append(b"endcidchar")
    out = target.make_stream(b"\n".join([*lines, b"endcmap end end"]))
    out["/Type"], out["/CMapName"], out["/WMode"] = Name.CMap, Name.C, int(cmap.vertical)
    out["/CIDSystemInfo"] = Dictionary(
        Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
    )
    return out


def unpacked(source: Any) -> bytes:
    """A font program; of a damaged one as much as readers get."""
    try:
        return bytes(source.read_bytes())
    except pikepdf.PdfError:
        reader, data, raw = zlib.decompressobj(), b"", bytes(source.read_raw_bytes())
        try:
            for at in range(0, len(raw), 64):
                data += reader.decompress(raw[at : at + 64])
        except zlib.error:
            pass
        return data


def own(value: Any) -> Any:
    """A name of the source as a name of no file."""
    return Name(spelled(value)) if value.is_indirect else value


def clean_name(value: Any) -> Any:
    """A font name that holds nothing but a font name (Chinese ones are not ASCII, and readers go by them)."""
    if isinstance(value, Name) and len(spelled(value)) < 80 and _FONT_NAME.match(bytes(value.unparse())):
        return own(value)
    return Name("/" + (_ODD.sub("", spelled(value).lstrip("/"))[:64] or "F"))


def encoding_with(source: Any, used: set[int]) -> Any:
    if isinstance(source, Name):
        return own(source)
    out = Dictionary(Type=Name.Encoding)
    if isinstance(source.get("/BaseEncoding"), Name):
        out["/BaseEncoding"] = own(source.BaseEncoding)
    named = {code: "/" + key for code, key in differences(source.get("/Differences", ())).items() if code in used}
    out["/Differences"] = listed(named)
    return out


def listed(names: dict[int, str]) -> Any:
    values: list[Any] = []
    for code in sorted(names):
        if code - 1 not in names:
            values.append(code)
        values.append(Name(names[code]))
    return Array(values)


def numbers_of(values: Any) -> Any:
    return Array([float(value) for value in values])


def cid_array(source: Any, columns: int, cids: set[int] | None) -> Any:
    if columns == 3:
        return Array([_plain(item) for item in source])
    known = cid_widths(source, columns)
    values: list[Any] = []
    for cid in sorted(known if cids is None else cids & set(known)):
        values += [cid, Array([round(known[cid] * 1000, 4)])]
    return Array(values)


def _plain(item: Any) -> Any:
    return numbers_of(item) if isinstance(item, Array) else item


def kept_pairs(data: bytes, cids: set[int] | None) -> bytes:
    if cids is None:
        return data
    return b"".join(data[2 * cid : 2 * cid + 2] if cid in cids else b"\0\0" for cid in range(len(data) // 2))


def _length(code: int, spaces: list[tuple[int, int, int]], width: int) -> int:
    return next((size for size, low, high in spaces if low <= code <= high), width)


def merged(into: Any, more: Any) -> None:
    for category in more.keys():
        if category not in into:
            into[category] = Dictionary()
        for key in more[category].keys():
            if key in into[category] and into[category][key].objgen != more[category][key].objgen:
                raise NotUnderstood("glyph procedures whose resources clash")
            into[category][key] = more[category][key]
