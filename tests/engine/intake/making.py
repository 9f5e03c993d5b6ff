"""Small case folders with everything that files can hide; all people and numbers are invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pypdfium2
from openpyxl.comments import Comment
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from candour.engine.intake import Limits, take_in
from candour.engine.model import Gap, Intake, ManifestRow, PageKind, Record
from candour.engine.store import Store


@dataclass
class Taken:
    """An intake with the texts of its pages at hand."""

    intake: Intake
    store: Store

    def record(self, path: str) -> Record:
        return next(record for record in self.intake.records if record.path == path)

    def text(self, path: str, kind: PageKind) -> str:
        """The text of all pages of that kind, line ends as spaces."""
        record = self.record(path)
        if not record.pdf:
            return ""
        document = pypdfium2.PdfDocument(self.store.path(record.pdf))
        assert len(document) == len(record.pages)
        chosen = [number for number, page in enumerate(record.pages) if page is kind]
        found = " ".join(document[number].get_textpage().get_text_range() for number in chosen)
        document.close()
        return " ".join(found.split())

    def own(self, path: str) -> str:
        return self.text(path, PageKind.OWN)

    def hidden(self, path: str) -> str:
        return self.text(path, PageKind.HIDDEN)

    def gaps(self, source: str) -> list[Gap]:
        return [gap for gap in self.intake.gaps if gap.source == source]


def take(
    folder: Path, files: Mapping[str, bytes], *, manifest: Sequence[ManifestRow] = (), limits: Limits | None = None
) -> Taken:
    """Takes in a case folder with these files, made below ``folder``."""
    case = folder / "case"
    for name, data in files.items():
        path = case / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    case.mkdir(exist_ok=True)
    store = Store(folder / "work")
    intake = take_in(case=case, manifest=manifest, store=store, progress=lambda *_: None, limits=limits)
    return Taken(intake, store)


def row(record_id: str, filename: str, *, title: str = "", date: str = "") -> ManifestRow:
    return ManifestRow(record_id, title, "Note", date, "Records team", filename)


def zipped(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def pdf(*pages: str) -> bytes:
    """One page for each text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 300), invariant=1)
    for text in pages:
        canvas.drawString(40, 200, text)
        canvas.showPage()
    canvas.save()
    with pikepdf.open(io.BytesIO(buffer.getvalue())) as document:
        del document.trailer["/Info"]
        return saved(document)


def saved(document: pikepdf.Pdf, **options: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


def docx_with_everything() -> bytes:
    """Tracked changes, a comment, hidden text, a header and properties."""
    document = docx.Document()
    document.core_properties.subject = "Concerning Wendell Ostrow"
    document.core_properties.author = ""
    document.sections[0].header.paragraphs[0].text = "Header for Priory Lane"
    paragraph = document.add_paragraph("The visit took place. ")
    paragraph.add_run("Never print this aside.").font.hidden = True
    changed = document.add_paragraph("The caller was named.")
    change = (
        '<w:{0} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="{1}" w:author="Clerk"'
        ' w:date="2019-02-03T10:00:00Z"><w:r><w:{2} xml:space="preserve">{3}</w:{2}></w:r></w:{0}>'
    )
    changed._p.append(docx.oxml.parse_xml(change.format("del", 1, "delText", "Mrs Quillfeather ")))
    changed._p.append(docx.oxml.parse_xml(change.format("ins", 2, "t", "a neighbour")))
    document.add_comment(changed.runs, text="Is this Barnaby?", author="Reviewer")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook_with_everything() -> bytes:
    """A hidden sheet, row and column, a comment, formats, and a white cell."""
    book = openpyxl.Workbook()
    book.properties.creator = "Odette Vane"
    log = book.active
    log.title = "Log"
    log.append(["Day", "Child", "Reporter", "Phone"])
    log.append(["first", "Barnaby", "Mrs Quillfeather", 7700900123])
    log.append(["second", "Concealed Row Person", "nobody", 7700900124])
    log["D2"].number_format = "00000 000000"
    log["B2"].comment = Comment("told the carers", "Odette")
    log["A5"] = "pale words"
    log["A5"].font = openpyxl.styles.Font(color="FFFFFFFF")
    log.column_dimensions["C"].hidden = True
    log.row_dimensions[3].hidden = True
    other = book.create_sheet("Lookup")
    other.append(["Ostrow, Wendell"])
    other.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def odt() -> bytes:
    """A deletion, an insertion, a comment and hidden text, as LibreOffice writes them."""
    content = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.3">
<office:automatic-styles><style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/>
</style:style></office:automatic-styles><office:body><office:text>
<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>Clerk</dc:creator>
<dc:date>2019-02-03T10:00:00</dc:date></office:change-info><text:p>Mrs Quillfeather</text:p></text:deletion>
</text:changed-region><text:changed-region text:id="c2"><text:insertion><office:change-info><dc:creator>Clerk</dc:creator>
<dc:date>2019-02-03T10:00:00</dc:date></office:change-info></text:insertion></text:changed-region></text:tracked-changes>
<text:p>The caller was <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>a neighbour<text:change-end
 text:change-id="c2"/> of the family.<office:annotation><dc:creator>Reviewer</dc:creator><text:p>Is this Barnaby?</text:p>
</office:annotation></text:p><text:p>Seen. <text:span text:style-name="T1">Never print this aside.</text:span></text:p>
</office:text></office:body></office:document-content>"""
    manifest = """<?xml version="1.0" encoding="UTF-8"?><manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry
 manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry
 manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()


def message(subject: str, body: str, **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = "Odette Vane <odette@council.example>", "barnaby@home.example"
    made["Subject"], made["Date"] = subject, "Tue, 05 Feb 2019 09:30:00 +0000"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(body)
    return made


def picture(form: str, frames: int = 1, **options: object) -> bytes:
    images = [Image.new("L", (120, 60 + 20 * number), 255) for number in range(frames)]
    buffer = io.BytesIO()
    more = {"save_all": True, "append_images": images[1:]} if frames > 1 else {}
    images[0].save(buffer, form, **more, **options)
    return buffer.getvalue()
