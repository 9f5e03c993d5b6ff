"""What is drawn over each page: its number, the letters of the reasons beside redactions, "Not reviewed".

It never draws over a redaction box, and moves to another corner rather than do so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from candour.engine.bundle.copy import Frame
from candour.engine.fonts import BOLD
from candour.engine.model import Box

FACE = BOLD
SIZE, EDGE, PAD = 9.0, 12.0, 2.0
"""Points: size of the number, its distance from the edge of the page, white around it."""
SMALL = 6.5
UNREVIEWED = "Not reviewed"
ALPHABET = "".join(chr(code) for code in range(33, 127))
"""Every character a stamp can hold."""


@dataclass(frozen=True, slots=True)
class Note:
    """Reason letters beside a line: ``top`` and ``bottom`` in points from the top of the page as displayed."""

    letters: str
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageStamp:
    """Draws on one page. ``boxes`` are kept clear; their frame is the page as displayed, from the top left."""

    number: str
    boxes: Sequence[Box] = ()
    notes: Sequence[Note] = ()
    unreviewed: bool = False

    def __call__(self, frame: Frame, font: bytes) -> bytes:
        width, height = frame.size
        text = f"{UNREVIEWED}   {self.number}" if self.unreviewed else self.number
        place = _place(FACE.width(text, SIZE) + 2 * PAD, width=width, height=height, boxes=self.boxes)
        drawn = [_text(font, text, place, height=height, size=SIZE)]
        drawn += [_note(font, note, height=height, boxes=self.boxes) for note in self.notes]
        return b"/Artifact BMC q %g %g %g %g %g %g cm %b Q EMC" % (*frame.matrix, b" ".join(drawn))


Corner = Callable[[float, float, float, float], Box]
"""Page width and height, text width and height → where the white backing lies, from the top left."""

_CORNERS: tuple[Corner, ...] = (
    lambda w, h, tw, th: Box(w - EDGE - tw, h - EDGE - th, w - EDGE, h - EDGE),
    lambda w, _h, tw, th: Box(w - EDGE - tw, EDGE, w - EDGE, EDGE + th),
    lambda _w, _h, tw, th: Box(EDGE, EDGE, EDGE + tw, EDGE + th),
    lambda _w, h, tw, th: Box(EDGE, h - EDGE - th, EDGE + tw, h - EDGE),
)
"""Bottom right, where courts look for it; the other corners where a redaction lies there."""


def _place(across: float, *, width: float, height: float, boxes: Sequence[Box]) -> Box:
    """The first corner where a stamp ``across`` points wide meets no redaction; the first of all if there is none."""
    corners = [corner(width, height, across, SIZE + PAD) for corner in _CORNERS]
    return next((place for place in corners if not any(place.meets(box) for box in boxes)), corners[0])


def _text(font: bytes, text: str, box: Box, *, height: float, size: float) -> bytes:
    left, bottom = round(box.x0, 2), round(height - box.y1, 2)
    backing = b"1 g %g %g %g %g re f " % (left, bottom, round(box.x1 - box.x0, 2), round(box.y1 - box.y0, 2))
    at = (font, size, round(left + PAD, 2), round(bottom + PAD, 2), text.encode("ascii"))
    return backing + b"BT %b %g Tf 0 g %g %g Td (%b) Tj ET" % at


def _note(font: bytes, note: Note, *, height: float, boxes: Sequence[Box]) -> bytes:
    middle = (note.top + note.bottom) / 2
    half = (SMALL + PAD) / 2
    box = Box(6, middle - half, 6 + FACE.width(note.letters, SMALL) + 2 * PAD, middle + half)
    if any(box.meets(other) for other in boxes):
        return b""
    return _text(font, note.letters, box, height=height, size=SMALL)
