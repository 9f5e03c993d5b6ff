"""A statement as Word file: real numbers, headings and page numbers, in styles that a council can change.

It says nothing of who made the file or when.
"""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.document import Document
from docx.shared import Mm

from candour.cases.printed import add, describe, number_pages, plain
from candour.litigation.statement_sheets import TRUTH, Said, Sheets

_LEFT, _RIGHT, _CORNER, _INDENT = 35, 25, 80, 12
"""In millimetres: the edges, where the corner begins behind the left one, and the words behind their number."""


def as_word(given: Sheets) -> bytes:
    made, buffer = docx.Document(), io.BytesIO()
    describe(made, given.title)
    _styles(made)
    _sheet(made, given)
    _above(made, given)
    for part in given.said:
        _paragraph(made, part)
    made.add_heading(TRUTH, level=2)
    truth = made.add_paragraph(given.truth)
    truth.paragraph_format.keep_with_next = True
    for line in given.signature:
        signed = made.add_paragraph(line)
        signed.paragraph_format.space_before = Mm(5)
        signed.paragraph_format.keep_with_next = line is not given.signature[-1]
    if given.pages is not None:
        made.add_page_break()  # type: ignore[no-untyped-call]
        made.add_heading(given.exhibit, level=1)
        made.add_paragraph(given.introduces)
        add(made, given.pages)
    made.save(buffer)
    return buffer.getvalue()


def _styles(made: Document) -> None:
    styles: Any = made.styles
    plain(styles["Normal"], size=12, after=6, leading=1.5)
    plain(styles["Heading 1"], size=15, before=12, after=8)
    plain(styles["Heading 2"], size=12, before=8, after=4)
    plain(styles["List Number"], size=12, after=6, leading=1.5)
    for name, left, first in (("List Number", _INDENT, -_INDENT), ("List Continue", _INDENT, 0)):
        plain(styles[name], size=12, after=6, leading=1.5)
        styles[name].paragraph_format.left_indent = Mm(left)
        styles[name].paragraph_format.first_line_indent = Mm(first)
        styles[name].paragraph_format.tab_stops.add_tab_stop(Mm(left))


def _sheet(made: Document, given: Sheets) -> None:
    sheet = made.sections[0]
    sheet.page_width, sheet.page_height = Mm(210), Mm(297)
    sheet.left_margin, sheet.right_margin, sheet.top_margin, sheet.bottom_margin = Mm(_LEFT), Mm(_RIGHT), Mm(25), Mm(25)
    if given.draft:
        sheet.header.paragraphs[0].add_run(given.draft).bold = True
    number_pages(sheet.footer.paragraphs[0], f"{given.foot}, page ")


def _above(made: Document, given: Sheets) -> None:
    corner = made.add_paragraph("\n".join(given.corner))
    corner.paragraph_format.left_indent = Mm(_CORNER)
    corner.paragraph_format.line_spacing = 1.15
    for line in given.court:
        made.add_paragraph().add_run(line).bold = True
    if given.between:
        made.add_paragraph("Between")
        for name, side in given.between:
            made.add_paragraph(f"{name} ({side})").paragraph_format.left_indent = Mm(_INDENT)
    made.add_heading(given.title, level=1)
    made.add_paragraph(given.begins)


def _paragraph(made: Document, part: Said) -> None:
    if part.number is None:
        made.add_heading(part.text, level=2)
        return
    made.add_paragraph(part.text, style="List Number")
    if part.source:
        made.add_paragraph(part.source, style="List Continue")
