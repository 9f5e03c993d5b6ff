"""Gathers the shows that stand on one baseline and parts them into segments; moves nothing itself.

It leaves out what cannot be moved: text at an angle, invisible or clipping text, glyphs of unknown width.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from candour.engine.redact.blocks import COLUMN, OVERLAP, Block, blocks_of
from candour.engine.redact.content import Content, Show
from candour.engine.redact.geometry import Frame, Rect, apply
from candour.engine.redact.lines import Line
from candour.engine.redact.text import judged

BASELINE = 0.45
"""In em: shows whose baselines differ less are one row (superscripts move with their line)."""
SHARED = 0.5
"""Points between starts that are one margin."""
AREA = 2.2
"""A box higher than this many em was drawn round several lines and tells no word's width."""


class Axis(NamedTuple):
    """How a show lies: along user x (0) or y (1), in which direction, its baseline, start and size in points."""

    along: int
    sign: int
    up: int
    at: float
    start: float
    em: float
    scale: float


@dataclass(frozen=True, slots=True)
class Page:
    """What all rows share: the starts of the shows elsewhere, and the text area."""

    starts: dict[tuple[int, int], list[float]]
    """In order."""
    others: list[Axis]
    """By ``at``, and so is ``places``."""
    places: list[float]
    largest: float
    """The largest em among them."""
    crop: Rect

    def near(self, at: float, em: float) -> list[Axis]:
        """The shows elsewhere that could touch a row's boxes."""
        reach = 2 * max(em, self.largest)
        return self.others[bisect_left(self.places, at - reach) : bisect_right(self.places, at + reach)]


@dataclass(slots=True, eq=False)
class Segment:
    """Part of a row between column gaps. ``floor`` and ``limit``: how far it may reach; ``base``: the page's edge."""

    blocks: list[Block]
    start: float
    stop: float
    floor: float
    limit: float
    base: float
    anchor: float | None
    """Where another line starts too: a margin, which no name moves."""


@dataclass(slots=True, eq=False)
class Row:
    """The shows on one baseline; ``at`` is across the row, in user space; ``up`` the side the letters are on."""

    along: int
    sign: int
    up: int
    at: float
    em: float
    lines: list[tuple[Line, Axis]] = field(default_factory=list)
    whole: bool = True

    def takes(self, axis: Axis) -> bool:
        return (axis.along, axis.sign) == (self.along, self.sign) and abs(axis.at - self.at) <= BASELINE * self.em

    def user(self, start: float, end: float, low: float, high: float) -> Rect:
        """A rectangle of the row in user space."""
        ends, edges = sorted((start * self.sign, end * self.sign)), sorted((low, high))
        if self.along == 0:
            return (ends[0], edges[0], ends[1], edges[1])
        return (edges[0], ends[0], edges[1], ends[1])

    def segments(self, page: Page) -> Iterator[Segment]:
        """The segments with a hit, each layer of overprinted text by itself, from the start of the row on."""
        if not self.whole:
            return
        parts = [part for layer in self._layers() for part in _parted(layer, self.em)]
        for part in parts:
            if any(block.mark >= 0 for block in part):
                yield self._segment(part, parts, page)

    def _segment(self, part: list[Block], parts: list[list[Block]], page: Page) -> Segment:
        start, stop = part[0].start, max(block.stop for block in part)
        low, high = sorted((page.crop[self.along] * self.sign, page.crop[self.along + 2] * self.sign))
        starts = page.starts.get((self.along, self.sign), [])
        first = bisect_left(starts, low)
        margin = starts[first] - low if first < len(starts) else 36.0
        before = [_end(other) for other in parts if other is not part and other[0].start < start - self.em]
        after = [other[0].start for other in parts if other is not part and other[0].start > stop]
        after += [
            other.start
            for other in page.near(self.at, self.em)
            if self._beside(other) and other.start > start + self.em
        ]
        floor = max([low + 2.0, *(value + 0.5 * self.em for value in before)])
        limit = min([high - max(14.0, min(36.0, margin)), *(value - 0.3 * self.em for value in after)])
        for clip in {block.line.show.clip for block in part}:
            if clip is not None:
                edges = sorted((clip[self.along] * self.sign, clip[self.along + 2] * self.sign))
                floor, limit = max(floor, edges[0]), min(limit, edges[1] + 0.5)
        shared = bisect_right(starts, start - SHARED)
        anchor = starts[shared] if shared < len(starts) and starts[shared] - start < SHARED else None
        return Segment(part, start, stop, floor, limit, low, anchor)

    def _beside(self, other: Axis) -> bool:
        """Would a box on this row touch text that starts on another, a little higher or lower?"""
        away = (other.at - self.at) * self.up
        if not -2 * other.em < away < 2 * self.em or (other.along, other.sign, other.up) != (
            self.along,
            self.sign,
            self.up,
        ):
            return False
        return (
            min(0.86 * self.em, away + 0.78 * other.em) - max(-0.26 * self.em, away - 0.22 * other.em) > 0.12 * self.em
        )

    def _layers(self) -> list[list[Block]]:
        """The blocks in reading order, overprinted copies apart; none when the row does not run forwards."""
        layers: list[list[Block]] = []
        for line, axis in self.lines:
            blocks = line.blocks = blocks_of(line, axis.start, axis.scale, self.em)
            if any(after.start < before.start for before, after in pairwise(blocks)):
                return []
            if not blocks:
                continue
            layer = next((layer for layer in layers if not _over(layer, blocks, OVERLAP * self.em)), None)
            if layer is None:
                layers.append(blocks.copy())
            else:
                layer += blocks
        return [sorted(layer, key=lambda block: block.start) for layer in layers if layer]


def _end(part: Sequence[Block]) -> float:
    return max(block.stop if block.to is None else block.to + block.wide * block.squeeze for block in part)


def _over(layer: Sequence[Block], more: Sequence[Block], by: float) -> bool:
    first, last = min(block.start for block in more), max(block.stop for block in more)
    near = [block for block in layer if block.start < last and block.stop > first and not block.blank]
    return any(
        min(one.stop, other.stop) - max(one.start, other.start) > min(by, 0.5 * (other.stop - other.start))
        for one in near
        for other in more
        if not other.blank
    )


def _parted(layer: Sequence[Block], em: float) -> list[list[Block]]:
    parts: list[list[Block]] = []
    reached = None
    for block in layer:
        if reached is None or block.start - reached > COLUMN * em:
            parts.append([])
        parts[-1].append(block)
        reached = block.stop if reached is None else max(reached, block.stop)
    return parts


def axis_of(show: Show) -> Axis | None:
    """How a show lies, or None when it cannot be moved."""
    state = show.state
    if state.font is None or state.font.vertical or show.hidden or state.mode >= 3 or state.size * state.scale <= 0:
        return None
    matrix = show.matrix
    a, b, c, d = matrix[:4]
    if b == 0.0 == c or abs(b) + abs(c) < 1e-6 * (abs(a) + abs(d)):
        along, scale, across = 0, a, d
    elif abs(a) + abs(d) < 1e-6 * (abs(b) + abs(c)):
        along, scale, across = 1, b, c
    else:
        return None
    if not scale or not across:
        return None
    point = apply(matrix, 0.0, state.rise) if state.rise else matrix[4:]
    sign = 1 if scale > 0 else -1
    up = 1 if across * state.size > 0 else -1
    return Axis(along, sign, up, point[1 - along], point[along] * sign, abs(across * state.size), abs(scale))


def rows_of(
    contents: Sequence[Content], lines: Sequence[Line], *, fixed: set[int], rects: Sequence[Rect], frame: Frame
) -> tuple[list[Row], Page]:
    """The rows that have a glyph to redact and can be moved, with all that stands on them."""
    axes = [(show, axis) for content in contents for show in content.shows if (axis := axis_of(show)) is not None]
    known = {id(line.show): line for line in lines}
    rows: list[Row] = []
    for show, axis in axes:
        line = known.get(id(show))
        if line is not None and line.hits and not any(row.takes(axis) for row in rows):
            rows.append(Row(axis.along, axis.sign, axis.up, axis.at, axis.em))
    starts: dict[tuple[int, int], list[float]] = {}
    others: list[Axis] = []
    takers = [(row.at, BASELINE * row.em, row.along, row.sign, row) for row in rows]
    for show, axis in axes if rows else ():
        along, sign, _, at, start, _, _ = axis
        for place, reach, row_along, row_sign, row in takers:  # as Row.takes: every show is asked of every row
            if -reach <= at - place <= reach and along == row_along and sign == row_sign:
                _join(row, show, axis, known, frame)
                break
        else:
            others.append(axis)
            starts.setdefault((along, sign), []).append(start)
    for row in rows:
        _check(row, fixed, rects)
    _own_starts(rows, starts)
    for found in starts.values():
        found.sort()
    others.sort(key=attrgetter("at"))
    places, largest = [axis.at for axis in others], max((axis.em for axis in others), default=0.0)
    return rows, Page(starts, others, places, largest, frame.crop)


def _join(row: Row, show: Show, axis: Axis, known: dict[int, Line], frame: Frame) -> None:
    assert show.state.font is not None
    if show.drift or not show.state.font.exact:
        row.whole = False
        return
    line = known.get(id(show))
    if line is None:
        line = judged(show, (), frame.crop)
    row.lines.append((line, axis))


def _check(row: Row, fixed: set[int], rects: Sequence[Rect]) -> None:
    hits = set().union(*(line.hits for line, _ in row.lines))
    tall = any(rects[hit][3 - row.along] - rects[hit][1 - row.along] > AREA * row.em for hit in hits)
    row.whole = row.whole and not tall and not hits & fixed


def _own_starts(rows: Sequence[Row], starts: dict[tuple[int, int], list[float]]) -> None:
    """Rows whose first shows start together share a margin, even if every line of the page has a redaction."""
    firsts = [(row, min(axis.start for _, axis in row.lines)) for row in rows if row.lines]
    for row, first in firsts:
        if any(other is not row and abs(value - first) < 0.1 for other, value in firsts):
            starts.setdefault((row.along, row.sign), []).append(first)
