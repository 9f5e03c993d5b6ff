"""What stands under a box: words, pictures, leftovers of a scan. And what only touches it."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFont
from raw_pdf import CLEAN, assemble, base, with_image, write

from candour.engine import fonts
from candour.engine.model import Box, Finding
from candour.engine.tools import poppler
from candour.engine.verify import verify_pdf
from candour.engine.verify.words import is_under

LINE = Box(72, 842 - 700 - 10, 300, 842 - 700 + 3)
"""Where the line set at (72, 700) in 12 points is, from the top of the page."""


def found(
    folder: Path, objects: dict[int, bytes], boxes: list[Box], *, pictures: bool = True, **options: object
) -> set[str]:
    pdf = write(folder, assemble(objects))
    given: tuple[Finding, ...] = verify_pdf(
        pdf=pdf, marks={1: boxes}, secrets=["Jonah Wexcombe"], pictures=pictures, ocr=False, **options
    )
    return {finding.kind for finding in given}


def text(shown: bytes, *, x: float = 72, y: float = 700) -> bytes:
    return b"BT /F1 12 Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (x, y, shown)


def black(box: Box, *, height: float = 842) -> bytes:
    return b"0 g %g %g %g %g re f\n" % (box.x0, height - box.y1, box.x1 - box.x0, box.y1 - box.y0)


def test_text_under_a_box(tmp_path: Path) -> None:
    assert "text_under_box" in found(tmp_path, base(text(b"Tamsin Orley") + black(LINE)), [LINE])


def test_a_box_in_another_place_does_not_hide_it(tmp_path: Path) -> None:
    assert found(tmp_path, base(text(b"Tamsin Orley")), [Box(400, 100, 450, 120)]) == set()


@pytest.mark.parametrize(
    ("page", "box"),
    [
        (b"/Rotate 90", Box(700 - 4, 60, 700 + 12, 200)),
        (b"/Rotate 180", Box(595 - 200, 700 - 4, 595 - 60, 700 + 12)),
        (b"/Rotate 270", Box(842 - 712, 595 - 200, 842 - 696, 595 - 60)),
        (b"/CropBox [50 600 500 800]", Box(10, 800 - 712, 150, 800 - 696)),
        (b"/CropBox [50 600 500 800] /Rotate 90", Box(700 - 604, 10, 712 - 600, 150)),
    ],
)
def test_turned_and_cropped_pages(tmp_path: Path, page: bytes, box: Box) -> None:
    assert "text_under_box" in found(tmp_path, base(text(b"Tamsin Orley"), page=page), [box], pictures=False)


def test_neutral_labels(tmp_path: Path) -> None:
    content = black(LINE) + b"1 g " + text(b"[other child]", x=80)
    assert found(tmp_path, base(content), [LINE]) == set()
    assert found(tmp_path, base(content), [LINE], labels={1: ["[other child]"]}) == set()
    assert "text_under_box" in found(tmp_path, base(content), [LINE], labels={1: ["[sibling]"]})
    assert "text_under_box" in found(tmp_path, base(content), [LINE], labels={})


def test_labels_of_boxes_that_overlap(tmp_path: Path) -> None:
    content = black(LINE) + b"1 g " + text(b"[date of birth]", x=80) + text(b"[other child]", x=95)
    assert found(tmp_path, base(content), [LINE]) == set()
    assert found(tmp_path, base(content), [LINE], labels={1: ["[other child]", "[date of birth]"]}) == set()


@pytest.mark.parametrize(
    "word", [b"[Tamsin]", b"[jonah wexcombe]", b"sibling", b"][", b"[sibling] tamsin", b"[a tam b]"]
)
def test_what_is_no_label(tmp_path: Path, word: bytes) -> None:
    assert "text_under_box" in found(tmp_path, base(black(LINE) + b"1 g " + text(word, x=80)), [LINE])


def test_neighbours_that_touch_pass(tmp_path: Path) -> None:
    """Helvetica 12: "said" ends at 72 + 22.68; lines 12 points apart, as tight as they come."""
    box = Box(94.5, LINE.y0, 150, LINE.y1)
    kept = text(b"said") + text(b", and", x=149.8) + text(b"above", x=100, y=712) + text(b"below", x=100, y=688)
    assert found(tmp_path, base(kept + black(box)), [box], pictures=False) == set()


@pytest.mark.parametrize("x", [90.0, 96.0, 140.0, 147.0])
def test_one_letter_left_is_found(tmp_path: Path, x: float) -> None:
    box = Box(90, LINE.y0, 150, LINE.y1)
    assert "text_under_box" in found(tmp_path, base(text(b"l", x=x) + black(box)), [box], pictures=False)


def test_is_under_in_both_directions() -> None:
    level, upright = Box(10, 10, 60, 22), Box(10, 10, 22, 60)
    assert is_under(level, Box(50, 8, 80, 24), letters=5)
    assert not is_under(level, Box(59.7, 8, 80, 24), letters=5)
    assert not is_under(level, Box(0, 18, 80, 30), letters=5)
    assert is_under(upright, Box(8, 50, 24, 80), letters=5)
    assert not is_under(upright, Box(8, 59.7, 24, 80), letters=5)


def test_a_box_on_a_page_that_is_not_there(tmp_path: Path) -> None:
    pdf = write(tmp_path, assemble(base()))
    kinds = {finding.kind for finding in verify_pdf(pdf=pdf, marks={2: [LINE]}, secrets=[], pictures=False)}
    assert kinds == {"page_missing"}


def test_replacement_text_on_a_page_with_boxes(tmp_path: Path) -> None:
    content = b"/Span << /ActualText (something else) >> BDC " + CLEAN + b" EMC"
    assert found(tmp_path, base(content), []) == set()
    assert "replacement_text" in found(tmp_path, base(content), [Box(400, 100, 450, 120)])


# ---------------------------------------------------------------- the picture


def test_lines_drawn_over_a_box(tmp_path: Path) -> None:
    signature = b"1 G 2 w 80 696 m 120 708 l 160 697 l S\n"
    assert "picture_under_box" in found(tmp_path, base(black(LINE) + signature), [LINE])
    assert found(tmp_path, base(signature + black(LINE)), [LINE]) == set()


@pytest.mark.parametrize(
    ("size", "grey", "hidden"),
    [(11, 1, 0), (11, 1, 4), (11, 0.15, 0), (6, 0.2, 0), (3, 1, 0), (3, 0.3, 0)],
    ids=["a letter", "its upper half", "a faint one", "a small faint one", "a tiny one", "a tiny faint one"],
)
@pytest.mark.parametrize("letter", [b"i", b"J", b"x"])
def test_what_is_left_of_a_letter_on_a_box(
    tmp_path: Path, letter: bytes, size: int, grey: float, hidden: float
) -> None:
    over = b"%g g BT /F1 %d Tf 1 0 0 1 90.3 700.1 Tm (%s) Tj ET\n" % (grey, size, letter)
    over += b"0 g 85 698 30 %g re f\n" % (2.1 + hidden) if hidden else b""
    assert "picture_under_box" in found(tmp_path, base(CLEAN + black(LINE) + over), [LINE])


def test_a_picture_under_a_box(tmp_path: Path) -> None:
    stripes = bytes([0, 255] * 400)
    objects = with_image(stripes, size=(40, 20), entries=b"/ColorSpace /DeviceGray /BitsPerComponent 8")
    box = Box(100, 842 - 560, 300, 842 - 450)
    assert "picture_under_box" in found(tmp_path, objects, [box])
    assert "picture_under_box" in found(tmp_path, objects, [box], pictured=[1])


def scan_page(lines: list[tuple[int, int, str]], boxes: list[Box]) -> dict[int, bytes]:
    """A page that is one picture, 595 by 842 points at 200 dpi; boxes are burnt in."""
    dpi = 200 / 72
    image = Image.new("L", (1653, 2339), 255)
    draw = ImageDraw.Draw(image)
    face = ImageFont.truetype(str(Path(fonts.__file__).parent / "DejaVuSans.ttf"), 40)
    for x, y, words in lines:
        draw.text((x * dpi, y * dpi), words, font=face, fill=0)
    for box in boxes:
        draw.rectangle([box.x0 * dpi, box.y0 * dpi, box.x1 * dpi, box.y1 * dpi], fill=0)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    entries = b"/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode"
    objects = with_image(out.getvalue(), size=image.size, entries=entries)
    return objects | {4: base(b"q 595 0 0 842 0 0 cm /I Do Q")[4]}


def test_ocr_of_a_scan(tmp_path: Path) -> None:
    """One page with everything wrong: a protected name elsewhere, and the last letters of one beside its box."""
    box = Box(60, 98, 149, 116)
    lines = [(60, 100, "Philippa went home with her aunt."), (60, 200, "A visit by Jonah Wexcombe is planned.")]
    pdf = write(tmp_path, assemble(scan_page(lines, [box])))
    found = verify_pdf(pdf=pdf, marks={1: [box]}, secrets=["Jonah Wexcombe"], redacted={1: ["Philippa"]}, pictured=[1])
    assert {finding.kind for finding in found} == {"secret_in_picture"}


def test_ocr_finds_a_letter_left_at_the_border(tmp_path: Path) -> None:
    box = Box(60, 98, 109, 120)
    pdf = write(tmp_path, assemble(scan_page([(60, 100, "Philippa went home with her aunt.")], [box])))
    found = verify_pdf(pdf=pdf, marks={1: [box]}, secrets=[], redacted={1: ["Philippa"]}, pictured=[1])
    assert {finding.kind for finding in found} == {"leftover_at_box"}


def test_without_tesseract_a_scan_is_not_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from candour.engine.tools import ocr

    monkeypatch.setenv("CANDOUR_TESSDATA", str(tmp_path))
    ocr.find.cache_clear()
    try:
        pdf = write(tmp_path, assemble(scan_page([], [LINE])))
        found = verify_pdf(pdf=pdf, marks={1: [LINE]}, secrets=[], pictured=[1])
    finally:
        ocr.find.cache_clear()
    assert {finding.kind for finding in found} == {"not_verified_by_ocr"}


@pytest.mark.parametrize(("says", "kinds"), [("Jonah Wexcombe", {"secret_in_code"}), ("Form 12", set())])
def test_codes(tmp_path: Path, says: str, kinds: set[str]) -> None:
    code = zxingcpp.create_barcode(says, zxingcpp.BarcodeFormat.QRCode).to_image(scale=4)
    height, width = code.shape[:2]
    objects = with_image(bytes(code), size=(width, height), entries=b"/ColorSpace /DeviceGray /BitsPerComponent 8")
    objects[4] = base(b"q 200 0 0 200 50 400 cm /I Do Q")[4]
    assert found(tmp_path, objects, []) == kinds


# ---------------------------------------------------------------- poppler


def test_pictures_come_in_order_and_size(tmp_path: Path) -> None:
    pdf = write(tmp_path, assemble(base(page=b"/Rotate 90")))
    (picture,) = poppler.pictures(pdf=pdf, first=1, last=1, dpi=72)
    assert picture.size == (842, 595)


def test_a_page_that_cannot_be_drawn_is_no_silence(tmp_path: Path) -> None:
    pdf = write(tmp_path, assemble(base()))
    with pytest.raises(poppler.Unreadable):
        list(poppler.pictures(pdf=pdf, first=1, last=2, dpi=72))


def test_a_time_out_is_unreadable(tmp_path: Path) -> None:
    endless = tmp_path / "endless.pdf"
    os.mkfifo(endless)  # whoever reads it waits for ever
    with pytest.raises(poppler.Unreadable):
        list(poppler.page_texts(pdf=endless, seconds=0.2))


def test_poppler_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    poppler.find.cache_clear()
    try:
        with pytest.raises(poppler.Unavailable, match="apt install poppler-utils"):
            verify_pdf(pdf=write(tmp_path, assemble(base())), marks={}, secrets=[])
    finally:
        poppler.find.cache_clear()
