"""A letter as PDF: A4, twelve points, the address where a window envelope shows it, numbers from the second page on.

Pages are tagged, and say what they are and in which language. It refuses nothing: what may stand in a letter is checked
before. Place of the window: a sheet folded twice in a DL envelope of BS 4264, which can slip by ten millimetres.
"""

from __future__ import annotations

from collections.abc import Sequence

from candour.access.letters_head import Head, Signed, head_of, text_of
from candour.access.models import Letter
from candour.cases.printed import Part
from candour.engine.flow import PAGE, TOP
from candour.engine.fonts import BOLD, SANS, Line
from candour.engine.sheet import MM, SMALL, Sheet, written
from candour.engine.structure import Element
from candour.engine.typeset import Bullets, Heading

LEFT, RIGHT = 25 * MM, PAGE[0] - 22 * MM
SIDE = 116 * MM
"""Where the column at the right begins: beside the window, not in it."""
WINDOW, BELOW = PAGE[1] - 54 * MM, PAGE[1] - 98 * MM
"""Where the address begins, and where what is not seen in the window begins."""
SIZE = 12.0
_NAME, _SUBJECT = 17.0, 15.0
_TO_SIGN = 32.0
_MOST_TOGETHER = 220.0


def as_pdf(letter: Letter) -> bytes:
    return written(lambda flow: _write(Sheet(flow, LEFT, RIGHT, SIZE), letter), title=letter.subject)


def _write(sheet: Sheet, letter: Letter) -> None:
    flow = sheet.flow
    flow.head = lambda: sheet.number(letter.request.reference)
    _above(sheet, head_of(letter))
    sheet.heading(letter.subject, size=_SUBJECT, level=1)
    text = list(text_of(letter))
    ends = _ending(text)
    for place, part in enumerate(text):
        if place == ends:
            flow.room(min(sum(_height(sheet, each) for each in text[place:]), _MOST_TOGETHER))
        _set(sheet, part)


def _above(sheet: Sheet, head: Head) -> None:
    flow, top = sheet.flow, TOP + 4 * MM
    if head.council:
        flow.y = top
        sheet.text(head.council, face=BOLD, size=_NAME, right=SIDE - 4 * MM)
        sheet.text(head.service, right=SIDE - 4 * MM)
        flow.y = top
        sheet.text("\n".join(head.contacts), size=SMALL, left=SIDE)
    beside = min(flow.y - 4 * MM, WINDOW)
    flow.y = WINDOW
    sheet.text("\n".join(head.address), right=SIDE - 4 * MM)
    ends, flow.y = flow.y, beside
    sheet.text("\n".join(head.references), size=SMALL, left=SIDE)
    flow.y = min(min(ends, flow.y) - 4 * MM, BELOW)


def _set(sheet: Sheet, part: Part | Signed) -> None:
    match part:
        case Heading():
            sheet.heading(part.text, size=SIZE, level=2)
        case Bullets():
            _bullets(sheet, part)
        case Signed():
            sheet.flow.room(_height(sheet, part))
            sheet.text(part.closing)
            sheet.flow.gap(_TO_SIGN)
            sheet.text(part.who)
        case _:
            sheet.text(part.text)
            sheet.flow.gap(7)


def _ending(text: Sequence[Part | Signed]) -> int:
    """Where the last paragraph and its heading begin: nobody signs a page on which nothing else stands."""
    signed = next((place for place, part in enumerate(text) if isinstance(part, Signed)), 0)
    before = next((place for place in range(signed - 1, -1, -1) if not isinstance(text[place], Heading)), signed)
    return before - 1 if before and isinstance(text[before - 1], Heading) else before


def _height(sheet: Sheet, part: Part | Signed) -> float:
    if isinstance(part, Signed):
        return _TO_SIGN + (part.text.count("\n") + 1) * SIZE * sheet.leading
    return 8 + sheet.height("\n".join(part.items) if isinstance(part, Bullets) else part.text)


def _bullets(sheet: Sheet, part: Bullets) -> None:
    flow = sheet.flow
    listed = flow.top(b"/S/L")
    for item in part.items:
        label, body = Element(b"/S/Lbl"), Element(b"/S/LBody")
        listed.kids.append(Element(b"/S/LI", [label, body]))
        flow.room(SIZE * sheet.leading)
        flow.put(Line("•", SANS), x=LEFT + 6, size=SIZE, under=label)
        sheet.text(item, left=LEFT + 22, under=body)
        flow.gap(3)
    flow.gap(5)
