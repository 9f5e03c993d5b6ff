"""Where a span stands on its page: character boxes of the text layer, or the word boxes of OCR and barcodes.

Positions are asked for only where there is a hit: asking for every character's box is five times slower.
"""

from __future__ import annotations

import bisect
import ctypes
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from candour.engine.model import Box, Layer, PageReading
from candour.engine.read.geometry import Frame, frame_of

_OCR_PAD = 1.5
"""Points added around an OCR word: tesseract's boxes can leave a final letter's edge outside."""

Place = tuple[str, int, int]
"""Layer name, start and end offset in its text."""


def locate(
    *, pdf: Path, pages: Iterable[tuple[PageReading, Sequence[Place]]]
) -> Iterator[tuple[int, list[tuple[Box, ...]]]]:
    """For each page (its reading and the places asked for): its number and each place's boxes, one a line of text.

    A place without ink (only spaces) has no boxes.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        for reading, places in pages:
            yield reading.number, _located(document, reading, places)
    finally:
        document.close()


def _located(document: Any, reading: PageReading, places: Sequence[Place]) -> list[tuple[Box, ...]]:
    layers = {layer.name: layer for layer in reading.layers}
    if not any(name == "text" for name, _, _ in places):
        return [_word_boxes(layers[name], start, end) for name, start, end in places]
    page = document[reading.number - 1]
    textpage = page.get_textpage()
    try:
        frame = frame_of(page)
        wide = [place for place, char in enumerate(layers["text"].text) if ord(char) > 0xFFFF]
        return [
            _text_boxes(textpage.raw, _numbers(textpage.raw, wide, start, end), frame)
            if name == "text"
            else _word_boxes(layers[name], start, end)
            for name, start, end in places
        ]
    finally:
        textpage.close()
        page.close()


def _numbers(textpage: Any, wide: Sequence[int], start: int, end: int) -> Iterator[int]:
    """pdfium's own character numbers: it counts UTF-16 units and leaves some characters out of its text."""
    for place in range(start, end):
        number = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, place + bisect.bisect_left(wide, place))
        if number >= 0:
            yield number


def _text_boxes(textpage: Any, numbers: Iterable[int], frame: Frame) -> tuple[Box, ...]:
    """Loose boxes (advance width, font height) of the characters, joined along each line."""
    rect = pdfium.FS_RECTF()
    lines: list[Box] = []
    for number in numbers:
        if chr(pdfium.FPDFText_GetUnicode(textpage, number) or 32).isspace():
            continue
        if not pdfium.FPDFText_GetLooseCharBox(textpage, number, ctypes.byref(rect)):
            continue
        box = frame.shown(rect.left, rect.bottom, _right(textpage, number, rect), rect.top)
        if box.x1 - box.x0 <= 0 and box.y1 - box.y0 <= 0:
            continue
        if lines and _same_line(lines[-1], box):
            last = lines[-1]
            lines[-1] = Box(min(last.x0, box.x0), min(last.y0, box.y0), max(last.x1, box.x1), max(last.y1, box.y1))
        else:
            lines.append(box)
    return tuple(lines)


def _right(textpage: Any, number: int, rect: Any) -> float:
    """Where the character ends: a font without widths of its own (Type 3) reports its whole box for every letter."""
    following = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(textpage, number + 1, ctypes.byref(following)):
        return float(rect.right)
    level = abs(following.bottom - rect.bottom) < 0.5 * (rect.top - rect.bottom)
    return float(following.left if level and rect.left < following.left < rect.right else rect.right)


def _same_line(line: Box, box: Box) -> bool:
    """The next character continues a horizontal or a vertical run, with at most a wide space between."""
    size = max(1.0, min(line.y1 - line.y0, line.x1 - line.x0, box.y1 - box.y0))
    level = min(line.y1, box.y1) - max(line.y0, box.y0) > 0.6 * min(line.y1 - line.y0, box.y1 - box.y0)
    upright = min(line.x1, box.x1) - max(line.x0, box.x0) > 0.6 * min(line.x1 - line.x0, box.x1 - box.x0)
    near_across = -size * 0.5 <= max(box.x0 - line.x1, line.x0 - box.x1) <= size * 1.5
    near_down = -size * 0.5 <= max(box.y0 - line.y1, line.y0 - box.y1) <= size * 1.5
    return (level and near_across) or (upright and not level and near_down)


def _word_boxes(layer: Layer, start: int, end: int) -> tuple[Box, ...]:
    """Each OCR word or barcode that the span touches goes whole: a part of a word cannot be told in a picture."""
    return tuple(word.box.grown(_OCR_PAD) for word in layer.words if word.start < end and start < word.end)
