"""What this machine is and which versions are compared. It names no host, user or path."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from candour.engine.tools import ocr, poppler

PACKAGES = ("candour", "PyMuPDF", "presidio-analyzer", "ocrmypdf", "pikepdf", "pypdfium2", "tesserocr")


@dataclass(frozen=True, slots=True)
class Machine:
    described: str
    versions: tuple[tuple[str, str], ...]


def machine() -> Machine:
    """Cores this process may use, memory, processor's model, and versions of whatever is installed."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    described = (
        f"{cores} cores ({_model()}), {memory:.0f} GB of memory, {platform.system()}, Python {platform.python_version()}, "
        f"load {os.getloadavg()[0]:.1f} from other work before it began"
    )
    found = [(name, _version(name)) for name in PACKAGES]
    found += [
        ("poppler", poppler.version() if poppler.find() else ""),
        ("tesseract", ocr.version().removeprefix("tesseract ").split(" ")[0]),
    ]
    return Machine(described, tuple((name, told) for name, told in found if told))


def _model() -> str:
    try:
        told = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    except OSError:
        told = None
    return " ".join(told[1].split()) if told else platform.machine()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
