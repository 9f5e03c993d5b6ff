"""``candour doctor``: what works on this machine, what is missing, and how to get it."""

from __future__ import annotations

import argparse
import platform
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from candour.commands import command
from candour.engine.errors import Unavailable
from candour.engine.tools import libreoffice, ocr, poppler, workers

if TYPE_CHECKING:
    from candour.commands import Commands

_LOW_SPACE = 5 * 1024**3


def add(commands: Commands) -> None:
    command(
        commands,
        "doctor",
        run,
        does="Says what works here, what is missing, and how to get it.",
        example="candour doctor",
    )


def run(args: argparse.Namespace) -> int:
    from candour.site import checkup  # here, so that other commands begin without a database's library

    problems = 0
    for name, state, remedy in _checks():
        _print("MISSING" if remedy else "ok", name, state, remedy)
        problems += bool(remedy)
    for found in checkup.of_the_site():
        _print(("MISSING" if found.needed else "note") if found.remedy else "ok", found.name, found.state, found.remedy)
        problems += bool(found.remedy and found.needed)
    return Unavailable.exit_code if problems else 0


def _print(how: str, name: str, state: str, remedy: str) -> None:
    print(f"{how:7} {name}: {state}")
    if remedy:
        print(f"        {remedy}")


def _checks() -> Iterator[tuple[str, str, str]]:
    """(what, state, remedy or nothing)."""
    yield "Python", platform.python_version(), ""
    yield "Processes", str(workers.cores()), ""
    read = ocr.find()
    yield (
        "OCR (tesseract, English)",
        ocr.version() if read else "not found: scanned pages will wait as needs_ocr",
        "" if read else "On Debian: apt install tesseract-ocr tesseract-ocr-eng",
    )
    office = libreoffice.find()
    yield (
        "Converter (LibreOffice)",
        str(office or "not found: Office documents will wait as needs_converter"),
        "" if office else "On Debian: apt install libreoffice-writer libreoffice-calc libreoffice-impress",
    )
    second = poppler.find()
    yield (
        "Second reader (poppler)",
        str(second or "not found: nothing can be verified, so nothing can be produced"),
        "" if second else "On Debian: apt install poppler-utils",
    )
    free = shutil.disk_usage(Path.cwd()).free
    yield (
        "Free disk space here",
        f"{free // 1024**3} GB",
        "" if free > _LOW_SPACE else "A large case needs 5 GB or more.",
    )
