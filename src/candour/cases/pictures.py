"""Pictures of pages: drawn once in a process of their own, kept in the case's folder, shown to nobody by this module."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import threading
from pathlib import Path

from candour.cases.models import Page
from candour.cases.prepared import work_folder
from candour.engine.errors import Unreadable
from candour.engine.store import Store, disk_errors
from candour.engine.tools.limits import Worker

SIZES = {"page": 1000, "large": 2200}
"""Pixels from left to right."""
_SECONDS = 20
_DRAWER = "candour.cases.drawing:draw"
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


def _kept(page: Page, size: str) -> Path:
    pdf = page.record.pdf
    return work_folder(page.record.case).parent / "pictures" / pdf[:2] / f"{pdf}-{page.number}-{size}.png"


def _drawn(page: Page, width: int) -> bytes:
    with contextlib.closing(Store(work_folder(page.record.case))) as store:
        pdf = store.path(page.record.pdf)
    asked = json.dumps({"pdf": str(pdf), "number": page.number, "width": width}).encode()
    with _alone:
        return _worker.call(_DRAWER, asked, seconds=_SECONDS)
