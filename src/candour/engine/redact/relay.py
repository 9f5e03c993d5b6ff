"""Writes a stream again in which lines were laid out afresh: every show says where it stands, and nothing else does.

Td, TD, T*, Tm, Tc, Tw, Tz and cm that only placed text go, because their numbers held the old widths. It changes no
stream in which nothing moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from candour.engine.redact.content import Content, Show
from candour.engine.redact.geometry import Matrix, inverse, times
from candour.engine.redact.rows import Placed
from candour.engine.redact.text import KEPT, Glyph, Line, packed
from candour.engine.redact.tokens import written


def rewrite(contents: Sequence[Content], moved: Mapping[int, Placed], lines: Mapping[int, Line]) -> set[int]:
    """``moved`` by glyph id, ``lines`` by show id. Gives the ids of the shows that were written."""
    done: set[int] = set()
    for content in contents:
        if any(id(glyph) in moved or glyph.done for show in content.shows for glyph in _glyphs(show, lines)):
            _stream(content, moved, lines)
            done |= {id(show) for show in content.shows}
    return done


def _glyphs(show: Show, lines: Mapping[int, Line]) -> Sequence[Glyph]:
    line = lines.get(id(show))
    return line.glyphs if line is not None else ()


def _stream(content: Content, moved: Mapping[int, Placed], lines: Mapping[int, Line]) -> None:
    spans = {(show.start, show.end) for show in content.shows}
    content.edits = [edit for edit in content.edits if edit[:2] not in spans]
    for _, start, end, stays in content.moves:
        content.mark(start, end, stays)
    for shift in content.shifts:
        if shift.text_only:
            content.mark(shift.start, shift.end)
    for show in content.shows:
        content.mark(show.start, show.end, b"" if show.hidden or show.state.font is None else _show(show, moved, lines))
    for child in content.children:
        if child.content.shows:
            state = child.state
            content.mark(child.start, child.start, _spacing(state.tc, state.tw, state.scale))


def _show(show: Show, moved: Mapping[int, Placed], lines: Mapping[int, Line]) -> bytes:
    state, base = show.state, _base(show)
    line = lines.get(id(show))
    if line is None:
        operands = show.operands.strip()
        shown = operands + (b" TJ" if show.op == b"TJ" else b" Tj")
        return _spacing(state.tc, state.tw, state.scale) + _matrix(base) + shown
    show.codes = {glyph.code for glyph in line.glyphs if glyph.mark == KEPT}
    return b"\n".join(_group(show, base, group, moved) for group in _groups(line, moved))


def _groups(line: Line, moved: Mapping[int, Placed]) -> list[list[Glyph]]:
    """The kept glyphs, parted where they start or cease to be laid out, or are squeezed differently."""
    found: list[list[Glyph]] = []
    last: float | None = None
    for glyph in line.glyphs:
        if glyph.mark != KEPT:
            continue
        placed = moved.get(id(glyph))
        kind = placed.squeeze if placed is not None else 0.0
        if kind != last:
            found.append([])
        found[-1].append(glyph)
        last = kind
    return found


def _group(show: Show, base: Matrix, glyphs: Sequence[Glyph], moved: Mapping[int, Placed]) -> bytes:
    state = show.state
    first = moved.get(id(glyphs[0]))
    if first is None:
        places = [(glyph, glyph.start) for glyph in glyphs]
        tc, tw, scale = state.tc, state.tw, state.scale
    else:
        places = [(glyph, _place(glyph, moved[id(glyph)])) for glyph in glyphs]
        tc, tw, scale = 0.0, 0.0, state.scale * first.squeeze
    start = places[0][1]
    down = start if state.font is not None and state.font.vertical else 0.0
    matrix = times((1.0, 0.0, 0.0, 1.0, 0.0 if down else start, down), base)
    parts = packed(show, places, start=start, end=None, tc=tc, tw=tw, scale=scale)
    return _spacing(tc, tw, scale) + _matrix(matrix) + b"[" + b"".join(parts) + b"] TJ"


def _place(glyph: Glyph, placed: Placed) -> float:
    assert placed.to is not None
    return glyph.start + (placed.to - placed.start) / placed.scale


def _base(show: Show) -> Matrix:
    """The text matrix as it has to be once the cm that only placed text are gone."""
    dropped = next((shift for shift in show.shifts if shift.text_only), None)
    if dropped is None:
        return show.tm
    return times(times(show.tm, show.ctm), inverse(dropped.before))


def _spacing(tc: float, tw: float, scale: float) -> bytes:
    return written(tc) + b" Tc " + written(tw) + b" Tw " + written(scale * 100) + b" Tz "


def _matrix(matrix: Matrix) -> bytes:
    return b" ".join(map(written, matrix)) + b" Tm "
