"""Matrices, rectangles and the two frames of a page: user space and the page as displayed.

It refuses pages without a usable area. A matrix is ``(a, b, c, d, e, f)`` as in PDF; a rectangle ``(x0, y0, x1, y1)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from candour.engine.model import Box

Matrix = tuple[float, float, float, float, float, float]
Rect = tuple[float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Rect = (-1e9, -1e9, 1e9, 1e9)
LETTER: Rect = (0.0, 0.0, 612.0, 792.0)


class NotUnderstood(Exception):
    """Something on this page cannot be rewritten safely: the page is rasterised. The message never holds case text."""


class Endless(NotUnderstood):
    """A page that paints so much that drawing it would not end either: it can only be refused."""


def times(m: Matrix, n: Matrix) -> Matrix:
    """First ``m``, then ``n``."""
    a, b, c, d, e, f = m
    g, h, i, j, k, l = n  # noqa: E741
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l)


def inverse(m: Matrix) -> Matrix:
    a, b, c, d, e, f = m
    det = a * d - b * c
    if abs(det) < 1e-12:
        raise NotUnderstood("a flat matrix")
    return (d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det)


def apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])


def bounds(m: Matrix, rect: Rect) -> Rect:
    """The upright rectangle round a transformed rectangle."""
    a, b, c, d, e, f = m
    x0, y0, x1, y1 = rect
    if b == 0.0 == c and a > 0.0 < d:
        return (a * x0 + e, d * y0 + f, a * x1 + e, d * y1 + f)
    if b == 0.0 == c and a > 0.0 > d and x0 <= x1 and y0 <= y1:  # to and from the page as displayed
        return (a * x0 + e, d * y1 + f, a * x1 + e, d * y0 + f)
    xs = (a * x0 + c * y0, a * x0 + c * y1, a * x1 + c * y0, a * x1 + c * y1)
    ys = (b * x0 + d * y0, b * x0 + d * y1, b * x1 + d * y0, b * x1 + d * y1)
    return (min(xs) + e, min(ys) + f, max(xs) + e, max(ys) + f)


def meets(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def overlap(one: Rect, other: Rect) -> Rect:
    """What both cover; turned inside out when that is nothing."""
    return (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))


def inside(small: Rect, big: Rect, slack: float = 0.0) -> bool:
    return (
        small[0] >= big[0] - slack
        and small[1] >= big[1] - slack
        and small[2] <= big[2] + slack
        and small[3] <= big[3] + slack
    )


@lru_cache(maxsize=64)
def _displayed(crop: Rect, rotate: int) -> Matrix:
    x0, y0, x1, y1 = crop
    return {
        0: (1.0, 0.0, 0.0, -1.0, -x0, y1),
        90: (0.0, 1.0, 1.0, 0.0, -y0, -x0),
        180: (-1.0, 0.0, 0.0, 1.0, x1, -y0),
        270: (0.0, -1.0, -1.0, 0.0, y1, x1),
    }[rotate]


@lru_cache(maxsize=64)
def _undone(crop: Rect, rotate: int) -> Matrix:
    return inverse(_displayed(crop, rotate))


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the page lies: its crop box in user space and its rotation (0, 90, 180 or 270, clockwise)."""

    media: Rect
    crop: Rect
    rotate: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed, in points."""
        width, height = self.crop[2] - self.crop[0], self.crop[3] - self.crop[1]
        return (height, width) if self.rotate in (90, 270) else (width, height)

    @property
    def to_display(self) -> Matrix:
        """User space to the page as displayed, y downwards."""
        return _displayed(self.crop, self.rotate)

    def user(self, box: Box) -> Rect:
        return bounds(_undone(self.crop, self.rotate), (box.x0, box.y0, box.x1, box.y1))

    def display(self, rect: Rect) -> Box:
        x0, y0, x1, y1 = bounds(self.to_display, rect)
        return Box(round(x0, 4), round(y0, 4), round(x1, 4), round(y1, 4))


def frame_of(page: Any) -> Frame:
    """``page`` is a page dictionary; box and rotation are inherited as the standard says (7.7.3.4)."""
    media = _rect(inherited(page, "/MediaBox")) or LETTER
    crop = _rect(inherited(page, "/CropBox")) or media
    crop = (max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3]))
    if crop[2] <= crop[0] or crop[3] <= crop[1]:
        crop = media
    turn = inherited(page, "/Rotate")
    try:
        rotate = int(turn) % 360 if turn is not None else 0
    except (TypeError, ValueError):
        rotate = 0
    return Frame(media, crop, rotate if rotate % 90 == 0 else 0)


def inherited(page: Any, key: str) -> Any:
    """The value of an inheritable page attribute, or None; at most 64 levels up."""
    node = page
    for _ in range(64):
        value = node.get(key)
        if value is not None:
            return value
        parent = node.get("/Parent")
        if parent is None:
            return None
        node = parent
    return None


def _rect(value: Any) -> Rect | None:
    try:
        numbers = [float(part) for part in value]
    except (TypeError, ValueError):
        return None
    if len(numbers) != 4:
        return None
    x0, y0, x1, y1 = (
        min(numbers[0], numbers[2]),
        min(numbers[1], numbers[3]),
        *(max(numbers[i], numbers[i + 2]) for i in (0, 1)),
    )
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None
