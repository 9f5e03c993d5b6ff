"""Where a span stands on its page: character boxes of the text layer, or the word boxes of OCR and barcodes.

Positions are asked for only where there is a hit: asking for every character's box is five times slower.
"""

from __future__ import annotations

import bisect
import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from candour.engine.model import Box, Layer, PageReading
from candour.engine.read.geometry import Frame, frame_of

_OVERHANG = 0.5
"""Points that a letter's ink may reach out of its advance width."""
_WIDEST = 0.75
"""Of its height that an average letter may be wide; wider letters stand apart, and other words may be between them."""
_OCR_PAD = 1.5
"""Points added around an OCR word: tesseract's boxes can leave a final letter's edge outside."""
Place = tuple[str, int, int]
"""Layer name, start and end offset in its text."""
Sides = tuple[float, float, float, float]


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
    if not any(name == "text" for name, _, _ in places):
        layers = {layer.name: layer for layer in reading.layers}
        return [_word_boxes(layers[name], start, end) for name, start, end in places]
    page = document[reading.number - 1]
    textpage = page.get_textpage()
    try:
        return boxes_on(textpage, frame=frame_of(page), reading=reading, places=places)
    finally:
        textpage.close()
        page.close()


def boxes_on(textpage: Any, *, frame: Frame, reading: PageReading, places: Sequence[Place]) -> list[tuple[Box, ...]]:
    """As ``locate``, for one page whose pypdfium2 text page is open."""
    layers = {layer.name: layer for layer in reading.layers}
    chars = _Characters(textpage.raw, layers["text"].text, frame)
    return [
        chars.boxes(start, end) if name == "text" else _word_boxes(layers[name], start, end)
        for name, start, end in places
    ]


class _Characters:
    """The characters of a page's text layer and where pdfium puts them."""

    def __init__(self, textpage: Any, text: str, frame: Frame) -> None:
        self._page, self._text, self._frame = textpage, text, frame
        self._wide = [] if text.isascii() else [place for place, char in enumerate(text) if ord(char) > 0xFFFF]
        self._sides = _sides_of(textpage)
        self._ink_left, self._ink_top, self._ink_right, self._ink_bottom = (ctypes.c_double() for _ in range(4))

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Loose boxes (advance width, font height) of the characters, joined along each line."""
        at_once = self._at_once(start, end)
        if at_once is not None:
            return (at_once,)
        lines: list[Box] = []
        sides_of, run, ahead, known = self._sides, None, -1, None
        for number, char in self._numbers(start, end):
            if char.isspace():
                continue
            sides = known if number == ahead else sides_of(number)
            ahead = number + 1
            known = sides_of(ahead)
            if sides is None:
                continue
            left, bottom, right, top = sides
            if known is not None and left < known[0] < right:
                right = _right(sides, known)
            if run and run[1] == bottom and run[3] == top and -0.5 <= left - run[2] <= 1.5:  # letters of one word
                run = (left if left < run[0] else run[0], bottom, right if right > run[2] else run[2], top)
                continue
            self._join(lines, run)
            run = (left, bottom, right, top)
        self._join(lines, run)
        return tuple(lines)

    def _at_once(self, start: int, end: int) -> Box | None:
        """The box of letters that one operator shows in a row, without asking for each; None when they are not so.

        pdfium joins the letters of one operator to one rectangle (of ink, not of advance widths): it must lie between
        the first letter and the last, on their line, and be no wider than so many letters can be.
        """
        first, last = self._number(start), self._number(end - 1)
        if first < 0 or last - first != end - 1 - start or self._text[start].isspace() or self._text[end - 1].isspace():
            return None
        if pdfium.FPDFText_CountRects(self._page, first, end - start) != 1 or not self._ink(0):
            return None
        begins, ends, following = self._sides(first), self._sides(last), self._sides(last + 1)
        if begins is None or ends is None or begins[1] != ends[1] or begins[3] != ends[3]:
            return None
        left, bottom, _, top = begins
        right = _right(ends, following) if following and ends[0] < following[0] < ends[2] else ends[2]
        if not left - _OVERHANG <= self._ink_left.value <= self._ink_right.value <= right + _OVERHANG:
            return None
        if not 0 < right - left <= (end - start) * (top - bottom) * _WIDEST:
            return None
        # A letter between them may be taller than both.
        return self._frame.shown(left, min(bottom, self._ink_bottom.value), right, max(top, self._ink_top.value))

    def _ink(self, number: int) -> bool:
        left, top, right, bottom = self._ink_left, self._ink_top, self._ink_right, self._ink_bottom
        return bool(pdfium.FPDFText_GetRect(self._page, number, left, top, right, bottom))

    def _join(self, lines: list[Box], run: Sides | None) -> None:
        """Adds a run of letters to the last line, or begins another one."""
        box = self._frame.shown(*run) if run else None
        if box is None or (box.x1 - box.x0 <= 0 and box.y1 - box.y0 <= 0):
            return
        if lines and _same_line(lines[-1], box):
            last = lines[-1]
            lines[-1] = Box(min(last.x0, box.x0), min(last.y0, box.y0), max(last.x1, box.x1), max(last.y1, box.y1))
        else:
            lines.append(box)

    def _numbers(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """pdfium's own character numbers: it counts UTF-16 units and leaves some characters out of its text."""
        first, last = self._number(start), self._number(end - 1)
        if first >= 0 and last - first == end - 1 - start:  # nothing is left out between them
            yield from zip(range(first, last + 1), self._text[start:end], strict=True)
            return
        for place in range(start, end):
            number = self._number(place)
            if number >= 0:
                yield number, self._text[place]

    def _number(self, place: int) -> int:
        unit = place + bisect.bisect_left(self._wide, place) if self._wide else place
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._page, unit))


def _sides_of(textpage: Any) -> Callable[[int], Sides | None]:
    """Gives a character's left, bottom, right and top in user space. Asked for every letter of every hit."""
    rect = (ctypes.c_float * 4)()  # an FS_RECTF; as an array it is read in one go
    pointer, ask = ctypes.cast(rect, ctypes.POINTER(pdfium.FS_RECTF)), pdfium.FPDFText_GetLooseCharBox

    def sides(number: int) -> Sides | None:
        if not ask(textpage, number, pointer):
            return None
        left, top, right, bottom = rect
        return left, bottom, right, top

    return sides


def _right(sides: Sides, following: Sides) -> float:
    """Where a character ends that reaches into the next: a Type 3 font may report its whole box for every letter."""
    _, bottom, right, top = sides
    return following[0] if abs(following[1] - bottom) < 0.5 * (top - bottom) else right


def _same_line(line: Box, box: Box) -> bool:
    """The next character continues a horizontal or a vertical run, with at most a wide space between."""
    line_high, high = line.y1 - line.y0, box.y1 - box.y0
    size = max(1.0, min(line_high, line.x1 - line.x0, high))
    if min(line.y1, box.y1) - max(line.y0, box.y0) > 0.6 * min(line_high, high):  # level
        return -size * 0.5 <= max(box.x0 - line.x1, line.x0 - box.x1) <= size * 1.5
    upright = min(line.x1, box.x1) - max(line.x0, box.x0) > 0.6 * min(line.x1 - line.x0, box.x1 - box.x0)
    return upright and -size * 0.5 <= max(box.y0 - line.y1, line.y0 - box.y1) <= size * 1.5


def _word_boxes(layer: Layer, start: int, end: int) -> tuple[Box, ...]:
    """Each OCR word or barcode that the span touches goes whole: a part of a word cannot be told in a picture."""
    return tuple(word.box.grown(_OCR_PAD) for word in layer.words if word.start < end and start < word.end)
