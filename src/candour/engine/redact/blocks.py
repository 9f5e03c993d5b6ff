"""Parts the glyphs of a show into blocks that move as one; it moves nothing itself."""

from __future__ import annotations

from candour.engine.redact.text import KEPT, Glyph, Line

WORD = 0.18
"""A gap of this many em parts words where no space is written."""
COLUMN = 1.6
"""A gap of this many em without spaces in it parts columns."""
OVERLAP = 0.3
"""In em: glyphs that lie over each other by more were painted twice (bold, shadow)."""


class Block:
    """Glyphs of one show with no more than kerning or written spaces between them; they move as one.

    ``start`` to ``stop`` is where they stood, ``wide`` their natural width, ``to`` the new start: points along the row;
    ``scale`` is points per text space unit.
    """

    __slots__ = ("blank", "glyphs", "line", "mark", "scale", "squeeze", "start", "stop", "to", "track", "wide")

    def __init__(self, line: Line, glyph: Glyph, start: float, scale: float) -> None:
        self.line, self.mark, self.scale, self.start = line, glyph.mark, scale, start
        self.glyphs = [glyph]
        self.blank = glyph.space
        self.stop = self.wide = 0.0
        self.to: float | None = None
        self.squeeze, self.track = 1.0, 0.0

    @property
    def opens(self) -> bool:
        """It begins with a written space."""
        return self.glyphs[0].space

    @property
    def closes(self) -> bool:
        """It ends with a written space."""
        return self.glyphs[-1].space


def blocks_of(line: Line, origin: float, scale: float, em: float) -> list[Block]:
    """``origin``: where the show starts on the row, in points."""
    found: list[Block] = []
    block: Block | None = None
    word, column, back = WORD * em / scale, COLUMN * em / scale, -OVERLAP * em / scale
    last, wide = 0.0, 0.0
    for glyph in line.glyphs:
        mark = glyph.mark
        if mark < KEPT:
            continue
        gap = glyph.start - last
        if (
            block is not None
            and mark == block.mark
            and (back <= gap <= word or (word < gap <= column and (glyph.space or block.glyphs[-1].space)))
        ):
            block.glyphs.append(glyph)
            block.blank = block.blank and glyph.space
        else:
            if block is not None:
                block.stop, block.wide = origin + last * scale, wide * scale
            block, wide = Block(line, glyph, origin + glyph.start * scale, scale), 0.0
            found.append(block)
        last = glyph.stop
        wide += last - glyph.start
    if block is not None:
        block.stop, block.wide = origin + last * scale, wide * scale
    return found
