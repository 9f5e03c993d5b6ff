"""Over pixels a box grows into empty space, to a grid that tells little of a name, and never over what stays."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from redact_factory import SECRET, boxes_of, every_reading, jpeg, new_pdf, png_pixels, saved
from test_images import page_with, raw_image
from test_widths import FONT, NAMES

from candour.engine.model import Box, Mark, RedactedPage
from candour.engine.redact import redact_pdf
from candour.engine.redact.grow import Sheet, grown
from candour.engine.redact.recovery import residual_bits

LINE = b"BT /F1 12 Tf 30 150 Td (Seen with " + SECRET.encode() + b") Tj ET "


def sheet(words: list[Box], *, drawn: list[Box] | None = None) -> Sheet:
    picture = Image.new("L", (400, 300), 255)
    for box in drawn or []:
        ImageDraw.Draw(picture).rectangle((box.x0, box.y0, box.x1, box.y1), fill=0)
    return Sheet(picture, 1.0, 400.0, 300.0, [("word", box) for box in words])


def as_picture(source: Path, boxes: list[Box], **more: object) -> tuple[Path, RedactedPage]:
    out = source.with_name("out.pdf")
    (told,) = redact_pdf(
        source=source, pages=[1], marks={1: [Mark((box,), "test") for box in boxes]}, out=out, as_pictures=[1],
        **more,  # type: ignore[arg-type]
    )  # fmt: skip
    return out, told


def test_pictures_tell_little_of_a_name_that_ends_a_line() -> None:
    assert residual_bits(names=NAMES, font=FONT, size=11, mode="safe", setting="last", pictures=True) <= 1.5


def test_vectors_tell_nothing_of_a_name_that_ends_a_line() -> None:
    assert residual_bits(names=NAMES, font=FONT, size=11, mode="safe", setting="last") == 0.0


def test_boxes_grow_to_the_grid() -> None:
    wide = {(box.x0, box.x1) for end in range(115, 165, 5) for box in grown([(0, Box(100, 50, end, 62))], sheet([]))}
    assert wide == {(96.0, 168.0)}


def test_boxes_of_one_mark_become_one() -> None:
    first, second = grown([(0, Box(100, 50, 130, 62)), (0, Box(134, 50, 150, 63))], sheet([]))
    assert first == second
    apart = grown([(0, Box(100, 50, 130, 62)), (1, Box(134, 50, 150, 63))], sheet([]))
    assert not apart[0].meets(apart[1])


@pytest.mark.parametrize("upright", [False, True])
def test_ink_stops_a_box(upright: bool) -> None:
    def turned(box: Box) -> Box:
        return Box(box.y0, box.x0, box.y1, box.x1) if upright else box

    words = [turned(Box(10, 200, 80, 212))] * 3
    (box,) = grown([(0, turned(Box(100, 50, 130, 62)))], sheet(words, drawn=[turned(Box(150, 0, 151, 290))]))
    assert turned(box).x1 <= 150
    assert turned(box).x1 > 145


words = st.tuples(st.integers(0, 360), st.integers(0, 280), st.integers(8, 60), st.integers(8, 14)).map(
    lambda at: Box(at[0], at[1], at[0] + at[2], at[1] + at[3])
)


@settings(max_examples=150, deadline=None)
@given(marks=st.lists(words, min_size=1, max_size=4), kept=st.lists(words, max_size=12))
def test_no_word_that_stays_is_covered(marks: list[Box], kept: list[Box]) -> None:
    page = sheet(kept, drawn=kept)
    for mark, box in zip(marks, grown(list(enumerate(marks)), page), strict=True):
        assert (box.x0, box.y0) <= (mark.x0, mark.y0)
        assert (box.x1, box.y1) >= (mark.x1, mark.y1)
        for word in kept:
            assert not box.meets(word) or mark.grown(2.0).meets(word)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_scan_is_burnt_as_wide_as_its_box(rotate: int, tmp_path: Path) -> None:
    """The picture's own pixels must not tell what the box over them hides; words on all sides stay."""
    picture = Image.new("L", (800, 600), 255)
    draw = ImageDraw.Draw(picture)
    for at in range(200, 260, 8):
        draw.rectangle((at, 200, at + 3, 223), fill=0)
    draw.rectangle((120, 200, 180, 223), fill=0)
    pdf = new_pdf(b"q 400 0 0 300 0 0 cm /I1 Do Q", Rotate=rotate)
    data = picture.tobytes()
    page_with(raw_image(pdf, data, ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8), pdf)
    source, out = saved(pdf, tmp_path), tmp_path / "out.pdf"
    name, word = (displayed(Box(x0, 100, x1, 112), rotate) for x0, x1 in ((100, 130), (60, 90)))
    seen = {1: [("Ada", name), ("with", word), *[("longer", displayed(Box(20, 200, 90, 212), rotate))] * 3]}
    (told,) = redact_pdf(source=source, pages=[1], marks={1: [Mark((name,), "test")]}, out=out, seen=seen)
    (box,) = told.boxes
    long = max(box.x1 - box.x0, box.y1 - box.y0)
    assert long == pytest.approx(72, abs=0.5) or long == pytest.approx(76, abs=8)
    assert not box.meets(word)
    with pikepdf.Pdf.open(out) as left:
        (found,) = left.pages[0].Resources.XObject.values()
        burnt = pikepdf.PdfImage(found).as_pil_image().convert("L").crop((184, 0, 800, 300))
    x0, _, x1, _ = burnt.point(lambda level: 255 - level).getbbox()
    assert (x1 - x0) / 2 >= long - 1
    assert picture.crop((120, 200, 180, 223)).getextrema() == (0, 0)


def displayed(box: Box, rotate: int) -> Box:
    """A box of the unturned page of 400 by 300 points on the page as turned."""
    return {
        0: box,
        90: Box(300 - box.y1, box.x0, 300 - box.y0, box.x1),
        180: Box(400 - box.x1, 300 - box.y1, 400 - box.x0, 300 - box.y0),
        270: Box(box.y0, 400 - box.x1, box.y1, 400 - box.x0),
    }[rotate]


def test_a_picture_of_a_page_keeps_its_words(tmp_path: Path) -> None:
    source = saved(new_pdf(LINE + b"BT /F1 12 Tf 190 150 Td (at home) Tj ET"), tmp_path)
    (name,) = boxes_of(source, SECRET)
    out, told = as_picture(source, [name])
    (box,) = told.boxes
    assert box.x1 > name.x1 + 10
    assert box.x1 <= boxes_of(source, "at home")[0].x0
    left = every_reading(out)
    assert SECRET not in left
    assert "with" in left
    assert "at home" in left
    shown, before = png_pixels(out), png_pixels(source)
    after = (int(box.x1 * 2) + 4, int(box.y0 * 2), 600, int(box.y1 * 2))
    assert shown.crop(after).getextrema()[0] < 100
    assert before.crop(after).getextrema()[0] < 100


def test_faithful_boxes_stay_as_they_are(tmp_path: Path) -> None:
    source = saved(new_pdf(LINE), tmp_path)
    boxes = boxes_of(source, SECRET)
    _, told = as_picture(source, boxes, widths="faithful")
    assert told.boxes == tuple(boxes)


def test_text_over_a_photograph_grows_too(tmp_path: Path) -> None:
    photo = Image.new("L", (400, 300), 255)
    ImageDraw.Draw(photo).line((0, 152, 200, 147), fill=0)
    pdf = new_pdf(b"q 400 0 0 300 0 0 cm /I1 Do Q " + LINE)
    data = jpeg(photo)
    image = raw_image(
        pdf, data, Width=400, Height=300, Filter=pikepdf.Name.DCTDecode, ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
    )  # fmt: skip
    source, out = saved(page_with(image, pdf), tmp_path), tmp_path / "out.pdf"
    (name,) = boxes_of(source, SECRET)
    (told,) = redact_pdf(source=source, pages=[1], marks={1: [Mark((name,), "test")]}, out=out)
    assert told.method == "vector"
    assert told.boxes[0].x0 >= boxes_of(source, "with")[0].x1
    assert SECRET not in every_reading(out)
