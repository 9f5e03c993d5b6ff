"""Burns boxes into the pixels of an image, and wipes what lies outside the part that shows, as a new object.

It refuses kinds it cannot decode exactly. Boxes are padded: scans are read with an error of a pixel or two.
Source: ISO 32000-1, 8.9.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pikepdf
from PIL import Image, ImageDraw

from candour.engine.redact.geometry import Matrix, NotUnderstood, Rect, apply, bounds, inverse
from candour.engine.redact.images import encoded, listed

PAD = 1.0
"""Points round a box that are burned too."""
MAX_PIXELS = 120_000_000
PLAIN = 6
"""Levels between the lightest and darkest pixel of an area that holds nothing to read."""


class _Regions:
    """The pixels that go: ``areas`` under a mark, ``outside`` (a mask or None) what no reader is shown."""

    def __init__(self, ctm: Matrix, marks: Sequence[Rect], limit: Rect | None, size: tuple[int, int]) -> None:
        self.areas = [area for mark in marks if (area := pixels(ctm, mark, size)) is not None]
        self.outside = _outside(ctm, limit, size) if limit is not None else None

    def even(self, picture: Image.Image) -> bool:
        """Is there nothing to read in any of them?"""
        if not all(_even(picture, area) for area in self.areas):
            return False
        if self.outside is None:
            return True
        counts = (picture.convert("L") if picture.mode == "1" else picture).histogram(self.outside)
        bands = [[level for level in range(256) if counts[at + level]] for at in range(0, len(counts), 256)]
        return all(band[-1] - band[0] <= PLAIN for band in bands if band)

    def fill(self, picture: Image.Image, under: int, beyond: int) -> None:
        if self.outside is not None:
            picture.paste(_level(picture, beyond), mask=self.outside)
        draw = ImageDraw.Draw(picture)
        for area in self.areas:
            draw.rectangle(area, fill=_level(picture, under))


def burnt(
    target: pikepdf.Pdf,
    source: Any,
    *,
    ctm: Matrix,
    marks: Sequence[Rect],
    limit: Rect | None = None,
    widened: Callable[[Sequence[Rect]], Sequence[Rect]] = list,
) -> Any:
    """A new image with the marks blackened and what lies outside ``limit`` wiped (both in user space).

    None when there is nothing to read in either; else ``widened`` says how much more is blackened.
    Raises NotUnderstood for an image it cannot decode.
    """
    mask, soft = source.get("/Mask"), source.get("/SMask")
    if isinstance(mask, pikepdf.Array) or int(source.get("/SMaskInData", 0) or 0):
        raise NotUnderstood("an image cut out by a mask")
    shapes = [shape for shape in (mask, soft) if shape is not None]
    picture = decoded(source)
    gone = _Regions(ctm, marks, limit, picture.size)
    if gone.even(picture) and not any(_shaped(shape, ctm, marks, limit) for shape in shapes):
        return None
    if marks:
        marks = widened(marks)
        gone = _Regions(ctm, marks, limit, picture.size)
    stencil = bool(source.get("/ImageMask"))
    # a stencil paints where samples are 0 (after Decode): outside the letters is the other value
    gone.fill(picture, 255 if stencil else 0, 255)
    out = encoded(target, picture, lossy="/DCTDecode" in listed(source.get("/Filter")) or _jpx(source))
    if stencil:
        _as_stencil(out)
    if soft is not None:
        out["/SMask"] = _soft(target, soft, ctm, marks, limit)
    if mask is not None:
        out["/Mask"] = _stencil(target, mask, ctm, marks, limit)
    return target.make_indirect(out)


def _as_stencil(out: Any) -> None:
    out["/ImageMask"] = True
    del out["/ColorSpace"]


def _jpx(source: Any) -> bool:
    return "/JPXDecode" in listed(source.get("/Filter"))


def decoded(source: Any) -> Image.Image:
    """The pixels as mode 1, L or RGB, /Decode applied."""
    width, height = int(source.get("/Width", 0)), int(source.get("/Height", 0))
    if not 0 < width * height <= MAX_PIXELS:
        raise NotUnderstood("an image of an impossible size")
    if source.get("/ImageMask"):
        picture = _bilevel(source, width, height)
        if [float(value) for value in source.get("/Decode", ())][:2] == [1.0, 0.0]:
            picture = picture.convert("L").point(lambda level: 255 - level).convert("1")
    else:
        try:
            picture = pikepdf.PdfImage(source).as_pil_image(apply_mask=False)
        except Exception:
            raise NotUnderstood("an image that cannot be decoded") from None
    if picture.size != (width, height):
        raise NotUnderstood("an image of another size than it says")
    return picture.copy() if picture.mode in ("1", "L", "RGB") else picture.convert("RGB")


def _bilevel(source: Any, width: int, height: int) -> Image.Image:
    filters = listed(source.get("/Filter"))
    if filters and filters[-1] in ("/CCITTFaxDecode", "/JBIG2Decode"):
        try:
            return pikepdf.PdfImage(source).as_pil_image(apply_decode_array=False, apply_mask=False).convert("1")
        except Exception:
            raise NotUnderstood("a stencil that cannot be decoded") from None
    data = bytes(source.read_bytes())
    if len(data) < (width + 7) // 8 * height:
        raise NotUnderstood("an image cut short")
    return Image.frombytes("1", (width, height), data)


def pixels(ctm: Matrix, mark: Rect, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The pixel rectangle (inclusive) under a mark, padded, or None. The image fills the unit square of ``ctm``."""
    padded = (mark[0] - PAD, mark[1] - PAD, mark[2] + PAD, mark[3] + PAD)
    x0, y0, x1, y1 = bounds(inverse(ctm), padded)
    width, height = size
    left, right = max(0, int(x0 * width // 1)), min(width - 1, int(x1 * width // 1))
    top, bottom = max(0, int((1 - y1) * height // 1)), min(height - 1, int((1 - y0) * height // 1))
    return (left, top, right, bottom) if left <= right and top <= bottom else None


def _outside(ctm: Matrix, limit: Rect, size: tuple[int, int]) -> Image.Image | None:
    """A mask of the pixels no part of which lies inside ``limit``; None when there are none."""
    back, (width, height) = inverse(ctm), size
    x0, y0, x1, y1 = limit
    corners = [apply(back, x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    mask = Image.new("1", size, 1)
    points = [(x * width, (1 - y) * height) for x, y in corners]
    draw = ImageDraw.Draw(mask)
    draw.polygon(points, fill=0)
    # a wide outline: pixels that are cut in two still show, and readers blend neighbours
    draw.line([*points, *points[:2]], fill=0, width=5)
    return mask if mask.getbbox() is not None else None


def _even(picture: Image.Image, area: tuple[int, int, int, int]) -> bool:
    part = picture.crop((area[0], area[1], area[2] + 1, area[3] + 1))
    spans = part.convert("L").getextrema() if part.mode == "1" else part.getextrema()
    bands = [spans] if isinstance(spans[0], (int, float)) else list(spans)
    return all(high - low <= PLAIN for low, high in bands)


def _level(picture: Image.Image, level: int) -> int | tuple[int, int, int]:
    return (level, level, level) if picture.mode == "RGB" else level


def _shaped(shape: Any, ctm: Matrix, marks: Sequence[Rect], limit: Rect | None) -> bool:
    """Does a mask of either kind hold a shape in what goes?"""
    picture = decoded(shape)
    return not _Regions(ctm, marks, limit, picture.size).even(picture)


def _soft(target: pikepdf.Pdf, soft: Any, ctm: Matrix, marks: Sequence[Rect], limit: Rect | None) -> Any:
    picture = decoded(soft).convert("L")
    _Regions(ctm, marks, limit, picture.size).fill(picture, 255, 0)
    return target.make_indirect(encoded(target, picture, lossy=False))


def _stencil(target: pikepdf.Pdf, mask: Any, ctm: Matrix, marks: Sequence[Rect], limit: Rect | None) -> Any:
    """An explicit mask: it paints where samples are 0."""
    if not mask.get("/ImageMask"):
        raise NotUnderstood("an image cut out by a mask")
    picture = decoded(mask)
    _Regions(ctm, marks, limit, picture.size).fill(picture, 0, 255)
    out = encoded(target, picture, lossy=False)
    _as_stencil(out)
    return target.make_indirect(out)
