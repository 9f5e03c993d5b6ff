"""Cheap features of a token and its neighbours, the same in training and in use; it never looks at a gazetteer of the
case itself (that is the register's work).

Everything about a word alone is computed once per distinct word and kept; an item is then a concatenation of lists.
"""

from __future__ import annotations

from dataclasses import dataclass

from .lexicon import CLASS, Lexicon, fold
from .tokens import BLANK, LINE, WIDE, Tokens

SENTENCE_ENDS = frozenset(".?!:;|>\"“”'‘(-–—*•]")
CACHE_LIMIT = 200_000
CARELESS = 0.25
"""Share of lower-case sentence starts from which a text counts as typed without capitals."""


@dataclass(frozen=True, slots=True)
class Word:
    """What one word brings: features for itself and for neighbours at distance one and two."""

    own: list[str]
    left: list[str]
    right: list[str]
    left2: list[str]
    right2: list[str]
    key: str
    flags: str
    shape: str
    low: str
    proper: bool
    """Starts with a capital or holds one, and is not just an ordinary word, class word or number."""
    lower_name: bool
    """A lower-case word that is a known name and nothing else."""
    bare: bool
    """Punctuation or a possessive: no mention begins or ends with it."""


def shape_of(text: str) -> str:
    """T Title, U UPPER, X one capital, l lower, d digits, a letters and digits, m mixed, p punctuation, @ address."""
    if text.isalpha() or "'" in text or "’" in text:
        if text.islower():
            return "l"
        if len(text) == 1:
            return "X" if text.isupper() else "p"
        if text.isupper():
            return "U"
        return "T" if text[0].isupper() and text[1:].islower() else "m"
    if text.isdigit():
        return "d"
    if "@" in text or "/" in text[1:] or text[:4] == "www.":
        return "@"
    return "a" if any(c.isalpha() for c in text) else "p"


class Words:
    """The cache of ``Word`` by text. Adding a word twice is harmless, so threads may share it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known: dict[str, Word] = {}

    def __getitem__(self, text: str) -> Word:
        word = self._known.get(text)
        if word is None:
            if len(self._known) >= CACHE_LIMIT:  # a hostile file of unique words must not fill memory
                self._known.clear()
            word = self._known[text] = self._make(text)
        return word

    def _make(self, text: str) -> Word:
        low, shape = fold(text), shape_of(text)
        letters = shape not in "dp@"
        flags = self._lexicon.flags(low) if letters else ""
        kind = CLASS.get(low, "")
        plain = low if (kind or "W" in flags or not letters) else ""
        if shape in "d@":
            plain = f"<{shape}{min(len(text), 5) if shape == 'd' else ''}>"
        key = kind or plain or f"<{flags or '-'}{shape}>"
        own = [f"s={shape}", f"g={flags}{shape}", f"n={min(len(text), 9)}"]
        own += [f"w={plain}"] if plain else []
        own += [f"c={kind}", f"c={kind}{shape}"] if kind else []
        if letters and shape != "X":
            own += [f"e3={low[-3:]}", f"e2={low[-2:]}{shape}", f"b3={low[:3]}"]
            own += [f"W={low}"] if not plain else []
        return Word(
            own=own,
            left=[f"-k={key}", f"-s={shape}", *([f"-w={plain}"] if kind and plain else [])],
            right=[f"+k={key}", f"+s={shape}", *([f"+w={plain}"] if kind and plain else [])],
            left2=[f"--k={key}"],
            right2=[f"++k={key}"],
            key=key,
            flags=flags,
            shape=shape,
            low=low,
            proper=shape in "TUXma"
            and (flags != "W" or bool(kind and kind in "TITLE ORGH ROADH"))
            and not text[0].isdigit(),
            lower_name=shape == "l" and ("G" in flags or "S" in flags) and "W" not in flags,
            bare=low == "'s" or not any(c.isalnum() for c in text),
        )


EDGE = "<edge>"


class Document:
    """One text's tokens as words, with what the whole text tells about each."""

    def __init__(self, tokens: Tokens, words: Words) -> None:
        self.tokens = tokens
        self.words = [words[text] for text in tokens.texts]
        self.starts = self._sentence_starts()
        self._edge = Word([], [f"-k={EDGE}"], [f"+k={EDGE}"], [], [], EDGE, "", "p", "", False, False, True)
        self._lower: set[str] = {w.low for w in self.words if w.shape == "l"}
        self._middle: set[str] = set()
        self._titled: set[str] = set()
        self._initials: set[str] = set()
        self.careless = self._careless()
        self._survey()

    def _sentence_starts(self) -> list[bool]:
        texts, gaps = self.tokens.texts, self.tokens.gaps
        return [gap in (LINE, BLANK, WIDE) or texts[i - 1] in SENTENCE_ENDS for i, gap in enumerate(gaps)]

    def _careless(self) -> bool:
        """Typed without capitals (chats, quick notes): every word may be a name."""
        first = [w.shape for w, start in zip(self.words, self.starts, strict=True) if start and w.shape in "lTX"]
        return bool(first) and first.count("l") / len(first) > CARELESS

    def _survey(self) -> None:
        words, gaps, starts = self.words, self.tokens.gaps, self.starts
        for i in range(1, len(words)):
            word = words[i]
            if word.shape not in "TUm":
                continue
            before = words[i - 1]
            if not starts[i] and before.shape == "l":
                self._middle.add(word.low)
            if before.key == "TITLE":
                self._titled.add(word.low)
            if before.shape == word.shape and gaps[i] == " " and before.proper and word.proper:
                self._initials.add(before.low[0] + word.low[0])
                if i > 1 and words[i - 2].proper and gaps[i - 1] == " ":
                    self._initials.add(words[i - 2].low[0] + before.low[0] + word.low[0])

    def written_large(self, word: Word) -> bool:
        """The same word stands somewhere with a capital that no sentence start explains."""
        return word.low in self._middle or word.low in self._titled

    def of_document(self, word: Word) -> list[str]:
        """What the rest of the text says about this word."""
        found: list[str] = []
        low = word.low
        if word.shape == "l":
            if word.flags != "W":
                found.append(f"L={self.careless}{word.flags}")
        elif word.shape in "TUmX":
            if low in self._lower:
                found.append("D=lower")
            if low in self._middle:
                found.append("D=middle")
            if low in self._titled:
                found.append("D=titled")
            if word.shape == "U" and len(low) < 4 and low in self._initials:
                found.append("D=initials")
        return found

    def item(self, i: int) -> list[str]:
        """The features of token ``i``."""
        words, last = self.words, len(self.words) - 1
        word = words[i]
        before = words[i - 1] if i else self._edge
        after = words[i + 1] if i < last else self._edge
        gaps = self.tokens.gaps
        gap_after = gaps[i + 1] if i < last else BLANK
        own = f"{word.flags}{word.shape}"
        item = word.own + before.left + after.right
        item += (
            f"-g={gaps[i]}",
            f"+g={gap_after}",
            f"b={self.starts[i]}{own}",
            f"-k|o={before.key}|{own}",
            f"+k|o={after.key}|{own}",
            f"-k|+k={before.key}|{after.key}",
        )
        if i > 1:
            item += words[i - 2].left2
            item.append(f"--|-={words[i - 2].key}|{before.key}")
        if i + 1 < last:
            item += words[i + 2].right2
            item.append(f"+|++={after.key}|{words[i + 2].key}")
        return item + self.of_document(word)

    def items(self, start: int, end: int) -> list[list[str]]:
        return [self.item(i) for i in range(start, end)]
