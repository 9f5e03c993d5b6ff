"""Tiny PDFs for the reading tests: typed pages, scans, scans with a lying text layer."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from candour.engine.fonts import FOLDER


def typed(path: Path, lines: list[tuple[float, float, str]], *, rotate: int = 0, crop: tuple[float, ...] = ()) -> Path:
    """One A4 page with (x, y from the bottom, text) in Helvetica 12."""
    canvas = Canvas(str(path), pagesize=(595, 842), pageCompression=0)
    canvas.setFont("Helvetica", 12)
    for x, y, text in lines:
        canvas.drawString(x, y, text)
    canvas.save()
    if rotate or crop:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            pdf.pages[0].obj.Rotate = rotate
            if crop:
                pdf.pages[0].obj.CropBox = pikepdf.Array(list(crop))
            pdf.save(path)
    return path


def sheet(lines: list[str], *, turned: int = 0) -> Image.Image:
    """A typed page as a scanner sees it, 150 dpi."""
    picture = Image.new("L", (1240, 1754), 255)
    font = ImageFont.truetype(str(FOLDER / "DejaVuSans.ttf"), 32)
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((120, 140 + 60 * number), line, fill=0, font=font)
    return picture.rotate(turned, expand=True, fillcolor=255)


def scanned(path: Path, picture: Image.Image, *, layer: str = "") -> Path:
    """A page that is a picture, with an invisible text layer where ``layer`` is given."""
    data = io.BytesIO()
    picture.save(data, "PNG")
    data.seek(0)
    wide, high = picture.width * 72 / 150, picture.height * 72 / 150
    canvas = Canvas(str(path), pagesize=(wide, high))
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(data), 0, 0, wide, high)
    if layer:
        text = canvas.beginText(60, high - 80)
        text.setTextRenderMode(3)
        text.setFont("Helvetica", 12)
        text.textLine(layer)
        canvas.drawText(text)
    canvas.save()
    return path
