"""Draws a page of a PDF as a PNG and says where words stand on it. It runs in a limited process, since a file may be made to
do harm, and knows no database."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pypdfium2

from candour.engine.errors import Unreadable
from candour.engine.model import Box, PageReading
from candour.engine.read.locate import Place, locate

_MOST_PIXELS = 30_000_000
"""A giant page is drawn smaller."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Where ``places`` in the layers of ``reading`` stand on its page of the file ``pdf``."""

    pdf: str
    reading: PageReading
    places: tuple[Place, ...]


def draw(argument: bytes) -> bytes:
    """``argument``: JSON with ``pdf`` (a path), ``number`` and ``width`` (pixels). Raises Unreadable."""
    asked = json.loads(argument)
    try:
        with contextlib.closing(pypdfium2.PdfDocument(Path(asked["pdf"]))) as document:
            page = document[asked["number"] - 1]
            wide, high = page.get_size()
            scale = min(asked["width"] / wide, (_MOST_PIXELS / (wide * high)) ** 0.5)
            drawn = page.render(scale=scale).to_pil()
    except (pypdfium2.PdfiumError, OSError, IndexError, ZeroDivisionError, ValueError):
        raise Unreadable(
            "This page cannot be shown as a picture.",
            means="Its text, where it could be read, stands beside it.",
            do="Open the original in the program it was made with.",
        ) from None
    out = io.BytesIO()
    drawn.save(out, "PNG", compress_level=4)
    return out.getvalue()


def find(argument: bytes) -> bytes:
    """``argument``: Asked as JSON; the answer: their boxes. Raises Unreadable."""
    asked = msgspec.json.decode(argument, type=Asked)
    boxes = list[Box]()
    try:
        for _, found in locate(pdf=Path(asked.pdf), pages=[(asked.reading, asked.places)]):
            boxes += (box for several in found for box in several)
    except (pypdfium2.PdfiumError, OSError, IndexError, KeyError, ValueError):
        raise Unreadable("The words cannot be found on this page.") from None
    return msgspec.json.encode(boxes)
