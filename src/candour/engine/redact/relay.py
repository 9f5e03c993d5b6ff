"""Writes a stream again in which lines were laid out afresh: every show says where it stands, and nothing else does.

Td, TD, T*, Tm, Tc, Tw, Tz and cm that only placed text go, because their numbers held the old widths. It changes no
stream in which nothing moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from candour.engine.redact.blocks import Block
from candour.engine.redact.content import Content, Show
from candour.engine.redact.geometry import IDENTITY, Matrix, inverse, times
from candour.engine.redact.lines import KEPT, Line
from candour.engine.redact.text import packed
from candour.engine.redact.tokens import written


def rewrite(contents: Sequence[Content], lines: Mapping[int, Line]) -> set[int]:
    """``lines`` by show id. Gives the ids of the shows that were written."""
    done: set[int] = set()
    for content in contents:
        if any(_moves(lines.get(id(show))) for show in content.shows):
            _stream(content, lines)
            done |= {id(show) for show in content.shows}
    return done


def _moves(line: Line | None) -> bool:
    """Is something of this line laid out afresh, or gone from a line that was?"""
    return line is not None and any(block.to is not None or (block.mark >= 0 and block.done) for block in line.blocks)


def _stream(content: Content, lines: Mapping[int, Line]) -> None:
    spans = {(show.start, show.end) for show in content.shows}
    content.edits = [edit for edit in content.edits if edit[:2] not in spans]
    content.touched = True
    content.edits += [move[1:] for move in content.moves]
    content.edits += [(shift.start, shift.end, b"") for shift in content.shifts if shift.text_only]
    spacing, breaks = _Spacing(), iter([*_breaks(content), len(content.data)])
    broken = next(breaks)
    for show in content.shows:
        if broken < show.start:
            spacing.last = None
            broken = next(at for at in breaks if at >= show.start)
        gone = show.hidden or show.state.font is None
        content.edits.append((show.start, show.end, b"" if gone else _show(show, lines.get(id(show)), spacing)))
    for child in content.children:
        if child.content.shows:
            state = child.state
            content.mark(child.start, child.start, _spacing(state.tc, state.tw, state.scale))


def _breaks(content: Content) -> list[int]:
    """Where the spacing may become another than that of the show before, in order.

    Forms have their own; a path may be cut out whole, with whatever somebody put between its parts.
    """
    return sorted(content.saves + [child.start for child in content.children] + [path.paint for path in content.paths])


class _Spacing:
    """The spacing in force where a stream is written: it is said only when it changes."""

    last: tuple[float, float, float] | None = None

    def said(self, tc: float, tw: float, scale: float) -> bytes:
        if self.last == (tc, tw, scale):
            return b""
        self.last = (tc, tw, scale)
        return _spacing(tc, tw, scale)


def _show(show: Show, line: Line | None, spacing: _Spacing) -> bytes:
    state, base = show.state, _base(show)
    if line is None:
        shown = show.operands.strip() + (b" TJ" if show.op == b"TJ" else b" Tj")
        return spacing.said(state.tc, state.tw, state.scale) + _matrix(base) + shown
    if line.struck:
        show.codes = line.kept_codes()
    if not line.blocks:
        return _stays(line, base, line.kept(), spacing)
    kept = [block for block in line.blocks if block.mark == KEPT]
    return b"\n".join(
        _stays(line, base, [(block.first, block.end)], spacing)
        if block.to is None
        else _goes(show, base, block, spacing)
        for block in kept
    )


def _stays(line: Line, base: Matrix, runs: Sequence[tuple[int, int]], spacing: _Spacing) -> bytes:
    if not runs:
        return b""
    show, state, start = line.show, line.show.state, line.starts[runs[0][0]]
    shown = b"".join(packed(line, runs, start=start, end=None))
    return spacing.said(state.tc, state.tw, state.scale) + _matrix(_moved(show, base, start)) + b"[" + shown + b"] TJ"


def _goes(show: Show, base: Matrix, block: Block, spacing: _Spacing) -> bytes:
    """A block at its new place, at natural widths."""
    assert block.to is not None
    place = block.line.starts[block.first] + (block.to - block.start) / block.scale
    scale = show.state.scale
    said = spacing.said(block.track / block.scale / scale, 0.0, scale * block.squeeze)
    shown = block.line.bytes(block.first, block.end).hex().encode()
    return said + _matrix(_moved(show, base, place)) + b"<" + shown + b"> Tj"


def _moved(show: Show, base: Matrix, by: float) -> Matrix:
    upright = show.state.font is not None and show.state.font.vertical
    return times((1.0, 0.0, 0.0, 1.0, 0.0 if upright else by, by if upright else 0.0), base)


def _base(show: Show) -> Matrix:
    """The text matrix as it has to be once the cm that only placed text are gone."""
    for shift in show.shifts:
        if shift.text_only:
            return show.matrix if shift.before == IDENTITY else times(show.matrix, inverse(shift.before))
    return show.tm


@lru_cache(maxsize=256)
def _spacing(tc: float, tw: float, scale: float) -> bytes:
    return written(tc) + b" Tc " + written(tw) + b" Tw " + written(scale * 100) + b" Tz "


def _matrix(matrix: Matrix) -> bytes:
    return _turned(*matrix[:4]) + written(matrix[4]) + b" " + written(matrix[5]) + b" Tm "


@lru_cache(maxsize=256)
def _turned(a: float, b: float, c: float, d: float) -> bytes:
    return b" ".join(map(written, (a, b, c, d))) + b" "
