"""Takes the drawings under a mark out of the content: strokes of a signature, outlined letters, underlines.

Rules and backgrounds that are larger than a box stay: the box covers them. It refuses a complex outline that only
partly lies in a box.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from candour.engine.redact.content import Content, Path
from candour.engine.redact.geometry import EVERYWHERE, NotUnderstood, Rect, apply, inside, meets
from candour.engine.redact.tokens import numbers
from candour.engine.redact.walk import outline

_PART = re.compile(rb"([^A-Za-z]*)(re|[mlcvyh])(?![A-Za-z*])")
SLACK = 1.0
"""Points by which a drawing may stick out of a box and still go."""
SIMPLE = 8
"""Points of an outline up to which it cannot be a letter's or a signature's shape."""


@dataclass(slots=True)
class Piece:
    """One subpath: its bytes, its points in user space, whether it bends."""

    start: int
    end: int
    points: list[tuple[float, float]]
    bends: bool = False

    @property
    def rect(self) -> Rect:
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return (min(xs), min(ys), max(xs), max(ys))


def clear(
    contents: Sequence[Content], *, marks: Sequence[Rect], lines: Sequence[tuple[Rect, float]], crop: Rect
) -> None:
    """Edits every painted path. ``lines``: extents (and em) laid out afresh: underlines there go too."""
    for content in contents:
        page = EVERYWHERE if content.mask else crop
        for path in content.paths:
            _clear(path, marks, lines, page)
        for start, end, clip in content.shades:
            if clip is not None and not meets(clip, page):
                content.mark(start, end)


def _clear(path: Path, marks: Sequence[Rect], lines: Sequence[tuple[Rect, float]], crop: Rect) -> None:
    if not lines and _apart(path, marks, crop):
        return
    pieces = pieces_of(path)
    gone = [piece for piece in pieces if piece.points and _goes(piece, path, marks, lines, crop)]
    if not gone:
        return
    content = path.content
    if path.clips:
        _unpaint(path, [piece for piece in gone if _marked(piece, marks)], whole=len(gone) == len(pieces))
    elif len(gone) == len(pieces):
        content.mark(path.start, path.end)
    else:
        for piece in gone:
            content.mark(piece.start, piece.end)


def _apart(path: Path, marks: Sequence[Rect], crop: Rect) -> bool:
    """Does it lie on the page, away from every box? Most do."""
    area = outline(path.content.data, path.start, path.paint, path.ctm)
    return area is None or (inside(area, crop) and not any(meets(_thick(area, 0.02), mark) for mark in marks))


def _unpaint(path: Path, marked: Sequence[Piece], *, whole: bool) -> None:
    """A path that clips goes on clipping; it is not painted when a mark meets it or all of it lies off the page."""
    if any(piece.bends and len(piece.points) > SIMPLE for piece in marked):
        raise NotUnderstood("an outline that clips")
    if (marked or whole) and path.content.data[path.paint : path.end].strip() != b"n":
        path.content.mark(path.paint, path.end, b"n")


def _marked(piece: Piece, marks: Sequence[Rect]) -> bool:
    return any(meets(_thick(piece.rect, 0.01), mark) for mark in marks)


def pieces_of(path: Path) -> list[Piece]:
    data, found = path.content.data, list[Piece]()
    for match in _PART.finditer(data, path.start, path.paint):
        op = match[2]
        if op in (b"m", b"re") or not found:
            found.append(Piece(match.start(), match.end(), []))
        piece = found[-1]
        piece.end = match.end()
        if op == b"h":
            continue
        values = numbers(match[1], {b"re": 4, b"m": 2, b"l": 2, b"c": 6, b"v": 4, b"y": 4}[op])
        if op == b"re":
            x, y, w, h = values
            values = [x, y, x + w, y, x + w, y + h, x, y + h]
        piece.bends = piece.bends or op in (b"c", b"v", b"y")
        piece.points += [apply(path.ctm, values[i], values[i + 1]) for i in range(0, len(values), 2)]
    return [piece for piece in found if len(piece.points) > 1 or not piece.points]


def _goes(piece: Piece, path: Path, marks: Sequence[Rect], lines: Sequence[tuple[Rect, float]], crop: Rect) -> bool:
    rect, grow = piece.rect, min(path.grow, 3.0)
    if not meets(_thick(rect, grow), crop):
        return True
    for mark in marks:
        if not meets(_thick(rect, 0.01), mark):
            continue
        if inside(rect, mark, SLACK):
            return True
        if len(piece.points) > SIMPLE:
            within = sum(1 for x, y in piece.points if mark[0] < x < mark[2] and mark[1] < y < mark[3])
            if within > 2 and piece.bends:
                raise NotUnderstood("an outline partly under a box")
    return any(_underlines(piece, rect, line, em) for line, em in lines)


def _underlines(piece: Piece, rect: Rect, line: Rect, em: float) -> bool:
    """A rule or highlight that is as long as old text: a tick or a bullet is neither."""
    if not inside(rect, line, SLACK) or piece.bends or len(piece.points) > 5:
        return False
    long, thin = max(rect[2] - rect[0], rect[3] - rect[1]), min(rect[2] - rect[0], rect[3] - rect[1])
    return (thin < 0.2 * em and long > 0.8 * em) or long > 1.5 * em


def _thick(rect: Rect, by: float) -> Rect:
    return (rect[0] - by, rect[1] - by, rect[2] + by, rect[3] + by)
