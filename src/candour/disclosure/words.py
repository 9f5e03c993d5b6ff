"""The words of a page and where they stand, so that a box can be drawn around words, by mouse or by keyboard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from candour.cases.models import Case
from candour.cases.prepared import work_folder
from candour.engine.errors import Refused
from candour.engine.model import Box, PageReading
from candour.engine.read import locate
from candour.engine.reading import reading_key
from candour.engine.work import Work

_WORD = re.compile(r"\S+")
_ENOUGH = 0.4
"""Of a word's area that a box has to cover for the word to be meant."""


@dataclass(frozen=True, slots=True)
class PageWord:
    """``number``: its place in the reading order of the page."""

    number: int
    text: str
    boxes: tuple[Box, ...]


def words_on(*, case: Case, record: str, page: int) -> tuple[PageWord, ...]:
    """The words as the page's best reading has them. Raises Refused for a page that the case does not have."""
    work = Work(work_folder(case))
    reading, pdf = _reading(work, record, page)
    layer = next((each for name in ("text", "ocr") for each in reading.layers if each.name == name), None)
    if layer is None or (reading.distrusted and layer.name == "text"):
        layer = next((each for each in reading.layers if each.name == "ocr"), None)
    if layer is None:
        return ()
    places = [(layer.name, *found.span()) for found in _WORD.finditer(layer.text)]
    ((_, boxes),) = locate(pdf=work.store.path(pdf), pages=[(reading, places)])
    found = (
        PageWord(number, layer.text[start:end], where)
        for number, ((_, start, end), where) in enumerate(zip(places, boxes, strict=True))
    )
    return tuple(word for word in found if word.boxes)


def snapped(box: Box, words: Sequence[PageWord]) -> tuple[tuple[Box, ...], str]:
    """The boxes of the words that ``box`` covers, and those words; the box itself and no words where there are none."""
    meant = [word for word in words if any(_covered(part, box) >= _ENOUGH for part in word.boxes)]
    if not meant:
        return (box,), ""
    lines: list[Box] = []
    for part in (part for word in meant for part in word.boxes if _covered(part, box) >= _ENOUGH):
        if lines and abs(lines[-1].y0 - part.y0) < (part.y1 - part.y0) / 2:
            last = lines[-1]
            lines[-1] = Box(min(last.x0, part.x0), min(last.y0, part.y0), max(last.x1, part.x1), max(last.y1, part.y1))
        else:
            lines.append(part)
    return tuple(lines), " ".join(word.text for word in meant)


def _covered(part: Box, box: Box) -> float:
    width = min(part.x1, box.x1) - max(part.x0, box.x0)
    height = min(part.y1, box.y1) - max(part.y0, box.y0)
    area = (part.x1 - part.x0) * (part.y1 - part.y0)
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def _reading(work: Work, record: str, page: int) -> tuple[PageReading, str]:
    found = next((each for each in work.inputs.intake.records if each.id == record), None)
    reading = work.reading(reading_key(found.pdf, page)) if found is not None and found.pdf else None
    if found is None or reading is None:
        raise Refused("There is no such page in the case file.", do="Load the list of records again.")
    return reading, found.pdf
