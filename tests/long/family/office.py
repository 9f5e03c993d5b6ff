"""Word, Excel, PowerPoint and, through LibreOffice, OpenDocument and old formats, with what they hide. It reads nothing else."""


# ruff: noqa: E501 - marked text and markup of files is not broken

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
import openpyxl
import pptx
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.shared import Pt
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from pptx.util import Inches

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a document hides; empty words hide nothing."""

    deleted: str = ""
    inserted: str = ""
    comment: str = ""
    hidden: str = ""
    box: str = ""
    header: str = ""
    footer: str = ""
    title: str = ""
    author: str = "Gareth Pugh"
    alt: str = ""
    custom: str = ""
    footnote: str = ""
    endnote: str = ""
    embedded: dict[str, bytes] = field(default_factory=dict)
    table: tuple[tuple[str, ...], ...] = ()


def word(pages: list[list[str]], path: Path, *, hides: Hidden, small: bool = False) -> None:
    """A docx of the given paragraphs, a page break between pages; ``small`` type fits 50 lines."""
    made = docx.Document()
    if small:
        made.styles["Normal"].font.size = Pt(8.5)
        made.styles["Normal"].paragraph_format.space_after = Pt(0)
        made.styles["Normal"].paragraph_format.line_spacing = Pt(12)
    made.core_properties.title, made.core_properties.author = hides.title, hides.author
    for number, paragraphs in enumerate(pages):
        for paragraph in paragraphs:
            made.add_paragraph(paragraph)
        if number + 1 < len(pages):
            made.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    if hides.table:
        grid = made.add_table(rows=0, cols=len(hides.table[0]))
        for row in hides.table:
            for cell, words in zip(grid.add_row().cells, row, strict=True):
                cell.text = words
    _hide(made, hides)
    out = io.BytesIO()
    made.save(out)
    path.write_bytes(_with_parts(out.getvalue(), hides))


def _hide(made: docx.document.Document, hides: Hidden) -> None:
    if hides == Hidden():
        return
    last = made.add_paragraph("End of record.")
    for kind, words in (("del", hides.deleted), ("ins", hides.inserted)):
        if words:
            tag = "delText" if kind == "del" else "t"
            run = f'<w:{kind} {_W} w:id="9{len(words)}" w:author="{escape(hides.author)}" w:date="2016-05-27T09:00:00Z"><w:r><w:{tag}>{escape(words)}</w:{tag}></w:r></w:{kind}>'
            last._p.append(parse_xml(run))
    if hides.hidden:
        last.add_run(hides.hidden).font.hidden = True
    if hides.comment:
        made.add_comment(last.runs[:1], text=hides.comment, author=hides.author, initials="GP")
    if hides.header:
        made.sections[0].header.paragraphs[0].text = hides.header
    if hides.footer:
        made.sections[0].footer.paragraphs[0].text = hides.footer
    if hides.box:
        shape = f'<w:r {_W} {_VML}><w:pict><v:shape id="tb1" style="width:220pt;height:40pt" type="#_x0000_t202"><v:textbox><w:txbxContent><w:p><w:r><w:t>{escape(hides.box)}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
        made.add_paragraph()._p.append(parse_xml(shape))
    if hides.alt:
        from PIL import Image

        picture = io.BytesIO()
        Image.new("RGB", (60, 40), (200, 220, 240)).save(picture, "PNG")
        made.add_picture(picture)
        made.inline_shapes[-1]._inline.docPr.set("descr", hides.alt)


def _with_parts(data: bytes, hides: Hidden) -> bytes:
    """Parts python-docx does not write: notes, custom properties, embedded files."""
    parts: dict[str, tuple[str, str, bytes]] = {}
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    for name, words in (("footnote", hides.footnote), ("endnote", hides.endnote)):
        if words:
            body = f'<?xml version="1.0" encoding="UTF-8"?><w:{name}s {_W}><w:{name} w:id="2"><w:p><w:r><w:t>{escape(words)}</w:t></w:r></w:p></w:{name}></w:{name}s>'
            parts[f"word/{name}s.xml"] = (f"{base}/{name}s", f"{kind}.{name}s+xml", body.encode())
    source = zipfile.ZipFile(io.BytesIO(data))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "[Content_Types].xml":
                content = _listed(content, parts, custom=bool(hides.custom), binary=bool(hides.embedded))
            elif info.filename == "word/_rels/document.xml.rels":
                content = _related(content, {name: each[0] for name, each in parts.items()})
            elif info.filename == "word/document.xml":
                content = _referred(content, hides)
            elif info.filename == "_rels/.rels" and hides.custom:
                rel = f'<Relationship Id="rIdC" Type="{base}/custom-properties" Target="docProps/custom.xml"/></Relationships>'
                content = content.replace(b"</Relationships>", rel.encode())
            made.writestr(info.filename, content)
        for name, (_, _, body_bytes) in parts.items():
            made.writestr(name, body_bytes)
        if hides.custom:
            made.writestr("docProps/custom.xml", _custom(hides.custom))
        for name, embedded in hides.embedded.items():
            made.writestr(f"word/embeddings/{name}", embedded)
    return out.getvalue()


def _listed(content: bytes, parts: dict[str, tuple[str, str, bytes]], *, custom: bool, binary: bool) -> bytes:
    added = "".join(f'<Override PartName="/{name}" ContentType="{each[1]}"/>' for name, each in parts.items())
    if custom:
        added += '<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
    if binary:
        added += '<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>'
    return content.replace(b"</Types>", added.encode() + b"</Types>")


def _related(content: bytes, parts: dict[str, str]) -> bytes:
    added = "".join(
        f'<Relationship Id="rIdX{at}" Type="{kind}" Target="{name[5:]}"/>'
        for at, (name, kind) in enumerate(parts.items())
    )
    return content.replace(b"</Relationships>", added.encode() + b"</Relationships>")


def _referred(content: bytes, hides: Hidden) -> bytes:
    runs = "".join(
        f'<w:r><w:{name}Reference w:id="2"/></w:r>' for name in ("footnote", "endnote") if getattr(hides, name)
    )
    return content.replace(b"</w:t></w:r></w:p>", b"</w:t></w:r>" + runs.encode() + b"</w:p>", 1) if runs else content


def _custom(words: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" '
        f'pid="2" name="Source"><vt:lpwstr>{escape(words)}</vt:lpwstr></property></Properties>'
    )


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: visible rows and what it hides."""

    rows: tuple[tuple[str, ...], ...]
    hidden_column: tuple[str, ...] = ()
    hidden_row: tuple[str, ...] = ()
    hidden_sheet: tuple[tuple[str, ...], ...] = ()
    very_hidden: tuple[tuple[str, ...], ...] = ()
    comment: str = ""
    validation: str = ""
    name: str = ""
    header: str = ""
    creator: str = "School office"


def sheet(book: Book, path: Path) -> None:
    made = openpyxl.Workbook()
    page: Any = made.active
    page.title = "Log"
    for row in book.rows:
        page.append(list(row))
    column = len(book.rows[0]) + 2
    for at, words in enumerate(book.hidden_column, 1):
        page.cell(at, column, words)
    if book.hidden_column:
        page.column_dimensions[get_column_letter(column)].hidden = True
    if book.hidden_row:
        page.append(list(book.hidden_row))
        page.row_dimensions[page.max_row].hidden = True
    for title, rows, state in (("Lookup", book.hidden_sheet, "hidden"), ("Codes", book.very_hidden, "veryHidden")):
        if rows:
            other = made.create_sheet(title)
            other.sheet_state = state
            for row in rows:
                other.append(list(row))
    if book.comment:
        page["A2"].comment = Comment(book.comment, "office")
    if book.validation:
        rule = DataValidation(type="list", formula1=f'"{book.validation}"', allow_blank=True)
        page.add_data_validation(rule)
        rule.add("B2")
    if book.name:
        made.defined_names["Source"] = DefinedName("Source", attr_text=f'"{book.name}"')
    if book.header:
        page.oddHeader.left.text = book.header
    made.properties.creator = book.creator
    made.save(path)


def slides(titles: list[str], path: Path, *, notes: str, alt: str, hidden: str) -> None:
    """A slide a title; notes on the first, alternative text on a picture, the last hidden."""
    made = pptx.Presentation()
    for title in [*titles, hidden]:
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text = title
    made.slides[len(titles)]._element.set("show", "0")
    made.slides[0].notes_slide.notes_text_frame.text = notes
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (60, 40), (220, 200, 240)).save(picture, "PNG")
    shape = made.slides[0].shapes.add_picture(picture, Inches(1), Inches(3))
    shape._element.nvPicPr.cNvPr.set("descr", alt)
    made.save(str(path))


@dataclass
class Conversions:
    """Documents waiting for LibreOffice, changed in one start a target format."""

    waiting: dict[str, list[tuple[Path, Path]]] = field(default_factory=dict)

    def add(self, first: Path, final: Path, *, to: str) -> None:
        self.waiting.setdefault(to, []).append((first, final))

    def run(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for to, pairs in self.waiting.items():
                into = Path(folder) / to.split(":")[0]
                command = [
                    "soffice",
                    f"-env:UserInstallation=file://{folder}/profile",
                    "--headless",
                    "--convert-to",
                    to,
                    "--outdir",
                    str(into),
                ]
                subprocess.run(
                    [*command, *(str(first) for first, _ in pairs)], check=True, capture_output=True, timeout=400
                )
                for first, final in pairs:
                    shutil.move(into / f"{first.stem}.{to.split(':')[0]}", final)
                    first.unlink()
