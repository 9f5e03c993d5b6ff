"""Makes what lies on the pages (form values, notes, stamps, highlights) part of their content, as a viewer shows it.

Appearances come from the file; where there is none, a plain one is made. It does not draw what is set to be hidden.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import pikepdf

from candour.engine.intake.pdf_annotations import HIDDEN, INVISIBLE, NO_VIEW
from candour.engine.intake.pdf_objects import DEEP, elements, get, text_of

MULTILINE = 1 << 12
PASSWORD = 1 << 13


def draw(pdf: pikepdf.Pdf) -> None:
    """Flattens every annotation of every page into the page's content."""
    anew = bool(get(pdf.Root, "/AcroForm", "/NeedAppearances"))
    some = False
    for page in pdf.pages:
        for annotation in elements(page.obj.get("/Annots")):
            if isinstance(annotation, pikepdf.Dictionary):
                some = True
                _prepare(pdf, annotation, anew=anew)
    if some:
        if anew:
            pdf.Root.AcroForm.NeedAppearances = False  # else qpdf leaves the form fields alone
        pdf.flatten_annotations("all")


def _prepare(pdf: pikepdf.Pdf, annotation: pikepdf.Dictionary, *, anew: bool) -> None:
    kind = str(annotation.get("/Subtype", ""))
    normal = get(annotation, "/AP", "/N")
    rectangle = _rectangle(annotation.get("/Rect"))
    if rectangle is None or int(_number(annotation.get("/F"), 0)) & (HIDDEN | INVISIBLE | NO_VIEW):
        return
    field = kind == "/Widget" and str(_inherited(annotation, "/FT") or "") in ("/Tx", "/Ch")
    if normal is not None and not (field and anew):
        return
    width, height = rectangle[2] - rectangle[0], rectangle[3] - rectangle[1]
    if field and not int(_number(_inherited(annotation, "/Ff"), 0)) & PASSWORD:
        value = _inherited(annotation, "/V")
        text = ", ".join(text_of(part) for part in elements(value))
        content = _lines(text, width, height, size=_size(annotation, height), wrap=_wraps(annotation))
    elif kind == "/FreeText":
        content = _lines(
            text_of(get(annotation, "/Contents")), width, height, size=_size(annotation, height), wrap=True
        )
    else:
        content = _shape(annotation, kind, rectangle)
    if content:
        _appear(pdf, annotation, content, width, height, kind=kind)


def _appear(
    pdf: pikepdf.Pdf, annotation: pikepdf.Dictionary, content: bytes, width: float, height: float, *, kind: str
) -> None:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    blend = pikepdf.Name.Multiply if kind == "/Highlight" else pikepdf.Name.Normal
    resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F1=font), ExtGState=pikepdf.Dictionary(G1=pikepdf.Dictionary(BM=blend))
    )
    form = pdf.make_stream(
        b"/G1 gs " + content,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=[0, 0, width, height],
        Resources=resources,
    )
    annotation.AP = pikepdf.Dictionary(N=form)
    if "/AS" in annotation:
        del annotation["/AS"]


def _lines(text: str, width: float, height: float, *, size: float, wrap: bool) -> bytes:
    """Text from the top left (or in the middle of a single line's box), wrapped at about the box's width."""
    if not text.strip():
        return b""
    room = max(1, int((width - 4) / (size * 0.5)))
    lines = [part for line in text.splitlines() for part in (_wrapped(line, room) if wrap else [line])]
    top = height - size if wrap else (height - size) / 2 + size * 0.2
    drawn = b" ".join(b"(%s) Tj T*" % _escaped(line) for line in lines)
    return b"BT /F1 %.2f Tf 0 g %.2f TL 2 %.2f Td %s ET" % (size, size * 1.2, top, drawn)


def _wrapped(line: str, room: int) -> list[str]:
    lines, words = [""], line.split()
    for word in words:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _escaped(text: str) -> bytes:
    """In the font's encoding; other letters without their marks (the notes have the text whole)."""
    plain = "".join(char if _known(char) else unicodedata.normalize("NFKD", char)[0] for char in text)
    return re.sub(rb"([()\\])", rb"\\\1", plain.encode("cp1252", "replace"))


def _known(char: str) -> bool:
    try:
        return bool(char.encode("cp1252"))
    except UnicodeEncodeError:
        return False


def _shape(annotation: pikepdf.Dictionary, kind: str, rectangle: Sequence[float]) -> bytes:
    """Highlighting, underlining, striking out, squares and circles (as squares): what has no words."""
    left, bottom, right, top = rectangle
    colour = [_number(part, 0) for part in elements(get(annotation, "/C"))]
    red, green, blue = colour if len(colour) == 3 else (colour * 3 if len(colour) == 1 else (1.0, 1.0, 0.0))
    paint = b"%.3f %.3f %.3f " % (red, green, blue)
    if kind in ("/Square", "/Circle"):
        return paint + b"RG 1 w 0.5 0.5 %.2f %.2f re S" % (right - left - 1, top - bottom - 1)
    parts = []
    points = [_number(part, 0) for part in elements(get(annotation, "/QuadPoints"))]
    for at in range(0, len(points) - 7, 8):
        xs, ys = points[at : at + 8 : 2], points[at + 1 : at + 8 : 2]
        x, y, width, height = min(xs) - left, min(ys) - bottom, max(xs) - min(xs), max(ys) - min(ys)
        if kind == "/Highlight":
            parts.append(paint + b"rg %.2f %.2f %.2f %.2f re f" % (x, y, width, height))
        elif kind in ("/Underline", "/Squiggly", "/StrikeOut"):
            level = y + (height / 2 if kind == "/StrikeOut" else 1)
            parts.append(paint + b"RG 1 w %.2f %.2f m %.2f %.2f l S" % (x, level, x + width, level))
    return b" ".join(parts)


def _size(annotation: pikepdf.Dictionary, height: float) -> float:
    told = re.search(r"([\d.]+)\s+Tf", text_of(_inherited(annotation, "/DA")))
    size = float(told[1]) if told and re.fullmatch(r"\d*\.?\d+", told[1]) else 0.0
    return size if 2 <= size <= 72 else min(max(height * 0.6, 4.0), 11.0)


def _wraps(annotation: pikepdf.Dictionary) -> bool:
    return bool(int(_number(_inherited(annotation, "/Ff"), 0)) & MULTILINE)


def _inherited(annotation: object, key: str) -> pikepdf.Object | None:
    node, depth = annotation, 0
    while (value := get(node, key)) is None and depth < DEEP and get(node, "/Parent") is not None:
        node, depth = get(node, "/Parent"), depth + 1
    return value


def _rectangle(value: object) -> tuple[float, float, float, float] | None:
    numbers = [_number(part, 0) for part in elements(value)]
    if len(numbers) != 4:
        return None
    left, right = sorted((numbers[0], numbers[2]))
    bottom, top = sorted((numbers[1], numbers[3]))
    return (left, bottom, right, top) if right > left and top > bottom else None


def _number(value: Any, default: float) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return default
