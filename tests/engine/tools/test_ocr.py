"""OCR of scans that lie askew, are specked or shaded, and the second reading of unsure lines."""

from __future__ import annotations

import random

import pytest
from PIL import Image, ImageDraw, ImageFont

from candour.engine.fonts import FOLDER
from candour.engine.tools import ocr
from candour.engine.tools.ocr.again import read_again
from candour.engine.tools.ocr.askew import angle_of, levelled, unlevelled
from candour.engine.tools.ocr.paper import paper_of, shaded
from candour.engine.tools.ocr.tesseract import Row

LINES = [
    "The children went to school on Monday",
    "with Orla Quigley, who had packed a lunch",
    "for each of them. A letter was sent home",
    "and nobody at the house had seen it yet.",
]
INK = 20


def sheet(lines: list[str], *, size: tuple[int, int] = (1240, 700), paper: int = 240) -> Image.Image:
    picture = Image.new("L", size, paper)
    font = ImageFont.truetype(str(FOLDER / "DejaVuSans.ttf"), 32)
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((120, 80 + 60 * number), line, fill=INK, font=font)
    return picture


def specked(picture: Image.Image, part: float) -> Image.Image:
    chance = random.Random(7)
    for _ in range(int(picture.width * picture.height * part)):
        picture.putpixel((chance.randrange(picture.width), chance.randrange(picture.height)), chance.choice((0, 255)))
    return picture


@pytest.mark.parametrize("angle", [-3.0, -1.2, 1.0, 2.5, 5.0])
def test_angle_of_a_scan_is_found(angle: float) -> None:
    askew = sheet(LINES * 2).rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=240)
    assert angle_of(askew) == pytest.approx(-angle, abs=0.3)


def test_level_pages_and_pages_without_lines_stay_as_they_are() -> None:
    assert angle_of(sheet(LINES * 2)) == 0.0
    assert angle_of(specked(Image.new("L", (700, 700), 200), 0.3)) == 0.0
    assert angle_of(Image.new("L", (700, 700), 200)) == 0.0


@pytest.mark.parametrize("angle", [-4.0, 0.0, 2.0])
def test_a_box_on_the_level_picture_is_found_on_the_given_one(angle: float) -> None:
    given = Image.new("L", (900, 600), 255)
    ImageDraw.Draw(given).rectangle((700, 100, 760, 120), fill=0)
    level = levelled(given, angle, paper=255)
    dark = level.point(lambda value: 255 if value < 200 else 0).getbbox()
    assert dark is not None
    x0, y0, x1, y1 = unlevelled(dark, angle=angle, levelled=level.size, size=given.size)
    assert x0 <= 701
    assert y0 <= 101
    assert x1 >= 760
    assert y1 >= 120
    assert (x1 - x0) < 75
    assert (y1 - y0) < 35


def test_scan_three_degrees_askew_is_read_and_its_words_are_where_they_are_seen() -> None:
    askew = sheet(LINES * 2).rotate(3, resample=Image.Resampling.BICUBIC, fillcolor=240)
    layer = ocr.read_twice(askew, dpi=150)[0]
    assert " ".join(LINES) in " ".join(layer.text.split())
    for word in layer.words:
        sides = (side * 150 / 72 for side in (word.box.x0, word.box.y0, word.box.x1, word.box.y1))
        assert askew.crop(tuple(int(side) for side in sides)).getextrema()[0] < INK + 60


def test_fax_full_of_specks_is_read() -> None:
    text = " ".join(ocr.read_twice(specked(sheet(LINES, paper=255), 0.12), dpi=150)[0].text.split())
    assert "Orla Quigley" in text


def test_shade_over_half_a_page_hides_no_line() -> None:
    picture = sheet(LINES)
    shade = Image.linear_gradient("L").rotate(90).resize(picture.size).point(lambda value: 255 - value * 2 // 3)
    dark = Image.composite(picture, Image.new("L", picture.size, 0), shade)
    assert shaded(dark)
    assert not shaded(picture)
    assert "packed a lunch" in ocr.read_twice(dark, dpi=150)[0].text


def test_only_unsure_lines_are_read_again() -> None:
    picture = sheet(LINES[:3])
    lines = [
        Row(120, 85 + 60 * number, 760, 36, confidence, "misread", ("1", "1", str(number)))
        for number, confidence in enumerate((95.0, 20.0, 95.0))
    ]
    again = read_again(picture, lines, dpi=150)
    assert [row for row in again if row.line == ("1", "1", "0")] == [lines[0]]
    assert " ".join(row.text for row in again if row.line == ("1", "1", "1")) == LINES[1]
    assert all(lines[1].top - 8 <= row.top <= lines[1].top + 36 for row in again if row.line == ("1", "1", "1"))
    assert read_again(picture, [], dpi=150) == []


def test_paper_is_the_commonest_light_grey() -> None:
    assert paper_of(sheet(LINES)) == 240
