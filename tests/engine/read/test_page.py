"""Readings of a page: its own text, OCR where the picture may say more, barcodes."""

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from candour.engine.errors import Unreadable
from candour.engine.model import PageReading
from candour.engine.read import read_pages
from candour.engine.read.picture import believable

from .sheets import scanned, sheet, typed

PROSE = ["The children went to school on Monday with their", "grandmother, who had packed a lunch for each of them."]


def read(path: Path) -> PageReading:
    return next(iter(read_pages(pdf=path, numbers=[1])))


def layer(reading: PageReading, name: str) -> str:
    return next((each.text for each in reading.layers if each.name == name), "")


def test_typed_page_is_read_from_its_text_alone(tmp_path: Path) -> None:
    reading = read(typed(tmp_path / "a.pdf", [(72, 700, "Visit to Orla at home")]))
    assert [each.name for each in reading.layers] == ["text"]
    assert layer(reading, "text").strip() == "Visit to Orla at home"
    assert (reading.width, reading.height, reading.pictured) == (595, 842, False)


def test_size_is_as_displayed(tmp_path: Path) -> None:
    reading = read(typed(tmp_path / "a.pdf", [(72, 700, "x")], rotate=90, crop=(20, 30, 520, 830)))
    assert (reading.width, reading.height) == (800, 500)


def test_two_columns_keep_their_lines_apart(tmp_path: Path) -> None:
    left = [(60, 700 - 16 * row, f"left line {row}") for row in range(4)]
    right = [(330, 700 - 16 * row, f"right line {row}") for row in range(4)]
    text = layer(read(typed(tmp_path / "a.pdf", left + right)), "text")
    assert text.index("left line 3") < text.index("right line 0")


def test_scan_lying_on_its_side_is_read_by_ocr(tmp_path: Path) -> None:
    reading = read(scanned(tmp_path / "a.pdf", sheet(PROSE * 3, turned=90)))
    assert "packed a lunch" in layer(reading, "ocr")
    assert reading.pictured
    word = next(
        each for each in reading.layers[-1].words if reading.layers[-1].text[each.start : each.end] == "grandmother,"
    )
    assert word.box.y1 - word.box.y0 > 3 * (word.box.x1 - word.box.x0)


def test_hidden_layer_of_a_scan_is_not_believed(tmp_path: Path) -> None:
    reading = read(scanned(tmp_path / "a.pdf", sheet(PROSE), layer="Nothing of note was said"))
    assert "Nothing of note" in layer(reading, "text")
    assert "grandmother" in layer(reading, "ocr")


def test_barcode_half_outside_the_crop_box_is_read(tmp_path: Path) -> None:
    code = Image.fromarray(zxingcpp.create_barcode("tel:01632960111", zxingcpp.BarcodeFormat.QRCode).to_image(scale=6))
    page = Image.new("L", (1240, 1754), 255)
    page.paste(code, (1000, 1500))
    path = scanned(tmp_path / "a.pdf", page)
    import pikepdf

    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.CropBox = pikepdf.Array([0, 100, 500, 842])
        pdf.save(path)
    assert layer(read(path), "code") == "tel:01632960111"


def test_no_ocr_is_said_not_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from candour.engine.tools import ocr

    monkeypatch.setenv("CANDOUR_TESSDATA", str(tmp_path))
    ocr.find.cache_clear()
    try:
        assert read(scanned(tmp_path / "a.pdf", sheet(["Anything"]))).needs_ocr
    finally:
        monkeypatch.undo()
        ocr.find.cache_clear()


def test_file_that_does_not_open_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"not a pdf")
    with pytest.raises(Unreadable):
        read(tmp_path / "a.pdf")


def test_believable() -> None:
    prose = " ".join(PROSE * 4)
    assert believable(prose)
    assert not believable(" ".join("letters far apart from each other"))
    assert not believable("".join(chr(ord(char) + 1) if char.isalpha() else char for char in prose))
    assert not believable("\ue001\ue002\ue003 \ue004")
    assert believable("")
    assert not believable(prose[::-1])


def test_letters_without_a_code_send_a_page_to_ocr() -> None:
    from candour.engine.read.picture import gapped

    assert gapped("Siobh\x01n came home")
    assert gapped("Wi\ufffdniewski")
    assert not gapped("Siobhán came home\x02\r\nand sat")
    assert not gapped("")


def test_scans_tell_their_resolution_and_drawings_do_not(tmp_path: Path) -> None:
    import pypdfium2

    from candour.engine.read.geometry import frame_of
    from candour.engine.read.picture import pictures_of

    def dpi_of(path: Path) -> float:
        page = pypdfium2.PdfDocument(path)[0]
        return pictures_of(page, frame=frame_of(page)).dpi

    assert dpi_of(scanned(tmp_path / "a.pdf", sheet(["Anything"]))) == pytest.approx(150, abs=1)
    assert dpi_of(typed(tmp_path / "b.pdf", [(72, 700, "x")])) == 0
