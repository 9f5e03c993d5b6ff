"""One page after another: its text layer, OCR where a picture may say more, and barcodes. Pages are closed as they go.

It never skips a page: one that cannot be rendered is returned without layers and marked ``needs_ocr``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import zxingcpp

from candour.engine.errors import Unreadable
from candour.engine.model import Box, Layer, PageReading, Word
from candour.engine.read.geometry import Frame, frame_of
from candour.engine.read.locate import Place, boxes_on
from candour.engine.read.picture import Pictures, believable, gapped, pictures_of
from candour.engine.read.seen import Drawn, render, resolution, seen
from candour.engine.tools import ocr

_WHOLE_PAGE = 0.5
"""Share of a page above which its pictures are read as one page rather than each by itself."""
_CODE_DPI = 200
_EMPTY = re.compile(r"\s*")


def read_pages(*, pdf: Path, numbers: Sequence[int]) -> Iterator[PageReading]:
    """Readings of the pages ``numbers`` (from 1), in that order. Raises Unreadable when the file does not open."""
    return (reading for reading, _, _ in read_and_locate(pdf=pdf, numbers=numbers, asked=lambda _: ()))


def read_and_locate(
    *, pdf: Path, numbers: Sequence[int], asked: Callable[[PageReading], Sequence[Place]]
) -> Iterator[tuple[PageReading, Sequence[Place], list[tuple[Box, ...]]]]:
    """Each page's reading, the places ``asked`` for and their boxes (see ``locate``); each page is opened once."""
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        raise Unreadable(
            "A page source in the work folder cannot be opened.",
            means="The folder may have been changed by another program.",
            do="Prepare the case again into a new folder.",
        ) from None
    try:
        for number in numbers:
            page = document[number - 1]
            textpage = page.get_textpage()
            try:
                frame = frame_of(page)
                reading = _read(document, page, number, frame, str(textpage.get_text_range()))
                places = asked(reading)
                found = boxes_on(textpage, frame=frame, reading=reading, places=places) if places else []
                yield reading, places, found
            finally:
                textpage.close()
                page.close()
    finally:
        document.close()


def _read(document: Any, page: Any, number: int, frame: Frame, text: str) -> PageReading:
    wide, high = frame.size
    pictures = pictures_of(page, frame=frame)
    areas = _areas(page, text, pictures, frame)
    layers = [Layer(name="text", text=text)]
    needs = False
    if areas:
        drawn = render(page, dpi=resolution(pictures.dpi))
        codes = _codes(document, page, number, frame, drawn)
        if codes.words:
            layers.append(codes)
        by_eye = seen(drawn, areas) if ocr.find() else []
        needs = not by_eye
        layers += [layer for layer in by_eye if layer.words]
    return PageReading(
        number=number,
        width=wide,
        height=high,
        layers=tuple(layers),
        pictured=pictures.share >= _WHOLE_PAGE,
        unsure=sum(word.confidence < ocr.LOW_CONFIDENCE for layer in layers for word in layer.words),
        needs_ocr=needs,
        distrusted=pictures.share >= _WHOLE_PAGE and pictures.unseen and bool(areas) and not needs,
    )


def _areas(page: Any, text: str, pictures: Pictures, frame: Frame) -> tuple[Box, ...]:
    """Where the eye may see words that the text layer does not hold: the whole page, some pictures, or nowhere."""
    wide, high = frame.size
    whole = (Box(0, 0, wide, high),)
    if pictures.share >= _WHOLE_PAGE or pictures.drawn or not believable(text) or gapped(text):
        return whole
    if pictures.unseen and pictures.boxes:
        return whole
    if _EMPTY.fullmatch(text) and not pictures.boxes:
        return () if _blank(page) else whole
    return pictures.boxes


def _blank(page: Any) -> bool:
    picture = page.render(scale=0.5, grayscale=True).to_pil()
    low, high = picture.getextrema()
    return bool(low == high)


def _codes(document: Any, page: Any, number: int, frame: Frame, drawn: Drawn) -> Layer:
    """Barcodes and QR codes: each one's content is a word whose box is the symbol. ``drawn``: the page as it is read.

    The whole sheet is looked at, not only its crop box: half a code in view can be completed from what is cut off.
    """
    left, top = 0.0, 0.0
    media = page.get_mediabox()
    if (frame.x0, frame.y0, frame.x1, frame.y1) != tuple(media):
        page.set_cropbox(*media)
        sheet = document[number - 1]
        whole = frame_of(sheet).shown(frame.x0, frame.y0, frame.x1, frame.y1)
        left, top = whole.x0, whole.y0
        page.set_cropbox(frame.x0, frame.y0, frame.x1, frame.y1)
        picture, dpi = render(sheet, dpi=_CODE_DPI)
    else:
        picture, dpi = drawn if drawn.dpi < ocr.BEST_DPI else render(page, dpi=_CODE_DPI)
    text, words, length = [], [], 0
    for code in zxingcpp.read_barcodes(picture):
        if not code.text:
            continue
        corners = [
            code.position.top_left,
            code.position.top_right,
            code.position.bottom_left,
            code.position.bottom_right,
        ]
        across = [corner.x * 72 / dpi - left for corner in corners]
        down = [corner.y * 72 / dpi - top for corner in corners]
        box = Box(min(across), min(down), max(across), max(down)).grown(4)
        content = code.text.replace("\r", "")
        words.append(Word(length, length + len(content), box, 100.0))
        text.append(content)
        length += len(content) + 1
    return Layer(name="code", text="\n".join(text), words=tuple(words))
