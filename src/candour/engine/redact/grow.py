"""Widens boxes over pixels to a coarse grid, as pixels cannot be moved: an exact box tells how long a name was.

It never covers a word that stays, nor ink: it grows into empty space only, and less where there is less. All is in
points as displayed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image

from candour.engine.model import Box

STEP = 72.0
"""Boxes are as wide as a multiple of this, of half as much again in larger type."""
START = 24.0
"""The grid on which a box starts when nothing stands before it."""
HIGH = 6.0
"""The grid for upper and lower edges."""
TYPE = 16.0
"""A box as high as this, or a multiple, is of larger type."""
GAP = 1.0
"""Kept between a box and a word, ink or another box."""
LOOSE = 1.5
"""A word that reaches this much past a box is not the box's own."""
SIDE = 2000
"""Pixels of the picture that is looked at for ink."""
INK = 48
"""Levels between paper and what is not paper."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as seen: its picture in grey, pixels a point, its size, and the words on it."""

    picture: Image.Image
    scale: float
    width: float
    height: float
    words: Sequence[tuple[str, Box]]


def sheet_of(page: Any, words: Sequence[tuple[str, Box]]) -> Sheet:
    """``page`` is pdfium's page of the source; ``words`` all that are known on it, in its frame."""
    width, height = page.get_size()
    scale = min(1.0, SIDE / max(width, height, 1.0))
    bitmap = page.render(scale=scale, may_draw_forms=False, draw_annots=False)
    picture = bitmap.to_pil().convert("L")
    bitmap.close()
    return Sheet(picture, scale, width, height, words)


def grown(boxes: Sequence[tuple[int, Box]], sheet: Sheet) -> list[Box]:
    """For every box (with the number of its mark) the one to draw; boxes of one mark side by side become one."""
    upright = _upright(sheet.words)
    turn = _turned if upright else _same
    seen = Sheet(
        sheet.picture.transpose(Image.Transpose.TRANSPOSE) if upright else sheet.picture, sheet.scale,
        *((sheet.height, sheet.width) if upright else (sheet.width, sheet.height)),
        [(text, turn(box)) for text, box in sheet.words],
    )  # fmt: skip
    joined = _joined([(mark, turn(box)) for mark, box in boxes])
    done: dict[Box, Box] = {}
    for box in sorted(set(joined), key=lambda one: (one.y0, one.x0)):
        others = [done.get(other, other) for other in set(joined) if other != box]
        done[box] = _taller(_wider(box, others, seen), others, seen)
    return [turn(done[box]) for box in joined]


def _same(box: Box) -> Box:
    return box


def _turned(box: Box) -> Box:
    return Box(box.y0, box.x0, box.y1, box.x1)


def _upright(words: Sequence[tuple[str, Box]]) -> bool:
    """Does most of the text run down the page?"""
    tall = [box.y1 - box.y0 > box.x1 - box.x0 for text, box in words if len(text) > 3]
    return 2 * sum(tall) > len(tall)


def _joined(boxes: Sequence[tuple[int, Box]]) -> list[Box]:
    """Every box as one with those of its mark that follow on its line."""
    found = [box for _, box in boxes]
    for at, (mark, _) in enumerate(boxes):
        for before in range(at):
            one, other = found[before], found[at]
            if boxes[before][0] == mark and one != other and _beside(one, other):
                both = Box(
                    min(one.x0, other.x0), min(one.y0, other.y0), max(one.x1, other.x1), max(one.y1, other.y1)
                )  # fmt: skip
                found = [both if box in (one, other) else box for box in found]
    return found


def _beside(one: Box, other: Box) -> bool:
    high = min(one.y1 - one.y0, other.y1 - other.y0)
    apart = max(one.x0, other.x0) - min(one.x1, other.x1)
    return apart < 0.8 * high and min(one.y1, other.y1) - max(one.y0, other.y0) > 0.5 * high


def _wider(box: Box, others: Sequence[Box], sheet: Sheet) -> Box:
    low, high = _room(box, others, sheet)
    step = STEP * (1 + (math.ceil((box.y1 - box.y0) / TYPE) - 1) / 2)
    start = max(low, math.floor(box.x0 / START) * START)
    stop = start + math.ceil((box.x1 - start) / step) * step
    if stop > high:
        stop = high
        start = max(low, stop - math.ceil((stop - start) / step) * step)
    return Box(min(start, box.x0), box.y0, max(stop, box.x1), box.y1)


def _taller(box: Box, others: Sequence[Box], sheet: Sheet) -> Box:
    flipped = Sheet(
        sheet.picture.transpose(Image.Transpose.TRANSPOSE), sheet.scale, sheet.height, sheet.width,
        [(text, _turned(word)) for text, word in sheet.words],
    )  # fmt: skip
    low, high = _room(_turned(box), [_turned(other) for other in others], flipped)
    top, foot = math.floor(box.y0 / HIGH) * HIGH, math.ceil(box.y1 / HIGH) * HIGH
    return Box(box.x0, min(box.y0, max(low, top)), box.x1, max(box.y1, min(high, foot)))


def _room(box: Box, others: Sequence[Box], sheet: Sheet) -> tuple[float, float]:
    """How far a box may reach to the left and to the right."""
    low, high = GAP, sheet.width - GAP
    for other in [*others, *(word for _, word in sheet.words)]:
        if min(box.y1, other.y1) - max(box.y0, other.y0) <= 0:
            continue
        if other.x1 > box.x1 + LOOSE:
            high = min(high, other.x0 - GAP)
        if other.x0 < box.x0 - LOOSE:
            low = max(low, other.x1 + GAP)
    low, high = min(low, box.x0), max(high, box.x1)
    return max(low, _clear(sheet, box, box.x0, low)), min(high, _clear(sheet, box, box.x1, high))


def _clear(sheet: Sheet, box: Box, edge: float, until: float) -> float:
    """How far from an edge of the box, at most to ``until``, there is only paper."""
    paper = None
    reached = edge
    for place, low, high in _columns(sheet, box, edge, until):
        paper = high if paper is None else paper
        if high - low > INK or abs(high - paper) > INK:
            return reached
        reached = place
    return until


def _columns(sheet: Sheet, box: Box, edge: float, until: float) -> Iterator[tuple[float, int, int]]:
    """From the edge on: how far a box may reach when a column of pixels is clear, its darkest and lightest level."""
    scale, on = sheet.scale, 1 if until > edge else -1
    top, foot = max(0, int(box.y0 * scale)), min(sheet.picture.height, math.ceil(box.y1 * scale))
    first, last = int((edge + on * LOOSE) * scale), int(until * scale)
    left, right = max(0, min(first, last)), min(sheet.picture.width, max(first, last) + 1)
    if foot <= top or right <= left:
        return
    data, wide = sheet.picture.crop((left, top, right, foot)).tobytes(), right - left
    for at in range(wide) if on > 0 else range(wide - 1, -1, -1):
        column = data[at::wide]
        yield (left + at + (0 if on > 0 else 1)) / scale - on * GAP, min(column), max(column)
