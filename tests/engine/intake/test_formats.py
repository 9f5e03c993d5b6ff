"""Office files, mail, web pages, texts and pictures: what is seen on own pages, what is hidden on pages of its own."""

import io
import struct
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pptx
import pytest
from PIL import Image, PngImagePlugin
from tests.engine.intake import compound, making

from candour.engine.model import GapKind, PageKind
from candour.engine.tools import libreoffice

TEXTS = {
    "utf-8": "Zażółć – “fine”",
    "utf-8-sig": "Zażółć",
    "utf-16": "Zażółć gęślą",
    "utf-16-le": "A plain text in UTF-16",
    "cp1252": "Café – “naïve” £5",
    "latin-1": "Señor Muñoz ¿qué?",
}
SECRETS = ("Mrs Quillfeather", "Never print this aside", "Is this Barnaby?")


def test_texts_in_usual_encodings(tmp_path: Path) -> None:
    taken = making.take(tmp_path, {f"{name}.txt": text.encode(name) for name, text in TEXTS.items()})
    for name, text in TEXTS.items():
        assert taken.own(f"{name}.txt") == text


def test_no_byte_of_a_text_is_lost(tmp_path: Path) -> None:
    taken = making.take(tmp_path, {"a.txt": b"Caf\xe9 \x81 end\x07", "b.txt": b"\xef\xbb\xbfok \xff end"})
    assert taken.own("a.txt") == "Café \\x81 end\\x07"
    assert taken.own("b.txt") == "ok \\xff end"


def test_tables_in_text_form_keep_every_cell(tmp_path: Path) -> None:
    wide = ";".join(f"c{number}" for number in range(20)) + "\n"
    data = {"a.csv": b'Child,Note\r\nBarnaby,"said ""no"", twice"\r\n', "wide.csv": (wide * 3).encode()}
    taken = making.take(tmp_path, data)
    assert taken.own("a.csv") == 'Child Note Barnaby said "no", twice'
    assert taken.own("wide.csv").count("c19") == 3
    assert taken.record("wide.csv").media_type == "text/csv"


def test_a_calendar(tmp_path: Path) -> None:
    data = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Core\\, group\r\nATTENDEE;CN=Odette:mailto:o@c\r\n .example\r\n"
    taken = making.take(tmp_path, {"a.ics": data + b"END:VEVENT\r\nEND:VCALENDAR\r\n"})
    assert "SUMMARY: Core, group" in taken.own("a.ics")
    assert "mailto:o@c.example" in taken.own("a.ics")
    assert taken.record("a.ics").title == "Core, group"


def test_word_shows_the_accepted_text_and_what_it_hides(tmp_path: Path) -> None:
    taken = making.take(tmp_path, {"a.docx": making.docx_with_everything()})
    own, hidden = taken.own("a.docx"), taken.hidden("a.docx")
    assert "The caller was named.a neighbour" in own
    assert "Header for Priory Lane" in own
    for secret in SECRETS:
        assert secret not in own
        assert secret in hidden
    assert "deleted in the text by Clerk on 2019-02-03: Mrs Quillfeather" in hidden
    assert "Concerning Wendell Ostrow" in hidden


def test_opendocument_the_same(tmp_path: Path) -> None:
    taken = making.take(tmp_path, {"a.odt": making.odt()})
    own, hidden = taken.own("a.odt"), taken.hidden("a.odt")
    assert "The caller was a neighbour of the family." in own
    for secret in SECRETS:
        assert secret not in own
        assert secret in hidden
    assert "inserted by Clerk on 2019-02-03: a neighbour" in hidden


def test_rtf_by_way_of_opendocument(tmp_path: Path) -> None:
    data = (
        rb"{\rtf1\ansi{\info{\author Odette Vane}}{\*\revtbl{Unknown;}{Clerk;}}\pard Seen at home. "
        rb"{\deleted\revauthdel1 Mrs Quillfeather }{\v Never print this aside.}\par}"
    )
    taken = making.take(tmp_path, {"a.rtf": data})
    assert taken.own("a.rtf") == "Seen at home."
    for text in ("Mrs Quillfeather", "Never print this aside", "Odette Vane"):
        assert text in taken.hidden("a.rtf")


def test_without_a_converter_office_files_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"a.docx": making.docx_with_everything(), "b.txt": b"Read all the same"}
    monkeypatch.setenv("CANDOUR_SOFFICE", str(tmp_path / "none"))
    waiting = making.take(tmp_path, files)
    (gap,) = waiting.gaps("a.docx")
    assert gap.kind is GapKind.NEEDS_CONVERTER
    assert waiting.record("a.docx").pages == ()
    assert waiting.own("b.txt") == "Read all the same"
    monkeypatch.delenv("CANDOUR_SOFFICE")
    assert making.take(tmp_path, files).record("a.docx").pages


def test_a_workbook_is_shown_whole(tmp_path: Path) -> None:
    taken = making.take(tmp_path, {"a.xlsx": making.workbook_with_everything()})
    own, hidden = taken.own("a.xlsx"), taken.hidden("a.xlsx")
    assert "Day Child Phone first Barnaby 07700 900123" in own
    for text in ("Quillfeather", "Concealed Row", "Ostrow", "told the carers"):
        assert text not in own
        assert text in hidden
    for text in ("Hidden sheets", "Hidden rows", "Hidden columns", "Comments on cells", "Odette Vane", "pale words"):
        assert text in hidden


def test_slides_with_notes(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    for title in ("First slide", "Hidden slide"):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = title
    deck.slides[0].notes_slide.notes_text_frame.text = "Do not mention Wendell"
    deck.slides[1]._element.set("show", "0")
    buffer = io.BytesIO()
    deck.save(buffer)
    taken = making.take(tmp_path, {"a.pptx": buffer.getvalue()})
    assert taken.own("a.pptx") == "First slide"
    assert "slide 1: Do not mention Wendell" in taken.hidden("a.pptx")
    assert "slide 2: Hidden slide" in taken.hidden("a.pptx")


def test_a_message_with_bcc_quotes_pictures_and_attachments(tmp_path: Path) -> None:
    mail = making.message(
        "Visit",
        "Thanks.\n> On 3 Feb, Barnaby wrote:\n> come soon\n",
        Bcc="quiet@council.example",
        X_Originating_Person="Wendell",
    )
    mail.add_alternative(
        '<p>Thanks.</p><p style="display:none">draft by Odette</p><p>Only here: 12</p>', subtype="html"
    )
    mail.add_attachment(making.picture("PNG"), maintype="image", subtype="png", disposition="inline")
    mail.add_attachment(b"Attached words", maintype="text", subtype="plain", filename="notes.txt")
    mail.add_attachment(making.message("Earlier", "Inner words"), filename="earlier.eml")
    taken = making.take(tmp_path, {"a.eml": mail.as_bytes()})
    own, hidden = taken.own("a.eml"), taken.hidden("a.eml")
    for text in ("Odette Vane <odette@council.example>", "quiet@council.example", "> come soon", "Only here: 12"):
        assert text in own
    assert "[Picture in the message" in own
    assert "draft by Odette" in hidden
    assert "Wendell" in hidden
    assert taken.own("a.eml::notes.txt") == "Attached words"
    assert "Inner words" in taken.own("a.eml::earlier.eml")
    record = taken.record("a.eml")
    assert (record.title, record.date) == ("Visit", "2019-02-05")
    assert dict(record.meta)["bcc"] == "quiet@council.example"
    assert dict(record.meta)["sent"].startswith("2019-02-05T09:30:00")


def test_headers_that_were_never_encoded_are_not_lost(tmp_path: Path) -> None:
    data = "From: a@b.example\nTo: c@d.example\nSubject: Caf\xe9 visit\nMessage-ID: <1@x>\n\nB\xe9b\xe9\n"
    taken = making.take(tmp_path, {"a.eml": data.encode("latin-1")})
    assert "Café visit" in taken.own("a.eml")
    assert "Bébé" in taken.own("a.eml")


def test_a_mailbox(tmp_path: Path) -> None:
    data = b"".join(
        b"From a@b.example Mon Feb  4 10:00:00 2019\n" + making.message(f"No {number}", body).as_bytes() + b"\n"
        for number, body in ((1, "First\n>From here\n"), (2, "Second\n"))
    )
    taken = making.take(tmp_path, {"a.mbox": data})
    assert taken.record("a.mbox").pages == ()
    assert "From here" in taken.own("a.mbox::message 1")
    assert "No 2" in taken.own("a.mbox::message 2")


def test_an_outlook_message(tmp_path: Path) -> None:
    def recipient(name: str, address: str, kind: int) -> compound.Tree:
        table = compound.properties(8, {(0x0C15, 3): kind})
        return {"__properties_version1.0": table, **compound.text(0x3001, name), **compound.text(0x39FE, address)}

    sent = 131_938_038_000_000_000  # 2019-02-05 in 100-nanosecond steps since 1601
    inner = {"__properties_version1.0": bytes(24), **compound.text(0x0037, "Inside"), **compound.text(0x1000, "Deep")}
    tree = {
        "__properties_version1.0": compound.properties(32, {(0x0039, 0x40): sent}),
        **compound.text(0x0037, "Visit to Priory Lane"),
        **compound.text(0x1000, "Seen at home."),
        **compound.text(0x0C1A, "Odette Vane"),
        **compound.text(0x5D01, "odette@council.example"),
        "__recip_version1.0_#00000000": recipient("Barnaby", "barnaby@home.example", 1),
        "__recip_version1.0_#00000001": recipient("Quiet One", "quiet@council.example", 3),
        "__attach_version1.0_#00000000": {
            "__properties_version1.0": bytes(8),
            **compound.text(0x3707, "letter.pdf"),
            "__substg1.0_37010102": making.pdf("Letter text").ljust(4096, b"\n"),
        },
        "__attach_version1.0_#00000001": {
            "__properties_version1.0": bytes(8),
            **compound.text(0x3001, "Earlier"),
            "__substg1.0_3701000D": inner,
        },
    }
    taken = making.take(tmp_path, {"a.msg": compound.compound(tree)})
    own = taken.own("a.msg")
    for text in (
        "Visit to Priory Lane",
        "Seen at home.",
        "Odette Vane <odette@council.example>",
        "quiet@council.example",
    ):
        assert text in own
    assert taken.record("a.msg").date == "2019-02-05"
    assert taken.own("a.msg::letter.pdf") == "Letter text"
    assert "Deep" in taken.own("a.msg::Earlier.eml")


def test_a_web_page(tmp_path: Path) -> None:
    data = """<!DOCTYPE html><html><head><meta name="author" content="Odette"><style>.x{display:none}</style></head><body>
    <h1>Form</h1><table><tr><th>Name</th><td>Barnaby</td></tr></table><ul><li>one</li></ul><!-- ask Wendell -->
    <p class="x">styled away</p><p hidden>kept back</p><input type="hidden" name="who" value="prefilled">
    <p>Write <a href="mailto:nan@mail.example">here</a></p><img alt="Photo of nan" src="x.png"></body></html>"""
    taken = making.take(tmp_path, {"a.html": data.encode()})
    assert taken.own("a.html").startswith("Form Name Barnaby • one Write here")
    for text in ("ask Wendell", "styled away", "kept back", "prefilled", "mailto:nan@mail.example", "Photo of nan"):
        assert text in taken.hidden("a.html")
    assert "Odette" in taken.hidden("a.html")


def test_pictures_have_a_page_per_frame_at_their_size(tmp_path: Path) -> None:
    files = {
        "a.tif": making.picture("TIFF", frames=3, dpi=(200, 200)),
        "b.png": making.picture("PNG", dpi=(72, 72)),
        "c.jpg": making.picture("JPEG"),
        "d.gif": making.picture("GIF"),
        "e.bmp": making.picture("BMP"),
    }
    taken = making.take(tmp_path, files)
    assert taken.record("a.tif").pages == (PageKind.OWN,) * 3
    assert all(taken.record(name).pages == (PageKind.OWN,) for name in files if name != "a.tif")
    import pypdfium2

    page = pypdfium2.PdfDocument(taken.store.path(taken.record("b.png").pdf))[0]
    assert page.get_size() == pytest.approx((120, 60), abs=0.1)


def test_what_pictures_say_beside_their_pixels(tmp_path: Path) -> None:
    chunk = PngImagePlugin.PngInfo()
    chunk.add_text("Comment", "posted by Odette")
    exif = Image.Exif()
    exif[0x010E] = "Barnaby at the beach"
    exif[0x0112] = 6  # turned to the right
    exif[0x0110] = "Some Camera 5"
    files = {
        "a.png": making.picture("PNG", pnginfo=chunk),
        "b.jpg": making.picture("JPEG", exif=exif.tobytes(), comment=b"scan by Wendell"),
        "c.tif": making.picture("TIFF", description="fax about nan"),
    }
    taken = making.take(tmp_path, files)
    assert "posted by Odette" in taken.hidden("a.png")
    assert "Barnaby at the beach" in taken.hidden("b.jpg")
    assert "scan by Wendell" in taken.hidden("b.jpg")
    assert "Some Camera" not in taken.hidden("b.jpg")
    assert "fax about nan" in taken.hidden("c.tif")
    stored = taken.store.read_bytes(taken.record("b.jpg").pdf)
    assert b"beach" not in stored
    assert b"Wendell" not in stored


def test_a_locked_office_file_needs_a_password(tmp_path: Path) -> None:
    data = compound.compound({"EncryptedPackage": bytes(5000), "EncryptionInfo": struct.pack("<HH", 4, 4)})
    taken = making.take(tmp_path, {"a.docx": data})
    assert "password" in taken.gaps("a.docx")[0].detail


def test_a_message_that_is_only_headers(tmp_path: Path) -> None:
    empty = EmailMessage()
    empty["From"], empty["To"], empty["Subject"], empty["Date"] = "a@b.example", "c@d.example", "x", "nonsense"
    taken = making.take(tmp_path, {"a.eml": empty.as_bytes()})
    assert "a@b.example" in taken.own("a.eml")
    assert taken.record("a.eml").date == ""


OLD = {"doc": "doc:MS Word 97", "xls": "xls:MS Excel 97", "ods": "ods:calc8", "ppt": "ppt:MS PowerPoint 97"}


def old_form(folder: Path, data: bytes, suffix: str, form: str, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The file as LibreOffice writes it in another format."""
    magic = b"PK" if form == "ods" else b"\xd0\xcf\x11\xe0"
    monkeypatch.setitem(libreoffice.FORMATS, form, (OLD[form], magic))
    (folder / f"in{suffix}").write_bytes(data)
    libreoffice.convert(folder / f"in{suffix}", form=form, suffix=suffix, out=folder / "out")
    return (folder / "out").read_bytes()


def test_old_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = old_form(tmp_path, making.docx_with_everything(), ".docx", "doc", monkeypatch)
    taken = making.take(tmp_path, {"a.doc": data})
    assert taken.record("a.doc").media_type == "application/msword"
    for secret in SECRETS:
        assert secret not in taken.own("a.doc")
        assert secret in taken.hidden("a.doc")


@pytest.mark.parametrize("form", ["xls", "ods"])
def test_other_workbooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    data = old_form(tmp_path, making.workbook_with_everything(), ".xlsx", form, monkeypatch)
    taken = making.take(tmp_path, {f"a.{form}": data})
    assert "first Barnaby" in taken.own(f"a.{form}")
    for text in ("Quillfeather", "Concealed Row", "Ostrow", "told the carers"):
        assert text not in taken.own(f"a.{form}")
        assert text in taken.hidden(f"a.{form}")


def test_old_slides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "First slide"
    slide.notes_slide.notes_text_frame.text = "Do not mention Wendell"
    buffer = io.BytesIO()
    deck.save(buffer)
    taken = making.take(tmp_path, {"a.ppt": old_form(tmp_path, buffer.getvalue(), ".pptx", "ppt", monkeypatch)})
    assert taken.own("a.ppt") == "First slide"
    assert "Do not mention Wendell" in taken.hidden("a.ppt")


def test_embedded_files_become_records(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(making.docx_with_everything())) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["word/embeddings/sheet.xlsx"] = making.workbook_with_everything()
    native = struct.pack("<IH", 0, 2) + b"note.txt\0C:\\note.txt\0" + bytes(4) + struct.pack("<I", 2) + b"x\0"
    native += struct.pack("<I", 12) + b"Packed words"
    parts["word/embeddings/oleObject1.bin"] = compound.compound({"\x01Ole10Native": native})
    taken = making.take(tmp_path, {"a.docx": making.zipped(parts)})
    assert "Barnaby" in taken.own("a.docx::sheet.xlsx")
    assert taken.own("a.docx::note.txt") == "Packed words"


def test_pages_of_a_message_without_plain_text(tmp_path: Path) -> None:
    mail = making.message("Visit", "")
    mail.set_content("<p>Seen <b>at home</b>.</p><blockquote>earlier words</blockquote>", subtype="html")
    taken = making.take(tmp_path, {"a.eml": mail.as_bytes()})
    assert "Seen at home. earlier words" in taken.own("a.eml")


def test_letters_that_begin_like_mail_are_letters(tmp_path: Path) -> None:
    memo = "From: Odette\nTo: Barnaby\nDate: 3 February 2019\nSubject: Visit\n\nSeen.\n"
    files = {
        "a.txt": b"From Mrs Quillfeather, 4 May 2016\n\nDear Odette,\nFrom the start he was well.\n",
        "b.txt": memo.encode("utf-16"),
        "c.txt": b"BM is my name.\nMZ too.\n",
        "d.txt": b"Note: seen at home.\nPlan: return.\n",
    }
    taken = making.take(tmp_path, files)
    assert {record.media_type for record in taken.intake.records} == {"text/plain"}
    assert "Subject: Visit Seen." in taken.own("b.txt")
