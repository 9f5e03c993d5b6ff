"""Pictures in a bundle: at most 300 dpi as drawn, unless bringing them down would change how they look."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from candour.engine.bundle.stamps import PageStamp
from candour.engine.bundle.volume import Sheet, Stack, write_volume


def a_scan(path: Path, *, pixels: tuple[int, int], drawn: tuple[float, float], mode: str = "L", form: bool = False,
           **entries: object) -> Path:  # fmt: skip
    """A page of 200 × 300 points with one picture drawn over ``drawn`` points: white, with a black left half."""
    picture = Image.new(mode, pixels, "white")
    ImageDraw.Draw(picture).rectangle((0, 0, pixels[0] // 2, pixels[1]), fill="black")
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 300))
    image = pdf.make_stream(picture.tobytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
    image.Width, image.Height, image.BitsPerComponent = *pixels, 1 if mode == "1" else 8
    image.ColorSpace = pikepdf.Name.DeviceRGB if mode == "RGB" else pikepdf.Name.DeviceGray
    for key, value in entries.items():
        image[f"/{key}"] = value
    content = b"q %g 0 0 %g 0 0 cm /I Do Q" % drawn
    resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
    if form:
        held = pdf.make_stream(content, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 999, 999])
        held.Resources, held.Matrix = resources, pikepdf.Array([0.5, 0, 0, 0.5, 0, 0])
        resources, content = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=held)), b"2 0 0 2 0 0 cm /F Do"
    pdf.pages[0].obj.Resources, pdf.pages[0].obj.Contents = resources, pdf.make_stream(content)
    pdf.save(path)
    return path


def bundled(part: Path) -> tuple[int, int, int]:
    """Width, height and resolution of the one picture in a bundle of ``part``, as poppler tells it."""
    out = part.with_name("out.pdf")
    write_volume([Stack(part, [Sheet(0, PageStamp("1"))], 1)], count=1, out=out, title="T")
    row = subprocess.run(["pdfimages", "-list", out], capture_output=True, text=True, check=True).stdout.splitlines()[2]
    cells = row.split()
    return int(cells[3]), int(cells[4]), int(cells[12])


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
@pytest.mark.parametrize("form", [False, True])
def test_a_picture_finer_than_300_dpi_is_brought_down_and_looks_the_same(tmp_path: Path, mode: str, form: bool) -> None:
    part = a_scan(tmp_path / "part.pdf", pixels=(1664, 2496), drawn=(200, 300), mode=mode, form=form)
    width, height, dpi = bundled(part)
    assert (abs(width - 833.3) < 2, abs(height - 1250) < 2) == (True, True)
    assert 298 <= dpi <= 302
    page = pypdfium2.PdfDocument(tmp_path / "out.pdf")[0].render(scale=0.5).to_pil().convert("L")
    assert page.getpixel((20, 70)) < 8
    assert page.getpixel((80, 70)) > 247


@pytest.mark.parametrize(
    ("pixels", "drawn", "entries"),
    [
        ((800, 1200), (200, 300), {}),  # 288 dpi
        ((1664, 2496), (800, 1200), {}),  # drawn larger than the page: 150 dpi
        ((1664, 2496), (200, 300), {"Decode": pikepdf.Array([1, 0])}),
        ((1664, 2496), (200, 300), {"Mask": pikepdf.Array([0, 3])}),
    ],
)
def test_other_pictures_are_left_alone(
    tmp_path: Path, pixels: tuple[int, int], drawn: tuple[float, float], entries: dict[str, object]
) -> None:
    assert bundled(a_scan(tmp_path / "part.pdf", pixels=pixels, drawn=drawn, **entries))[:2] == pixels
