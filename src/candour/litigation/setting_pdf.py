"""A statement as PDF: A4 with wide edges, twelve points on wide lines, numbered paragraphs, the number of each page.

Pages are tagged. What is no paragraph of the statement, such as the foot of a page, is not read aloud.
"""

from __future__ import annotations

from candour.engine.flow import PAGE, Flow
from candour.engine.fonts import BOLD, SANS, Line
from candour.engine.sheet import MM, SMALL, Sheet, written
from candour.engine.structure import Element
from candour.engine.typeset import set_table
from candour.litigation.statement_sheets import TRUTH, Said, Sheets

LEFT, RIGHT = 35 * MM, PAGE[0] - 25 * MM
INDENT = 12 * MM
"""From the number of a paragraph to its words."""
_CORNER = 115 * MM
_TITLE, _HEADING = 15.0, 12.0
_TO_SIGN = 170.0
"""Room for the statement of truth and the signature below it, which stay together."""


def as_pdf(given: Sheets) -> bytes:
    return written(lambda flow: _write(flow, given), title=given.title)


def _write(flow: Flow, given: Sheets) -> None:
    sheet = Sheet(flow, LEFT, RIGHT, leading=1.5)
    flow.foot = lambda: sheet.number(given.foot)
    if given.draft:
        sheet.text(given.draft, face=BOLD)
    sheet.text("\n".join(given.corner), size=SMALL, left=_CORNER)
    _above(sheet, given)
    sheet.text(given.begins)
    flow.gap(8)
    for part in given.said:
        _paragraph(sheet, part)
    flow.room(_TO_SIGN)
    sheet.heading(TRUTH, size=_HEADING, level=2)
    sheet.text(given.truth)
    flow.gap(24)
    for line in given.signature:
        sheet.text(line)
        flow.gap(10)
    if given.pages is not None:
        flow.turn()
        sheet.heading(given.exhibit, size=_TITLE, level=1)
        sheet.text(given.introduces)
        flow.gap(8)
        set_table(flow, given.pages)


def _above(sheet: Sheet, given: Sheets) -> None:
    sheet.flow.gap(10)
    for line in given.court:
        sheet.text(line, face=BOLD)
    if given.between:
        sheet.text("Between")
        for name, side in given.between:
            sheet.text(f"{name} ({side})", left=LEFT + INDENT)
    sheet.heading(given.title, size=_TITLE, level=1)


def _paragraph(sheet: Sheet, part: Said) -> None:
    flow = sheet.flow
    if part.number is None:
        sheet.heading(part.text, size=_HEADING, level=2)
        return
    owner: Element = flow.top(b"/S/P")
    flow.room(2 * sheet.size * sheet.leading)  # the number stands beside words
    flow.put(Line(f"{part.number}.", SANS), x=LEFT, size=sheet.size, under=owner)
    sheet.text(part.text, left=LEFT + INDENT, under=owner)
    flow.gap(4)
    if part.source:
        sheet.text(part.source, left=LEFT + INDENT)
        flow.gap(4)
    flow.gap(6)
