"""The pen that pages are set with: where the next line goes, when the page is turned, whose what is drawn is.

It knows no blocks (``typeset``), and lets no line stand below the foot of a page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

from candour.engine import fonts
from candour.engine.fonts import Face, Line
from candour.engine.structure import Element
from candour.engine.tagging import Marks

PAGE = (595.28, 841.89)
MARGIN = 56.0
WIDTH, TOP, FOOT = PAGE[0] - 2 * MARGIN, PAGE[1] - MARGIN, MARGIN
LEADING = 1.32
"""Line height, in font sizes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table row begins: page from 1, and its top and bottom in points from the bottom of the page."""

    block: int
    row: int
    page: int
    top: float
    bottom: float


@dataclass
class Flow:
    """The pen: where the next line goes. ``head`` is drawn again at the top of each page (a table's header).

    ``foot`` is drawn at the foot of each page when it is full; on the last one by whoever closes it.
    """

    canvas: Canvas
    marks: Marks
    tops: list[Element] = field(default_factory=list)
    y: float = TOP
    page: int = 1
    block: int = 0
    places: list[Place] = field(default_factory=list)
    head: Callable[[], None] | None = None
    foot: Callable[[], None] | None = None

    def turn(self) -> None:
        if self.foot is not None:
            self.foot()
        self.marks.end_page()
        self.canvas.showPage()
        self.marks.turned()
        self.page, self.y = self.page + 1, TOP
        if self.head is not None:
            head, self.head = self.head, None
            head()
            self.head = head

    def room(self, height: float) -> None:
        """Turns the page when less than ``height`` is left (never on a fresh page)."""
        if self.y - height < FOOT and self.y < TOP:
            self.turn()

    def gap(self, height: float) -> None:
        if self.y < TOP:
            self.y -= height

    def top(self, body: bytes) -> Element:
        """A new element after those before it."""
        self.tops.append(Element(body))
        return self.tops[-1]

    def put(self, line: Line, *, x: float, size: float, under: Element | None) -> None:
        """Draws one line with its top at the pen, without moving the pen. ``under``: as in ``Marks``."""
        if line.text:
            self.marks.under(under)
            self.marks.write(line, x=x, y=self.y - size, size=size)

    def text(
        self,
        text: str,
        *,
        face: Face,
        size: float,
        indent: float = 0.0,
        spaces: bool = False,
        under: Element | None = None,
    ) -> None:
        """``under`` None: what stands between empty lines is a paragraph each."""
        owner = under
        for line in fonts.lines_of(text, face=face, size=size, width=WIDTH - indent, spaces=spaces):
            if not line.text:
                owner = under
            elif owner is None:
                owner = self.top(b"/S/P")
            self.room(size * LEADING)
            self.put(line, x=MARGIN + indent, size=size, under=owner)
            self.y -= size * LEADING

    def placed(self, row: int, *, page: int, top: float, bottom: float) -> None:
        self.places.append(Place(self.block, row, page, top, bottom))
