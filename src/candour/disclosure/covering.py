"""Redacts one page and draws what is left. It runs in a limited process, since a file may be made to do harm, and knows no database."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Literal

import msgspec

from candour.cases.drawing import draw
from candour.engine.model import Box, Mark
from candour.engine.redact import redact_pdf


class Asked(msgspec.Struct):
    """``folder``: where the redacted page stands while it is drawn; ``width``: pixels. The rest is the engine's."""

    pdf: str
    number: int
    marks: tuple[Mark, ...]
    seen: tuple[tuple[str, Box], ...]
    as_picture: bool
    widths: Literal["safe", "faithful"]
    folder: str
    width: int


def cover(argument: bytes) -> bytes:
    """``argument``: ``Asked`` as JSON. A PNG; raises Unreadable and Unsafe."""
    asked = msgspec.json.decode(argument, type=Asked)
    with tempfile.TemporaryDirectory(dir=asked.folder, prefix="preview-") as folder:
        out = Path(folder) / "page.pdf"
        redact_pdf(
            source=Path(asked.pdf), pages=[asked.number], marks={asked.number: asked.marks}, out=out,
            widths=asked.widths, seen={asked.number: asked.seen} if asked.seen else {},
            as_pictures=[asked.number] if asked.as_picture else [],
        )  # fmt: skip
        return draw(json.dumps({"pdf": str(out), "number": 1, "width": asked.width}).encode())
