"""Finds the glyphs under a mark or off the page and takes them out, the others staying where they are.

It refuses a show near a mark whose widths are not known. A glyph goes when its middle, or a third of it, lies in a box.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from candour.engine.redact.content import Content, Show, shown_rect
from candour.engine.redact.fonts import SimpleFont
from candour.engine.redact.geometry import Matrix, NotUnderstood, Rect, bounds, inside, inverse, meets, times
from candour.engine.redact.tokens import OPERAND, written
from candour.engine.redact.walk import items

SHARE = 0.3
"""Of a glyph's width: from this much under a box it goes (a peer left the last letter visible)."""
NARROW = 0.3
"""In em: of narrower glyphs (comma, full stop) only the middle counts, so that kerning takes no neighbour."""
TALL = 0.35
"""Of a line's height: from this much under a box its glyphs go; a lower box only takes what it covers by half."""
_BYTES = [bytes((code,)) for code in range(256)]
KEPT = -1
OUTSIDE = -2
"""Values of ``Glyph.mark`` besides the index of a mark box."""


class Glyph:
    """``start`` and ``stop`` lie along the writing direction in text space; ``raw`` is its code as in the string.

    ``mark`` is the box it lies under, KEPT or OUTSIDE; ``done``: it was dealt with when its line was laid out afresh.
    """

    __slots__ = ("code", "done", "mark", "raw", "space", "start", "stop")

    def __init__(self, raw: bytes, code: int, start: float, stop: float, space: bool) -> None:
        self.raw, self.code, self.start, self.stop, self.space = raw, code, start, stop, space
        self.mark = KEPT
        self.done = False


@dataclass(slots=True, eq=False)
class Line:
    """A show near a mark, with its glyphs and its matrix to user space."""

    show: Show
    matrix: Matrix
    glyphs: list[Glyph]
    blocks: list[Any] = field(default_factory=list)
    """The glyphs as they move together, when the line stands on a row that is laid out afresh."""

    @property
    def changed(self) -> bool:
        return any(glyph.mark != KEPT for glyph in self.glyphs)


def lines_of(contents: Sequence[Content], *, marks: Sequence[Rect], crop: Rect) -> list[Line]:
    """Every show that a mark may meet, or that leaves the crop box, with the fate of its glyphs. User space, points."""
    found = []
    numbered = list(enumerate(marks))
    for content in contents:
        for show in content.shows:
            if show.state.font is None or show.hidden:
                continue
            matrix = times(show.tm, show.ctm)
            area = bounds(matrix, shown_rect(show, show.state.font.band))
            x0, y0, x1, y1 = area
            near = [
                item for item in numbered
                if y0 < item[1][3] and item[1][1] < y1 and x0 < item[1][2] and item[1][0] < x1
            ]  # fmt: skip
            if near or not inside(area, crop):
                found.append(judged(show, matrix, near, crop))
    return found


def judged(show: Show, matrix: Matrix, marks: Sequence[tuple[int, Rect]], crop: Rect) -> Line:
    """A show with the fate of its glyphs under the numbered ``marks``. Raises NotUnderstood near unknown widths."""
    font = show.state.font
    assert font is not None
    line = Line(show, matrix, glyphs_of(show))
    if not inside(bounds(matrix, shown_rect(show, font.band)), crop):
        for glyph in line.glyphs:
            if not meets(_thick(extent(line, glyph)), crop):
                glyph.mark = OUTSIDE
    if marks and (not font.exact or show.drift):
        raise NotUnderstood("glyph widths that are not known")
    for index, mark in marks:
        if _level(show, matrix):
            _strike(line, index, mark)
        else:
            _strike_slanted(line, index, mark)
    if show.state.mode >= 4 and any(glyph.mark >= 0 for glyph in line.glyphs) and not _clips_still(line):
        raise NotUnderstood("text that clips")
    return line


def _clips_still(line: Line) -> bool:
    """Does a glyph stay in text that clips? A clip without any is none, and would show all that is painted after it."""
    return any(glyph.mark == KEPT and not glyph.space and glyph.stop != glyph.start for glyph in line.glyphs)


def _level(show: Show, matrix: Matrix) -> bool:
    """Does the text run along an axis, forwards?"""
    across, along = abs(matrix[1]) + abs(matrix[2]), abs(matrix[0]) + abs(matrix[3])
    return min(across, along) < 1e-6 * max(across, along) and show.state.size > 0 and show.state.scale > 0


def _strike(line: Line, index: int, mark: Rect) -> None:
    """Marks the glyphs under a box; all is reckoned in text space, where the glyphs stand side by side."""
    show, font = line.show, line.show.state.font
    assert font is not None
    i, j = (1, 0) if font.vertical else (0, 1)
    box = bounds(inverse(line.matrix), mark)
    band = (font.band[0] * show.state.size, font.band[1] * show.state.size)
    low, high = (band[0], band[1]) if font.vertical else (band[0] + show.state.rise, band[1] + show.state.rise)
    across = min(high, box[j + 2]) - max(low, box[j])
    if across <= 0:
        return
    whole = across >= TALL * (high - low)
    if not whole and not (box[j] >= low and box[j + 2] <= high):
        return
    a, b, c, d = line.matrix[:4]
    em = show.state.size * (1.0 if font.vertical else (abs(c) + abs(d)) / (abs(a) + abs(b)))
    start, stop = box[i], box[i + 2]
    before, behind = start - 0.02 * em, stop + 0.02 * em
    for glyph in line.glyphs:
        first, last = glyph.start, glyph.stop
        if last < first:
            first, last = last, first
        if last >= before and first <= behind and glyph.mark == KEPT and _under(first, last, start, stop, em, whole):
            glyph.mark = index


def _under(first: float, last: float, start: float, stop: float, em: float, whole: bool) -> bool:
    width, middle = last - first, (first + last) / 2
    slack = 0.02 * em if width < 0.05 * em else 0.0
    along = min(last, stop) - max(first, start)
    if not (start - slack <= middle <= stop + slack or (width >= NARROW * em and along >= SHARE * width)):
        return False
    return whole or along >= 0.5 * width


def _strike_slanted(line: Line, index: int, mark: Rect) -> None:
    for glyph in line.glyphs:
        if glyph.mark == KEPT and _slanted(extent(line, glyph), mark):
            glyph.mark = index


def glyphs_of(show: Show) -> list[Glyph]:
    """The glyphs of a show with their places."""
    state, font, at = show.state, show.state.font, 0.0
    assert font is not None
    found: list[Glyph] = []
    scale = 1.0 if font.vertical else state.scale
    size, spaces, tc, tw = state.size * scale, font.spaces(), state.tc * scale, state.tw * scale
    for item in items(show):
        if isinstance(item, float):
            at -= item * size / 1000
            continue
        if isinstance(font, SimpleFont) and not tw:
            widths = font.widths
            for code in item:
                stop = at + widths[code] * size
                found.append(Glyph(_BYTES[code], code, at, stop, code in spaces))
                at = stop + tc
            continue
        offset = 0
        for code, length, width in font.shown(item):
            stop = at + width * size
            found.append(Glyph(item[offset : offset + length], code, at, stop, code in spaces))
            offset += length
            at = stop + tc + tw if tw and code == 32 and length == 1 else stop + tc
    return found


def extent(line: Line, glyph: Glyph) -> Rect:
    """The upright rectangle round a glyph's advance and its font's band, in user space."""
    return span(line, min(glyph.start, glyph.stop), max(glyph.start, glyph.stop))


def span(line: Line, start: float, stop: float) -> Rect:
    """The same for part of a line, ``start`` to ``stop`` in text space."""
    font, size, rise = line.show.state.font, line.show.state.size, line.show.state.rise
    assert font is not None
    low, high = sorted((font.band[0] * size, font.band[1] * size))
    ahead = (start, stop)
    if font.vertical:
        return bounds(line.matrix, (low, ahead[0] + rise, high, ahead[1] + rise))
    return bounds(line.matrix, (ahead[0], low + rise, ahead[1], high + rise))


def _thick(rect: Rect) -> Rect:
    return (rect[0] - 0.01, rect[1] - 0.01, rect[2] + 0.01, rect[3] + 0.01)


def _slanted(glyph: Rect, mark: Rect) -> bool:
    """For text at an angle: the middle, or a third of the upright rectangle round the glyph."""
    if not meets(glyph, mark):
        return False
    x, y = (glyph[0] + glyph[2]) / 2, (glyph[1] + glyph[3]) / 2
    if mark[0] < x < mark[2] and mark[1] < y < mark[3]:
        return True
    wide = min(glyph[2], mark[2]) - max(glyph[0], mark[0])
    high = min(glyph[3], mark[3]) - max(glyph[1], mark[1])
    return wide * high >= SHARE * (glyph[2] - glyph[0]) * (glyph[3] - glyph[1])


def hide(line: Line) -> None:
    """Writes the show again without the glyphs that go; displacements keep the others in place (faithful)."""
    show = line.show
    kept = [glyph for glyph in line.glyphs if glyph.mark == KEPT]
    show.codes = {glyph.code for glyph in kept}
    parts = packed(show, [(glyph, glyph.start) for glyph in kept], start=0.0, end=_end(show))
    show.content.mark(show.start, show.end, _before(show) + b"[" + b"".join(parts) + b"] TJ")


def conceal(contents: Sequence[Content]) -> None:
    """Takes out the text of layers that are not shown, and text without a font, whoever the page is for."""
    for content in contents:
        for show in content.shows:
            if show.state.font is None:
                content.cut(show.start, show.end)
            elif show.hidden and show.codes is None:
                show.codes = set()
                parts = packed(show, (), start=0.0, end=_end(show))
                content.cut(show.start, show.end, _before(show) + b"[" + b"".join(parts) + b"] TJ")


def _end(show: Show) -> float | None:
    """Where a show has to end: its length is not told where nothing goes on from it."""
    return show.advance if show.chained else None


def _before(show: Show) -> bytes:
    if show.op == b"'":
        return b"T* "
    if show.op == b'"':
        parts: list[bytes] = OPERAND.findall(show.content.data[show.start : show.end])
        return parts[-3] + b" Tw " + parts[-2] + b" Tc T* "
    return b""


def packed(
    show: Show, placed: Sequence[tuple[Glyph, float]], *, start: float, end: float | None,
    tc: float | None = None, tw: float | None = None, scale: float | None = None,
) -> list[bytes]:  # fmt: skip
    """The members of a TJ array that puts each glyph at its place, from ``start`` on, and ends at ``end``.

    ``tc``, ``tw`` and ``scale`` are the spacing in force there, the show's own unless given.
    """
    state, font, parts, run, at = show.state, show.state.font, [], bytearray(), start
    assert font is not None
    tc, tw = state.tc if tc is None else tc, state.tw if tw is None else tw
    own = 1.0 if font.vertical else state.scale
    scale = own if scale is None or font.vertical else scale
    unit = state.size * scale / 1000
    plain = not tc and not tw and scale == own
    for glyph, place in placed:
        if not -1e-4 <= place - at <= 1e-4 and unit:
            parts += _flush(run)
            parts.append(written((at - place) / unit) + b" ")
        run += glyph.raw
        if plain:
            at = place + (glyph.stop - glyph.start)
            continue
        wide = (glyph.stop - glyph.start) * scale / own if own else 0.0
        at = place + wide + (tc + (tw if glyph.raw == b" " else 0.0)) * scale
    parts += _flush(run)
    if end is not None and abs(end - at) > 1e-4 and unit:
        parts.append(written((at - end) / unit))
    return parts


def _flush(run: bytearray) -> list[bytes]:
    if not run:
        return []
    token = b"<" + bytes(run).hex().encode() + b">"
    run.clear()
    return [token]
