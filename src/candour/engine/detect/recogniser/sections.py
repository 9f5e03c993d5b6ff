"""A judgment as a document: which of its parts a word stands in, and how often it stands in the whole.

A date in the facts identifies, one in the account of the law does not. It refuses to guess a part without a heading.
"""

from __future__ import annotations

from collections import Counter
from operator import add

from .features import Document, Told, Words
from .tokens import BLANK, LINE, Tokens

HEADINGS = (
    ("PROCEDURE", "procedure"),
    ("CIRCUMSTANCES OF THE CASE", "facts"),
    ("THE FACTS", "facts"),
    ("RELEVANT", "law"),
    ("THE LAW", "law"),
)
REACH = 7
"""Tokens of a line that are looked at: a number, a full stop and the heading's first words."""


def _part(words: list[str]) -> str:
    line = " ".join(words).upper()
    return next((part for heading, part in HEADINGS if heading in line), "")


class Judgment(Document):
    """Adds the part and the count of a word to its features."""

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__(tokens, words)
        self._counts = Counter(tokens.texts)
        self._parts = self._read_parts()

    def _read_parts(self) -> list[str]:
        parts, current, texts = [], "start", self.tokens.texts
        for i, gap in enumerate(self.tokens.gaps):
            # a heading begins a line, in capitals or after its number
            if gap in (LINE, BLANK) and self.words[i].shape in "UXT":
                ahead = texts[i : i + REACH]
                if any(text.isupper() and len(text) > 2 for text in ahead[:4]) or ahead[0] == "Relevant":
                    current = _part(ahead) or current
            parts.append(current)
        return parts

    def items(self, start: int, end: int) -> list[Told]:
        more = (self._made.told(self._of_part(i)) for i in range(start, end))
        return list(map(add, super().items(start, end), more))

    def _of_part(self, i: int) -> list[str]:
        word, part = self.words[i], self._parts[i]
        found = [f"P={part}|{word.sort}", f"P={part}|{word.key}"]
        if word.shape in "TUm":
            found.append(f"C={min(self._counts[self.tokens.texts[i]], 6)}{word.flags}")
        return found
