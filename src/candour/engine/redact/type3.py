"""Narrows boxes over Type3 text to the glyphs they were read from: pdfium's boxes there are the whole font's.

It leaves a box alone unless it is exactly what pdfium says about the characters in it: a box that a person drew means
what it covers.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

import pypdfium2.raw as pdfium_c

from candour.engine.redact.content import Content, shown_rect
from candour.engine.redact.fonts import SimpleFont
from candour.engine.redact.geometry import Rect, apply, bounds, meets
from candour.engine.redact.lines import Line, extent, line_of

EXACT = 0.8
"""Points by which a box may differ from the union of pdfium's (readers pad a little)."""
NEAR = 0.3


def narrowed(contents: Sequence[Content], marks: Sequence[Rect], read: Callable[[], Any]) -> list[Rect]:
    """The marks (user space), those over Type3 text cut to the glyphs. ``read`` gives pdfium's page of the source."""
    lines = _lines(contents, marks)
    if not lines:
        return list(marks)
    text = read().get_textpage()
    try:
        chars = [(text.get_charbox(at), _origin(text, at)) for at in range(text.count_chars())]
    finally:
        text.close()
    glyphs = [
        (apply(line.show.matrix, start, 0.0), extent(line, at))
        for line in lines
        for at, start in enumerate(line.starts)
    ]
    return [_narrow(mark, chars, glyphs) for mark in marks]


def _lines(contents: Sequence[Content], marks: Sequence[Rect]) -> list[Line]:
    found = []
    for content in contents:
        for show in content.shows:
            font = show.state.font
            if not isinstance(font, SimpleFont) or not font.type3 or show.hidden:
                continue
            area = bounds(show.matrix, shown_rect(show, font.band))
            if any(meets(area, mark) for mark in marks):
                found.append(line_of(show))
    return found


def _origin(text: Any, at: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetCharOrigin(text.raw, at, x, y)
    return x.value, y.value


def _narrow(mark: Rect, chars: Sequence[tuple[Rect, tuple[float, float]]], glyphs: Sequence[tuple[Any, Rect]]) -> Rect:
    within = [
        (box, origin) for box, origin in chars
        if box[2] > box[0] and all(a >= b - EXACT for a, b in zip(box[:2], mark[:2], strict=True))
        and all(a <= b + EXACT for a, b in zip(box[2:], mark[2:], strict=True))
    ]  # fmt: skip
    if not within or any(abs(a - b) > EXACT for a, b in zip(_union([box for box, _ in within]), mark, strict=True)):
        return mark
    own = [
        rect for (x, y), rect in glyphs
        if any(abs(x - i) < NEAR and abs(y - j) < NEAR for _, (i, j) in within)
    ]  # fmt: skip
    return _union(own) if own else mark


def _union(rects: Sequence[Rect]) -> Rect:
    return (
        min(rect[0] for rect in rects), min(rect[1] for rect in rects),
        max(rect[2] for rect in rects), max(rect[3] for rect in rects),
    )  # fmt: skip
