"""What the eye sees of a page: areas of its picture read by OCR, boxes on the page. It does not choose the areas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PIL import Image

from candour.engine.model import Box, Layer, Word
from candour.engine.tools import ocr

_MOST_PIXELS = 40_000_000
_COARSE, _FINE = 170, 260
"""Scans of about 200 dpi are read as they are: enlarging them costs a third more and shows nothing new."""


class Drawn(NamedTuple):
    """A page as a grey picture, and the dpi it has."""

    picture: Image.Image
    dpi: int


def resolution(dpi: float) -> int:
    """The dpi at which a page is read whose pictures have ``dpi`` (0: not known)."""
    return round(dpi) if _COARSE <= dpi <= _FINE else ocr.BEST_DPI


def seen(page: Drawn, areas: Sequence[Box]) -> list[Layer]:
    """OCR of ``areas`` (points) of a page, and where it was unsure another.

    Without a word the first layer is empty. Raises Unavailable without tesseract.
    """
    picture, dpi = page
    parts = []
    for area in areas:
        left, top, right, bottom = (int(side * dpi / 72) for side in (area.x0, area.y0, area.x1, area.y1))
        crop = picture.crop((left, top, right, bottom))
        if min(crop.size) >= 8 and crop.getextrema()[0] != crop.getextrema()[1]:
            parts.append((area, ocr.read_twice(crop, dpi=dpi)))
    first = _joined("ocr", [(area, layers[0]) for area, layers in parts])
    if all(len(layers) == 1 for _, layers in parts):
        return [first]
    return [first, _joined("ocr again", [(area, layers[-1]) for area, layers in parts])]


def render(page: Any, *, dpi: int) -> Drawn:
    """A pypdfium2 page as a grey picture, at ``dpi`` unless it is giant."""
    wide, high = page.get_size()
    pixels = wide * high * (dpi / 72) ** 2
    used = dpi if pixels <= _MOST_PIXELS else max(20, int(dpi * (_MOST_PIXELS / pixels) ** 0.5))
    return Drawn(page.render(scale=used / 72, grayscale=True).to_pil(), used)


def _joined(name: str, parts: Sequence[tuple[Box, Layer]]) -> Layer:
    text, words, length = [], [], 0
    for area, layer in parts:
        for word in layer.words:
            box = Box(word.box.x0 + area.x0, word.box.y0 + area.y0, word.box.x1 + area.x0, word.box.y1 + area.y0)
            words.append(Word(word.start + length, word.end + length, box, word.confidence))
        text.append(layer.text)
        length += len(layer.text) + 2
    return Layer(name=name, text="\n\n".join(text), words=tuple(words))
