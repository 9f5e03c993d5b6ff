"""Draws a page of a PDF as a PNG. It runs in a limited process, since a file may be made to do harm, and knows no database."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path

import pypdfium2

from candour.engine.errors import Unreadable

_MOST_PIXELS = 30_000_000
"""A giant page is drawn smaller."""


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
