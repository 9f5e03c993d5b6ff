"""Text that stands in a page and is not seen: invisible, white on white, outside the page, on a layer switched off.

A cheap scan of the content bytes picks the pages that could have such text; only those are looked at closely.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from candour.engine.intake.pdf_objects import elements, get, items
from candour.engine.intake.shown import Shown

WHAT = "Text on the pages that is not seen"
_INVISIBLE = re.compile(rb"\b[3-7]\s+Tr\b")
_PALE = re.compile(
    rb"(?<![\d.])(?:1|1\.0*|0?\.9\d*)\s+(?:g\b|sc\b|scn\b|(?:1|1\.0*|0?\.9\d*)\s+(?:1|1\.0*|0?\.9\d*)\s+(?:rg|sc|scn)\b)"
    rb"|(?<![\d.])0(?:\.0*)?\s+0(?:\.0*)?\s+0(?:\.0*)?\s+0(?:\.0*)?\s+k\b|/GS?\d*\s+gs"
)
_LAYER = re.compile(rb"/OC\s*/[^\s]+\s+BDC")
_PLACED = re.compile(rb"(-?[\d.]+)\s+(-?[\d.]+)\s+(?:Tm|Td|TD|cm)\b")
_REPLACED = re.compile(rb"/(ActualText|Alt|E)\s*(\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>)", re.S)
MOST = 400
"""Pages looked at closely; a document with more is told of in one line."""
INVISIBLE_MODES = frozenset((3, 7))
DEPTH = 6


def take(path: Path, shown: Shown) -> None:
    """Notes for unseen text of the PDF at ``path``, page by page, and for replacement text within the content."""
    with pikepdf.open(path) as pdf:
        chosen = list(_candidates(pdf, shown))
        hidden_layers = bool(get(pdf.Root, "/OCProperties"))
    if len(chosen) > MOST:
        shown.note(WHAT, "", f"{len(chosen) - MOST} more pages may have such text and were not looked at closely")
    document = pypdfium2.PdfDocument(path)
    try:
        for number in chosen[:MOST]:
            page = document[number - 1]
            for reason, text in _unseen(page, layers=hidden_layers):
                shown.note(WHAT, f"page {number}, {reason}", text)
            page.close()
    finally:
        document.close()


def _candidates(pdf: pikepdf.Pdf, shown: Shown) -> Iterator[int]:
    known: dict[tuple[int, int], bytes] = {}
    for number, page in enumerate(pdf.pages, start=1):
        content = b"\n".join([*_contents(page.obj), *_forms(get(page.obj, "/Resources"), known, 0)])
        for match in _REPLACED.finditer(content):
            shown.note("Replacement text", f"page {number}", _string(match[2]))
        for key, value in _properties(get(page.obj, "/Resources")):
            shown.note("Replacement text", f"page {number}", value if key else "")
        if _suspicious(page, content):
            yield number


def _suspicious(page: pikepdf.Page, content: bytes) -> bool:
    box = [float(part) for part in elements(page.mediabox)]
    crop = [float(part) for part in elements(page.cropbox)]
    if box != crop or any(pattern.search(content) for pattern in (_INVISIBLE, _PALE, _LAYER)):
        return True
    return any(_outside(match, crop) for match in _PLACED.finditer(content))


def _properties(resources: object) -> Iterator[tuple[str, str]]:
    for _, value in items(get(resources, "/Properties")):
        for key in ("/ActualText", "/Alt", "/E"):
            text = get(value, key)
            if isinstance(text, pikepdf.String):
                yield key, str(text)


def _contents(page: pikepdf.Object) -> Iterator[bytes]:
    for part in elements(page.get("/Contents")):
        if isinstance(part, pikepdf.Stream):
            yield _bytes(part)


def _forms(resources: object, known: dict[tuple[int, int], bytes], depth: int) -> Iterator[bytes]:
    """The content of form XObjects, each read once per document."""
    for _, value in items(get(resources, "/XObject")):
        if isinstance(value, pikepdf.Stream) and str(value.get("/Subtype", "")) == "/Form" and depth < DEPTH:
            if value.objgen not in known:
                known[value.objgen] = b""  # a form that holds itself ends here
                layer = b"/OC /form BDC\n" if "/OC" in value else b""
                inner = _forms(get(value, "/Resources"), known, depth + 1)
                known[value.objgen] = layer + b"\n".join([_bytes(value), *inner])
            yield known[value.objgen]


def _bytes(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return b""


def _outside(match: re.Match[bytes], box: list[float]) -> bool:
    """Placed beyond the box by an absolute position; relative moves are mostly small and negative."""
    try:
        x, y = float(match[1]), float(match[2])
    except ValueError:
        return False
    return x > box[2] or y > box[3] or x < min(box[0], 0) - 300 or y < min(box[1], 0) - 300


def _string(token: bytes) -> str:
    try:
        return str(pikepdf.Object.parse(token))
    except (pikepdf.PdfError, ValueError):
        return ""


def _unseen(page: pypdfium2.PdfPage, *, layers: bool) -> list[tuple[str, str]]:
    """Pairs of reason and text, neighbouring objects of one reason joined."""
    text_page, picture = page.get_textpage(), None
    scanned = _scanned(page)
    found: list[tuple[str, str]] = []
    left, bottom, right, top = page.get_bbox()
    for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=8):
        text = _text(item, text_page)
        if not text.strip():
            continue
        x0, y0, x1, y1 = item.get_bounds() if item.level == 0 else (left, bottom, right, top)
        reason = ""
        if pdfium.FPDFTextObj_GetTextRenderMode(item) in INVISIBLE_MODES:
            if scanned:
                continue
            reason = "invisible"
        elif x1 <= left or x0 >= right or y1 <= bottom or y0 >= top:
            reason = "outside the page"
        elif item.level == 0 and (_pale(item) or layers):
            picture = picture if picture is not None else page.render(scale=1.5, grayscale=True).to_pil()
            reason = (
                "" if _seen(picture, page, (x0, y0, x1, y1)) else "in the colour of the paper, covered or on a layer"
            )
        if reason:
            if found and found[-1][0] == reason:
                found[-1] = (reason, f"{found[-1][1]}{_gap(found[-1][1], text)}{text}")
            else:
                found.append((reason, text))
    text_page.close()
    return found


def _scanned(page: pypdfium2.PdfPage) -> bool:
    """A picture covers the page: invisible text is then the scanner's reading of it, which the reader compares."""
    left, bottom, right, top = page.get_bbox()
    for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        x0, y0, x1, y1 = item.get_bounds()
        if (x1 - x0) * (y1 - y0) > 0.7 * (right - left) * (top - bottom):
            return True
    return False


def _gap(before: str, after: str) -> str:
    """Nothing between single letters placed one by one, else a space."""
    return "" if len(after.strip()) == 1 and before[-1:] != " " else " "


def _text(item: pypdfium2.PdfObject, text_page: pypdfium2.PdfTextPage) -> str:
    size = pdfium.FPDFTextObj_GetText(item, text_page, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pointer = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    pdfium.FPDFTextObj_GetText(item, text_page, pointer, size)
    return buffer.raw[: max(0, size - 2)].decode("utf-16-le", "replace")


def _pale(item: pypdfium2.PdfObject) -> bool:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(item, *parts):
        return True
    red, green, blue, alpha = (part.value for part in parts)
    return min(red, green, blue) > 225 or alpha < 30


def _seen(picture: object, page: pypdfium2.PdfPage, box: tuple[float, float, float, float]) -> bool:
    """Anything of another shade within ``box`` of the rendered page."""
    left, bottom, right, top = page.get_bbox()
    if page.get_rotation():
        return True  # boxes do not fit a turned picture
    width, height = picture.size  # type: ignore[attr-defined]
    across, down = width / max(right - left, 1), height / max(top - bottom, 1)
    area = (
        max(0, int((box[0] - left) * across)),
        max(0, int((top - box[3]) * down)),
        min(width, int((box[2] - left) * across) + 1),
        min(height, int((top - box[1]) * down) + 1),
    )
    if area[2] <= area[0] or area[3] <= area[1]:
        return True
    low, high = picture.crop(area).getextrema()  # type: ignore[attr-defined]
    return bool(high - low > 24)
