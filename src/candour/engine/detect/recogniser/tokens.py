"""Text to tokens with offsets and the gap before each; it never changes, folds or drops a character of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

TOKEN = re.compile(
    r"([\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|www\.\S+"  # one token: names inside are not the recogniser's business
    r"|[eE]-?[mM][aA][iI][lL]\w*"  # or its E looks like an initial
    r"|['’][sS]\b"
    r"|[^\W_]+(?:['’](?![sS]\b)[^\W_]+)*"
    r"|[^\w\s]|_)"
)

NONE, SPACE, WIDE, LINE, BLANK = "", " ", "  ", "n", "nn"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: the token, its start and end (code points), and the kind of gap before it."""

    texts: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[str]

    def __len__(self) -> int:
        return len(self.texts)


_GAPS = {" ": SPACE, "\n": LINE}


def _gap(between: str) -> str:
    """Columns and line ends matter more than how many blanks make them."""
    if not between:
        return NONE
    if between == " ":
        return SPACE
    lines = between.count("\n")
    if lines:
        return LINE if lines == 1 else BLANK
    return WIDE if len(between) > 1 or between in "\t\f\v" else SPACE


def tokenise(text: str) -> Tokens:
    """All tokens of ``text``; hyphenated and possessive names fall into several."""
    parts = TOKEN.split(text)  # gap, token, gap, token, …, gap: one pass without an object for each match
    edges = list(accumulate(map(len, parts)))
    gaps = [_GAPS.get(gap) or _gap(gap) for gap in parts[:-1:2]]
    if gaps:
        gaps[0] = BLANK
    return Tokens(parts[1::2], edges[:-1:2], edges[1::2], gaps)
