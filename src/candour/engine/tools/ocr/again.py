"""Lines that were read unsurely are read once more at another size: each reading sees what the other misreads.

It decides nothing: a caller keeps both readings.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PIL import Image

from candour.engine.tools.ocr.paper import paper_of
from candour.engine.tools.ocr.tesseract import Row, words

BEST_DPI = 300
"""Tesseract's documentation: accuracy falls below 300 dpi."""
_OTHER_DPI = 200
_SURE = 88.0
"""A line with a word below this is read again. On generated scans of 26 kinds that was a line in eight and held more than
half of the misread ones; below 60, where a word counts as unsure to a person, was a line in twenty and a quarter of them."""
_MANY = 0.4
"""Share of unsure lines from which the whole picture is read again: its lines may have been found wrongly, too."""


def read_again(picture: Image.Image, rows: Sequence[Row], *, dpi: int) -> list[Row]:
    """The rows read of a grey picture, those of unsure lines as they read at another size; boxes in its pixels.

    Raises Unavailable without tesseract.
    """
    lines = [list(line) for _, line in groupby(rows, key=lambda row: row.line)]
    unsure = [min(row.confidence for row in line) < _SURE for line in lines]
    other = BEST_DPI if dpi < (BEST_DPI + _OTHER_DPI) / 2 else _OTHER_DPI
    if sum(unsure) > _MANY * len(lines):
        return _resized(picture, dpi=dpi, other=other)
    paper = paper_of(picture) if any(unsure) else 255
    read: list[Row] = []
    for line, doubtful in zip(lines, unsure, strict=True):
        read += (_line_again(picture, line, paper, dpi=dpi, other=other) or line) if doubtful else line
    return read


def _resized(picture: Image.Image, *, dpi: int, other: int, one_line: bool = False) -> list[Row]:
    """Rows of the picture read at ``other`` dpi, in its own pixels."""
    factor = other / dpi
    size = max(1, round(picture.width * factor)), max(1, round(picture.height * factor))
    rows = words(picture.resize(size, Image.Resampling.BICUBIC), dpi=other, one_line=one_line)
    return [
        row._replace(
            left=int(row.left / factor),
            top=int(row.top / factor),
            width=round(row.width / factor) + 1,
            height=round(row.height / factor) + 1,
        )
        for row in rows
    ]


def _line_again(picture: Image.Image, line: list[Row], paper: int, *, dpi: int, other: int) -> list[Row]:
    """A line cut out word by word (its box may reach into its neighbours) and read by itself."""
    cut, left, top = _cut_out(picture, line, paper)
    rows = _resized(cut, dpi=dpi, other=other, one_line=True)
    return [row._replace(left=row.left + left, top=row.top + top, line=line[0].line) for row in rows]


def _cut_out(picture: Image.Image, line: list[Row], paper: int) -> tuple[Image.Image, int, int]:
    """A strip of paper with the line's words and what lies between them, and where its corner is on the picture."""
    rim = max(3, max(row.height for row in line) // 4)
    ordered = sorted(line)
    ends = [after.left for after in ordered[1:]] + [0]
    boxes = [
        (
            max(0, row.left - rim),
            max(0, row.top - rim),
            min(picture.width, max(end, row.left + row.width + rim)),
            min(picture.height, row.top + row.height + rim),
        )
        for row, end in zip(ordered, ends, strict=True)
    ]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    left, top = min(lefts) - rim, min(tops) - rim
    strip = Image.new("L", (max(rights) + rim - left, max(bottoms) + rim - top), paper)
    for box in boxes:
        strip.paste(picture.crop(box), (box[0] - left, box[1] - top))
    return strip, left, top
