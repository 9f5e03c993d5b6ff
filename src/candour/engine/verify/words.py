"""Words that poppler reads under a box. Nothing may be there but the box's neutral label.

A kept word that touches a box by rounding is let be; half a letter inside is not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from candour.engine.model import Box, Finding
from candour.engine.tools.poppler import PageText, plain
from candour.engine.verify.needles import Needles, Seen

ROUNDING = 0.4
"""Points that a kept word may reach into a box."""
LETTER = 0.3
"""Part of a word's average letter that it may reach into a box on top of that."""
BAND = 0.45
"""Part of a word's height (or of a lower box's) that must be inside the box to be under it."""
_PIECE = re.compile(r"\[?[a-z][a-z,'’/-]*\]?")
_MIDDLE = frozenset({"of", "the", "a", "an", "and", "or", "s"})
"""Words that may stand inside a label without a bracket of their own."""


@dataclass(frozen=True, slots=True)
class Under:
    """Words under one box, as (box of the word, text), in reading order."""

    box: Box
    words: tuple[tuple[Box, str], ...]


def words_under(page: PageText, boxes: Sequence[Box]) -> list[Under]:
    """The words of the page under each box that has any."""
    found: dict[int, list[tuple[Box, str]]] = {}
    spans = [(box.y0, box.y1, (box.x0, box.x1, place)) for place, box in enumerate(boxes)]
    top = bottom = ""
    lane: list[tuple[float, float, int]] = []
    for x0, y0, x1, y1, raw in page.words():
        if y0 != top or y1 != bottom:  # all words of a line have the same: only once is it asked which boxes are there
            top, bottom = y0, y1
            high, low = float(y0), float(y1)
            lane = [across for over, under, across in spans if high < under and over < low]
        if not lane:
            continue
        left, right = float(x0), float(x1)
        for begins, ends, place in lane:
            if left < ends and begins < right:
                word, text = Box(left, float(y0), right, float(y1)), plain(raw)
                if is_under(word, boxes[place], letters=len(text)):
                    found.setdefault(place, []).append((word, text))
    return [Under(boxes[place], tuple(words)) for place, words in sorted(found.items())]


def is_under(word: Box, box: Box, *, letters: int) -> bool:
    """Whether a word of so many letters stands under the box, more than by rounding."""
    across = min(word.x1, box.x1) - max(word.x0, box.x0)
    down = min(word.y1, box.y1) - max(word.y0, box.y0)
    wide, high = word.x1 - word.x0, word.y1 - word.y0
    if letters > 1 and high > 2 * wide:  # set upwards
        across, down, wide, high = down, across, high, wide
        box = Box(box.y0, box.x0, box.y1, box.x1)
    far_in = across >= wide / 2 or across > ROUNDING + LETTER * wide / max(1, letters)
    return across > 0 and far_in and down > BAND * min(high, box.y1 - box.y0)


def judge(under: Under, *, page: int, labels: Collection[str] | None, needles: Needles) -> Finding | None:
    """A finding, unless the words are the neutral label of the box.

    ``labels`` are the labels that may stand in boxes of this page; None lets short phrases in square brackets be
    labels, if they are all in small letters and hold no protected string.
    """
    if labels is None:
        words = [word for _, word in under.words]
        allowed = _bracketed(words) and not needles.hits(Seen(" ".join(words)))
    else:
        # Word by word: where boxes overlap, one may cover part of its neighbour's label.
        allowed = {word for _, word in under.words} <= {word for label in labels for word in label.split()}
    return None if allowed else Finding("text_under_box", page, "box", f"{len(under.words)} word(s)", under.box)


def _bracketed(words: Sequence[str]) -> bool:
    """Whether words are one or more labels, in whatever order labels that overlap are read."""
    opened, closed = (sum(word.count(bracket) for word in words) for bracket in "[]")
    inner = all("[" in word or "]" in word or word in _MIDDLE for word in words)
    return opened == closed > 0 and inner and all(_PIECE.fullmatch(word) for word in words)
