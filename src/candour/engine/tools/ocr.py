"""Tesseract in process: a picture becomes words with boxes and confidence.

One thread a process (``OMP_THREAD_LIMIT=1``): pages are spread over processes instead. It never guesses words away: what
tesseract saw with low confidence is returned with that confidence.
"""

from __future__ import annotations

import functools
import os
import threading
from pathlib import Path
from typing import Any

from PIL import Image

from candour.engine.errors import Unavailable
from candour.engine.model import Box, Layer, Word

LOW_CONFIDENCE = 60.0
"""Below this a word is shown to the reviewer as unsure (tesseract's own scale, 0 to 100)."""
BEST_DPI = 300
"""Tesseract's documentation: accuracy falls below 300 dpi."""
_HOMES = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata")
_SMALL_LETTERS = 20
"""Lower-case x-height needs about 20 pixels; smaller pictures are enlarged."""


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
    if home is None:
        return ""
    import tesserocr

    return f"{tesserocr.tesseract_version().splitlines()[0]} {(home / 'eng.traineddata').stat().st_size}"


def read_picture(image: Image.Image, *, dpi: int) -> Layer:
    """Words of a picture, boxes in points from its top left. Pictures lying on a side or upside down are turned.

    Raises Unavailable without tesseract.
    """
    grey = _prepared(image)
    scale = 72.0 / dpi * (image.width / grey.width)
    best = _words(grey, dpi=int(dpi * grey.width / image.width))
    turned = 0
    if _weight(best) < _enough(best):
        for angle in (90, 270, 180):
            other = _words(grey.rotate(angle, expand=True), dpi=dpi)
            if _weight(other) > _weight(best) * 1.5 + 200:
                best, turned = other, angle
    return _layer(best, scale=scale, turned=turned, width=grey.width, height=grey.height)


def _prepared(image: Image.Image) -> Image.Image:
    grey = image.convert("L")
    if min(grey.size) * 3 < _SMALL_LETTERS * 12 and max(grey.size) < 1200:
        grey = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.LANCZOS)
    return grey


_Row = tuple[int, int, int, int, float, str, tuple[str, ...]]
"""left, top, width, height, confidence, text, line key."""


def _words(grey: Image.Image, *, dpi: int) -> list[_Row]:
    api = _api(_home())
    api.SetImage(grey)
    api.SetSourceResolution(max(70, dpi))
    rows: list[_Row] = []
    for line in api.GetTSVText(0).splitlines():
        cells = line.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            left, top, width, height = (int(cell) for cell in cells[6:10])
            rows.append((left, top, width, height, float(cells[10]), cells[11].strip(), tuple(cells[2:5])))
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
        _mine.api = tesserocr.PyTessBaseAPI(
            path=str(home), lang="eng", psm=tesserocr.PSM.AUTO, oem=tesserocr.OEM.LSTM_ONLY
        )
        _mine.home = home
    return _mine.api


def _weight(rows: list[_Row]) -> float:
    """How much was read: confidence summed over the letters of plausible words."""
    return sum(row[4] * sum(map(str.isalpha, row[5])) for row in rows if row[4] >= LOW_CONFIDENCE and len(row[5]) > 1)


def _enough(rows: list[_Row]) -> float:
    """The weight above which the upright reading is believed: most of what was seen was read well."""
    return 0.6 * sum(90 * len(row[5]) for row in rows) if rows else 1.0


def _layer(rows: list[_Row], *, scale: float, turned: int, width: int, height: int) -> Layer:
    text, words, length, last = [], [], 0, None
    for left, top, wide, high, confidence, word, line in rows:
        if last is not None:
            joint = " " if line == last else "\n" if line[:2] == last[:2] else "\n\n"
            text.append(joint)
            length += len(joint)
        box = _unturned(left, top, left + wide, top + high, turned=turned, width=width, height=height)
        words.append(Word(length, length + len(word), Box(*(side * scale for side in box)), confidence))
        text.append(word)
        length += len(word)
        last = line
    return Layer(name="ocr", text="".join(text), words=tuple(words))


def _unturned(
    x0: int, y0: int, x1: int, y1: int, *, turned: int, width: int, height: int
) -> tuple[float, float, float, float]:
    """Pixels of the picture turned anticlockwise by ``turned`` degrees, back on the upright one."""
    if turned == 90:
        return width - y1, x0, width - y0, x1
    if turned == 180:
        return width - x1, height - y1, width - x0, height - y0
    if turned == 270:
        return y0, height - x1, y1, height - x0
    return x0, y0, x1, y1
