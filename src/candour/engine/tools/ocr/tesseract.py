"""Tesseract in process: a picture becomes rows of words. It neither prepares pictures nor places words on pages.

One thread a process (``OMP_THREAD_LIMIT=1``): pages are spread over processes instead.
"""

from __future__ import annotations

import functools
import os
import threading
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from candour.engine.errors import Unavailable

LOW_CONFIDENCE = 60.0
"""Below this a word is shown to the reviewer as unsure (tesseract's own scale, 0 to 100)."""
_HOMES = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata")
_AUTO, _ONE_LINE = 3, 7
"""Tesseract's page segmentation modes."""
_OTSU, _SAUVOLA = "0", "2"
"""Tesseract's ways to find the threshold between ink and paper: one for the page, or each region's own."""


class Row(NamedTuple):
    """A word: its box in pixels, tesseract's confidence, and the key of its line (block, paragraph, line)."""

    left: int
    top: int
    width: int
    height: int
    confidence: float
    text: str
    line: tuple[str, ...]


@functools.cache
def find() -> Path | None:
    """The folder with tesseract's English model, or None. ``CANDOUR_TESSDATA`` overrides (an empty folder: no OCR)."""
    named = os.environ.get("CANDOUR_TESSDATA") or os.environ.get("TESSDATA_PREFIX")
    for home in (named,) if named else _HOMES:
        if (Path(home) / "eng.traineddata").is_file():
            return Path(home)
    return None


def version() -> str:
    """Name and version of the engine and its model, part of every cached result's key; empty without one."""
    home = find()
    return "" if home is None else _version(home)


@functools.cache
def _version(home: Path) -> str:
    import tesserocr

    return f"{tesserocr.tesseract_version().splitlines()[0]} {(home / 'eng.traineddata').stat().st_size}"


def words(grey: Image.Image, *, dpi: int, one_line: bool = False, shaded: bool = False) -> list[Row]:
    """Words of a grey picture in reading order.

    ``one_line``: it holds nothing but a line of text. ``shaded``: its paper is not of one grey, so that each region needs
    a threshold of its own.
    Raises Unavailable without tesseract.
    """
    api = _api(_home())
    api.SetVariable("thresholding_method", _SAUVOLA if shaded else _OTSU)
    api.SetPageSegMode(_ONE_LINE if one_line else _AUTO)
    api.SetImage(grey)
    api.SetSourceResolution(max(70, dpi))
    rows = []
    for line in api.GetTSVText(0).splitlines():
        cells = line.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            left, top, width, height = (int(cell) for cell in cells[6:10])
            rows.append(Row(left, top, width, height, float(cells[10]), cells[11].strip(), tuple(cells[2:5])))
    api.Clear()
    return rows


def _home() -> Path:
    home = find()
    if home is None:
        raise Unavailable(
            "Tesseract's English model is not installed on this machine.",
            means="Scanned pages cannot be read.",
            do="Install it (on Debian: apt install tesseract-ocr tesseract-ocr-eng) and run the same command again.",
        )
    return home


_mine = threading.local()
"""An engine belongs to one thread: two threads in one crash the process."""


def _api(home: Path) -> Any:
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    import tesserocr

    if getattr(_mine, "home", None) != home:
        _mine.api = tesserocr.PyTessBaseAPI(path=str(home), lang="eng", oem=tesserocr.OEM.LSTM_ONLY)
        _mine.home = home
    return _mine.api
