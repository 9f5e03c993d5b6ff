"""What is not understood becomes a picture, never a guess; what can be neither is refused without a word of the case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from redact_factory import SECRET, boxes_of, every_reading, form, new_pdf, png_pixels, redacted, saved

from candour.engine.errors import Unreadable, Unsafe
from candour.engine.model import Box, Mark
from candour.engine.redact import redact_pdf

LINE = b"BT /F1 12 Tf 30 150 Td (Seen: " + SECRET.encode() + b" at home) Tj ET"


def unknown_font() -> pikepdf.Pdf:
    pdf = new_pdf(LINE)
    pdf.pages[0].obj.Resources.Font["/F1"] = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Quillery)
    return pdf


def soft_mask() -> pikepdf.Pdf:
    pdf = new_pdf(b"/G1 gs 0 0 400 300 re f " + LINE)
    mask = form(pdf, LINE, Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray))
    pdf.pages[0].obj.Resources["/ExtGState"] = Dictionary(G1=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask)))
    return pdf


def endless() -> pikepdf.Pdf:
    pdf = new_pdf(LINE + b" /X1 Do")
    loop: Any = pdf.make_indirect(form(pdf, LINE + b" /X1 Do"))
    loop.Resources["/XObject"] = Dictionary(X1=loop)
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(X1=loop)
    return pdf


def bomb() -> pikepdf.Pdf:
    """Eleven forms, each painting the next ten times."""
    pdf = new_pdf(LINE + b" /X1 Do")
    below: Any = pdf.make_indirect(form(pdf, b"0 0 m 1 1 l S"))
    for _ in range(11):
        made = form(pdf, b"/X1 Do " * 10)
        made.Resources["/XObject"] = Dictionary(X1=below)
        below = pdf.make_indirect(made)
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(X1=below)
    return pdf


def clipping() -> pikepdf.Pdf:
    """Of this clip nothing would stay, and all that is painted after it would show."""
    return new_pdf(b"q 7 Tr BT /F1 12 Tf 65 150 Td (" + SECRET.encode() + b") Tj ET 0 0 400 300 re f Q")


def outline_across() -> pikepdf.Pdf:
    """A long curve of which the box hides a part: cutting it would change it, leaving it would tell."""
    curve = b"30 155 m " + b" ".join(b"%d 150 %d 158 %d 155 c" % (x, x + 2, x + 4) for x in range(30, 300, 4))
    return new_pdf(LINE + b" " + curve + b" S")


def pattern() -> pikepdf.Pdf:
    pdf = new_pdf(b"/Pattern cs /P1 scn 0 0 400 300 re f " + LINE)
    tile = form(pdf, LINE)
    keys = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 400, "YStep": 300}
    made = pdf.make_stream(LINE, BBox=Array([0, 0, 400, 300]), Resources=tile.Resources, **keys)
    pdf.pages[0].obj.Resources["/Pattern"] = Dictionary(P1=made)
    return pdf


@pytest.mark.parametrize("make", [pattern, unknown_font, soft_mask, clipping, outline_across])
def test_what_is_not_understood_becomes_a_picture(make: Any, tmp_path: Path) -> None:
    source = saved(make(), tmp_path)
    boxes = boxes_of(source, SECRET) or [Box(65, 140, 125, 154)]
    out, (page,) = redacted(source, boxes[:1], widths="safe", label="[sibling]")
    assert page.method == "raster"
    assert page.reason
    assert SECRET not in page.reason
    left = every_reading(out)
    assert SECRET not in left
    box = boxes[0]
    area = (int(box.x0 * 2) + 2, int(box.y0 * 2) + 2, int(box.x1 * 2) - 2, int(box.y1 * 2) - 2)
    assert png_pixels(out).crop(area).getextrema()[0] < 60


def test_the_picture_keeps_the_other_words_as_text(tmp_path: Path) -> None:
    source = saved(unknown_font(), tmp_path)
    out, _ = redacted(source, boxes_of(source, SECRET))
    left = every_reading(out)
    assert "Seen:" in left
    assert "home" in left
    before, after = boxes_of(source, "home")[0], boxes_of(out, "home")[0]
    assert abs(before.x0 - after.x0) < 1.0
    assert abs(before.x1 - after.x1) < 1.5


def test_a_form_that_paints_itself_ends(tmp_path: Path) -> None:
    source = saved(endless(), tmp_path)
    out, (page,) = redacted(source, [Box(60, 135, 130, 155)])
    assert page.method == "raster"
    assert SECRET not in every_reading(out)


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unsafe):
        redacted(saved(bomb(), tmp_path), [Box(60, 135, 130, 155)])


def test_a_turned_cropped_page_as_a_picture(tmp_path: Path) -> None:
    pdf = unknown_font()
    pdf.pages[0].obj["/Rotate"], pdf.pages[0].obj["/CropBox"] = 90, Array([10, 100, 390, 290])
    source = saved(pdf, tmp_path)
    out, (page,) = redacted(source, boxes_of(source, SECRET))
    assert page.method == "raster"
    left = every_reading(out)
    assert SECRET not in left
    assert "home" in left


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "in.pdf"
    source.write_bytes(b"%PDF-1.4\n" + SECRET.encode())
    with pytest.raises(Unreadable) as caught:
        redacted(source, [])
    assert SECRET not in str(caught.value)


def test_a_page_that_is_not_there_is_unsafe(tmp_path: Path) -> None:
    source = saved(new_pdf(LINE), tmp_path)
    with pytest.raises(Unsafe) as caught:
        redact_pdf(source=source, pages=[7], marks={7: [Mark((Box(0, 0, 9, 9),), "t")]}, out=tmp_path / "out.pdf")
    assert SECRET not in str(caught.value)
    assert not (tmp_path / "out.pdf").exists()


def test_garbage_in_the_content_is_not_guessed_at(tmp_path: Path) -> None:
    source = saved(new_pdf(LINE + b" ( never closed"), tmp_path)
    out, (page,) = redacted(source, [Box(60, 135, 130, 155)])
    assert page.method == "raster"
    assert "never" not in every_reading(out)
