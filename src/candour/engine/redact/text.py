"""Finds the glyphs under a mark or off the page and takes them out, the others staying where they are.

It refuses a show near a mark whose widths are not known. A glyph goes when its middle, or a third of it, lies in a box.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from candour.engine.redact.content import Content, Show, shown_rect
from candour.engine.redact.geometry import Matrix, NotUnderstood, Rect, bounds, inside, meets, times
from candour.engine.redact.tokens import OPERAND, written
from candour.engine.redact.walk import items

SHARE = 0.3
"""Of a glyph's width: from this much under a box it goes (a peer left the last letter visible)."""
NARROW = 0.3
"""In em: of narrower glyphs (comma, full stop) only the middle counts, so that kerning takes no neighbour."""
KEPT = -1
OUTSIDE = -2
"""Values of ``Glyph.mark`` besides the index of a mark box."""


@dataclass(slots=True, eq=False)
class Glyph:
    """``start`` and ``stop`` lie along the writing direction in text space; ``raw`` is its code as in the string."""

    raw: bytes
    code: int
    start: float
    stop: float
    space: bool
    mark: int = KEPT
    done: bool = False
    """It was dealt with when its line was laid out afresh."""


@dataclass(slots=True, eq=False)
class Line:
    """A show near a mark, with its glyphs and its matrix to user space."""

    show: Show
    matrix: Matrix
    glyphs: list[Glyph]

    @property
    def changed(self) -> bool:
        return any(glyph.mark != KEPT for glyph in self.glyphs)


def lines_of(contents: Sequence[Content], *, marks: Sequence[Rect], crop: Rect) -> list[Line]:
    """Every show that a mark may meet, or that leaves the crop box, with the fate of its glyphs. User space, points."""
    found = []
    for content in contents:
        for show in content.shows:
            if show.state.font is None or show.hidden:
                continue
            matrix = times(show.tm, show.ctm)
            area = bounds(matrix, shown_rect(show, show.state.font.band))
            near = any(meets(area, mark) for mark in marks)
            if near or not inside(area, crop):
                found.append(judged(show, matrix, marks if near else (), crop))
    return found


def judged(show: Show, matrix: Matrix, marks: Sequence[Rect], crop: Rect) -> Line:
    font = show.state.font
    assert font is not None
    exact = font.exact and not show.drift
    line = Line(show, matrix, glyphs_of(show))
    aligned = abs(matrix[1]) + abs(matrix[2]) < 1e-6 * (abs(matrix[0]) + abs(matrix[3])) or (
        abs(matrix[0]) + abs(matrix[3]) < 1e-6 * (abs(matrix[1]) + abs(matrix[2]))
    )
    upright = (abs(matrix[0]) > abs(matrix[1])) != font.vertical
    em = abs(show.state.size) * (abs(matrix[2]) + abs(matrix[3]))
    for glyph in line.glyphs:
        rect = extent(line, glyph)
        if not meets(_thick(rect), crop):
            glyph.mark = OUTSIDE
            continue
        for index, mark in enumerate(marks):
            if (_hit if aligned else _slanted)(rect, mark, upright, em):
                glyph.mark = index
                break
    if marks and not exact:
        raise NotUnderstood("glyph widths that are not known")
    if show.state.mode >= 4 and any(glyph.mark >= 0 for glyph in line.glyphs):
        raise NotUnderstood("text that clips")
    return line


def glyphs_of(show: Show) -> list[Glyph]:
    """The glyphs of a show with their places."""
    state, font, found, at = show.state, show.state.font, [], 0.0
    assert font is not None
    scale = 1.0 if font.vertical else state.scale
    spaces = font.spaces()
    for item in items(show):
        if isinstance(item, float):
            at -= item * state.size / 1000 * scale
            continue
        offset = 0
        for code, length, width in font.shown(item):
            wide = width * state.size * scale
            found.append(Glyph(item[offset : offset + length], code, at, at + wide, code in spaces))
            offset += length
            at += wide + (state.tc + (state.tw if code == 32 and length == 1 else 0.0)) * scale
    return found


def extent(line: Line, glyph: Glyph) -> Rect:
    """The upright rectangle round a glyph's advance and its font's band, in user space."""
    font, size, rise = line.show.state.font, line.show.state.size, line.show.state.rise
    assert font is not None
    low, high = sorted((font.band[0] * size, font.band[1] * size))
    ahead = (min(glyph.start, glyph.stop), max(glyph.start, glyph.stop))
    if font.vertical:
        return bounds(line.matrix, (low, ahead[0] + rise, high, ahead[1] + rise))
    return bounds(line.matrix, (ahead[0], low + rise, ahead[1], high + rise))


def _thick(rect: Rect) -> Rect:
    return (rect[0] - 0.01, rect[1] - 0.01, rect[2] + 0.01, rect[3] + 0.01)


def _hit(glyph: Rect, mark: Rect, upright: bool, em: float) -> bool:
    i, j = (0, 1) if upright else (1, 0)
    width, height = glyph[i + 2] - glyph[i], glyph[j + 2] - glyph[j]
    across = min(glyph[j + 2], mark[j + 2]) - max(glyph[j], mark[j])
    if across <= 0:
        return False
    along = min(glyph[i + 2], mark[i + 2]) - max(glyph[i], mark[i])
    middle = (glyph[i] + glyph[i + 2]) / 2
    centred = mark[i] - 0.02 * em <= middle <= mark[i + 2] + 0.02 * em if width < 0.05 * em else mark[i] < middle < mark[i + 2]
    if not centred and not (width >= NARROW * em and along >= SHARE * width):
        return False
    within = mark[j] >= glyph[j] and mark[j + 2] <= glyph[j + 2]
    return across >= 0.35 * height or (within and along >= 0.5 * width)


def _slanted(glyph: Rect, mark: Rect, upright: bool, em: float) -> bool:
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
    parts = packed(show, [(glyph, glyph.start) for glyph in kept], start=0.0, end=show.advance)
    show.content.mark(show.start, show.end, _before(show) + b"[" + b"".join(parts) + b"] TJ")


def conceal(contents: Sequence[Content]) -> None:
    """Takes out the text of layers that are not shown, and text without a font, whoever the page is for."""
    for content in contents:
        for show in content.shows:
            if show.state.font is None:
                content.cut(show.start, show.end)
            elif show.hidden and show.codes is None:
                show.codes = set()
                parts = packed(show, (), start=0.0, end=show.advance)
                content.cut(show.start, show.end, _before(show) + b"[" + b"".join(parts) + b"] TJ")


def _before(show: Show) -> bytes:
    if show.op == b"'":
        return b"T* "
    if show.op == b'"':
        parts = OPERAND.findall(show.content.data[show.start : show.end])
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
    for glyph, place in placed:
        if abs(place - at) > 1e-4 and unit:
            parts += _flush(run)
            parts.append(written((at - place) / unit) + b" ")
        run += glyph.raw
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
