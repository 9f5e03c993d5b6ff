"""Where the glyphs of a show stand, as columns of numbers; which of them go is written there by others.

A show has hundreds of glyphs and few of them go: no glyph is an object, and only those that go are noted one by one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, compress
from math import inf
from operator import add, le
from typing import Any

from candour.engine.redact.content import Show
from candour.engine.redact.fonts import Font
from candour.engine.redact.geometry import Rect, bounds

KEPT = -1
OUTSIDE = -2
"""What besides the index of a mark box can be told of a glyph."""


@dataclass(slots=True, eq=False)
class Line:
    """A show near a mark. The glyphs' ``starts``, ``stops`` and ``sizes`` lie along the writing direction in text space.

    ``raw`` holds their codes as in the strings, from one of ``offsets`` to the next. ``jumps``: the glyphs that a
    displacement stands before. ``struck``: the box that a glyph lies under, or OUTSIDE; all others stay.
    """

    show: Show
    font: Font
    codes: Sequence[int]
    raw: bytes
    offsets: Sequence[int]
    starts: list[float]
    stops: list[float]
    sizes: list[float]
    jumps: list[int]
    struck: dict[int, int] = field(default_factory=dict)
    tight: bool = False
    """Every glyph starts where the one before it ends."""
    blocks: list[Any] = field(default_factory=list)
    """The glyphs as they move together, when the line stands on a row that is laid out afresh."""
    _runs: list[tuple[int, int, int]] | None = None
    _struck: int = 0
    _widest: float | None = None
    """The widest glyph; infinite where they do not stand in order."""

    @property
    def changed(self) -> bool:
        return bool(self.struck)

    @property
    def hits(self) -> set[int]:
        """The boxes that glyphs lie under."""
        return {fate for _, _, fate in self.runs() if fate >= 0}

    def runs(self) -> list[tuple[int, int, int]]:
        """Stretches of glyphs with one fate, in order: first, end, fate. Worked out again when more glyphs are struck."""
        if self._runs is None or self._struck != len(self.struck):
            self._runs, self._struck = self._parted(), len(self.struck)
        return self._runs

    def _parted(self) -> list[tuple[int, int, int]]:
        found: list[tuple[int, int, int]] = []
        first, end, now = 0, 0, KEPT
        for glyph, fate in sorted(self.struck.items()):
            if glyph != end or fate != now:
                if now != KEPT:
                    found.append((first, end, now))
                if glyph > end:
                    found.append((end, glyph, KEPT))
                first, now = glyph, fate
            end = glyph + 1
        if now != KEPT:
            found.append((first, end, now))
        if end < len(self.codes):
            found.append((end, len(self.codes), KEPT))
        return found

    def kept(self) -> list[tuple[int, int]]:
        """First and end of every stretch that stays."""
        return [(first, end) for first, end, fate in self.runs() if fate == KEPT]

    def kept_codes(self) -> set[int]:
        return set().union(*(self.codes[first:end] for first, end in self.kept()))

    def bytes(self, first: int, end: int) -> bytes:
        return self.raw[self.offsets[first] : self.offsets[end]]

    def near(self, before: float, behind: float) -> range:
        """The glyphs that could reach into a stretch of the line; all where they do not stand in order."""
        starts = self.starts
        if self._widest is None:
            sizes = self.sizes
            ordered = sizes and min(sizes) >= 0 and (self.tight or all(map(le, starts, starts[1:])))
            self._widest = max(sizes) if ordered else inf
        if self._widest == inf:
            return range(len(starts))
        return range(bisect_left(starts, before - self._widest), bisect_right(starts, behind))


def line_of(show: Show) -> Line:
    """The glyphs of a show with their places."""
    state, font, strings = show.state, show.state.font, show.strings
    assert font is not None
    if strings.whole(font.stride):
        codes, raw, stride = font.codes(strings.text), strings.text, font.stride
        offsets: Sequence[int] = range(0, len(raw) + 1, stride)
        sizes, counts = font.sizes(codes), [length // stride for length in strings.lengths]
    else:
        codes, raw, offsets, sizes, counts = _uneven(font, strings.pieces())
    scale = 1.0 if font.vertical else state.scale
    size, tc, tw = state.size * scale, state.tc * scale, state.tw * scale
    sizes = [width * size for width in sizes]
    if not (tc or tw or any(strings.gaps)):
        edges = list(accumulate(sizes, initial=0.0))
        return Line(show, font, codes, raw, offsets, edges[:-1], edges[1:], sizes, [], tight=True)
    steps = [width + tc for width in sizes] if tc else sizes.copy()
    if tw:
        for at, code in enumerate(codes):
            if code == 32 and offsets[at + 1] - offsets[at] == 1:
                steps[at] += tw
    first, gaps = 0.0, strings.gaps[: len(counts)]  # the last gap is behind all glyphs
    jumps = list(compress(accumulate(counts, initial=0), gaps))
    for at, gap in zip(jumps, filter(None, gaps), strict=True):
        if at:
            steps[at - 1] -= gap * size / 1000
        else:
            first -= gap * size / 1000
    starts = list(accumulate(steps, initial=first))
    starts.pop()
    return Line(show, font, codes, raw, offsets, starts, list(map(add, starts, sizes)), sizes, jumps)


def _uneven(font: Font, pieces: Sequence[bytes]) -> tuple[Sequence[int], bytes, Sequence[int], list[float], list[int]]:
    """Codes, their bytes, where each begins, widths, and glyphs a string, of codes of several lengths."""
    shown = [font.shown(piece) for piece in pieces]
    glyphs = [glyph for part in shown for glyph in part]
    raw = b"".join(
        piece[: sum(length for _, length, _ in part)] for piece, part in zip(pieces, shown, strict=True)
    )  # fmt: skip
    offsets = list(accumulate((length for _, length, _ in glyphs), initial=0))
    return [code for code, _, _ in glyphs], raw, offsets, [width for _, _, width in glyphs], list(map(len, shown))


def extent(line: Line, glyph: int) -> Rect:
    """The upright rectangle round a glyph's advance and its font's band, in user space."""
    start, stop = line.starts[glyph], line.stops[glyph]
    return span(line, min(start, stop), max(start, stop))


def span(line: Line, start: float, stop: float) -> Rect:
    """The same for part of a line, ``start`` to ``stop`` in text space."""
    font, size, rise = line.font, line.show.state.size, line.show.state.rise
    low, high = sorted((font.band[0] * size, font.band[1] * size))
    if font.vertical:
        return bounds(line.show.matrix, (low, start + rise, high, stop + rise))
    return bounds(line.show.matrix, (start, low + rise, stop, high + rise))
