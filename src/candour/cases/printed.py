"""Text that leaves the house as parts, and parts as a Word and a PDF file. A file says nothing of who made it or when.

Lines that begin with "# " are headings, with "- " items of a list; an empty line begins a new paragraph.
"""

from __future__ import annotations

import io
import itertools
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

from candour.engine.typeset import Block, Bullets, Heading, Paragraph, Table, write_pdf

Part = Heading | Bullets | Paragraph
_HEADING, _ITEM = "# ", "- "
_FONT = "Arial"
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def parts(text: str) -> list[Part]:
    """The parts of a text, in order."""
    found: list[Part] = []
    for kind, lines in itertools.groupby(text.splitlines(), key=_kind):
        found += _MADE[kind](list(lines))
    return found


def below(text: str) -> list[Part]:
    """As ``parts``, for a text that stands under a heading of its own."""
    return [Heading(part.text, level=2) if isinstance(part, Heading) else part for part in parts(text)]


def as_pdf(blocks: Sequence[Block], *, title: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="letter-") as folder:
        out = Path(folder) / "letter.pdf"
        write_pdf(blocks, out=out, title=title)
        return out.read_bytes()


def as_word(blocks: Sequence[Block], *, title: str) -> bytes:
    """Of headings, lists, paragraphs and tables."""
    made, buffer = docx.Document(), io.BytesIO()
    describe(made, title)
    for block in blocks:
        add(made, block)
    made.save(buffer)
    return buffer.getvalue()


def add(made: Document, block: Block) -> None:
    """Below what stands there already."""
    match block:
        case Heading():
            made.add_heading(block.text, level=block.level)
        case Bullets():
            for item in block.items:
                made.add_paragraph(item, style="List Bullet")
        case Paragraph():
            made.add_paragraph(block.text)
        case Table():
            _add_table(made, block)


def _add_table(made: Document, block: Table) -> None:
    """Its first row is repeated on each page where it is a header."""
    table = made.add_table(rows=0, cols=max(map(len, block.rows), default=1), style="Table Grid")
    for row in block.rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    if block.header and block.rows:
        first = table.rows[0]
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        first._tr.get_or_add_trPr().append(repeated)
        for cell in first.cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True
    if block.widths:
        page: Any = made.sections[0]
        whole = page.page_width - page.left_margin - page.right_margin
        for column, share in zip(table.columns, block.widths, strict=False):
            column.width = Length(int(whole * share / sum(block.widths)))


def describe(made: Document, title: str) -> None:
    """What the file tells of itself: its title and language, and nothing else."""
    about: Any = made.core_properties
    about.title, about.author, about.comments, about.language = title, "", "", "en-GB"
    about.created = about.modified = _NO_DAY
    styles: Any = made.styles
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def plain(style: Any, *, size: float, before: float = 0, after: float = 0, leading: float = 1.15) -> None:
    """A style of a Word file in plain black letters, which a council can change. In points; ``leading`` in lines."""
    style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = leading


def number_pages(foot: Line, told: str) -> None:
    """Writes ``told`` and the number of the page, which Word fills in, into a line of a footer."""
    foot.add_run(told)
    for kind in ("begin", "", "end"):
        made: Any = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            made.set(qn("w:fldCharType"), kind)
        else:
            made.text = "PAGE"
        foot.add_run()._r.append(made)


def _kind(line: str) -> str:
    if not line.strip():
        return ""
    return _HEADING if line.startswith(_HEADING) else _ITEM if line.startswith(_ITEM) else "words"


def _headings(lines: list[str]) -> Iterator[Heading]:
    for line in lines:
        yield Heading(line.removeprefix(_HEADING).strip())


_MADE: Mapping[str, Callable[[list[str]], list[Part]]] = {
    "": lambda lines: [],
    _HEADING: lambda lines: list(_headings(lines)),
    _ITEM: lambda lines: [Bullets([line.removeprefix(_ITEM).strip() for line in lines])],
    "words": lambda lines: [Paragraph("\n".join(lines))],
}
