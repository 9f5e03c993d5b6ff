"""The picture under every box, as poppler draws it: one even colour, apart from a label.

It looks only at boxes; what a page shows beside them is for the reading of text and OCR.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from PIL import Image

from candour.engine.model import Box, Finding
from candour.engine.tools import poppler

DPI = 144
"""Half a point to a pixel: letters are drawn without smoothing, so that a stroke on a box has its own colour, however
thin it is; only what is smaller than a pixel can be missed. Smoothed at 96, which takes longer, more faint ones are."""
EVEN = 24
"""Grey levels (of 255) that a box drawn as a vector may vary by."""
EVEN_PICTURE = 72
"""The same for a rasterised page: JPEG rings at edges."""
LABEL_EDGE = 1.5
"""Points around a label that its letters' smoothing may reach."""


def uneven_boxes(
    image: Image.Image, *, page: int, boxes: Sequence[Box], labels: Sequence[Box], scale: float, even: int = EVEN
) -> list[Finding]:
    """Boxes whose inside is not one colour. ``scale`` is pixels a point; ``labels`` are words allowed in boxes."""
    findings = []
    for box in boxes:
        inside = _inside(image, box, scale)
        if inside is None:
            continue
        crop = image.crop(inside)
        here = [label for label in labels if label.meets(box)]
        ground = _most(crop) if here else 0
        for label in here:
            crop.paste(ground, _pixels(label.grown(LABEL_EDGE), scale, inside[0], inside[1]))
        low, high = crop.getextrema()
        if _level(high) - _level(low) > even:
            findings.append(Finding("picture_under_box", page, "box", box=box))
    return findings


def _level(value: object) -> int:
    return int(value) if isinstance(value, (int, float)) else 255


def _inside(image: Image.Image, box: Box, scale: float) -> tuple[int, int, int, int] | None:
    """The whole pixels inside a box, on the page; None when there is none."""
    x0, y0 = max(0, math.ceil(box.x0 * scale) + 1), max(0, math.ceil(box.y0 * scale) + 1)
    x1, y1 = min(image.width, math.floor(box.x1 * scale) - 1), min(image.height, math.floor(box.y1 * scale) - 1)
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


def _pixels(box: Box, scale: float, left: int, top: int) -> tuple[int, int, int, int]:
    return (
        math.floor(box.x0 * scale) - left,
        math.floor(box.y0 * scale) - top,
        math.ceil(box.x1 * scale) - left,
        math.ceil(box.y1 * scale) - top,
    )


def _most(crop: Image.Image) -> int:
    """The commonest grey level."""
    counts = crop.histogram()
    return counts.index(max(counts))


def runs(pages: Sequence[int], *, longest: int = 64) -> Iterator[tuple[int, int]]:
    """Consecutive page numbers as (first, last), so that one process draws many pages."""
    start = last = 0
    for page in sorted(set(pages)):
        if start and page == last + 1 and page - start < longest:
            last = page
            continue
        if start:
            yield start, last
        start = last = page
    if start:
        yield start, last


def drawn(*, pdf: Path, pages: Sequence[int], dpi: int, smooth: bool = True) -> Iterator[tuple[int, Image.Image]]:
    """The pages' pictures in order, with their numbers."""
    for first, last in runs(pages):
        images = poppler.pictures(pdf=pdf, first=first, last=last, dpi=dpi, smooth=smooth)
        yield from zip(range(first, last + 1), images, strict=True)


def check_boxes(
    *, pdf: Path, marks: Mapping[int, Sequence[Box]], labels: Mapping[int, Sequence[Box]], skip: frozenset[int]
) -> Iterator[Finding]:
    """Uneven boxes of all pages with marks but those in ``skip`` (they are drawn finer for OCR)."""
    pages = [page for page, boxes in marks.items() if boxes and page not in skip]
    for page, image in drawn(pdf=pdf, pages=pages, dpi=DPI, smooth=False):
        yield from uneven_boxes(image, page=page, boxes=marks[page], labels=labels.get(page, ()), scale=DPI / 72)
