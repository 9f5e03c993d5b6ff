"""One writer a format for the demonstration's documents, hidden things included. It reads nothing."""

from __future__ import annotations

import io
import random
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageDraw, ImageFont

from candour.demo.office import write_docx, write_odt, write_pptx, write_xlsx
from candour.engine.fonts import FOLDER, SANS
from candour.engine.typeset import Block, Heading, Paragraph, Table, write_pdf

Document = dict[str, Any]
_EPOCH = (2018, 1, 15, 9, 0, 0)


def write(document: Document, *, folder: Path) -> None:
    """Writes one document of the demonstration below ``folder``."""
    path = folder / document["path"]
    path.parent.mkdir(parents=True, exist_ok=True)
    if document["format"] == "copy":
        shutil.copyfile(folder / document["of"], path)
    else:
        _WRITERS[document["format"]](document, path)


def blocks(text: str) -> list[Block]:
    """Lines beginning with # are headings, with | table rows, all others paragraphs."""
    made: list[Block] = []
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            made.append(Table(rows, header=False))
            rows = []
        if line.startswith("#"):
            made.append(Heading(line.lstrip("# "), level=min(3, len(line) - len(line.lstrip("#")))))
        elif line.strip():
            made.append(Paragraph(line))
    return made


def _pdf(document: Document, path: Path) -> None:
    write_pdf(blocks(document["text"]), out=path, title=document["title"])


def _changed_pdf(change: Callable[[pikepdf.Pdf], None]) -> Callable[[Document, Path], None]:
    def write_changed(document: Document, path: Path) -> None:
        _pdf(document, path)
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            change(pdf)
            pdf.save(path, deterministic_id=True)

    return write_changed


def _turn(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.rotate(90, relative=True)


def _lay_traps(pdf: pikepdf.Pdf) -> None:
    """A sticky note, metadata, an attachment and white text: what a PDF carries beside its pages."""
    pdf.docinfo["/Subject"] = pikepdf.String("Guardian report; spoke to Rose Whitlock")
    pdf.attachments["call.txt"] = b"Guardian rang Rose Whitlock on 01632 960499."
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Text,
        Rect=[500, 700, 520, 720],
        T=pikepdf.String("D Achebe"),
        Contents=pikepdf.String("Ask Mark Tansey's carers first"),
    )
    pdf.pages[0].obj.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
    white = b"BT /White 9 Tf 1 1 1 rg 60 40 Td (Source: R Whitlock) Tj ET"
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    pdf.pages[0].obj.Resources.Font["/White"] = pdf.make_indirect(font)
    pdf.pages[0].contents_add(white)


def _locked(document: Document, path: Path) -> None:
    _pdf(document, path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="kiln", user="kiln"))


def _scan(text: str) -> Image.Image:
    """Typed lines on a slightly grey sheet, a little askew, as a scanner leaves them."""
    sheet = Image.new("L", (1240, 1754), 250)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(FOLDER / f"{SANS.name}.ttf"), 30)
    for number, line in enumerate(text.splitlines()):
        draw.text((110, 130 + 52 * number), line, fill=20, font=font)
    return sheet.rotate(0.4, fillcolor=250, resample=Image.Resampling.BICUBIC)


def _picture(kind: str, **how: Any) -> Callable[[Document, Path], None]:
    def write_picture(document: Document, path: Path) -> None:
        sheet = _scan(document["text"])
        if kind == "TIFF":
            sheet = sheet.point(lambda value: 255 if value > 128 else 0).convert("1")
        sheet.save(path, kind, dpi=(150, 150), **how)

    return write_picture


def _text(encoding: str) -> Callable[[Document, Path], None]:
    return lambda document, path: _ignore(path.write_bytes(document["text"].encode(encoding)))


def _ignore(_: int) -> None:
    return None


def _rtf(document: Document, path: Path) -> None:
    body = "\\par\n".join(
        "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line) for line in document["text"].splitlines()
    )
    path.write_text("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 DejaVu Sans;}}\\f0\\fs22\n" + body + "}", encoding="ascii")


def _message(document: Document) -> EmailMessage:
    import datetime

    message = EmailMessage()
    message["From"], message["To"] = document["from"], document["to"]
    if "cc" in document:
        message["Cc"] = document["cc"]
    message["Subject"] = document["title"]
    sent = datetime.datetime.fromisoformat(f"{document['date']}T{document.get('time', '10:00')}")
    message["Date"] = format_datetime(sent.replace(tzinfo=datetime.UTC))
    message.set_content(document["text"])
    return message


def _eml(document: Document, path: Path) -> None:
    path.write_bytes(_message(document).as_bytes())


def _eml_attachment(document: Document, path: Path) -> None:
    message = _message(document)
    with tempfile.TemporaryDirectory() as folder:
        form, attached = Path(folder) / "form.pdf", document["attached"]
        write_pdf(blocks(attached["text"]), out=form)
        message.add_attachment(form.read_bytes(), maintype="application", subtype="pdf", filename=attached["name"])
    message.set_boundary("demo-boundary")
    path.write_bytes(message.as_bytes())


def _mbox(document: Document, path: Path) -> None:
    reply = dict(
        document,
        title="RE: " + document["title"],
        text="Thank you, that is fine.\n> " + document["text"].replace("\n", "\n> "),
    )
    reply["from"], reply["to"] = document["to"], document["from"]
    parts = (
        b"From sender@mailbox.example Fri Dec 11 10:00:00 2015\n" + _message(each).as_bytes()
        for each in (document, reply)
    )
    path.write_bytes(b"\n".join(parts))


def _html(document: Document, path: Path) -> None:
    path.write_text(
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{document['title']}</title></head><body>"
        f"<h1>Contact us</h1><p>{document['text']}</p><div style='display:none'>{document['hidden']}</div></body></html>",
        encoding="utf-8",
    )


def _ics(document: Document, path: Path) -> None:
    stamp = document["date"].replace("-", "")
    path.write_text(
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART:{stamp}T140000Z\r\nSUMMARY:{document['text'].strip()}\r\n"
        "ATTENDEE;CN=Donna Stanway:mailto:deerudd81@mailbox.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        encoding="utf-8",
        newline="",
    )


def _zip(document: Document, path: Path) -> None:
    inner: dict[str, dict[str, str]] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in document["members"].items():
            container, _, member = name.rpartition("::")
            if container:
                inner.setdefault(container, {})[member] = text
            else:
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), text)
        for container, members in inner.items():
            data = io.BytesIO()
            with zipfile.ZipFile(data, "w") as nested:
                for member, text in members.items():
                    nested.writestr(zipfile.ZipInfo(member, _EPOCH), text)
            archive.writestr(zipfile.ZipInfo(container, _EPOCH), data.getvalue())


def _broken(_: Document, path: Path) -> None:
    path.write_bytes(b"%PDF-1.4\n" + random.Random(2).randbytes(900))


def _audio(_: Document, path: Path) -> None:
    path.write_bytes(b"ID3\x03\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x64" + bytes(400))


def _scanned_pdf(document: Document, path: Path) -> None:
    _scan(document["text"]).save(path, "PDF", resolution=150.0)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.trailer.Info
        pdf.save(path, deterministic_id=True)


_WRITERS: dict[str, Callable[[Document, Path], None]] = {
    "pdf": _pdf,
    "pdf-rotated": _changed_pdf(_turn),
    "pdf-traps": _changed_pdf(_lay_traps),
    "pdf-scan": _scanned_pdf,
    "docx": write_docx,
    "odt": write_odt,
    "pptx": write_pptx,
    "xlsx": write_xlsx,
    "rtf": _rtf,
    "txt": _text("utf-8"),
    "txt-cp1252": _text("cp1252"),
    "txt-utf16": _text("utf-16"),
    "csv": _text("utf-8"),
    "html": _html,
    "eml": _eml,
    "eml-attachment": _eml_attachment,
    "mbox": _mbox,
    "ics": _ics,
    "png": _picture("PNG"),
    "jpg": _picture("JPEG", quality=80),
    "tif": _picture("TIFF", compression="group4"),
    "zip": _zip,
    "broken": _broken,
    "locked": _locked,
    "audio": _audio,
    "empty": lambda _, path: path.touch(),
}
