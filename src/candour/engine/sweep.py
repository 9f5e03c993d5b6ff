"""The second net under detection: whatever may stand nowhere is looked for once more on every page that goes out.

What it finds uncovered gets a mark of its own. It never removes a mark and knows only the plan's strings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from candour.engine.finding import plain
from candour.engine.model import Action, Box, Ground, Mark, PagePlan, PageReading, Plan, Record
from candour.engine.read import locate
from candour.engine.reading import readings_of
from candour.engine.redacting import GOES_OUT, paged_plans
from candour.engine.work import Work

WHY = "A protected text, found by the last search before redaction."
_FOLD = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "‐": "-", "\u00a0": " ", "\u00ad": "-"})
_DIGIT_GAP = r"[\s()./\-]{0,3}"
_HYPHEN = r"(?:-\s*)?"
Place = tuple[str, int, int]


def sweep(*, work: Work, records: Sequence[Record], plan: Plan, ground: Ground) -> Plan:
    """The plan with marks (of ``ground``) for every uncovered place of a secret on a page that goes out."""
    wanted = _pattern(plan.secrets)
    if wanted is None:
        return plan
    places = {(page.record, page.page): at for at, page in enumerate(plan.pages) if page.action in GOES_OUT}
    covered: dict[int, PagePlan] = {}
    for record in records:
        out = [page for page in range(1, len(record.pages) + 1) if (record.id, page) in places]
        for page, boxes in _found(work, record, out, wanted):
            at = places[record.id, page]
            planned = plan.pages[at]
            more = tuple(Mark((box,), ground.id, explanation=WHY) for box in boxes if not _covered(box, planned.marks))
            if more:
                covered[at] = replace(planned, action=Action.REDACT, marks=(*planned.marks, *more))
    pages = (covered.get(at, page) for at, page in enumerate(plan.pages))
    return replace(plan, pages=paged_plans(pages), grounds={ground.id: ground, **plan.grounds})


def _found(
    work: Work, record: Record, pages: Sequence[int], wanted: re.Pattern[str]
) -> Iterator[tuple[int, list[Box]]]:
    going = frozenset(pages)
    hits = (
        (reading, places)
        for reading in (readings_of(work=work, record=record) if going else ())
        if reading.number in going and (places := list(_places(reading, wanted)))
    )
    for page, boxes in locate(pdf=work.store.path(record.pdf), pages=hits) if going else ():
        yield page, [box for several in boxes for box in several]


def _places(reading: PageReading, wanted: re.Pattern[str]) -> Iterator[Place]:
    for layer in (each for each in reading.layers if each.name != "text" or not reading.distrusted):
        text = plain(layer.text).translate(_FOLD)
        folded = _same_length(text)
        for match in wanted.finditer(folded):
            yield layer.name, match.start(), match.end()


def _same_length(text: str) -> str:
    """The text without accents and ligature forms where that keeps its length, so that offsets hold."""
    if text.isascii():
        return text
    return "".join(_bare(char) for char in text)


def _bare(char: str) -> str:
    bare = "".join(each for each in unicodedata.normalize("NFKD", char) if not unicodedata.combining(each))
    return bare if len(bare) == 1 else char


def _pattern(secrets: Sequence[str]) -> re.Pattern[str] | None:
    """Any secret as whole words: any case, over line ends, hyphens at line ends, digits however grouped."""
    alternatives = [_one(secret) for secret in sorted(secrets, key=len, reverse=True)]
    joined = "|".join(alternative for alternative in alternatives if alternative)
    return re.compile(rf"(?<![^\W_])(?:{joined})(?![^\W_])", re.IGNORECASE) if joined else None


def _one(secret: str) -> str:
    words = _same_length(secret.translate(_FOLD)).split()
    if sum(char.isdigit() for char in secret) >= 6:
        digits = [re.escape(char) for char in "".join(words) if char.isalnum()]
        return _DIGIT_GAP.join(digits) if all(char.isdigit() for char in digits) else r"\s+".join(map(_word, words))
    return r"[\s,]+".join(map(_word, words))


def _word(word: str) -> str:
    """One word; from five letters on it may be broken over a line."""
    return _HYPHEN.join(map(re.escape, word)) if len(word) >= 5 else re.escape(word)


def _covered(box: Box, marks: Sequence[Mark]) -> bool:
    """Whether one mark's box covers nearly all of it."""
    area = max(0.01, (box.x1 - box.x0) * (box.y1 - box.y0))
    for mark in marks:
        for other in mark.boxes:
            wide = min(box.x1, other.x1) - max(box.x0, other.x0)
            high = min(box.y1, other.y1) - max(box.y0, other.y0)
            if wide > 0 and high > 0 and wide * high >= 0.85 * area:
                return True
    return False
