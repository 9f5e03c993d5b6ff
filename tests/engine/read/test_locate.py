"""Boxes of what was found: on the page as displayed, one a line, close around the words."""

from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from candour.engine.model import Box, Layer, PageReading, Word
from candour.engine.read import locate, read_pages

from .sheets import typed


def boxes_of(path: Path, *wanted: str) -> list[tuple[Box, ...]]:
    reading = next(iter(read_pages(pdf=path, numbers=[1])))
    text = reading.layers[0].text
    places = [("text", text.index(each), text.index(each) + len(each)) for each in wanted]
    return next(iter(locate(pdf=path, pages=[(reading, places)])))[1]


def test_box_is_as_wide_as_the_word(tmp_path: Path) -> None:
    path = typed(tmp_path / "a.pdf", [(72, 700, "Visit to Orla at home")])
    (box,) = boxes_of(path, "Orla")[0]
    left = 72 + stringWidth("Visit to ", "Helvetica", 12)
    assert box.x0 == pytest.approx(left, abs=0.05)
    assert box.x1 == pytest.approx(left + stringWidth("Orla", "Helvetica", 12), abs=0.05)
    assert box.y0 < 842 - 700 < box.y1


@pytest.mark.parametrize(("rotate", "upright"), [(90, False), (180, True), (270, False)])
def test_box_follows_rotation_and_crop(tmp_path: Path, rotate: int, upright: bool) -> None:
    path = typed(tmp_path / "a.pdf", [(72, 700, "Orla")], rotate=rotate, crop=(20, 30, 520, 830))
    (box,) = boxes_of(path, "Orla")[0]
    assert (box.x1 - box.x0 > box.y1 - box.y0) is upright
    expected = {90: (670, 52), 180: (428, 670), 270: (130, 428)}[rotate]
    assert box.grown(12).meets(Box(*expected, expected[0] + 1, expected[1] + 1))


def test_words_over_two_lines_have_two_boxes(tmp_path: Path) -> None:
    path = typed(tmp_path / "a.pdf", [(72, 700, "lives at 12 Fern"), (72, 684, "Close, Ashby")])
    reading = next(iter(read_pages(pdf=path, numbers=[1])))
    text = reading.layers[0].text
    place = ("text", text.index("12"), text.index("Close") + 5)
    ((_, (boxes,)),) = locate(pdf=path, pages=[(reading, [place])])
    assert len(boxes) == 2
    assert boxes[0].y0 < boxes[1].y0


def test_what_stands_between_words_of_one_operator_is_not_covered(tmp_path: Path) -> None:
    """One TJ may set two words wide apart, and another operator a word between them."""
    path = tmp_path / "a.pdf"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        code = b"BT /F 12 Tf 72 700 Td [(Orla) -20000 (Byrne)] TJ 110 0 Td (stays) Tj ET"
        page.Contents = pdf.make_stream(code)
        pdf.save(path)
    reading = next(iter(read_pages(pdf=path, numbers=[1])))
    text = reading.layers[0].text
    place = ("text", text.index("Orla"), text.index("Byrne") + 5)
    ((_, (boxes,)),) = locate(pdf=path, pages=[(reading, [place])])
    kept = Box(182, 842 - 712, 182 + stringWidth("stays", "Helvetica", 12), 842 - 697)
    assert [round(box.x0) for box in boxes] == [72, 335]
    assert not any(box.meets(kept) for box in boxes)


def test_an_ocr_word_goes_whole(tmp_path: Path) -> None:
    path = typed(tmp_path / "a.pdf", [])
    word = Word(0, 9, Box(10, 10, 60, 20), 90)
    reading = PageReading(1, 100, 100, (Layer("ocr", "Orla.Said", (word,)),))
    ((_, (boxes,)),) = locate(pdf=path, pages=[(reading, [("ocr", 0, 4)])])
    assert boxes == (Box(8.5, 8.5, 61.5, 21.5),)
