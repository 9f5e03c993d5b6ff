"""Pixels under a box are burnt into a new image; what travels with image data stays behind."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw
from redact_factory import HEIGHT, decoded, jpeg, new_pdf, png_pixels, redacted, saved

from candour.engine.model import Box
from candour.engine.redact.images import encoded

BOX = Box(100, 100, 160, 120)
"""Over the black bar that ``scan`` draws; the page and its image are 400 by 300 points."""


def scan(mode: str = "RGB") -> Image.Image:
    """A page with a striped bar under BOX and another elsewhere."""
    picture = Image.new(mode, (800, 600), 1 if mode == "1" else "white")
    draw = ImageDraw.Draw(picture)
    for at in range(200, 320, 8):
        draw.rectangle((at, 200, at + 3, 239), fill=0)
        draw.rectangle((at, 400, at + 3, 439), fill=0)
    return picture


def images_of(pdf: pikepdf.Pdf) -> list[Any]:
    return list(pdf.pages[0].Resources.get("/XObject", {}).values())


def page_with(image: Any, pdf: pikepdf.Pdf) -> pikepdf.Pdf:
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(I1=image)
    return pdf


def raw_image(pdf: pikepdf.Pdf, data: bytes, **keys: Any) -> Any:
    common = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 800, "Height": 600}
    return pdf.make_stream(data, **{**common, **keys})


def kinds() -> dict[str, Any]:
    grey = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
    rgb = {"ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8}
    flate = {"Filter": Name.FlateDecode}
    indexed = Array(
        [Name.Indexed, Name.DeviceRGB, 255, pikepdf.String(bytes(i for v in range(256) for i in (v, v, v)))]
    )
    inverted = zlib.compress(bytes(255 - v for v in scan("L").tobytes()))
    return {
        "jpeg": lambda pdf: raw_image(pdf, jpeg(scan()), Filter=Name.DCTDecode, **rgb),
        "rgb": lambda pdf: raw_image(pdf, zlib.compress(scan().tobytes()), **rgb, **flate),
        "grey": lambda pdf: raw_image(pdf, zlib.compress(scan("L").tobytes()), **grey, **flate),
        "inverted": lambda pdf: raw_image(pdf, inverted, Decode=Array([1, 0]), **grey, **flate),
        "bilevel": lambda pdf: raw_image(
            pdf, zlib.compress(scan("1").tobytes()), ColorSpace=Name.DeviceGray, BitsPerComponent=1, **flate
        ),
        "indexed": lambda pdf: raw_image(
            pdf, zlib.compress(scan("L").tobytes()), ColorSpace=indexed, BitsPerComponent=8, **flate
        ),
        "stencil": lambda pdf: raw_image(
            pdf, zlib.compress(scan("1").tobytes()), ImageMask=True, BitsPerComponent=1, **flate
        ),
        "group 4": lambda pdf: pdf.copy_foreign(_in_its_own_file(scan("1"))),
    }  # fmt: skip


def _in_its_own_file(picture: Image.Image) -> Any:
    other = pikepdf.Pdf.new()
    _KEPT.append(other)
    return other.make_indirect(encoded(other, picture, lossy=False))


_KEPT: list[pikepdf.Pdf] = []


@pytest.mark.parametrize("kind", kinds())
def test_pixels_under_a_box_are_gone(kind: str, tmp_path: Path) -> None:
    pdf = new_pdf(b"q 400 0 0 300 0 0 cm /I1 Do Q")
    source = saved(page_with(kinds()[kind](pdf), pdf), tmp_path)
    out, (page,) = redacted(source, [BOX])
    assert page.method == "vector"
    with pikepdf.Pdf.open(out) as left:
        (image,) = images_of(left)
        if kind != "stencil":
            picture = pikepdf.PdfImage(image).as_pil_image().convert("L")
            assert picture.crop((200, 200, 320, 240)).getextrema()[1] < 40
        made = decoded(image)
    with pikepdf.Pdf.open(source) as before:
        assert decoded(images_of(before)[0]) != made
    shown, original = png_pixels(out), png_pixels(source)
    assert shown.crop((200, 200, 320, 240)).getextrema()[1] < 40
    assert original.crop((200, 400, 320, 440)).getextrema()[0] < 60
    assert shown.crop((200, 400, 320, 440)).getextrema()[0] < 60
    assert shown.getpixel((700, 500)) > 240


def test_a_turned_image_is_burnt_where_it_shows(tmp_path: Path) -> None:
    pdf = new_pdf(b"q 0 300 -400 0 400 0 cm /I1 Do Q")
    source = saved(
        page_with(
            raw_image(pdf, jpeg(scan()), Filter=Name.DCTDecode, ColorSpace=Name.DeviceRGB, BitsPerComponent=8), pdf
        ),
        tmp_path,
    )
    before = png_pixels(source)
    dark = before.point(lambda level: 255 if level < 128 else 0).getbbox()
    box = Box(dark[0] / 2, dark[1] / 2, dark[2] / 2, dark[3] / 2)
    out, _ = redacted(source, [box])
    with pikepdf.Pdf.open(out) as left:
        picture = pikepdf.PdfImage(images_of(left)[0]).as_pil_image().convert("L")
    assert picture.crop((210, 210, 310, 230)).getextrema()[1] < 40


def test_an_image_shown_on_two_pages_is_burnt_on_one(tmp_path: Path) -> None:
    pdf = new_pdf(b"q 400 0 0 300 0 0 cm /I1 Do Q")
    page_with(
        raw_image(
            pdf,
            zlib.compress(scan("L").tobytes()),
            Filter=Name.FlateDecode,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        ),
        pdf,
    )
    pdf.pages.append(pdf.pages[0])
    out, pages = redacted(saved(pdf, tmp_path), [BOX], pages=(1, 2))
    assert [page.method for page in pages] == ["vector", "copied"]
    with pikepdf.Pdf.open(out) as left:
        seen = [decoded(next(iter(page.Resources.XObject.values()))) for page in left.pages]
    assert seen[0] != seen[1]


def test_an_inline_image_is_burnt(tmp_path: Path) -> None:
    small = scan("L").resize((80, 60)).tobytes()
    source = saved(new_pdf(b"q 400 0 0 300 0 0 cm BI /W 80 /H 60 /BPC 8 /CS /G ID " + small + b" EI Q"), tmp_path)
    out, (page,) = redacted(source, [BOX])
    assert page.method == "vector"
    with pikepdf.Pdf.open(out) as left:
        assert b"BI" not in left.pages[0].Contents.read_bytes()
        picture = pikepdf.PdfImage(images_of(left)[0]).as_pil_image()
    assert picture.crop((20, 20, 31, 23)).getextrema() == (0, 0)


def test_an_even_background_is_left_alone(tmp_path: Path) -> None:
    pdf = new_pdf(b"q 400 0 0 300 0 0 cm /I1 Do Q BT /F1 12 Tf 100 185 Td (Mason) Tj ET")
    data = zlib.compress(Image.new("L", (800, 600), 230).tobytes())
    page_with(raw_image(pdf, data, Filter=Name.FlateDecode, ColorSpace=Name.DeviceGray, BitsPerComponent=8), pdf)
    out, _ = redacted(saved(pdf, tmp_path), [BOX])
    with pikepdf.Pdf.open(out) as left:
        assert set(decoded(images_of(left)[0])) == {230}


def test_a_picture_without_the_page_is_not_kept(tmp_path: Path) -> None:
    pdf = new_pdf(b"q 40 0 0 30 -300 0 cm /I1 Do Q BT /F1 12 Tf 20 20 Td (kept) Tj ET")
    page_with(raw_image(pdf, jpeg(scan()), Filter=Name.DCTDecode, ColorSpace=Name.DeviceRGB, BitsPerComponent=8), pdf)
    out, _ = redacted(saved(pdf, tmp_path), [])
    with pikepdf.Pdf.open(out) as left:
        assert not images_of(left)


def test_drawings_under_a_box_go_and_rules_stay(tmp_path: Path) -> None:
    signature = b"102 190 m 110 199 120 182 130 195 c 140 185 m 150 198 l S "
    rule = b"0 190 m 400 190 l S "
    source = saved(new_pdf(signature + rule + b"10 10 50 20 re f"), tmp_path)
    out, (page,) = redacted(source, [BOX])
    assert page.method == "vector"
    with pikepdf.Pdf.open(out) as left:
        data = left.pages[0].Contents.read_bytes()
    assert b"182" not in data
    assert b"198" not in data
    assert b"400 190 l" in data
    assert b"10 10 50 20 re" in data


@pytest.mark.parametrize("size", [(int(HEIGHT), 200)])
def test_group4_round_trip(size: tuple[int, int], tmp_path: Path) -> None:
    picture = Image.new("1", size, 1)
    ImageDraw.Draw(picture).ellipse((20, 20, 90, 120), fill=0)
    pdf = new_pdf(b"q 300 0 0 200 0 0 cm /I1 Do Q")
    page_with(pdf.make_indirect(encoded(pdf, picture, lossy=False)), pdf)
    shown = png_pixels(saved(pdf, tmp_path), scale=1.0)
    assert shown.getpixel((50, 160)) < 50
    assert shown.getpixel((200, 160)) > 200
