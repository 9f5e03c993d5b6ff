"""Pictures of pages: drawn once in a process of their own, kept in the case's folder, shown to nobody by this module."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec

from candour.cases.drawing import Asked
from candour.cases.models import Page
from candour.cases.prepared import work_folder
from candour.engine.errors import Unreadable
from candour.engine.model import Box
from candour.engine.reading import reading_key
from candour.engine.store import Store, disk_errors
from candour.engine.tools.limits import Worker
from candour.engine.work import Work

SIZES = {"page": 1000, "large": 2200}
"""Pixels from left to right."""
_SECONDS = 20
_DRAWER, _FINDER = "candour.cases.drawing:draw", "candour.cases.drawing:find"
_worker = Worker()
_alone = threading.Lock()


def picture(page: Page, *, size: str) -> bytes:
    """A PNG of ``size`` (see SIZES). Raises Unreadable where the page has no picture."""
    kept = _kept(page, size)
    with contextlib.suppress(FileNotFoundError):
        return kept.read_bytes()
    drawn = _drawn(page, SIZES[size])
    with disk_errors(where=kept.parent):
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=kept.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(drawn)
        Path(name).replace(kept)  # whole or not at all, whoever draws the same page meanwhile
    return drawn


def make_ready(page: Page, *, size: str) -> None:
    """Draws a page ahead; what cannot be drawn says so when somebody looks."""
    with contextlib.suppress(Unreadable):
        picture(page, size=size)


def boxes(page: Page, *, spans: Sequence[tuple[int, int]]) -> list[Box]:
    """Where parts of the page's text stand in its picture; nothing where that is not known."""
    if not spans or not page.record.pdf:
        return []
    work = Work(work_folder(page.record.case))
    with contextlib.closing(work.store):
        reading = work.reading(reading_key(page.record.pdf, page.number))
        pdf = work.store.path(page.record.pdf)
    layer = next((each for each in reading.layers if each.name == page.layer), None) if reading else None
    if reading is None or layer is None or len(layer.text) != len(page.text):
        return []  # it was read by another version, or prepared anew just now
    places = tuple((layer.name, start, end) for start, end in spans)
    asked = msgspec.json.encode(Asked(str(pdf), reading, places))
    try:
        with _alone:
            return msgspec.json.decode(_worker.call(_FINDER, asked, seconds=_SECONDS), type=list[Box])
    except Unreadable:
        return []


def _kept(page: Page, size: str) -> Path:
    pdf = page.record.pdf
    return work_folder(page.record.case).parent / "pictures" / pdf[:2] / f"{pdf}-{page.number}-{size}.png"


def _drawn(page: Page, width: int) -> bytes:
    with contextlib.closing(Store(work_folder(page.record.case))) as store:
        pdf = store.path(page.record.pdf)
    asked = json.dumps({"pdf": str(pdf), "number": page.number, "width": width}).encode()
    with _alone:
        return _worker.call(_DRAWER, asked, seconds=_SECONDS)
