"""Marks as they are drawn: boxes that lie on each other become one, so that nothing is drawn or named twice.

The text layer and OCR of one page often find the same words. It never makes the covered area smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from candour.engine.model import Box, Mark

_SHARED = 0.5
"""Boxes sharing this part of the smaller one are one redaction."""


@dataclass(slots=True)
class _Drawn:
    box: Box
    label: str


def merged(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """One mark a box, in reading order; a label stands once a mark, and goes where marks with other labels meet."""
    drawn: list[_Drawn] = []
    for mark in marks:
        for number, box in enumerate(mark.boxes):
            drawn.append(_Drawn(box, mark.label if number == 0 else ""))
    while _joined(drawn):
        pass
    drawn.sort(key=lambda each: (each.box.y0, each.box.x0, each.box.y1, each.box.x1))
    return tuple(Mark(boxes=(each.box,), ground="", label=each.label) for each in drawn)


def _joined(drawn: list[_Drawn]) -> bool:
    """Joins the first two boxes that lie on each other; False when there are none left."""
    drawn.sort(key=lambda each: each.box.x0)
    for place, one in enumerate(drawn):
        for other in drawn[place + 1 :]:
            if other.box.x0 >= one.box.x1:
                break
            if _shared(one.box, other.box) >= _SHARED:
                one.box = _around(one.box, other.box)
                one.label = one.label if other.label in ("", one.label) else other.label if not one.label else ""
                drawn.remove(other)
                return True
    return False


def _area(box: Box) -> float:
    return max(0.0, box.x1 - box.x0) * max(0.0, box.y1 - box.y0)


def _shared(one: Box, other: Box) -> float:
    """Part of the smaller box that both cover."""
    common = Box(max(one.x0, other.x0), max(one.y0, other.y0), min(one.x1, other.x1), min(one.y1, other.y1))
    smaller = min(_area(one), _area(other))
    inside = common.x0 < common.x1 and common.y0 < common.y1
    return _area(common) / smaller if inside and smaller > 0 else 0.0


def _around(one: Box, other: Box) -> Box:
    return Box(min(one.x0, other.x0), min(one.y0, other.y0), max(one.x1, other.x1), max(one.y1, other.y1))
