"""Where a span stands on its page: character boxes of the text layer, or the word boxes of OCR and barcodes.

Positions are asked for only where there is a hit: asking for every character's box is five times slower.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from candour.engine.model import Box, Layer
from candour.engine.read.geometry import Frame, frame_of

_OCR_PAD = 1.5
"""Points added around an OCR word: tesseract's boxes can leave a final letter's edge outside."""


def locate(
    *, pdf: Path, page: int, layers: Sequence[Layer], spans: Sequence[tuple[str, int, int]]
) -> list[tuple[Box, ...]]:
    """For each (layer name, start, end) the boxes it covers on the page, one a line. Empty where nothing is drawn."""
    by_name = {layer.name: layer for layer in layers}
    found: list[tuple[Box, ...]] = []
    textpage: Any = None
    frame: Frame | None = None
    index: _CharIndex | None = None
    document = pypdfium2.PdfDocument(pdf) if any(name == "text" for name, _, _ in spans) else None
    try:
        if document is not None:
            sheet = document[page - 1]
            frame, textpage = frame_of(sheet), sheet.get_textpage()
            index = _CharIndex(textpage, by_name["text"].text)
        for name, start, end in spans:
            if name == "text" and index is not None and frame is not None:
                found.append(_text_boxes(textpage, index.range(start, end), frame))
            else:
                found.append(_word_boxes(by_name[name], start, end))
    finally:
        if document is not None:
            document.close()
    return found


class _CharIndex:
    """From offsets of the extracted string to pdfium's own character numbers (it leaves some characters out)."""

    def __init__(self, textpage: Any, text: str) -> None:
        self.textpage = textpage
        self.wide = [place for place, char in enumerate(text) if ord(char) > 0xFFFF]

    def range(self, start: int, end: int) -> list[int]:
        numbers = [self._number(place) for place in range(start, end)]
        return [number for number in numbers if number >= 0]

    def _number(self, place: int) -> int:
        units = place + sum(wide < place for wide in self.wide)
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self.textpage.raw, units))


def _text_boxes(textpage: Any, numbers: Iterable[int], frame: Frame) -> tuple[Box, ...]:
    """Loose boxes (advance width, font height) of the characters, joined along each line."""
    rect = pdfium.FS_RECTF()
    lines: list[Box] = []
    for number in numbers:
        if chr(pdfium.FPDFText_GetUnicode(textpage.raw, number) or 32).isspace():
            continue
        if not pdfium.FPDFText_GetLooseCharBox(textpage.raw, number, ctypes.byref(rect)):
            continue
        box = frame.shown(rect.left, rect.bottom, rect.right, rect.top)
        if box.x1 - box.x0 <= 0 and box.y1 - box.y0 <= 0:
            continue
        if lines and _same_line(lines[-1], box):
            last = lines[-1]
            lines[-1] = Box(min(last.x0, box.x0), min(last.y0, box.y0), max(last.x1, box.x1), max(last.y1, box.y1))
        else:
            lines.append(box)
    return tuple(lines)


def _same_line(line: Box, box: Box) -> bool:
    """The next character continues a horizontal or a vertical run, with at most a wide space between."""
    size = max(1.0, min(line.y1 - line.y0, line.x1 - line.x0, box.y1 - box.y0))
    level = min(line.y1, box.y1) - max(line.y0, box.y0) > 0.6 * min(line.y1 - line.y0, box.y1 - box.y0)
    upright = min(line.x1, box.x1) - max(line.x0, box.x0) > 0.6 * min(line.x1 - line.x0, box.x1 - box.x0)
    near_across = -size * 0.5 <= box.x0 - line.x1 <= size * 1.5
    near_down = -size * 0.5 <= max(box.y0 - line.y1, line.y0 - box.y1) <= size * 1.5
    return (level and near_across) or (upright and not level and near_down)


def _word_boxes(layer: Layer, start: int, end: int) -> tuple[Box, ...]:
    """Each OCR word or barcode that the span touches goes whole: a part of a word cannot be told in a picture."""
    return tuple(word.box.grown(_OCR_PAD) for word in layer.words if word.start < end and start < word.end)
