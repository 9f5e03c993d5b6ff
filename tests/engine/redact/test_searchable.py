"""Words that OCR saw are found again on a scanned page, and those under a box are not."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from tests.engine.read.sheets import scanned, sheet

from candour.engine.model import Box, Mark
from candour.engine.redact import redact_pdf

SEEN = [("Orla", Box(60, 70, 90, 84)), ("saw", Box(95, 70, 115, 84)), ("Faith", Box(120, 70, 150, 84))]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_scan_becomes_searchable(tmp_path: Path, rotate: int) -> None:
    path = scanned(tmp_path / "a.pdf", sheet(["Orla saw Faith"]))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Rotate = rotate
        pdf.save(path)
    mark = Mark((Box(119, 69, 151, 85),), "third_party")
    redact_pdf(source=path, pages=[1], marks={1: (mark,)}, out=tmp_path / "o.pdf", seen={1: SEEN})
    page = pypdfium2.PdfDocument(tmp_path / "o.pdf")[0]
    text = page.get_textpage()
    assert text.get_text_range().split() == ["Orla", "saw"]
    assert b"Faith".hex().encode() not in (tmp_path / "o.pdf").read_bytes()
    left, bottom, right, top = text.get_charbox(0, loose=True)
    assert right - left > 0
    assert top - bottom > 0


def test_boxes_of_seen_words_lie_where_they_were_seen(tmp_path: Path) -> None:
    path = scanned(tmp_path / "a.pdf", sheet(["Orla saw Faith"]))
    redact_pdf(source=path, pages=[1], marks={}, out=tmp_path / "o.pdf", seen={1: SEEN})
    page = pypdfium2.PdfDocument(tmp_path / "o.pdf")[0]
    high = page.get_size()[1]
    found = page.get_textpage().search("Faith").get_next()
    assert found is not None
    left, _, _, top = page.get_textpage().get_charbox(found[0], loose=True)
    assert left == pytest.approx(120, abs=1)
    assert high - top == pytest.approx(70, abs=4)
