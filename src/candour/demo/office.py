"""Word, OpenDocument, PowerPoint and Excel files for the demonstration, with what such files hide. It reads nothing."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
import openpyxl
import pptx
from docx.oxml import OxmlElement, ns

Document = dict[str, Any]


def write_docx(document: Document, path: Path) -> None:
    made = docx.Document()
    made.core_properties.author = document["author"]
    made.core_properties.title = document["title"]
    last = None
    for line in document["text"].splitlines():
        if line.startswith("#"):
            made.add_heading(line.lstrip("# "), level=min(2, len(line) - len(line.lstrip("#"))))
        else:
            last = made.add_paragraph(line)
    if last is not None and "deleted" in document:
        last._p.append(_tracked_deletion(document["deleted"], author=document["author"]))
    if last is not None and "comment" in document:
        made.add_comment(last.runs, text=document["comment"], author=document["author"], initials="BP")
    made.save(str(path))


def _tracked_deletion(text: str, *, author: str) -> Any:
    deletion = OxmlElement("w:del")
    deletion.set(ns.qn("w:id"), "901")
    deletion.set(ns.qn("w:author"), author)
    deletion.set(ns.qn("w:date"), "2014-03-19T09:00:00Z")
    run, words = OxmlElement("w:r"), OxmlElement("w:delText")
    words.text = text
    run.append(words)
    deletion.append(run)
    return deletion


_ODT_NAMES = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'


def write_odt(document: Document, path: Path) -> None:
    """The smallest OpenDocument text that LibreOffice opens, with a hidden paragraph."""
    lines = "".join(f"<text:p>{escape(line.lstrip('# '))}</text:p>" for line in document["text"].splitlines())
    hidden = (
        f'<text:p><text:hidden-text text:condition="ooow:1" text:string-value="{escape(document["hidden"])}"/></text:p>'
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODT_NAMES} office:version="1.2">'
        f"<office:body><office:text>{lines}{hidden}</office:text></office:body></office:document-content>"
    )
    listing = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in (
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", content),
            ("META-INF/manifest.xml", listing),
        ):
            archive.writestr(zipfile.ZipInfo(name, (2014, 5, 9, 9, 0, 0)), data)


def write_pptx(document: Document, path: Path) -> None:
    made = pptx.Presentation()
    for line in document["text"].splitlines():
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text = line
    slide.notes_slide.notes_text_frame.text = document["hidden"]
    made.core_properties.author = document["author"]
    made.save(str(path))


def write_xlsx(document: Document, path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Log")
    for row in csv.reader(io.StringIO(document["text"])):
        sheet.append(row)
    if "hidden" in document:
        lookup = book.create_sheet("Lookup")
        lookup.sheet_state = "hidden"
        surname, given, born = document["hidden"].split(",")
        lookup.append([f"{surname},{given}", born])
    book.properties.creator = document["author"]
    book.save(path)
