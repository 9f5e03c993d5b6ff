"""Draws the opaque boxes and their neutral labels; refuses to write a label that does not fit its box.

The labels are real text in Helvetica, so that any reader speaks them. All in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth

from candour.engine.model import Box
from candour.engine.redact.geometry import Frame, Matrix, Rect, inverse, times
from candour.engine.redact.tokens import written

FONT = "/CandourLabel"
LARGEST, SMALLEST = 8.0, 3.5


@dataclass(frozen=True, slots=True)
class Cover:
    """One box to draw, as displayed, with the label that may stand in it."""

    box: Box
    label: str = ""


def drawing(covers: Sequence[Cover], frame: Frame, numbers: Sequence[int | None] | None = None) -> bytes:
    """Content that paints the boxes over everything else; its coordinates are the page's own.

    ``numbers`` (a tagged page): the marked content number of each label, None where it is an artifact as the boxes are.
    """
    if not covers:
        return b""
    tagged = numbers is not None
    parts = [b"/Artifact BMC q 0 g 0 G" if tagged else b"q 0 g 0 G"]
    for cover in covers:
        x0, y0, x1, y1 = frame.user(cover.box)
        parts.append(b" ".join(map(written, (x0, y0, x1 - x0, y1 - y0))) + b" re f")
    parts += [b"EMC"] if tagged else []
    for cover, number in zip(covers, numbers or [None] * len(covers), strict=True):
        label = _label(cover, frame)
        mark = b"/Artifact BMC" if number is None else b"/Span <</MCID %d>> BDC" % number
        parts += [mark, *label, b"EMC"] if tagged and label else label
    return b"\n".join([*parts, b"Q"])


def _label(cover: Cover, frame: Frame) -> list[bytes]:
    placed = fitted(cover)
    if placed is None:
        return []
    size, width = placed
    box = cover.box
    x = (box.x0 + box.x1 - width) / 2
    y = (box.y0 + box.y1) / 2 + size * 0.34
    upright: Matrix = times((1.0, 0.0, 0.0, -1.0, x, y), inverse(frame.to_display))
    text = cover.label.encode("cp1252").hex().encode()
    matrix = b" ".join(map(written, upright))
    return [
        b"BT 0 Tr 0 Tc 0 Tw 0 Ts 100 Tz 1 g %s %s Tf %s Tm <%s> Tj ET" % (FONT.encode(), written(size), matrix, text)
    ]


def fitted(cover: Cover) -> tuple[float, float] | None:
    """Size and width of the label in its box, or None when it does not fit or cannot be written."""
    try:
        cover.label.encode("cp1252")
    except UnicodeEncodeError:
        return None
    if not cover.label:
        return None
    unit = float(stringWidth(cover.label, "Helvetica", 1))
    room, height = cover.box.x1 - cover.box.x0 - 1.0, cover.box.y1 - cover.box.y0
    size = min(LARGEST, height * 0.8, room / unit)
    return (size, size * unit) if size >= SMALLEST else None


def clipped(rect: Rect, frame: Frame) -> Box | None:
    """A box of user space as displayed, cut to the page; None when nothing is left."""
    box = frame.display(rect)
    width, height = frame.size
    box = Box(max(0.0, box.x0), max(0.0, box.y0), min(width, box.x1), min(height, box.y1))
    return box if box.x1 > box.x0 and box.y1 > box.y0 else None
