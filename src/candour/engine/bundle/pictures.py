"""Brings pictures drawn at more than 300 dpi down to that: courts ask for it, and readers open the file quicker.

It measures how a picture is really drawn, and leaves alone what it cannot measure or re-encode without changing how it
looks (masks, colour keys, CMYK, indexed colours).
"""

from __future__ import annotations

import io
import math
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image

MOST = 300.0
"""Dots per inch: General guidance on electronic court bundles, November 2021."""
SLACK = 1.05
QUALITY = 85
INK = 170
"""A black-and-white pixel made of several stays black up to this grey: thin strokes must not vanish."""
_DEEPEST = 8

Size = tuple[int, int]


def sharpest_allowed(pdf: pikepdf.Pdf, *, file: Path) -> dict[Size, float]:
    """Pixel size of a picture → factor (below 1) that brings it to 300 dpi wherever ``file`` draws it.

    Only pages with a picture that could be too fine are measured, with pdfium.
    """
    pages = {at: sizes for at, page in enumerate(pdf.pages) if (sizes := set(_too_fine(page)))}
    if not pages:
        return {}
    factors: dict[Size, float] = {}
    with closing(pypdfium2.PdfDocument(file)) as document:
        for at in pages:
            for size, dpi in _drawn(document[at]):
                factors[size] = max(factors.get(size, 0.0), MOST / dpi)
    wanted = set[Size]().union(*pages.values())
    return {size: factor for size, factor in factors.items() if size in wanted and factor * SLACK < 1}


def _too_fine(page: pikepdf.Page) -> Iterator[Size]:
    """Pictures with more pixels than 300 dpi over the whole page."""
    if "/XObject" not in page.obj.get("/Resources", {}):
        return
    try:
        box = [float(side) for side in page.cropbox]
        across, up = abs(box[2] - box[0]) / 72, abs(box[3] - box[1]) / 72
        for width, height in _sizes(page.obj.get("/Resources"), depth=0):
            if width * height > MOST * MOST * across * up * SLACK:
                yield width, height
    except (AttributeError, TypeError, ValueError):
        return


def _sizes(resources: pikepdf.Object | None, *, depth: int) -> Iterator[Size]:
    drawings = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(drawings, pikepdf.Dictionary) or depth > _DEEPEST:
        return
    for name in drawings.keys():
        held = drawings[name]
        if held.get("/Subtype") == "/Image":
            yield int(held.get("/Width", 0)), int(held.get("/Height", 0))
        else:
            yield from _sizes(held.get("/Resources"), depth=depth + 1)


def _drawn(page: pypdfium2.PdfPage) -> Iterator[tuple[Size, float]]:
    """Every picture of a page with the resolution it is drawn at: the lower of both directions."""
    raw = pypdfium2.raw
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST):
        a, b, c, d = _scale(drawn)
        width, height = drawn.get_px_size()
        inches = math.hypot(a, b) / 72, math.hypot(c, d) / 72
        if min(*inches, width, height) > 0:
            yield (width, height), min(width / inches[0], height / inches[1])


def _scale(drawn: pypdfium2.PdfObject) -> tuple[float, float, float, float]:
    """The picture's own matrix times those of the forms around it."""
    matrix, around = drawn.get_matrix(), drawn.container
    while around is not None:
        matrix, around = matrix.multiply(around.get_matrix()), around.container
    a, b, c, d, *_ = matrix.get()
    return a, b, c, d


def thin(image: pikepdf.Stream, *, factor: float) -> None:
    """Replaces the pixels of ``image`` by fewer; does nothing where that could change more than its fineness."""
    if not _plain(image):
        return
    try:
        picture = pikepdf.PdfImage(image).as_pil_image()
    except (pikepdf.PdfError, NotImplementedError, ValueError, OSError):
        return
    size = (math.ceil(picture.width * factor), math.ceil(picture.height * factor))
    if picture.mode not in ("1", "L", "RGB"):
        return
    lossy = "/DCTDecode" in str(image.get("/Filter")) or "/JPXDecode" in str(image.get("/Filter"))
    fine = picture.mode == "1"
    fewer = (picture.convert("L") if fine else picture).resize(size, Image.Resampling.BOX)
    _replace(image, fewer.point(lambda level: 255 * (level > INK), "1") if fine else fewer, lossy=lossy)


def _plain(image: pikepdf.Object) -> bool:
    if image.get("/ImageMask") or any(key in image for key in ("/Mask", "/Decode", "/SMaskInData", "/Matte")):
        return False
    if "/Matte" in image.get("/SMask", {}):
        return False
    space = image.get("/ColorSpace")
    if isinstance(space, pikepdf.Array) and len(space) == 2 and space[0] == "/ICCBased":
        return int(space[1].get("/N", 0)) in (1, 3)
    return space in ("/DeviceGray", "/DeviceRGB")


def _replace(image: pikepdf.Object, picture: Image.Image, *, lossy: bool) -> None:
    if lossy:
        held = io.BytesIO()
        picture.save(held, "JPEG", quality=QUALITY)
        image.write(held.getvalue(), filter=pikepdf.Name.DCTDecode)
    else:
        image.write(zlib.compress(picture.tobytes(), 6), filter=pikepdf.Name.FlateDecode)
    image.Width, image.Height = picture.size
    image.BitsPerComponent = 1 if picture.mode == "1" else 8
