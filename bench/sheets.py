"""Makes the PDFs that are measured: text pages, pages as an office program kerns them, scans. It reads nothing."""

from __future__ import annotations

import io
import random
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bench import prose
from candour.engine import fonts
from candour.engine.tools import libreoffice

A4 = (595.28, 841.89)
EMBEDDED = "DejaVuSans"
SIZE = 9.5
SCAN_DPI = 200
_OPEN = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm"
 fo:margin="20mm"/></style:page-layout>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:text-align="justify"/>
<style:text-properties style:font-name="Liberation Serif" fo:font-family="'Liberation Serif'" fo:font-size="11pt"
 style:letter-kerning="true"/></style:style>
<style:style style:name="N" style:family="paragraph" style:parent-style-name="P">
<style:paragraph-properties fo:text-align="justify" fo:break-before="page"/>
<style:text-properties style:font-name="Liberation Serif" fo:font-family="'Liberation Serif'" fo:font-size="11pt"
 style:letter-kerning="true"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"/></office:master-styles>
<office:body><office:text>
"""
_CLOSE = "</office:text></office:body></office:document>\n"


def text_pdf(texts: Iterable[str], *, path: Path) -> int:
    """One A4 page for each text, in turn in a standard font and in an embedded one. Returns the number of pages."""
    fonts.ready()
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    count = 0
    for count, text in enumerate(texts, 1):
        canvas.setFont("Helvetica-Bold", 13)
        canvas.drawString(56, A4[1] - 56, f"Case notes, sheet {count}")
        canvas.setFont("Helvetica" if count % 2 else EMBEDDED, SIZE)
        for number, line in enumerate(prose.lines(text)):
            canvas.drawString(56, A4[1] - 84 - number * SIZE * 1.4, line)
        canvas.showPage()
    canvas.save()
    return count


def kerned_pdf(texts: Sequence[str], *, path: Path, folder: Path) -> int:
    """The texts justified and kerned by LibreOffice, then rewritten by Ghostscript. Returns the number of texts."""
    source = folder / "office.fodt"
    source.write_text(_OPEN + "".join(map(_paragraphs, texts)) + _CLOSE, encoding="utf-8")
    office = libreoffice.find()
    if office is None:
        raise FileNotFoundError("LibreOffice is not installed: kerned pages cannot be made")
    profile = (folder / "profile").as_uri()
    step = [
        str(office),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    ]
    subprocess.run([*step, str(source)], check=True, capture_output=True, timeout=300)
    step = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite", f"-sOutputFile={path}"]
    subprocess.run([*step, str(source.with_suffix(".pdf"))], check=True, capture_output=True, timeout=300)
    return len(texts)


def _paragraphs(text: str) -> str:
    style = iter(["N"])
    return "".join(
        f'<text:p text:style-name="{next(style, "P")}">{escape(line)}</text:p>\n' for line in text.splitlines()
    )


def scanned_pdf(texts: Sequence[str], *, path: Path, seed: int = 5) -> int:
    """The texts as a scanner sees them: grey, specked, a little askew, as JPEG without any text layer."""
    chance = random.Random(seed)
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    for text in texts:
        data = io.BytesIO()
        _scan(text, chance).save(data, "JPEG", quality=80)
        data.seek(0)
        canvas.drawImage(ImageReader(data), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return len(texts)


def _scan(text: str, chance: random.Random) -> Image.Image:
    wide, high = (round(side * SCAN_DPI / 72) for side in A4)
    picture = Image.new("L", (wide, high), 246)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(fonts.FOLDER / f"{EMBEDDED}.ttf"), round(10 * SCAN_DPI / 72))
    for number, line in enumerate(prose.lines(text, width=80)):
        draw.text((150, 170 + number * 42), line, fill=35, font=font)
    for _ in range(400):
        draw.point((chance.randrange(wide), chance.randrange(high)), fill=90)
    return picture.rotate(chance.uniform(-0.4, 0.4), fillcolor=246, resample=Image.Resampling.BICUBIC)
