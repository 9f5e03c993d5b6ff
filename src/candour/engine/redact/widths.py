"""Lays every line with a redaction out afresh, so that neither a gap nor the line's end tells what stood there.

Each redacted run becomes a box of one of few widths; words follow at natural widths with plain spaces. After "Story
Beyond the Eye" (Bland et al. 2022). It refuses lines it cannot move (at an angle, clipped, invisible, over a picture):
those stay in place, as in faithful mode. Lengths in points along the row unless they say em.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from candour.engine.redact.content import Content
from candour.engine.redact.geometry import Frame, Rect
from candour.engine.redact.rows import Placed, Row, Segment, rows_of
from candour.engine.redact.text import KEPT, Line

WIDE = (5.5, 4.0, 2.5, 1.5)
"""Box widths in em, tried in this order until the line fits: a choice that depends on what stays, not on what goes."""
LONG = 16.0
"""A run longer than this (in em) takes as many times this: a sentence, not a name."""
WORD = 0.18
"""A gap of this many em parts words where no space is written."""
SPACE = 0.28
TRACKED = 0.05
"""Letter spacing is kept in steps of this many em."""
TIGHTEST = 0.7
SNAP = 24.0
"""The grid for a start that no other line shares (centred or set to the right)."""
BAND = (-0.26, 0.86)
"""A box's lower and upper edge in em from the baseline, whatever the letters were."""


@dataclass(frozen=True, slots=True)
class Run:
    """One segment laid out: where it was (user space), its em, and its boxes with their labels."""

    extent: Rect
    em: float
    boxes: tuple[tuple[Rect, str], ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """``glyphs``: by id, the kept glyphs that move; ``targets``: the boxes that are not drawn where they were."""

    runs: list[Run]
    glyphs: dict[int, Placed]
    targets: set[int]
    lines: dict[int, Line] = field(default_factory=dict)
    """By id of the show: every line that stands on a row that moved."""


def lay(
    contents: Sequence[Content], lines: Sequence[Line], *, labels: Sequence[tuple[int, str]], fixed: set[int],
    rects: Sequence[Rect], frame: Frame,
) -> Laid:  # fmt: skip
    """``labels``: for each box, its mark and label; ``fixed``: boxes that lie over pictures."""
    rows, page = rows_of(contents, lines, fixed=fixed, rects=rects, frame=frame)
    runs: list[Run] = []
    glyphs: dict[int, Placed] = {}
    hit: set[int] = set()
    for row in rows:
        for segment in row.segments(page):
            made = _laid(segment, row, labels)
            if made is None:
                continue
            runs.append(made)
            glyphs.update({id(placed.glyph): placed for placed in segment.placed if placed.glyph.mark == KEPT})
            hit |= {placed.glyph.mark for placed in segment.placed if placed.glyph.mark >= 0}
            for placed in segment.placed:
                placed.glyph.done = True
    still = {
        glyph.mark for line in lines for glyph in line.glyphs if glyph.mark >= 0 and not glyph.done
    }
    joined = {id(line.show): line for row in rows for line, _ in row.lines}
    return Laid(runs, glyphs, hit - still, joined)


def _laid(segment: Segment, row: Row, labels: Sequence[tuple[int, str]]) -> Run | None:
    """Gives every kept glyph its new place; None when the line cannot take it."""
    start = segment.start if segment.anchored else _snapped(segment)
    groups = grouped(segment.placed, labels)
    track = _tracking(segment.placed, row.em)
    for wide in WIDE:
        end, boxes = _walk(groups, start, row.em, wide, track, 1.0)
        if end <= segment.limit:
            return _run(segment, row, boxes)
    room = segment.limit - start
    squeeze = min(1.0, room / (end - start)) if room > 0 else 0.0
    if squeeze < TIGHTEST:
        for placed in segment.placed:
            placed.to = None
        return None
    _, boxes = _walk(groups, start, row.em, WIDE[-1], track, squeeze)
    return _run(segment, row, boxes)


def _snapped(segment: Segment) -> float:
    return max(segment.floor, math.floor((segment.start - segment.base) / SNAP) * SNAP + segment.base)


@dataclass(slots=True)
class Group:
    """Kept glyphs in a row, or (``label`` set) one redacted run. ``before``, ``after``: where it was."""

    placed: list[Placed]
    label: str | None = None
    mark: int = -1


def grouped(placed: Sequence[Placed], labels: Sequence[tuple[int, str]]) -> list[Group]:
    """Runs of kept and of redacted glyphs; one mark's runs with only spaces between them are one."""
    found: list[Group] = []
    for item in placed:
        mark = labels[item.glyph.mark][0] if item.glyph.mark >= 0 else -1
        last = found[-1] if found else None
        if last is not None and (last.mark == mark):
            last.placed.append(item)
        elif (
            mark >= 0
            and len(found) >= 2
            and found[-2].mark == mark
            and all(other.glyph.space for other in found[-1].placed)
        ):
            for other in found.pop().placed:
                other.glyph.mark = item.glyph.mark
                found[-1].placed.append(other)
            found[-1].placed.append(item)
        else:
            found.append(Group([item], labels[item.glyph.mark][1] if mark >= 0 else None, mark))
    return found


def _walk(
    groups: Iterable[Group], start: float, em: float, wide: float, track: float, squeeze: float
) -> tuple[float, list[tuple[float, float, str]]]:
    """Places everything from ``start`` on; gives the end and the boxes as (from, to, label)."""
    at, before, boxes = start, None, []
    for group in groups:
        if group.label is not None:
            if before is not None and not before.glyph.space:
                at += _gap(before, group.placed[0], em) * squeeze
            width = _box(group, em, wide) * squeeze
            boxes.append((at, at + width, group.label))
            at, before = at + width, group.placed[-1]
            continue
        for item in group.placed:
            if before is not None:
                at += _gap(before, item, em) * squeeze + (track if before.glyph.mark == KEPT else 0.0) * squeeze
            item.to, item.squeeze = at, squeeze
            at, before = at + (item.stop - item.start) * squeeze, item
    return at, boxes


def _gap(before: Placed, item: Placed, em: float) -> float:
    """A plain space where words part without a written space, else nothing: exact gaps tell too much."""
    if item.glyph.space or before.glyph.space:
        return 0.0
    return SPACE * em if item.start - before.stop > WORD * em else 0.0


def _box(group: Group, em: float, wide: float) -> float:
    width = (group.placed[-1].stop - group.placed[0].start) / em
    return em * (wide if width <= LONG else math.ceil(width / LONG) * LONG)


def _tracking(placed: Sequence[Placed], em: float) -> float:
    """Letter spacing of the kept text, in coarse steps: the usual gap inside words."""
    gaps = sorted(
        after.start - before.stop
        for before, after in zip(placed, placed[1:], strict=False)
        if before.glyph.mark == after.glyph.mark == KEPT and not before.glyph.space and not after.glyph.space
        and before.line is after.line
    )  # fmt: skip
    usual = gaps[len(gaps) // 2] / em if gaps else 0.0
    return round(usual / TRACKED) * TRACKED * em if TRACKED < usual < 1.0 else 0.0


def _run(segment: Segment, row: Row, boxes: Sequence[tuple[float, float, str]]) -> Run:
    low, high = row.at + BAND[0] * row.em * row.up, row.at + BAND[1] * row.em * row.up
    drawn = tuple((row.user(start, end, low, high), label) for start, end, label in boxes)
    extent = row.user(segment.start, segment.stop, row.at - 0.3 * row.em * row.up, row.at + row.em * row.up)
    return Run(extent, row.em, drawn)
