"""What the JPEG pictures in a PDF carry beside their pixels (EXIF, comments, thumbnails): told, then taken out.

Pixels are not touched: only marked segments of the JPEG stream that no decoder needs are left out.
"""

from __future__ import annotations

import pikepdf

from candour.engine.intake import pictures
from candour.engine.intake.pdf_objects import elements
from candour.engine.intake.shown import Shown

KEPT = frozenset((0xE0, 0xEE))
"""JFIF's and Adobe's own segments: they tell how to read the colours."""
COMMENT, FIRST_OWN, LAST_OWN, SCAN = 0xFE, 0xE0, 0xEF, 0xDA


def clean(pdf: pikepdf.Pdf, shown: Shown) -> None:
    """Notes for the texts of all JPEG pictures, which then lose them."""
    for value in pdf.objects:
        if not isinstance(value, pikepdf.Stream) or str(value.get("/Subtype", "")) != "/Image":
            continue
        if [str(name) for name in elements(value.get("/Filter"))] != ["/DCTDecode"]:
            continue
        data = value.read_raw_bytes()
        bare = without_texts(data)
        if bare != data:
            pictures.texts_of(data, shown)
            settings = value.get("/DecodeParms")
            kept = settings if isinstance(settings, pikepdf.Dictionary | pikepdf.Array) else None
            value.write(bare, filter=pikepdf.Name.DCTDecode, decode_parms=kept)


def without_texts(data: bytes) -> bytes:
    """The JPEG stream without comments and programs' segments; unchanged where it is not as it should be."""
    if data[:2] != b"\xff\xd8":
        return data
    parts, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != SCAN:
        mark = data[at + 1]
        if mark == 0xFF:  # padding
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if mark not in KEPT and (mark == COMMENT or FIRST_OWN <= mark <= LAST_OWN):
            at = end
            continue
        parts.append(data[at:end])
        at = end
    if at + 4 > len(data) or data[at] != 0xFF:
        return data
    return b"".join([*parts, data[at:]])
