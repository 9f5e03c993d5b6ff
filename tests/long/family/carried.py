"""Lays traps into a finished PDF: what such files carry beside their pages, each told by its class. It reads nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf

Lay = Callable[[pikepdf.Pdf, str], None]


def lay(path: Path, *, traps: list[tuple[Lay, str]]) -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for put, words in traps:
            put(pdf, words)
        pdf.save(path, deterministic_id=True)
