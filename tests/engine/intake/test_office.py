"""Office files, old formats among them: what is seen on own pages, what they hide on pages of its own, embedded files as records."""

import io
import struct
import zipfile
from pathlib import Path

import pptx
import pytest
from tests.engine.intake import compound, making

from candour.engine.model import GapKind
from candour.engine.tools import libreoffice

SECRETS = ("Mrs Quillfeather", "Never print this aside", "Is this Barnaby?")


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


def test_a_locked_office_file_needs_a_password(tmp_path: Path) -> None:
    data = compound.compound({"EncryptedPackage": bytes(5000), "EncryptionInfo": struct.pack("<HH", 4, 4)})
    taken = making.take(tmp_path, {"a.docx": data})
    assert "password" in taken.gaps("a.docx")[0].detail


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
