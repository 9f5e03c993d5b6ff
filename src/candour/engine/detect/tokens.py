"""Cuts text into word tokens whose keys are folded for matching; it never changes the text or its offsets.

A token may span a hyphen at a line end ("Taps-\\nell"), characters without width, or letters set apart by blanks
("T y l e r"), so that a name is seen however it is typed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from candour.engine.detect.vocabulary import is_word

_LETTER = r"[^\W_]"
_UNSEEN = r"[\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f]"
_REST = rf"{_LETTER}*(?:{_UNSEEN}+{_LETTER}*)*"
_WORD = re.compile(rf"({_LETTER}{_REST}(?:[-\u2010\u2011][ \t]*\r?\n[ \t>]*[a-z\u00df-\u00ff]{_REST})?)")
_SPACED = re.compile(
    rf"(?<![^\W_])(?<![\u0300-\u036f]){_LETTER}(?:[ \t\u00a0]{{1,2}}{_LETTER}|\r?\n{_LETTER}){{3,}}(?![^\W_])"
)
_PARTED = re.compile(r"[-\u2010\u2011\ufffe\x02][ \t]*(?:\r?\n[ \t>]*)?")
_CAMEL = re.compile(r"[A-Z]?[a-z\u00df-\u00ff]+|[A-Z]+(?![a-z])|\d+")
_DROP = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff-\u2010\u2011\r\n\t >"))
_SPECIAL = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ħ": "h"}
)


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The key of one word: lower case, no diacritics, no invisible characters, no break."""
    if word.isascii() and word.isalnum():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.translate(_DROP))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().translate(_SPECIAL)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: token ``i`` is ``text[start[i]:end[i]]`` with folded ``key[i]``; ``gaps[i]`` follows it."""

    text: str
    start: list[int]
    end: list[int]
    key: list[str]
    gaps: list[str]
    count: int

    def raw(self, index: int) -> str:
        return self.text[self.start[index] : self.end[index]]

    def gap(self, index: int) -> str:
        """What stands between token ``index`` and the next one (to the end of the text after the last)."""
        return self.gaps[index]


def tokenise(text: str) -> Tokens:
    """All word tokens of ``text`` in order; runs of single spaced letters become one token."""
    parts = _WORD.split(text)  # gap, word, gap, word, …, gap: one pass without an object for each match
    widths, words = list(map(len, parts)), parts[1::2]
    edges = list(accumulate(widths))
    tokens = Tokens(text, edges[:-1:2], edges[1::2], list(map(fold, words)), parts[2::2], len(words))
    if any(one == 1 == other for one, other in pairwise(widths[1::2])):
        for low, high in [m.span() for m in _SPACED.finditer(text)]:
            tokens = _as_one(tokens, low, high)
    return tokens


def _as_one(tokens: Tokens, low: int, high: int) -> Tokens:
    """The tokens with one from ``low`` to ``high`` in place of all that meet it."""
    first, last = bisect_right(tokens.end, low), bisect_left(tokens.start, high)
    start, end, key, text = tokens.start.copy(), tokens.end.copy(), tokens.key.copy(), tokens.text
    start[first:last], end[first:last], key[first:last] = [low], [high], [fold("".join(text[low:high].split()))]
    return Tokens(text, start, end, key, _gaps(text, start, end), len(key))


def _gaps(text: str, start: list[int], end: list[int]) -> list[str]:
    return [text[low:high] for low, high in zip(end, [*start[1:], len(text)], strict=True)]


def pieces(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The parts of one token written together ("TylerBrannock2"): offsets and keys; empty when it has one part."""
    found = [(m.start(), m.end(), fold(m.group())) for m in _CAMEL.finditer(text, start, end)]
    return found if len(found) > 1 else []


def rejoined(tokens: Tokens, known: Container[str], heads: Container[str]) -> Tokens:
    """The tokens with those made one that a hyphen ("Sum-mer", once set over a line end) or optical reading ("Dil ys") parts
    inside a ``known`` word. ``heads`` holds whatever a known word begins with."""
    parted = [
        at
        for at, key in enumerate(tokens.key[:-1])
        if key in heads
        and key + tokens.key[at + 1] in known
        and tokens.raw(at + 1).islower()
        and _is_parted(tokens, at, known)
    ]
    if not parted:
        return tokens
    start, end, key = tokens.start.copy(), tokens.end.copy(), tokens.key.copy()
    for at in reversed(parted):
        if at + 1 < len(key):
            end[at], key[at] = end[at + 1], key[at] + key[at + 1]
            del start[at + 1], end[at + 1], key[at + 1]
    return Tokens(tokens.text, start, end, key, _gaps(tokens.text, start, end), len(key))


def _is_parted(tokens: Tokens, at: int, known: Container[str]) -> bool:
    """Whether the gap is a break inside one word: a blank only where neither half is a known name and both are no words."""
    gap = tokens.gap(at)
    if gap == " ":
        halves = tokens.key[at : at + 2]
        return sum(map(len, halves)) > 4 and not any(half in known for half in halves) and not all(map(is_word, halves))
    return bool(_PARTED.fullmatch(gap))
