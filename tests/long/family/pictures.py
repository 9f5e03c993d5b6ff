"""Scans: pages as pixels, a little askew and speckled, as PDF or picture file, with what such files carry. It reads nothing."""


# ruff: noqa: E501 - marked text and markup of files is not broken

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

import pikepdf
import zxingcpp
from pikepdf import Dictionary, Name
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin
from reportlab.pdfbase import pdfmetrics
from tests.long.family.sheets import SANS, Sheet, font_file


def scan(lines: tuple[str, ...], *, dpi: int = 150, seed: int = 1, tilt: float = 0.5) -> Image.Image:
    """One grey A4 sheet of typed lines at ``dpi``."""
    scale = dpi / 72
    sheet = Image.new("L", (round(595 * scale), round(842 * scale)), 248)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(font_file(SANS), round(11 * scale))
    for row, line in enumerate(lines):
        draw.text((60 * scale, (50 + 17 * row) * scale), line, fill=25, font=font)
    turned = sheet.rotate(tilt, fillcolor=248, resample=Image.Resampling.BICUBIC)
    chance = random.Random(seed)
    for _ in range(sheet.width * sheet.height // 4000):
        turned.putpixel((chance.randrange(sheet.width), chance.randrange(sheet.height)), chance.randrange(60, 200))
    return turned


def scanned_pdf(
    sheets: list[Sheet],
    path: Path,
    *,
    dpi: int = 150,
    layer: list[tuple[str, ...]] | None = None,
    bilevel: bool = False,
) -> None:
    """Pages that are pictures; ``layer`` puts invisible text over each, which need not say what the picture says."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    for number, sheet in enumerate(sheets):
        picture = scan(sheet.lines, dpi=dpi, seed=number, tilt=random.Random(f"{path.name}{number}").uniform(-0.9, 0.9))
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Resources = Dictionary(
            XObject=Dictionary(Im=_image(pdf, picture, bilevel=bilevel)), Font=Dictionary(F=font)
        )
        content = b"q 595 0 0 842 0 0 cm /Im Do Q"
        for row, line in enumerate(layer[number] if layer else ()):
            shown = line.encode("cp1252", "replace")
            drawn, plain = (
                pdfmetrics.stringWidth(sheet.lines[row], SANS, 11),
                pdfmetrics.stringWidth(line, "Helvetica", 11),
            )
            scale = 100 * drawn / plain if plain else 100
            content += f"\nBT 3 Tr /F 11 Tf {scale:.2f} Tz 60 {842 - 60 - 17 * row} Td <{shown.hex()}> Tj ET".encode()
        page.obj.Contents = pdf.make_stream(content)
    pdf.save(path, deterministic_id=True)


def _image(pdf: pikepdf.Pdf, picture: Image.Image, *, bilevel: bool) -> pikepdf.Object:
    how = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=picture.width, Height=picture.height, ColorSpace=Name.DeviceGray
    )
    if bilevel:
        data = picture.point(lambda value: 255 if value > 140 else 0).convert("1").tobytes()
        stream = pdf.make_stream(data, how)
        stream.BitsPerComponent = 1
        return stream
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=70)
    stream = pdf.make_stream(out.getvalue(), how)
    stream.BitsPerComponent, stream.Filter = 8, Name.DCTDecode
    return stream


def jpeg(lines: tuple[str, ...], path: Path, *, description: str, artist: str, comment: str, xmp: str) -> None:
    """A photograph of a sheet with EXIF, a comment and XMP."""
    picture = scan(lines, dpi=150).convert("RGB")
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x0132] = description, artist, "2016:05:03 10:11:12"
    packet = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:title="{xmp}"/></rdf:RDF></x:xmpmeta>'
    picture.save(path, "JPEG", quality=80, exif=exif, comment=comment.encode(), xmp=packet.encode(), dpi=(150, 150))


def png(
    lines: tuple[str, ...], path: Path, *, text: dict[str, str], packed: dict[str, str], spoken: dict[str, str]
) -> None:
    """tEXt, zTXt and iTXt chunks beside the picture."""
    info = PngImagePlugin.PngInfo()
    for key, value in text.items():
        info.add_text(key, value)
    for key, value in packed.items():
        info.add_text(key, value, zip=True)
    for key, value in spoken.items():
        info.add_itxt(key, value, lang="en", tkey=key)
    scan(lines, dpi=150, seed=9).save(path, "PNG", pnginfo=info, dpi=(150, 150))


def tiff(sheets: list[Sheet], path: Path, *, description: str, artist: str) -> None:
    pages = [
        scan(sheet.lines, dpi=200, seed=at, tilt=0.3).point(lambda v: 255 if v > 140 else 0).convert("1")
        for at, sheet in enumerate(sheets)
    ]
    pages[0].save(
        path,
        "TIFF",
        save_all=True,
        append_images=pages[1:],
        compression="group4",
        dpi=(200, 200),
        tiffinfo={270: description, 315: artist},
    )


def barcode(kind: str, text: str) -> Image.Image:
    """A barcode as a picture; ``kind`` is a format name of zxing."""
    made: Any = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind)).to_image(scale=4)
    view: Any = memoryview(made)
    picture = Image.frombytes("L", (view.shape[1], view.shape[0]), view.tobytes())
    canvas = Image.new("L", (picture.width + 80, picture.height + 80), 255)
    canvas.paste(picture, (40, 40))
    return canvas


def put_picture(pdf: pikepdf.Pdf, page: int, picture: Image.Image, box: tuple[float, float, float, float]) -> None:
    """Draws a grey picture in ``box`` (points from the bottom left) over what the page shows."""
    how = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=picture.width, Height=picture.height, ColorSpace=Name.DeviceGray
    )
    stream = pdf.make_stream(picture.tobytes(), how)
    stream.BitsPerComponent = 8
    obj = pdf.pages[page].obj
    if Name.XObject not in obj.Resources:
        obj.Resources.XObject = Dictionary()
    name = f"/Pic{len(obj.Resources.XObject)}"
    obj.Resources.XObject[name] = stream
    x0, y0, x1, y1 = box
    pdf.pages[page].contents_add(f"q {x1 - x0} 0 0 {y1 - y0} {x0} {y0} cm {name} Do Q".encode())
