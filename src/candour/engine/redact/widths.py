"""Lays every line with a redaction out afresh, so that neither a gap nor the line's end tells what stood there.

Each redacted run becomes a box of one of few widths; words follow at natural widths with plain spaces. After "Story
Beyond the Eye" (Bland et al. 2022). It refuses lines it cannot move (at an angle, clipped, invisible, over a picture):
those stay in place, as in faithful mode. Lengths in points along the row unless they say em.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from candour.engine.redact.blocks import WORD, Block
from candour.engine.redact.content import Content
from candour.engine.redact.geometry import Frame, Rect
from candour.engine.redact.lines import KEPT, Line
from candour.engine.redact.rows import Row, Segment, rows_of

WIDE = (5.5, 4.0, 2.5, 1.5)
"""Box widths in em, tried in this order until the line fits: a choice that depends on what stays, not on what goes."""
LONG = 16.0
"""A run longer than this (in em) takes as many times this: a sentence, not a name."""
SAMPLE = 30
"""Letters looked at to tell letter spacing."""
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
    """``targets``: the boxes not drawn where they were; ``lines``: by show id, all lines on rows that were looked at."""

    runs: list[Run]
    targets: set[int]
    lines: dict[int, Line]


def lay(
    contents: Sequence[Content], lines: Sequence[Line], *, labels: Sequence[tuple[int, str]], fixed: set[int],
    rects: Sequence[Rect], frame: Frame,
) -> Laid:  # fmt: skip
    """``labels``: for each box, its mark and label; ``fixed``: boxes that lie over pictures."""
    rows, page = rows_of(contents, lines, fixed=fixed, rects=rects, frame=frame)
    runs: list[Run] = []
    hit: set[int] = set()
    for row in rows:
        for segment in row.segments(page):
            made = _laid(segment, row, labels)
            if made is None:
                continue
            runs.append(made)
            for block in segment.blocks:
                if block.mark >= 0:
                    hit.add(block.mark)
                    block.done = True
    still = set[int]()
    for line in lines:
        still |= (
            {block.mark for block in line.blocks if block.mark >= 0 and not block.done} if line.blocks else line.hits
        )
    return Laid(runs, hit - still, {id(line.show): line for row in rows for line, _ in row.lines})


def _laid(segment: Segment, row: Row, labels: Sequence[tuple[int, str]]) -> Run | None:
    """Gives every kept block its new place; None when the line cannot take it."""
    start = _snapped(segment) if segment.anchor is None else segment.anchor
    groups = grouped(segment.blocks, labels)
    track = _tracking(segment.blocks, row.em)
    kept, short, long = _measured(groups, row.em, track)
    room = segment.limit - start
    for wide in WIDE:
        if kept + long + short * wide * row.em <= room:
            return _run(segment, row, _place(groups, start, row.em, wide, track, 1.0))
    squeeze = min(1.0, room / (kept + long + short * WIDE[-1] * row.em)) if room > 0 else 0.0
    if squeeze < TIGHTEST:
        return None
    return _run(segment, row, _place(groups, start, row.em, WIDE[-1], track, squeeze))


def _snapped(segment: Segment) -> float:
    return max(segment.floor, math.floor((segment.start - segment.base) / SNAP) * SNAP + segment.base)


@dataclass(slots=True)
class Group:
    """Kept blocks in a row, or (``label`` not None) one redacted run."""

    blocks: list[Block]
    label: str | None = None
    mark: int = -1


def grouped(blocks: Sequence[Block], labels: Sequence[tuple[int, str]]) -> list[Group]:
    """Runs of kept and of redacted blocks; one mark's runs with only spaces between them are one."""
    found: list[Group] = []
    for block in blocks:
        mark = labels[block.mark][0] if block.mark >= 0 else -1
        if found and found[-1].mark == mark:
            found[-1].blocks.append(block)
        elif mark >= 0 and len(found) >= 2 and found[-2].mark == mark and all(one.blank for one in found[-1].blocks):
            for blank in found.pop().blocks:
                _strike(blank, block.mark)
                found[-1].blocks.append(blank)
            found[-1].blocks.append(block)
        else:
            found.append(Group([block], labels[block.mark][1] if mark >= 0 else None, mark))
    return found


def _strike(blank: Block, mark: int) -> None:
    blank.mark = mark
    blank.line.struck.update(dict.fromkeys(range(blank.first, blank.end), mark))


def _measured(groups: Sequence[Group], em: float, track: float) -> tuple[float, int, float]:
    """How much room a segment takes: what stays with its gaps, the number of short boxes, the length of long ones."""
    kept, short, long, before = 0.0, 0, 0.0, None
    for group in groups:
        if group.label is not None:
            width = _box(group, em, 0.0)
            short, long = short + (width == 0.0), long + width
            kept += _gap(before, group.blocks[0], em)
        else:
            for block in group.blocks:
                kept += _gap(before, block, em) + block.wide + track * block.count
                before = block
        before = group.blocks[-1]
    return kept, short, long


def _place(
    groups: Iterable[Group], start: float, em: float, wide: float, track: float, squeeze: float
) -> list[tuple[float, float, str]]:
    """Places everything from ``start`` on; gives the boxes as (from, to, label)."""
    at, before, boxes = start, None, []
    for group in groups:
        if group.label is not None:
            at += _gap(before, group.blocks[0], em) * squeeze
            width = _box(group, em, wide) * squeeze
            boxes.append((at, at + width, group.label))
            at += width
        else:
            for block in group.blocks:
                at += _gap(before, block, em) * squeeze
                block.to, block.squeeze, block.track = at, squeeze, track
                at += (block.wide + track * block.count) * squeeze
                before = block
        before = group.blocks[-1]
    return boxes


def _gap(before: Block | None, block: Block, em: float) -> float:
    """A plain space where words part without a written space, else nothing: exact gaps tell too much."""
    if before is None or block.opens or before.closes:
        return 0.0
    return SPACE * em if block.start - before.stop > WORD * em else 0.0


def _box(group: Group, em: float, wide: float) -> float:
    width = (group.blocks[-1].stop - group.blocks[0].start) / em
    return em * (wide if width <= LONG else math.ceil(width / LONG) * LONG)


def _tracking(blocks: Sequence[Block], em: float) -> float:
    """Letter spacing of the kept text, in coarse steps: the usual gap inside its first words."""
    gaps: list[float] = []
    if all(block.line.tight for block in blocks):
        return 0.0
    for block in blocks:
        if block.mark == KEPT and len(gaps) < SAMPLE:
            gaps += _gaps(block)
    usual = sorted(gaps)[len(gaps) // 2] / em if gaps else 0.0
    return round(usual / TRACKED) * TRACKED * em if TRACKED < usual < 1.0 else 0.0


def _gaps(block: Block) -> list[float]:
    """Between the letters at its beginning, in points."""
    line, spaces = block.line, block.line.font.spaces()
    inked = [code not in spaces for code in line.codes[block.first : block.first + SAMPLE]]
    return [
        (line.starts[at] - line.stops[at - 1]) * block.scale
        for at in range(block.first + 1, min(block.end, block.first + SAMPLE))
        if inked[at - block.first] and inked[at - block.first - 1]
    ]


def _run(segment: Segment, row: Row, boxes: Sequence[tuple[float, float, str]]) -> Run:
    low, high = row.at + BAND[0] * row.em * row.up, row.at + BAND[1] * row.em * row.up
    drawn = tuple((row.user(start, end, low, high), label) for start, end, label in boxes)
    extent = row.user(segment.start, segment.stop, row.at - 0.3 * row.em * row.up, row.at + row.em * row.up)
    return Run(extent, row.em, drawn)
