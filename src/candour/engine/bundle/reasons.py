"""Which redaction box belongs to which decision, and the letters that give its reason where it may be told.

A ground that this recipient may not be told gets no letter and no line in the key; its boxes look like any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from candour.engine.bundle.stamps import Note
from candour.engine.model import Box, Ground, Mark, PagePlan, RedactedPage
from candour.engine.paged import Paged


@dataclass(frozen=True, slots=True)
class Struck:
    """One box as drawn and the mark it was drawn for. A mark over two lines is struck twice."""

    mark: Mark
    box: Box


@dataclass(frozen=True, slots=True)
class _OnPage:
    record: str
    page: int
    struck: tuple[Struck, ...]


class StruckPages(Mapping[tuple[str, int], tuple[Struck, ...]]):
    """What is struck on the pages with redactions, by record id and page number; kept packed."""

    def __init__(self, pages: Iterable[tuple[PagePlan, RedactedPage]]) -> None:
        found = (_OnPage(page.record, page.page, struck(page, way)) for page, way in pages if page.marks)
        self._held = Paged(_OnPage, lambda one: (one.record, one.page), (one for one in found if one.struck))

    def __getitem__(self, key: tuple[str, int]) -> tuple[Struck, ...]:
        held = self._held.on(key)
        if not held:
            raise KeyError(key)
        return held[0].struck

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return iter(self._held.keys)

    def __len__(self) -> int:
        return len(self._held)


def struck(page: PagePlan, way: RedactedPage) -> tuple[Struck, ...]:
    """Every mark of a page with the boxes drawn for it, top to bottom.

    Boxes move along their line in safe mode, so they are paired by line and order. A mark for which nothing was drawn
    keeps its planned box: verification then looks there.
    """
    lines: dict[frozenset[int], list[Struck]] = {}
    for mark in page.marks:
        for box in mark.boxes:
            near = frozenset(at for at, drawn in enumerate(way.boxes) if _same_line(box, drawn))
            lines.setdefault(near, []).append(Struck(mark, box))
    found: list[Struck] = []
    for near, wanted in lines.items():
        found += _paired(wanted, sorted((way.boxes[at] for at in near), key=lambda box: box.x0))
    known = {one.box for one in found}
    for box in way.boxes if found else ():
        if box not in known:
            found.append(Struck(min(found, key=lambda one: abs(one.box.y0 - box.y0)).mark, box))
    return tuple(sorted(found, key=lambda one: (one.box.y0, one.box.x0, one.mark.mention)))


def _same_line(box: Box, drawn: Box) -> bool:
    shared = min(box.y1, drawn.y1) - max(box.y0, drawn.y0)
    return shared >= 0.5 * min(box.y1 - box.y0, drawn.y1 - drawn.y0)


def _paired(wanted: Sequence[Struck], drawn: Sequence[Box]) -> list[Struck]:
    wanted = sorted(wanted, key=lambda one: one.box.x0)
    if len(wanted) == len(drawn):
        return [Struck(one.mark, box) for one, box in zip(wanted, drawn, strict=True)]
    if not drawn:
        return list(wanted)
    pairs = [Struck(one.mark, min(drawn, key=lambda box: _apart(one.box, box))) for one in wanted]
    taken = {pair.box for pair in pairs}
    rest = (box for box in drawn if box not in taken)
    return pairs + [Struck(min(wanted, key=lambda one: _apart(one.box, box)).mark, box) for box in rest]


def _apart(one: Box, other: Box) -> float:
    """Distance along the line, in points; negative where they overlap."""
    return max(one.x0, other.x0) - min(one.x1, other.x1)


@dataclass(frozen=True, slots=True)
class Reason:
    """A line of the key: only grounds that may be told."""

    letter: str
    ground: Ground
    count: int


def reasons(all_struck: Iterable[Struck], *, grounds: Mapping[str, Ground]) -> tuple[Reason, ...]:
    """The grounds used that may be told, with a letter each (a, b, … aa, ab) and how many redactions rest on it."""
    counts = Counter(one.mark.ground for one in all_struck)
    told = sorted((key for key in counts if key in grounds and grounds[key].told), key=lambda key: grounds[key].title)
    return tuple(Reason(_letter(at), grounds[key], counts[key]) for at, key in enumerate(told))


def _letter(at: int) -> str:
    first, second = divmod(at, len(ascii_lowercase))
    return (ascii_lowercase[first - 1] if first else "") + ascii_lowercase[second]


def notes(on_page: Sequence[Struck], *, letters: Mapping[str, str]) -> tuple[Note, ...]:
    """Beside each line with redactions the letters of their reasons. ``letters``: ground id → letter."""
    lines: list[tuple[Box, set[str]]] = []
    for one in on_page:
        letter = letters.get(one.mark.ground)
        if letter is None:
            continue
        if lines and _same_line(lines[-1][0], one.box):
            lines[-1][1].add(letter)
        else:
            lines.append((one.box, {letter}))
    return tuple(Note(" ".join(sorted(held)), box.y0, box.y1) for box, held in lines)
