"""A picture is turned upright and level, and read; lines read unsurely are read once more at another size.

It never guesses words away: both readings are returned, and each word with its confidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PIL import Image, ImageFilter

from candour.engine.model import Box, Layer, Word
from candour.engine.tools.ocr.again import read_again
from candour.engine.tools.ocr.askew import angle_of, levelled, unlevelled
from candour.engine.tools.ocr.paper import paper_of, shaded
from candour.engine.tools.ocr.tesseract import LOW_CONFIDENCE, Row, words

_SMALL_LETTERS = 20
"""Lower-case x-height needs about 20 pixels; smaller pictures are enlarged."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """Rows on ``picture``, which is ``size`` turned anticlockwise by ``turned`` and then by ``angle`` degrees."""

    picture: Image.Image
    rows: list[Row]
    size: tuple[int, int]
    scale: float
    """Points a pixel."""
    turned: int = 0
    angle: float = 0.0


def read_picture(image: Image.Image, *, dpi: int) -> Layer:
    """Words of a picture, boxes in points from its top left. Pictures lying on a side or upside down are turned.

    Raises Unavailable without tesseract.
    """
    return _layer(_first(image, dpi=dpi, level=False), name="ocr")


def read_twice(image: Image.Image, *, dpi: int) -> list[Layer]:
    """As ``read_picture``, of scans that may lie askew, and where lines were read unsurely another layer with those
    lines as they read at another size: each reading sees what the other misreads."""
    first = _first(image, dpi=dpi, level=True)
    again = read_again(first.picture, first.rows, dpi=round(72 / first.scale))
    layers = [_layer(first, name="ocr")]
    if [row.text for row in again] != [row.text for row in first.rows]:
        layers.append(_layer(replace(first, rows=again), name="ocr again"))
    return layers


def _first(image: Image.Image, *, dpi: int, level: bool) -> _Reading:
    grey = _prepared(image)
    best = _read(grey, scale=72.0 / dpi * (image.width / grey.width), turned=0, level=level)
    others = _others(grey, clean=level)
    while not _believed(best.rows) and (other := next(others, None)):
        picture, turned = other
        found = _read(picture, scale=best.scale, turned=turned, level=level)
        if _weight(found.rows) > _weight(best.rows) * 1.5 + 200:
            best = found
    return best


def _others(grey: Image.Image, *, clean: bool) -> Iterator[tuple[Image.Image, int]]:
    """What a badly read picture may be instead, made when asked for: specked all over, on a side, upside down.

    Specks, as of a fax, make tesseract see no line at all; the median of nine pixels drops them.
    """
    if clean:
        yield grey.filter(ImageFilter.MedianFilter(3)), 0
    yield from ((grey, turned) for turned in (90, 270, 180))


def _prepared(image: Image.Image) -> Image.Image:
    grey = image.convert("L")
    if min(grey.size) * 3 < _SMALL_LETTERS * 12 and max(grey.size) < 1200:
        grey = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.LANCZOS)
    return grey


def _read(grey: Image.Image, *, scale: float, turned: int, level: bool) -> _Reading:
    upright = grey.rotate(turned, expand=True) if turned else grey
    angle = angle_of(upright) if level else 0.0
    picture = levelled(upright, angle, paper=paper_of(upright))
    rows = words(picture, dpi=round(72 / scale), shaded=level and shaded(grey))
    return _Reading(picture, rows, grey.size, scale, turned, angle)


def _weight(rows: list[Row]) -> float:
    """How much was read: confidence summed over the letters of plausible words."""
    return sum(
        row.confidence * sum(map(str.isalpha, row.text))
        for row in rows
        if row.confidence >= LOW_CONFIDENCE and len(row.text) > 1
    )


def _believed(rows: list[Row]) -> bool:
    """Whether most of what was seen was read well."""
    return bool(rows) and _weight(rows) >= 0.6 * sum(90 * len(row.text) for row in rows)


def _layer(reading: _Reading, *, name: str) -> Layer:
    text, placed, length, last = [], [], 0, None
    for row in reading.rows:
        if last is not None:
            joint = " " if row.line == last else "\n" if row.line[:2] == last[:2] else "\n\n"
            text.append(joint)
            length += len(joint)
        box = Box(*(side * reading.scale for side in _placed(row, reading)))
        placed.append(Word(length, length + len(row.text), box, row.confidence))
        text.append(row.text)
        length += len(row.text)
        last = row.line
    return Layer(name=name, text="".join(text), words=tuple(placed))


def _placed(row: Row, reading: _Reading) -> tuple[float, float, float, float]:
    """Pixels of the picture as it was read, back on the picture as it was given."""
    width, height = reading.size
    upright = (width, height) if reading.turned in (0, 180) else (height, width)
    box = (float(row.left), float(row.top), float(row.left + row.width), float(row.top + row.height))
    x0, y0, x1, y1 = unlevelled(box, angle=reading.angle, levelled=reading.picture.size, size=upright)
    if reading.turned == 90:
        return width - y1, x0, width - y0, x1
    if reading.turned == 180:
        return width - x1, height - y1, width - x0, height - y0
    if reading.turned == 270:
        return y0, height - x1, y1, height - x0
    return x0, y0, x1, y1
