"""What of a page is a picture: how much of it, where, and whether its text layer can be believed. It reads nothing."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from candour.engine.model import Box
from candour.engine.read.geometry import Frame

_DEPTH = 6
_MANY_PATHS = 120
_FEW = 14
"""Tokens below which a text is too short to be judged by its words."""
_GAP = re.compile(r"[\x01-\x08\x0e-\x1f\ufffd\ue000-\uf8ff](?<=[^\W\d_].)(?!\s*$)", re.MULTILINE)
"""More drawn paths than a form's rules and boxes need: outlined letters or a drawn barcode."""
_MOST_OBJECTS = 20_000

COMMON = frozenset(
    "the of and to a in for is on that by this with i you it not or be are from at as your all have an was we will he she"
    " her his they had has but said there been one were who their if would when so no out up about into them then what"
    " me my our can could do did more some time day week school home child children name date"
    " page report call visit re dear yours number address".split()
)
_COMMON_WORDS = frozenset(word for word in COMMON if len(word) > 1)
_TOKEN = re.compile(r"[^\W\d_]+")
_ODD = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0e-\x1f]")
_MARKS = "‘’“”–—…•\ufffe"
_LETTERS = bytes(code if _TOKEN.fullmatch(chr(code)) else 32 for code in range(256))


@dataclass(frozen=True, slots=True)
class Pictures:
    """``boxes``: displayed rectangles of pictures big enough to hold text; ``share`` of the page they cover (0 to 1)."""

    boxes: tuple[Box, ...]
    share: float
    drawn: bool
    """So many paths are drawn that they may be letters."""
    unseen: bool
    """There is text that the eye does not see (render mode 3 or 7)."""
    dpi: float
    """The finest of the pictures' own resolutions; 0 where something else is drawn that may be read, or none is known."""


def pictures_of(page: Any, *, frame: Frame) -> Pictures:
    """Looks at every object of a pypdfium2 page once, forms included."""
    boxes: list[Box] = []
    dpis: list[float] = []
    paths = 0
    unseen = False
    wide, high = frame.size
    for kind, obj, shift in _objects(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, 0):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(obj, frame) if not shift else Box(0, 0, wide, high)
            if box and min(box.x1 - box.x0, box.y1 - box.y0) >= 8 and (box.x1 - box.x0) * (box.y1 - box.y0) >= 300:
                boxes.append(Box(max(0, box.x0), max(0, box.y0), min(wide, box.x1), min(high, box.y1)))
                dpis.append(0.0 if shift else _dpi(obj, box))
        elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING):
            paths += 1
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT and not unseen:
            unseen = pdfium.FPDFTextObj_GetTextRenderMode(obj) in (3, 7)
    area = sum(max(0, box.x1 - box.x0) * max(0, box.y1 - box.y0) for box in boxes)
    share = min(1.0, area / max(1.0, wide * high))
    known = dpis and all(dpis) and paths <= _MANY_PATHS
    return Pictures(tuple(boxes), share, paths > _MANY_PATHS, unseen, max(dpis) if known else 0.0)


def _objects(holder: Any, count: Any, get: Any, depth: int) -> Iterator[tuple[int, Any, bool]]:
    """(kind, object, inside a form) of every page object."""
    for index in range(min(count(holder), _MOST_OBJECTS)):
        obj = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(obj)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            for inner, child, _ in _objects(
                obj, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, depth + 1
            ):
                yield inner, child, True
        else:
            yield kind, obj, depth > 0


def _bounds(obj: Any, frame: Frame) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(obj, left, bottom, right, top):
        return None
    return frame.shown(left.value, bottom.value, right.value, top.value)


def _dpi(obj: Any, box: Box) -> float:
    """Pixels an inch of a picture shown in ``box`` (points), however it is turned; 0 when pdfium does not tell."""
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFImageObj_GetImagePixelSize(obj, wide, high):
        return 0.0
    return float(72 * (wide.value * high.value / ((box.x1 - box.x0) * (box.y1 - box.y0))) ** 0.5)


def gapped(text: str) -> bool:
    """Whether a letter of a word has no code of its own: the eye sees the name, the text has a hole."""
    return _GAP.search(text) is not None


def believable(text: str) -> bool:
    """Whether a text layer reads like language: neither letters spaced out, nor wrong codes, nor unknown to English.

    Short texts are believed unless they are made of single letters or of unmapped codes.
    """
    if not text.strip():
        return True
    if len(_ODD.findall(text)) * 20 > len(text):
        return False
    tokens = _tokens(text.lower())
    single = list(map(len, tokens)).count(1)
    if len(tokens) >= 8 and single * 2 > len(tokens):
        return False
    return len(tokens) < _FEW or sum(map(_COMMON_WORDS.__contains__, tokens)) * 10 >= len(tokens) - single


def _tokens(text: str) -> list[str]:
    """Runs of letters. Most texts have none beyond Latin-1 once quotes and dashes are plain: those are cut as bytes."""
    for mark in () if text.isascii() else _MARKS:
        text = text.replace(mark, " ")
    try:
        return text.encode("latin-1").translate(_LETTERS).decode("latin-1").split()
    except UnicodeEncodeError:
        return _TOKEN.findall(text)
