"""Asks a second reader what lies under a box that our own reading fills badly; any disagreement refuses the page.

It looks only at boxes whose removed glyphs do not reach from edge to edge: elsewhere the two readings agree already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from candour.engine.model import Box
from candour.engine.redact.geometry import Frame, NotUnderstood, Rect
from candour.engine.redact.lines import Line, span

EDGE = 0.4
"""In em: a box that sticks out further than this on either side of what was removed is asked about."""
MOST = 20000


def agree(lines: Sequence[Line], boxes: Sequence[Box], frame: Frame, read: Callable[[], Any]) -> None:
    """``read`` gives pdfium's page of the source; it is only called when a box needs asking about."""
    removed: dict[int, list[tuple[Rect, float]]] = {}
    for line in lines:
        if not line.struck:
            continue
        em = abs(line.show.state.size) * max(abs(value) for value in line.show.matrix[:4])
        reach: dict[int, tuple[float, float]] = {}
        for first, end, mark in line.runs():
            if mark >= 0:
                start, stop = min(line.starts[first:end]), max(line.stops[first:end])
                before = reach.get(mark, (start, stop))
                reach[mark] = (min(start, before[0]), max(stop, before[1]))
        for mark, (start, stop) in reach.items():
            removed.setdefault(mark, []).append((span(line, start, stop), em))
    doubtful = [at for at, box in enumerate(boxes) if not _filled(frame.user(box), removed.get(at, ()))]
    if doubtful:
        _asked([boxes[at] for at in doubtful], frame, [rect for found in removed.values() for rect, _ in found], read())


def _filled(mark: Rect, removed: Sequence[tuple[Rect, float]]) -> bool:
    if not removed:
        return False
    if len(removed) == 1:  # most of them
        (left, low, right, high), em = removed[0]
        slack = EDGE * em
        return (
            left <= mark[0] + slack and right >= mark[2] - slack and low <= mark[1] + slack and high >= mark[3] - slack
        )
    edges: tuple[tuple[float, ...], ...] = tuple(zip(*(rect for rect, _ in removed), strict=True))
    lefts, lows, rights, highs = edges
    slack = EDGE * max(size for _, size in removed)
    return (
        min(lefts) <= mark[0] + slack
        and max(rights) >= mark[2] - slack
        and min(lows) <= mark[1] + slack
        and max(highs) >= mark[3] - slack
    )


def _asked(boxes: Sequence[Box], frame: Frame, removed: Sequence[Rect], page: Any) -> None:
    text = page.get_textpage()
    try:
        for box in boxes:
            rect = frame.user(box)
            if text.get_text_bounded(*rect).strip() and not _explained(text, rect, removed):
                raise NotUnderstood("text that two readers place differently")
    finally:
        text.close()


def _explained(text: Any, mark: Rect, removed: Sequence[Rect]) -> bool:
    """Is every character that pdfium sees in the box one that was removed?"""
    if text.count_chars() > MOST:
        return False
    for at in range(text.count_chars()):
        x0, y0, x1, y1 = text.get_charbox(at)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        if not (mark[0] < x < mark[2] and mark[1] < y < mark[3]) or x1 <= x0:
            continue
        known = any(r[0] - 1 <= x <= r[2] + 1 and r[1] - 3 <= y <= r[3] + 3 for r in removed)
        if not known and text.get_text_range(at, 1).strip():
            return False
    return True
