"""A letter as Word file: A4, letterhead and page numbers in real headers and footers, styles that a council can change.

It says nothing of who made it or when. Frames hold what has its place on the sheet; readers come to it in order.
"""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph as Line

from candour.access.letters_head import Head, Signed, head_of, text_of
from candour.access.models import Letter
from candour.cases import printed
from candour.cases.printed import Part

_LEFT, _SIDE, _TOP, _WINDOW, _BELOW = 25, 116, 15, 54, 98
"""In millimetres: the edge, the column at the right, the letterhead, the window of an envelope, and below it."""
_LINE = 13
"""From line to line in the letterhead, in points."""
_AFTER_FRAME = (
    "w:widowControl", "w:numPr", "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens",
    "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr",
)  # fmt: skip
"""What stands after a frame in the properties of a paragraph, as the schema has it."""


def as_word(letter: Letter) -> bytes:
    made, buffer, head = docx.Document(), io.BytesIO(), head_of(letter)
    printed.describe(made, letter.subject)
    _styles(made)
    _sheet(made, head, letter.request.reference)
    _framed(made.add_paragraph("\n".join(head.address), style="Address"), left=_LEFT, top=_WINDOW, width=86)
    _framed(made.add_paragraph("\n".join(head.references), style="Details"), left=_SIDE, top=_WINDOW, width=72)
    subject = made.add_heading(letter.subject, level=1)
    subject.paragraph_format.space_before = Mm(_BELOW) - max(Mm(_LEFT), _high(head))
    for part in text_of(letter):
        _add(made, part)
    made.save(buffer)
    return buffer.getvalue()


def _styles(made: Document) -> None:
    styles: Any = made.styles
    printed.plain(styles["Normal"], size=12, after=7)
    printed.plain(styles["Heading 1"], size=15, after=8)
    printed.plain(styles["Heading 2"], size=12, before=8, after=3)
    printed.plain(styles["List Bullet"], size=12, after=3)
    for name, size in (("Letterhead", 17), ("Details", 10), ("Address", 12)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        printed.plain(style, size=size)
    styles["Letterhead"].font.bold = True
    styles["Details"].paragraph_format.line_spacing = Pt(_LINE)


def _sheet(made: Document, head: Head, reference: str) -> None:
    sheet = made.sections[0]
    sheet.page_width, sheet.page_height = Mm(210), Mm(297)
    sheet.left_margin, sheet.right_margin, sheet.top_margin, sheet.bottom_margin = Mm(_LEFT), Mm(22), Mm(25), Mm(25)
    sheet.header_distance = sheet.footer_distance = Mm(_TOP)
    sheet.different_first_page_header_footer = True
    if head.council:
        details = sheet.first_page_header.paragraphs[0]
        details.style, details.text = "Details", "\n".join(head.contacts)
        details.paragraph_format.left_indent = Mm(_SIDE - _LEFT)
        for style, words, top in (("Letterhead", head.council, _TOP), ("Address", head.service, _TOP + 9)):
            if words:
                _framed(details.insert_paragraph_before(words, style=style), left=_LEFT, top=top, width=86)
    foot = sheet.footer.paragraphs[0]
    foot.style = "Details"
    printed.number_pages(foot, f"{reference}, page ")


def _high(head: Head) -> Length:
    """Where the letterhead of the first page ends, which moves down what stands below it."""
    return Length(Mm(_TOP) + Pt(_LINE * len(head.contacts))) if head.council else Length(0)


def _framed(line: Line, *, left: int, top: int, width: int) -> None:
    """Puts a paragraph at a place on the sheet, in millimetres from its corner."""
    frame: Any = OxmlElement("w:framePr")
    where = {"w": Mm(width).twips, "x": Mm(left).twips, "y": Mm(top).twips}
    for key, value in {"wrap": "around", "vAnchor": "page", "hAnchor": "page", **where}.items():
        frame.set(qn(f"w:{key}"), str(value))
    line._p.get_or_add_pPr().insert_element_before(frame, *_AFTER_FRAME)


def _add(made: Document, part: Part | Signed) -> None:
    if not isinstance(part, Signed):
        printed.add(made, part)
        return
    made.paragraphs[-1].paragraph_format.keep_with_next = True  # nobody signs an empty page
    closing = made.add_paragraph(part.closing)
    closing.paragraph_format.keep_with_next = True
    closing.paragraph_format.space_after = Pt(40)
    made.add_paragraph(part.who).paragraph_format.keep_together = True
