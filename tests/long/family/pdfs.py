"""Draws sheets as PDF in the ways of different producers: reportlab, Ghostscript, LibreOffice, and content streams of its own."""


# ruff: noqa: E501 - marked text and markup of files is not broken

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.pdfbase.ttfonts import TTFontFile
from reportlab.pdfgen.canvas import Canvas
from tests.long.family.sheets import SANS, Sheet, font_file

Draw = Callable[[list[Sheet], Path], None]
A4 = (595.0, 842.0)
LEADING, LEFT, TOP = 15.0, 60.0, 780.0


def reportlab(sheets: list[Sheet], path: Path, *, font: str = SANS, size: float = 10) -> None:
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for sheet in sheets:
        canvas.setFont(font, size)
        for row, line in enumerate(sheet.lines):
            canvas.drawString(LEFT, TOP - row * LEADING, line)
        canvas.showPage()
    canvas.save()


def ghostscript(sheets: list[Sheet], path: Path) -> None:
    first = path.with_suffix(".first.pdf")
    reportlab(sheets, first, font="FamilySerif", size=11)
    command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pdfwrite", f"-sOutputFile={path}", str(first)]
    subprocess.run(command, check=True, capture_output=True)
    first.unlink()


def _fill(into: pikepdf.Object, keys: pikepdf.Object) -> None:
    for key, value in keys.items():
        into[key] = value


class Identity:
    """A Type0 font with Identity-H over a TrueType file, and what it calls each character."""

    def __init__(self, pdf: pikepdf.Pdf, *, lie: dict[str, str] | None = None) -> None:
        self.file = TTFontFile(font_file(SANS))
        self.pdf, self.lie = pdf, lie or {}
        self.used: set[str] = set()

    def code(self, char: str) -> int:
        self.used.add(char)
        return int(self.file.charToGlyph.get(ord(char), 0))

    def hexed(self, text: str) -> bytes:
        return b"<" + "".join(f"{self.code(char):04X}" for char in text).encode() + b">"

    def width(self, char: str) -> float:
        return float(self.file.charWidths.get(ord(char), self.file.defaultWidth))

    def made(self) -> pikepdf.Object:
        chars = sorted(self.used)
        program = self.pdf.make_stream(Path(font_file(SANS)).read_bytes())
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/AAAAAA+Sans"), Flags=32, FontBBox=[-1000, -300, 1500, 1000]
        )
        _fill(
            descriptor, Dictionary(ItalicAngle=0, Ascent=928, Descent=-236, CapHeight=729, StemV=80, FontFile2=program)
        )
        widths = Array()
        for char in chars:
            widths.append(self.code(char))
            widths.append(Array([self.width(char)]))
        child = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name("/AAAAAA+Sans"),
            CIDToGIDMap=Name.Identity,
            W=widths,
        )
        child.CIDSystemInfo = Dictionary(
            Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
        )
        child.FontDescriptor = self.pdf.make_indirect(descriptor)
        rows = "\n".join(f"<{self.code(c):04X}> <{self.lie.get(c, c).encode('utf-16-be').hex()}>" for c in chars)
        cmap = f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(chars)} beginbfchar\n{rows}\nendbfchar endcmap end end"
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/AAAAAA+Sans"), Encoding=Name("/Identity-H")
        )
        font.DescendantFonts = Array([self.pdf.make_indirect(child)])
        font.ToUnicode = self.pdf.make_stream(cmap.encode())
        return self.pdf.make_indirect(font)


Line = Callable[[Identity, str], bytes]


def whole(font: Identity, line: str) -> bytes:
    return font.hexed(line) + b" Tj"


def kerned(font: Identity, line: str) -> bytes:
    """Pieces of one to four characters with small and word-sized kerns, blanks left out as Ghostscript and browsers do."""
    chance, out = random.Random(line), []
    for word in line.split(" "):
        at = 0
        while at < len(word):
            step = chance.randint(1, 4)
            out.append(font.hexed(word[at : at + step]) + f" {chance.randint(-18, 18)} ".encode())
            at += step
        out.append(b"-318 ")
    return b"[" + b"".join(out) + b"] TJ"


def each_placed(font: Identity, line: str) -> bytes:
    """Every character with a position of its own."""
    out, x = [], 0.0
    for char in line:
        out.append(f"1 0 0 1 {x:.2f} 0 Tm ".encode() + font.hexed(char) + b" Tj")
        x += font.width(char) / 100
    return b"\n".join(out)


def crafted(
    line: Line, *, form: bool = False, rotate: int = 0, crop: bool = False, lie: dict[str, str] | None = None
) -> Draw:
    """A writer of content streams; ``form`` draws the page in a form within a form, ``crop`` shifts the boxes off the origin."""

    def draw(sheets: list[Sheet], path: Path) -> None:
        pdf = pikepdf.new()
        font, contents = Identity(pdf, lie=lie), []
        for sheet in sheets:
            rows = (_row(line, font, text, TOP - at * LEADING) for at, text in enumerate(sheet.lines) if text)
            contents.append(b"\n".join(rows))
        resources = Dictionary(Font=Dictionary(F1=font.made()))
        for content in contents:
            _page(pdf, content, resources, form=form, rotate=rotate, crop=crop)
        pdf.save(path, deterministic_id=True)

    return draw


def _row(line: Line, font: Identity, text: str, y: float) -> bytes:
    return f"q 1 0 0 1 {LEFT} {y} cm BT /F1 10 Tf ".encode() + line(font, text) + b" ET Q"


def _page(pdf: pikepdf.Pdf, content: bytes, resources: pikepdf.Object, *, form: bool, rotate: int, crop: bool) -> None:
    page = pdf.add_blank_page(page_size=A4)
    if form:
        inner = _form(pdf, content, resources)
        outer = _form(pdf, b"q 1 0 0 1 0 0 cm /X0 Do Q", Dictionary(XObject=Dictionary(X0=inner)))
        page.obj.Resources = Dictionary(XObject=Dictionary(X1=outer))
        content = b"/X1 Do"
    else:
        page.obj.Resources = resources
    page.obj.Contents = pdf.make_stream(content)
    if rotate:
        page.obj.Rotate = rotate
    if crop:
        page.obj.MediaBox = Array([-40, -40, 635, 882])
        page.obj.CropBox = Array([10, 10, 585, 832])


def _form(pdf: pikepdf.Pdf, content: bytes, resources: pikepdf.Object) -> pikepdf.Object:
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, *A4]), Resources=resources)


def type3(sheets: list[Sheet], path: Path) -> None:
    """Glyphs that are content streams drawing letters of another font, named by ToUnicode alone."""
    pdf = pikepdf.new()
    chars = sorted({char for sheet in sheets for line in sheet.lines for char in line if char != " "})[:220]
    base = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    procs, widths, rows = Dictionary(), [], []
    names = [f"/g{at}" for at in range(len(chars) + 1)]
    for at, char in enumerate([" ", *chars]):
        body = f"560 0 d0 BT /B 1000 Tf <{char.encode('cp1252', 'replace').hex()}> Tj ET".encode()
        procs[names[at]] = pdf.make_stream(body)
        widths.append(560)
        rows.append(f"<{at:02X}> <{char.encode('utf-16-be').hex()}>")
    cmap = (
        f"begincmap 1 begincodespacerange <00> <FF> endcodespacerange {len(rows)} beginbfchar\n"
        + "\n".join(rows)
        + "\nendbfchar endcmap"
    )
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, -300, 1000, 1000], FontMatrix=[0.001, 0, 0, 0.001, 0, 0]
    )
    _fill(font, Dictionary(CharProcs=procs, FirstChar=0, LastChar=len(rows) - 1, Widths=Array(widths)))
    _fill(font, Dictionary(Encoding=Dictionary(Type=Name.Encoding, Differences=Array([0, *map(Name, names)]))))
    _fill(
        font,
        Dictionary(
            Resources=Dictionary(Font=Dictionary(B=pdf.make_indirect(base))), ToUnicode=pdf.make_stream(cmap.encode())
        ),
    )
    resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    order = {char: at for at, char in enumerate([" ", *chars])}
    for sheet in sheets:
        shown = []
        for at, line in enumerate(sheet.lines):
            codes = "".join(f"{order.get(char, 0):02X}" for char in line)
            shown.append(f"BT /F1 8.5 Tf {LEFT} {TOP - at * LEADING} Td <{codes}> Tj ET")
        _page(pdf, "\n".join(shown).encode(), resources, form=False, rotate=0, crop=False)
    pdf.save(path, deterministic_id=True)
