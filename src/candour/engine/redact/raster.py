"""Turns a page that is not understood into a picture with its boxes burnt in, and a clean invisible text layer.

It refuses (Unsafe) a page that cannot be drawn. The layer holds the words that stay, as pdfium reads them from the
source; a word that meets a box or leaves the page is not among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from candour.engine.model import Box
from candour.engine.redact.cmaps import to_unicode
from candour.engine.redact.geometry import Frame, inverse, times
from candour.engine.redact.images import encoded
from candour.engine.redact.tokens import written

LAYER_FONT = "/FSeen"
"""The font of words that are there to be searched, not seen."""
MAX_SIDE = 5000
"""Pixels: larger pages are drawn at a lower resolution."""
GREY = 40
"""A page whose pixels are all this close to black or white is stored as bilevel."""


def drawn(page: Any, *, boxes: Sequence[Box], dpi: int) -> Image.Image:
    """The page's picture with black boxes, bilevel, grey or colour as it needs."""
    width, height = page.get_size()
    scale = min(dpi / 72, MAX_SIDE / max(width, height, 1.0))
    bitmap = page.render(scale=scale, may_draw_forms=False, draw_annots=False)
    picture = bitmap.to_pil().convert("RGB")
    bitmap.close()
    draw = ImageDraw.Draw(picture)
    across, down = picture.width / width, picture.height / height
    for box in boxes:
        draw.rectangle(
            (int(box.x0 * across) - 1, int(box.y0 * down) - 1, int(box.x1 * across) + 1, int(box.y1 * down) + 1),
            fill=(0, 0, 0),
        )
    return _reduced(picture)


def _reduced(picture: Image.Image) -> Image.Image:
    red, green, blue = (picture.getchannel(at) for at in range(3))
    grey = picture.convert("L")
    if any(abs(a - b) > 8 for a, b in zip(_sample(red), _sample(green), strict=True)) or any(
        abs(a - b) > 8 for a, b in zip(_sample(green), _sample(blue), strict=True)
    ):
        return picture
    histogram = grey.histogram()
    between = sum(histogram[GREY : 256 - GREY])
    return grey.point(lambda level: 255 if level > 150 else 0).convert("1") if between < 0.06 * sum(histogram) else grey


def _sample(band: Image.Image) -> bytes:
    return band.resize((min(band.width, 400), min(band.height, 400)), Image.Resampling.NEAREST).tobytes()


def words(page: Any) -> list[tuple[str, Box]]:
    """The words pdfium reads, each with its box as displayed."""
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        found: list[tuple[str, Box]] = []
        run, area, last = "", None, None
        for at in range(text.count_chars()):
            char = text.get_text_range(at, 1)
            if not char.strip() or not char.isprintable():
                run, area = _closed(found, run, area)
                continue
            box = _displayed(page, text.get_charbox(at, loose=True), width, height)
            if area is not None and last is not None and not last.grown(0.5 * (box.y1 - box.y0) + 1).meets(box):
                run, area = _closed(found, run, area)
            run, last, area = run + char, box, box if area is None else _joined(area, box)
        _closed(found, run, area)
        return found
    finally:
        text.close()


def _joined(one: Box, other: Box) -> Box:
    return Box(min(one.x0, other.x0), min(one.y0, other.y0), max(one.x1, other.x1), max(one.y1, other.y1))


def _closed(found: list[tuple[str, Box]], run: str, area: Box | None) -> tuple[str, None]:
    if run and area is not None:
        found.append((run, area))
    return "", None


def _displayed(page: Any, chars: tuple[float, float, float, float], width: float, height: float) -> Box:
    """pdfium's character box (user space) in the page's frame."""
    left, bottom, right, top = chars
    x0, y0, x1, y1 = page.get_bbox()
    rotation = page.get_rotation()
    if rotation == 90:
        return Box(bottom - y0, left - x0, top - y0, right - x0)
    if rotation == 180:
        return Box(x1 - right, bottom - y0, x1 - left, top - y0)
    if rotation == 270:
        return Box(y1 - top, x1 - right, y1 - bottom, x1 - left)
    return Box(left - x0, y1 - top, right - x0, y1 - bottom)


def layer(kept: Sequence[tuple[str, Box]], frame: Frame) -> bytes:
    """Invisible text at the words' places as displayed; codes are UTF-16 (see ``layer_font``)."""
    parts = [b"BT 3 Tr"]
    for text, box in kept:
        codes = text.encode("utf-16-be", "replace")
        size = max(1.0, box.y1 - box.y0)
        scale = max(1.0, (box.x1 - box.x0) * 100 / (size * 0.5 * max(1, len(codes) // 2)))
        place = times((1.0, 0.0, 0.0, -1.0, box.x0, box.y1 - size * 0.2), inverse(frame.to_display))
        parts.append(
            b"%s %s Tf %s Tz %s Tm <%s> Tj"
            % (LAYER_FONT.encode(), written(size), written(scale), b" ".join(map(written, place)), codes.hex().encode())
        )
    return b"\n".join([*parts, b"ET"])


def layer_font(target: pikepdf.Pdf, codes: set[int]) -> Any:
    """A font without shapes, half an em a glyph, whose codes are UTF-16 units."""
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.GlyphLess, Flags=4, FontBBox=Array([0, -200, 500, 800]), ItalicAngle=0,
        Ascent=800, Descent=-200, CapHeight=800, StemV=80,
    )  # fmt: skip
    below = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.GlyphLess, DW=500, CIDToGIDMap=Name.Identity,
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
        FontDescriptor=target.make_indirect(descriptor),
    )  # fmt: skip
    mapping = {code: chr(code) for code in codes if not 0xD800 <= code < 0xE000}
    return target.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.GlyphLess, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([target.make_indirect(below)]),
            ToUnicode=target.make_stream(to_unicode(mapping, width=2)),
        )
    )  # fmt: skip


def spared(found: Sequence[tuple[str, Box]], boxes: Sequence[Box]) -> list[tuple[str, Box]]:
    """The words that no box touches."""
    return [(text, box) for text, box in found if not any(box.grown(0.5).meets(mark) for mark in boxes)]


def font_for(target: pikepdf.Pdf, kept: Sequence[tuple[str, Box]]) -> Any:
    return layer_font(target, {int.from_bytes(pair, "big") for text, _ in kept for pair in _pairs(text)})


def page_of(
    target: pikepdf.Pdf, source: Path, number: int, *, boxes: Sequence[Box], dpi: int, own: bool = True
) -> tuple[bytes, Any, float, float]:
    """Content, resources and size of the page as a picture, with its own words as its text layer where ``own``."""
    with pdfium.PdfDocument(source) as document:
        page = document[number - 1]
        picture = drawn(page, boxes=boxes, dpi=dpi)
        width, height = page.get_size()
        whole = Box(-1, -1, width + 1, height + 1)
        kept = [(text, box) for text, box in spared(words(page) if own else (), boxes) if _within(box, whole)]
        page.close()
    image = target.make_indirect(encoded(target, picture, lossy=picture.mode != "1"))
    resources = Dictionary(XObject=Dictionary(Im=image))
    if kept:
        resources["/Font"] = Dictionary({LAYER_FONT: font_for(target, kept)})
    content = b"q %s 0 0 %s 0 0 cm /Im Do Q\n" % (written(width), written(height))
    frame = Frame((0.0, 0.0, width, height), (0.0, 0.0, width, height), 0)
    return content + (layer(kept, frame) if kept else b""), resources, width, height


def _within(box: Box, whole: Box) -> bool:
    return box.x0 >= whole.x0 and box.y0 >= whole.y0 and box.x1 <= whole.x1 and box.y1 <= whole.y1


def _pairs(text: str) -> list[bytes]:
    data = text.encode("utf-16-be", "replace")
    return [data[at : at + 2] for at in range(0, len(data), 2)]
