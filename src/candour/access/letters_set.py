"""A letter as PDF: A4, twelve points, the address where a window envelope shows it, numbers from the second page on.

Pages are tagged, and say what they are and in which language. It refuses nothing: what may stand in a letter is checked
before. Place of the window: a sheet folded twice in a DL envelope of BS 4264, which can slip by ten millimetres.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from candour.access.letters_head import Head, Signed, head_of, text_of
from candour.access.models import Letter
from candour.cases.printed import Part
from candour.engine import fonts
from candour.engine.clean import write_clean
from candour.engine.flow import FOOT, PAGE, TOP, Flow
from candour.engine.fonts import BOLD, SANS, Face, Line
from candour.engine.structure import Element
from candour.engine.tagging import Marks
from candour.engine.typeset import Bullets, Heading

MM = 72 / 25.4
LEFT, RIGHT = 25 * MM, PAGE[0] - 22 * MM
SIDE = 116 * MM
"""Where the column at the right begins: beside the window, not in it."""
WINDOW, BELOW = PAGE[1] - 54 * MM, PAGE[1] - 98 * MM
"""Where the address begins, and where what is not seen in the window begins."""
SIZE, SMALL = 12.0, 10.0
LEADING = 1.26
"""Line height, in font sizes."""
_NAME, _SUBJECT = 17.0, 15.0
_TO_SIGN = 32.0
_MOST_TOGETHER = 220.0
_NUMBER = 32.0
"""Where the number of a page stands, above its foot."""


def as_pdf(letter: Letter) -> bytes:
    fonts.ready()
    buffer, head = io.BytesIO(), head_of(letter)
    canvas = Canvas(buffer, pagesize=PAGE, invariant=1, initialFontName=SANS.name)  # type: ignore[arg-type]  # the stubs say float
    flow = Flow(canvas, Marks(canvas))
    flow.head = lambda: _numbered(flow, letter.request.reference)
    _above(flow, head)
    _heading(flow, letter.subject, size=_SUBJECT, level=1)
    text = list(text_of(letter))
    ends = _ending(text)
    for place, part in enumerate(text):
        if place == ends:
            flow.room(min(sum(map(_height, text[place:])), _MOST_TOGETHER))
        _set(flow, part)
    flow.marks.end_page()
    canvas.showPage()
    flow.marks.save(buffer, flow.tops)
    with tempfile.TemporaryDirectory(prefix="letter-") as folder:
        out = Path(folder) / "letter.pdf"
        write_clean(buffer, out=out, title=letter.subject, language="en-GB")
        return out.read_bytes()


def _above(flow: Flow, head: Head) -> None:
    top = TOP + 4 * MM
    if head.council:
        flow.y = top
        _text(flow, head.council, face=BOLD, size=_NAME, right=SIDE - 4 * MM)
        _text(flow, head.service, right=SIDE - 4 * MM)
        flow.y = top
        _text(flow, "\n".join(head.contacts), size=SMALL, left=SIDE)
    beside = min(flow.y - 4 * MM, WINDOW)
    flow.y = WINDOW
    _text(flow, "\n".join(head.address), right=SIDE - 4 * MM)
    ends, flow.y = flow.y, beside
    _text(flow, "\n".join(head.references), size=SMALL, left=SIDE)
    flow.y = min(min(ends, flow.y) - 4 * MM, BELOW)


def _set(flow: Flow, part: Part | Signed) -> None:
    match part:
        case Heading():
            _heading(flow, part.text, size=SIZE, level=2)
        case Bullets():
            _bullets(flow, part)
        case Signed():
            flow.room(_height(part))
            _text(flow, part.closing)
            flow.gap(_TO_SIGN)
            _text(flow, part.who)
        case _:
            _text(flow, part.text)
            flow.gap(7)


def _ending(text: Sequence[Part | Signed]) -> int:
    """Where the last paragraph and its heading begin: nobody signs a page on which nothing else stands."""
    signed = next((place for place, part in enumerate(text) if isinstance(part, Signed)), 0)
    before = next((place for place in range(signed - 1, -1, -1) if not isinstance(text[place], Heading)), signed)
    return before - 1 if before and isinstance(text[before - 1], Heading) else before


def _height(part: Part | Signed) -> float:
    if isinstance(part, Signed):
        return _TO_SIGN + (part.text.count("\n") + 1) * SIZE * LEADING
    told = "\n".join(part.items) if isinstance(part, Bullets) else part.text
    return 8 + sum(1 for _ in fonts.lines_of(told, face=SANS, size=SIZE, width=RIGHT - LEFT)) * SIZE * LEADING


def _heading(flow: Flow, text: str, *, size: float, level: int) -> None:
    flow.gap(size * 0.5)
    flow.room(size * LEADING + 3 * SIZE * LEADING)  # never alone at the foot of a page
    _text(flow, text, face=BOLD, size=size, under=flow.top(b"/S/H%d" % level))
    flow.gap(size * 0.3)


def _bullets(flow: Flow, part: Bullets) -> None:
    listed = flow.top(b"/S/L")
    for item in part.items:
        label, body = Element(b"/S/Lbl"), Element(b"/S/LBody")
        listed.kids.append(Element(b"/S/LI", [label, body]))
        flow.room(SIZE * LEADING)
        flow.put(Line("•", SANS), x=LEFT + 6, size=SIZE, under=label)
        _text(flow, item, left=LEFT + 22, under=body)
        flow.gap(3)
    flow.gap(5)


def _text(
    flow: Flow, text: str, *, face: Face = SANS, size: float = SIZE, left: float = LEFT, right: float = RIGHT,
    under: Element | None = None,
) -> None:  # fmt: skip
    """As ``Flow.text``, between edges of its own."""
    if not text:
        return
    owner = under or flow.top(b"/S/P")
    lines = list(fonts.lines_of(text, face=face, size=size, width=right - left))
    for place, line in enumerate(lines):
        flow.room(size * LEADING * _together(place, len(lines)))
        flow.put(line, x=left, size=size, under=owner)
        flow.y -= size * LEADING


def _together(place: int, many: int) -> int:
    """Lines that stay on one page from this one on, so that none stands on a page alone."""
    if place == 0:
        return many if many <= 3 else 2
    return 2 if place == many - 2 else 1


def _numbered(flow: Flow, reference: str) -> None:
    """Reference and number at the foot of a page, outside what is read aloud."""
    at, flow.y = flow.y, FOOT - _NUMBER + SMALL
    told = f"Page {flow.page}"
    flow.put(Line(reference, SANS), x=LEFT, size=SMALL, under=None)
    flow.put(Line(told, SANS), x=RIGHT - SANS.width(told, SMALL), size=SMALL, under=None)
    flow.y = at
