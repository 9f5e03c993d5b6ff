"""Strings that are looked for in a text whatever their case, over line ends and with a hyphen at a line end.

It knows no names: another spelling is another string.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_ALIKE = str.maketrans(
    "İıſµςϐϑϕϖϰϱϵẛﬅ\u0345\u1fbe\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86\u1c87\u1c88",
    "iisμσβθφπκρεṡﬆιιвдосттъѣ\ua64b",
)
"""What ignoring case takes for the same letter, and small letters alone do not (Python's ``re.IGNORECASE``)."""
_BROKEN = r"(?:[-\u00ad\ufffe\x02]\s*)?"
"""What may stand between two letters of a word: a hyphen, as some readers give it, and the line's end."""
_BETWEEN = re.compile(r"[\s\-\u00ad\ufffe\x02]+")
_BETWEEN_ASCII = bytes(code for code in range(128) if _BETWEEN.match(chr(code)))


def fold(text: str) -> str:
    """The text in small letters, exactly as long as before; letters that only look different in capitals become one."""
    return text.translate(_ALIKE).lower() if not text.isascii() else text.lower()


def expression(string: str) -> str:
    """A regular expression for one string in a folded text.

    Both are folded beforehand because a pattern that ignores case by itself is ten times slower.
    """
    return r"\s+".join(_BROKEN.join(map(re.escape, word)) for word in fold(string).split())


class Wanted:
    """A set of strings. Where several begin at the same place, the longest is meant."""

    def __init__(self, strings: Iterable[str]) -> None:
        longest_first = sorted((string for string in strings if string.split()), key=len, reverse=True)
        self._each = [(_bare(fold(string)), re.compile(expression(string))) for string in longest_first]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Start and end of every place in ``text``, in order, none within another.

        Most strings are not on a page: whether one is there at all is seen in the text without spaces and hyphens,
        many times quicker than by its pattern.
        """
        folded = fold(text)
        bare = _bare(folded)
        there = [pattern for core, pattern in self._each if core in bare]
        ahead = [(hit.start(), rank, hit.end()) for rank, each in enumerate(there) if (hit := each.search(folded))]
        spans = []
        while ahead:
            start, _, end = min(ahead)
            spans.append((start, end))
            passed = [rank for begins, rank, _ in ahead if begins < end]
            ahead = [each for each in ahead if each[0] >= end]
            again = ((rank, there[rank].search(folded, end)) for rank in passed)
            ahead += [(hit.start(), rank, hit.end()) for rank, hit in again if hit]
        return spans


def _bare(folded: str) -> str:
    """The text without what may stand between the letters of a string."""
    if folded.isascii():
        return folded.encode().translate(None, _BETWEEN_ASCII).decode()
    return _BETWEEN.sub("", folded)
