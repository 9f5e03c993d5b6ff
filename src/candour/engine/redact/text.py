"""Finds the glyphs under a mark or off the page and takes them out, the others staying where they are.

It refuses a show near a mark whose widths are not known. A glyph goes when its middle, or a third of it, lies in a box.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from candour.engine.redact.content import Content, Show, shown_rect
from candour.engine.redact.geometry import NotUnderstood, Rect, bounds, inside, inverse, meets
from candour.engine.redact.lines import OUTSIDE, Line, extent, line_of
from candour.engine.redact.tokens import OPERAND, written

SHARE = 0.3
"""Of a glyph's width: from this much under a box it goes (a peer left the last letter visible)."""
NARROW = 0.3
"""In em: of narrower glyphs (comma, full stop) only the middle counts, so that kerning takes no neighbour."""
TALL = 0.35
"""Of a line's height: from this much under a box its glyphs go; a lower box only takes what it covers by half."""


def lines_of(contents: Sequence[Content], *, marks: Sequence[Rect], crop: Rect) -> list[Line]:
    """Every show that a mark may meet, or that leaves the crop box, with the fate of its glyphs. User space, points."""
    found = []
    numbered = list(enumerate(marks))
    for content in contents:
        for show in content.shows:
            if show.state.font is None or show.hidden:
                continue
            area = bounds(show.matrix, shown_rect(show, show.state.font.band))
            x0, y0, x1, y1 = area
            near = [
                item for item in numbered
                if y0 < item[1][3] and item[1][1] < y1 and x0 < item[1][2] and item[1][0] < x1
            ]  # fmt: skip
            if near or not inside(area, crop):
                found.append(judged(show, near, crop, area))
    return found


def judged(show: Show, marks: Sequence[tuple[int, Rect]], crop: Rect, area: Rect | None = None) -> Line:
    """A show with the fate of its glyphs under the numbered ``marks``; ``area``: where it lies, if that is known.

    Raises NotUnderstood near unknown widths.
    """
    font = show.state.font
    assert font is not None
    line = line_of(show)
    if not inside(area or bounds(show.matrix, shown_rect(show, font.band)), crop):
        outside = [at for at in range(len(line.codes)) if not meets(_thick(extent(line, at)), crop)]
        line.struck = dict.fromkeys(outside, OUTSIDE)
    if marks and (not font.exact or show.drift):
        raise NotUnderstood("glyph widths that are not known")
    for index, mark in marks:
        if _level(show):
            _strike(line, index, mark)
        else:
            _strike_slanted(line, index, mark)
    if show.state.mode >= 4 and line.hits and not _clips_still(line):
        raise NotUnderstood("text that clips")
    return line


def _clips_still(line: Line) -> bool:
    """Does a glyph stay in text that clips? A clip without any is none, and would show all that is painted after it."""
    spaces = line.font.spaces()
    return any(
        code not in spaces and line.stops[at] != line.starts[at]
        for at, code in enumerate(line.codes) if at not in line.struck
    )  # fmt: skip


def _level(show: Show) -> bool:
    """Does the text run along an axis, forwards?"""
    a, b, c, d = show.matrix[:4]
    across, along = abs(b) + abs(c), abs(a) + abs(d)
    return min(across, along) < 1e-6 * max(across, along) and show.state.size > 0 and show.state.scale > 0


def _strike(line: Line, index: int, mark: Rect) -> None:
    """Marks the glyphs under a box; all is reckoned in text space, where the glyphs stand side by side."""
    show, font = line.show, line.font
    i, j = (1, 0) if font.vertical else (0, 1)
    box = bounds(inverse(show.matrix), mark)
    band = (font.band[0] * show.state.size, font.band[1] * show.state.size)
    low, high = (band[0], band[1]) if font.vertical else (band[0] + show.state.rise, band[1] + show.state.rise)
    across = min(high, box[j + 2]) - max(low, box[j])
    if across <= 0:
        return
    whole = across >= TALL * (high - low)
    if not whole and not (box[j] >= low and box[j + 2] <= high):
        return
    a, b, c, d = show.matrix[:4]
    em = show.state.size * (1.0 if font.vertical else (abs(c) + abs(d)) / (abs(a) + abs(b)))
    start, stop = box[i], box[i + 2]
    before, behind = start - 0.02 * em, stop + 0.02 * em
    starts, stops, struck = line.starts, line.stops, line.struck
    for at in line.near(before, behind):
        if at in struck:
            continue
        first, last = starts[at], stops[at]
        if start <= first <= last <= stop:  # most of them
            struck[at] = index
            continue
        if last < first:
            first, last = last, first
        if last >= before and first <= behind and _under(first, last, start, stop, em, whole):
            struck[at] = index


def _under(first: float, last: float, start: float, stop: float, em: float, whole: bool) -> bool:
    width, middle = last - first, (first + last) / 2
    slack = 0.02 * em if width < 0.05 * em else 0.0
    along = min(last, stop) - max(first, start)
    if not (start - slack <= middle <= stop + slack or (width >= NARROW * em and along >= SHARE * width)):
        return False
    return whole or along >= 0.5 * width


def _strike_slanted(line: Line, index: int, mark: Rect) -> None:
    for at in range(len(line.codes)):
        if at not in line.struck and _slanted(extent(line, at), mark):
            line.struck[at] = index


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
    show.codes = line.kept_codes()
    parts = packed(line, line.kept(), start=0.0, end=_end(show))
    show.content.mark(show.start, show.end, _before(show) + b"[" + b"".join(parts) + b"] TJ")


def conceal(contents: Sequence[Content]) -> None:
    """Takes out the text of layers that are not shown, and text without a font, whoever the page is for."""
    for content in contents:
        for show in content.shows:
            if show.state.font is None:
                content.cut(show.start, show.end)
            elif show.hidden and show.codes is None:
                show.codes = set()
                parts = _ending(show, 0.0, _end(show))
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


def packed(line: Line, runs: Iterable[tuple[int, int]], *, start: float, end: float | None) -> list[bytes]:
    """The members of a TJ array that puts the glyphs of ``runs`` at their places, from ``start`` on; ends at ``end``."""
    show, parts, held, at = line.show, list[bytes](), b"", start
    unit, tc, tw = _unit(show), show.state.tc, show.state.tw
    scale = 1.0 if line.font.vertical else show.state.scale
    for first, last in _unbroken(line, runs):
        place, raw = line.starts[first], line.bytes(first, last)
        if not -1e-4 <= place - at <= 1e-4 and unit:
            parts += [*_token(held), written((at - place) / unit) + b" "]
            held = b""
        held += raw
        at = line.stops[last - 1]
        if tc or tw:
            at += (tc + (tw if line.bytes(last - 1, last) == b" " else 0.0)) * scale
    return [*parts, *_token(held), *_ending(show, at, end)]


def _unbroken(line: Line, runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The same glyphs, parted wherever a displacement stands between two."""
    jumps = line.jumps
    for first, end in runs:
        at = first
        for jump in jumps[bisect_right(jumps, first) : bisect_left(jumps, end)]:
            if jump > at:
                yield at, jump
            at = jump
        yield at, end


def _unit(show: Show) -> float:
    """What a displacement of one is in text space."""
    assert show.state.font is not None
    return show.state.size * (1.0 if show.state.font.vertical else show.state.scale) / 1000


def _token(raw: bytes) -> list[bytes]:
    return [b"<" + raw.hex().encode() + b">"] if raw else []


def _ending(show: Show, at: float, end: float | None) -> list[bytes]:
    """The displacement that is left to go to ``end``."""
    unit = _unit(show)
    return [written((at - end) / unit)] if end is not None and abs(end - at) > 1e-4 and unit else []
