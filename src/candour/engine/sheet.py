"""Running text on A4 sheets for letters and statements: edges of their own, no line alone on a page, numbers at the foot.

It knows no letter and no statement, and draws nothing by itself.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from candour.engine import fonts
from candour.engine.clean import write_clean
from candour.engine.flow import FOOT, PAGE, Flow
from candour.engine.fonts import BOLD, SANS, Face, Line
from candour.engine.structure import Element
from candour.engine.tagging import Marks

MM = 72 / 25.4
SMALL = 10.0
_NUMBER = 32.0
"""Where the number of a page stands, above its foot."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """``left``, ``right``: edges of the text, in points. ``leading``: line height, in font sizes."""

    flow: Flow
    left: float
    right: float
    size: float = 12.0
    leading: float = 1.26

    def text(
        self, text: str, *, face: Face = SANS, size: float = 0.0, left: float = 0.0, right: float = 0.0,
        under: Element | None = None,
    ) -> None:  # fmt: skip
        """One paragraph; 0: as the sheet has it. ``under`` None: an element of its own."""
        if not text:
            return
        size, left, right = size or self.size, left or self.left, right or self.right
        owner = under or self.flow.top(b"/S/P")
        lines = list(fonts.lines_of(text, face=face, size=size, width=right - left))
        for place, line in enumerate(lines):
            self.flow.room(size * self.leading * _together(place, len(lines)))
            self.flow.put(line, x=left, size=size, under=owner)
            self.flow.y -= size * self.leading

    def heading(self, text: str, *, size: float, level: int) -> None:
        self.flow.gap(size * 0.5)
        self.flow.room(size * self.leading + 3 * self.size * self.leading)  # never alone at the foot of a page
        self.text(text, face=BOLD, size=size, under=self.flow.top(b"/S/H%d" % level))
        self.flow.gap(size * 0.3)

    def height(self, text: str) -> float:
        """How much room a paragraph takes."""
        lines = fonts.lines_of(text, face=SANS, size=self.size, width=self.right - self.left)
        return sum(1 for _ in lines) * self.size * self.leading

    def number(self, told: str) -> None:
        """``told`` and the number of the page at its foot, outside what is read aloud."""
        at, self.flow.y = self.flow.y, FOOT - _NUMBER + SMALL
        page = f"Page {self.flow.page}"
        self.flow.put(Line(told, SANS), x=self.left, size=SMALL, under=None)
        self.flow.put(Line(page, SANS), x=self.right - SANS.width(page, SMALL), size=SMALL, under=None)
        self.flow.y = at


def written(write: Callable[[Flow], None], *, title: str) -> bytes:
    """The file of what ``write`` sets: tagged, the same input the same bytes."""
    fonts.ready()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=PAGE, invariant=1, initialFontName=SANS.name)  # type: ignore[arg-type]  # the stubs say float
    flow = Flow(canvas, Marks(canvas))
    write(flow)
    if flow.foot is not None:
        flow.foot()
    flow.marks.end_page()
    canvas.showPage()
    flow.marks.save(buffer, flow.tops)
    with tempfile.TemporaryDirectory(prefix="sheet-") as folder:
        out = Path(folder) / "sheet.pdf"
        write_clean(buffer, out=out, title=title, language="en-GB")
        return out.read_bytes()


def _together(place: int, many: int) -> int:
    """Lines that stay on one page from this one on, so that none stands on a page alone."""
    if place == 0:
        return many if many <= 3 else 2
    return 2 if place == many - 2 else 1
