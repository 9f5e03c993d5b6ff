"""Parts the glyphs of a show into blocks that move as one; it moves nothing itself."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from operator import sub

from candour.engine.redact.lines import KEPT, Line

WORD = 0.18
"""A gap of this many em parts words where no space is written."""
COLUMN = 1.6
"""A gap of this many em without spaces in it parts columns."""
OVERLAP = 0.3
"""In em: glyphs that lie over each other by more were painted twice (bold, shadow)."""


class Block:
    """Glyphs of one show, ``first`` to ``end``, with no more than kerning or written spaces between them.

    They move as one. ``start`` to ``stop`` is where they stood, ``wide`` their natural width, ``to`` the new start:
    points along the row; ``scale`` is points per text space unit. ``done``: laid out afresh with its line.
    """

    __slots__ = (
        "blank", "closes", "done", "end", "first", "line", "mark", "opens", "scale", "squeeze", "start", "stop", "to",
        "track", "wide",
    )  # fmt: skip

    def __init__(self, line: Line, first: int, end: int, mark: int, origin: float, scale: float) -> None:
        self.line, self.first, self.end, self.mark, self.scale = line, first, end, mark, scale
        self.start, self.stop = origin + line.starts[first] * scale, origin + line.stops[end - 1] * scale
        self.wide = self.stop - self.start if line.tight else sum(line.sizes[first:end]) * scale
        spaces, codes = line.font.spaces(), line.codes
        self.opens, self.closes = codes[first] in spaces, codes[end - 1] in spaces
        self.blank = self.opens and self.closes and spaces.issuperset(codes[first:end])
        self.to: float | None = None
        self.squeeze, self.track, self.done = 1.0, 0.0, False

    @property
    def count(self) -> int:
        """Of its glyphs."""
        return self.end - self.first


def blocks_of(line: Line, origin: float, scale: float, em: float) -> list[Block]:
    """``origin``: where the show starts on the row, in points."""
    found, cuts = [], _cuts(line, em / scale)
    for first, end, fate in line.runs():
        if fate < KEPT:
            continue
        inner = cuts[bisect_right(cuts, first) : bisect_left(cuts, end)] if cuts else cuts
        found += [Block(line, at, to, fate, origin, scale) for at, to in pairwise((first, *inner, end))]
    return found


def _cuts(line: Line, em: float) -> list[int]:
    """The glyphs before which there is a gap that parts words. ``em`` in text space."""
    if line.tight:
        return []
    word, column, back = WORD * em, COLUMN * em, -OVERLAP * em
    spaces, codes = line.font.spaces(), line.codes
    return [
        at for at, gap in enumerate(map(sub, line.starts[1:], line.stops), 1)
        if not back <= gap <= word and not (word < gap <= column and (codes[at] in spaces or codes[at - 1] in spaces))
    ]  # fmt: skip
