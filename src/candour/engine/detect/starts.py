"""Where in a text a pattern can begin at all: at words that it must begin with; it finds nothing by itself.

Trying a pattern at every character is what makes reading slow. A pattern whose first word is one of a few is tried only
where one of these stands, and finds the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import compress
from operator import ne, sub

from candour.engine.detect.tokens import Tokens, fold

_PART = re.compile(r"[^\W_]+")


class Starts:
    """The words of one text by where they begin."""

    def __init__(self, tokens: Tokens) -> None:
        self._text = tokens.text
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for start, key in zip(tokens.start, tokens.key, strict=True):
            self._places[key].append(start)
        widths = map(sub, tokens.end, tokens.start)
        for at in compress(range(tokens.count), map(ne, widths, map(len, tokens.key))):
            # a word in parts: the second may be where a pattern begins
            for part in _PART.finditer(tokens.text, tokens.start[at], tokens.end[at]):
                self._places[fold(part.group())].append(part.start())

    def matches(self, pattern: re.Pattern[str], words: Iterable[str]) -> Iterator[re.Match[str]]:
        """What ``pattern.finditer`` gives, if every match begins with one of ``words`` (folded)."""
        return tried(pattern, self._text, sorted({start for word in words for start in self._places.get(word, ())}))

    def figured(self, pattern: re.Pattern[str], words: Iterable[str] = ()) -> Iterator[re.Match[str]]:
        """The same where a match begins with a figure or one of ``words``."""
        return self.matches(pattern, [*(key for key in self._places if not key[:1].isalpha()), *words])

    def any_of(self, words: Iterable[str]) -> bool:
        """Whether one of ``words`` stands in the text."""
        return not self._places.keys().isdisjoint(words)

    def short(self, letters: str) -> list[str]:
        """The words of at most two characters that begin with one of ``letters``."""
        return [key for key in self._places if len(key) < 3 and key[:1] in letters]


def tried(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """What ``pattern.finditer`` gives, if every match begins at one of ``places`` (in order)."""
    done = -1
    for start in places:
        match = pattern.match(text, start) if start >= done else None
        if match:
            yield match
            done = match.end()


def lines_with_figures(text: str) -> list[tuple[int, int]]:
    """The ranges of whole lines that hold a figure, each with the line before it; neighbours in one range."""
    found: list[tuple[int, int]] = []
    at = _FIGURE.search(text)
    while at:
        low = text.rfind("\n", 0, max(0, text.rfind("\n", 0, at.start()))) + 1
        high = text.find("\n", at.start())
        high = len(text) if high < 0 else high + 1
        if found and low <= found[-1][1]:
            low = found.pop()[0]
        found.append((low, high))
        at = _FIGURE.search(text, high)
    return found


_FIGURE = re.compile(r"\d")
