"""What lies outside the part of a page that shows is not in the output: a reader may take the crop box away."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops, ImageDraw
from redact_factory import SECRET, boxes_of, every_reading, form, jpeg, new_pdf, png_pixels, redacted, saved

from candour.engine.redact.page import page_bytes

CROP = (50, 60, 350, 260)
LINE = b"BT /F1 12 Tf 100 150 Td (Seen: " + SECRET.encode() + b" at home) Tj ET "
TURNS = [0, 90, 180, 270]


def chequered(size: tuple[int, int] = (80, 60)) -> Image.Image:
    """Black and white squares: every part of it can be told from an even one."""
    picture = Image.new("L", size, 255)
    draw = ImageDraw.Draw(picture)
    for x in range(0, size[0], 4):
        for y in range(0, size[1], 4):
            if (x + y) // 4 % 2:
                draw.rectangle((x, y, x + 3, y + 3), fill=0)
    return picture


def image(pdf: pikepdf.Pdf, **more: Any) -> Any:
    data, keys = zlib.compress(chequered().tobytes()), {"Filter": Name.FlateDecode, **more}
    return pdf.make_stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=80, Height=60, ColorSpace=Name.DeviceGray,
        BitsPerComponent=8, **keys,
    )  # fmt: skip


def page(content: bytes, rotate: int, **xobjects: Any) -> pikepdf.Pdf:
    pdf = new_pdf(content + b" 0 g " + LINE, CropBox=Array(CROP), Rotate=rotate)
    if xobjects:
        made = {"/" + key: make(pdf) for key, make in xobjects.items()}
        pdf.pages[0].obj.Resources["/XObject"] = Dictionary(made)
    return pdf


def left_of(out: Path) -> Image.Image:
    """The picture in the output, whatever is cut out of it."""
    with pikepdf.Pdf.open(out) as pdf:
        (found,) = pdf.pages[0].Resources.XObject.values()
        return pikepdf.PdfImage(found).as_pil_image(apply_mask=False).convert("L")


@pytest.mark.parametrize("rotate", TURNS)
@pytest.mark.parametrize("marked", [False, True])
def test_the_page_ends_where_it_is_cropped(rotate: int, marked: bool, tmp_path: Path) -> None:
    source = saved(page(b"", rotate), tmp_path)
    boxes = boxes_of(source, SECRET) if marked else []
    out, (told,) = redacted(source, boxes)
    with pikepdf.Pdf.open(out) as pdf:
        obj = pdf.pages[0].obj
        assert [float(side) for side in obj.MediaBox] == list(CROP)
        assert "/CropBox" not in obj
    assert told.boxes == tuple(boxes)
    assert boxes_of(out, "at home") == boxes_of(source, "at home")
    if marked:
        box = boxes[0]
        dark = png_pixels(out).crop((int(box.x0 * 2) + 1, int(box.y0 * 2) + 1, int(box.x1 * 2), int(box.y1 * 2)))
        assert dark.getextrema()[1] < 60


@pytest.mark.parametrize("rotate", TURNS)
@pytest.mark.parametrize("marked", [False, True])
def test_pixels_outside_are_wiped(rotate: int, marked: bool, tmp_path: Path) -> None:
    """The image fills the media box, five points a pixel: its columns 10 to 70 and rows 8 to 48 show."""
    source = saved(page(b"q 400 0 0 300 0 0 cm /I1 Do Q", rotate, I1=image), tmp_path)
    out, (told,) = redacted(source, boxes_of(source, SECRET) if marked else [])
    assert told.method == ("vector" if marked else "copied")
    picture = left_of(out)
    for strip in ((0, 0, 80, 5), (0, 51, 80, 60), (0, 0, 7, 60), (73, 0, 80, 60)):
        assert picture.crop(strip).getextrema() == (255, 255)
    assert picture.crop((10, 36, 70, 48)).tobytes() == chequered().crop((10, 36, 70, 48)).tobytes()
    if not marked:
        assert ImageChops.difference(png_pixels(source), png_pixels(out)).getextrema() == (0, 0)


@pytest.mark.parametrize("turned", [b"0 300 -400 0 400 0", b"283 283 -212 212 212 -120"])
def test_a_turned_image_shows_what_it_showed(turned: bytes, tmp_path: Path) -> None:
    source = saved(page(b"q " + turned + b" cm /I1 Do Q", 90, I1=image), tmp_path)
    out, _ = redacted(source, [])
    assert ImageChops.difference(png_pixels(source), png_pixels(out)).getextrema() == (0, 0)
    picture = left_of(out)
    assert picture.tobytes() != chequered().tobytes()
    assert picture.crop((0, 0, 2, 2)).getextrema() == (255, 255)


def test_a_cropped_photograph_is_really_cropped(tmp_path: Path) -> None:
    """A word processor crops a picture by a clipping path and keeps all of it."""
    source = saved(page(b"q 100 100 60 60 re W n q 200 0 0 150 100 100 cm /I1 Do Q Q", 0, I1=image), tmp_path)
    out, _ = redacted(source, [])
    assert ImageChops.difference(png_pixels(source), png_pixels(out)).getextrema() == (0, 0)
    picture = left_of(out)
    assert picture.crop((27, 0, 80, 60)).getextrema() == (255, 255)


def test_an_image_with_masks_is_wiped_with_them(tmp_path: Path) -> None:
    def cut_out(pdf: pikepdf.Pdf) -> Any:
        hole = pdf.make_stream(
            chequered().convert("1").tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=80, Height=60,
            ImageMask=True, BitsPerComponent=1,
        )  # fmt: skip
        return image(pdf, Mask=hole)

    source = saved(page(b"q 400 0 0 300 0 0 cm /I1 Do Q", 0, I1=cut_out), tmp_path)
    boxes = boxes_of(source, SECRET)
    out, (told,) = redacted(source, boxes)
    assert told.method == "vector"
    assert left_of(out).crop((0, 0, 80, 5)).getextrema() == (255, 255)
    shown, before = png_pixels(out), png_pixels(source)
    assert ImageChops.difference(shown.crop((0, 0, 600, 150)), before.crop((0, 0, 600, 150))).getextrema() == (0, 0)
    with pikepdf.Pdf.open(out) as pdf:
        (found,) = pdf.pages[0].Resources.XObject.values()
        mask = pikepdf.PdfImage(found.Mask).as_pil_image().convert("1")
    assert len(set(mask.crop((0, 0, 80, 5)).getextrema())) == 1
    assert mask.crop((12, 10, 60, 20)).getextrema() == (0, 255)


def test_a_bleed_of_a_hair_is_left_alone(tmp_path: Path) -> None:
    pdf = new_pdf(b"q 301 0 0 201 49.6 59.6 cm /I1 Do Q", CropBox=Array(CROP))
    made, data = image(pdf), jpeg(chequered())
    made.write(data, filter=Name.DCTDecode)
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(I1=made)
    out, _ = redacted(saved(pdf, tmp_path), [])
    assert left_of(out).tobytes() == Image.open(io.BytesIO(data)).tobytes()


def inline() -> bytes:
    return b"q 40 0 0 30 %d 20 cm BI /W 80 /H 60 /BPC 8 /CS /G ID " % 5 + chequered().tobytes() + b" EI Q"


OUTSIDE = {
    "path": b"1 0 0 RG 11 13 m 23 17 l S",
    "code of squares": b"".join(b"%d 17 2 2 re " % x for x in range(11, 40, 4)) + b"f",
    "clipped path": b"q 11 13 30 17 re W f Q",
    "shading": b"q 11 13 30 17 re W n /Sh1 sh Q",
    "inline image": inline(),
    "off the sheet": b"411 -13 m 423 17 l S",
}


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("way", OUTSIDE)
@pytest.mark.parametrize("formed", [False, True])
def test_drawings_outside_are_gone(way: str, formed: bool, rotate: int, tmp_path: Path) -> None:
    drawn = OUTSIDE[way]
    shading = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceGray, Coords=Array([0, 0, 400, 300]),
        Function=Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=1),
    )  # fmt: skip
    if formed:
        pdf = page(b"/X1 Do", rotate, X1=lambda pdf: form(pdf, drawn + b" 100 100 20 20 re f"))
        pdf.pages[0].obj.Resources.XObject.X1.Resources["/Shading"] = Dictionary(Sh1=shading)
    else:
        pdf = page(drawn + b" 100 100 20 20 re f", rotate)
        pdf.pages[0].obj.Resources["/Shading"] = Dictionary(Sh1=shading)
    out, (told,) = redacted(saved(pdf, tmp_path), [])
    assert told.method == "copied"
    with pikepdf.Pdf.open(out) as left:
        obj = left.pages[0].obj
        data = page_bytes(obj)
        for made in obj.Resources.get("/XObject", {}).values():
            assert made.get("/Subtype") == "/Form"
            assert "/XObject" not in made.Resources
            data += made.read_bytes()
    assert b"100 100 20 20 re" in data
    for left_over in (b" l", b"17 2 2", b"17 re f", b" f Q", b"Sh1 sh", b"BI"):
        assert left_over not in data.replace(b"20 re f", b"").replace(b"\n", b" ")


def test_a_form_on_many_pages_is_cut_once(tmp_path: Path) -> None:
    pdf = page(b"/X1 Do", 0, X1=lambda pdf: form(pdf, OUTSIDE["path"] + b" 100 100 20 20 re f"))
    pdf.pages.append(pdf.pages[0])
    out, _ = redacted(saved(pdf, tmp_path), [], pages=(1, 2))
    with pikepdf.Pdf.open(out) as left:
        forms = {form.objgen for shown in left.pages for form in shown.Resources.XObject.values()}
    assert len(forms) == 1
    assert SECRET in every_reading(out)


def test_a_soft_mask_larger_than_the_page_is_no_reason_for_a_picture(tmp_path: Path) -> None:
    pdf = page(b"/G1 gs 0 0 400 300 re f ", 0)
    mask = form(pdf, b"q 600 0 0 600 -100 -100 cm /I1 Do Q -50 -50 20 20 re f")
    mask["/Group"] = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask.Resources["/XObject"] = Dictionary(I1=image(pdf))
    pdf.pages[0].obj.Resources["/ExtGState"] = Dictionary(G1=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask)))
    source = saved(pdf, tmp_path)
    out, (told,) = redacted(source, [])
    assert told.method == "copied"
    assert ImageChops.difference(png_pixels(source), png_pixels(out)).getextrema() == (0, 0)
