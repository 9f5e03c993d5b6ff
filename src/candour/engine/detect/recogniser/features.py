"""Cheap features of a token and its neighbours, the same in training and in use; it never looks at a gazetteer of the
case itself (that is the register's work).

Everything about a word alone is computed once per distinct word and kept; an item is then a concatenation of lists.
In use only features that the model knows are made, as the bytes it looks up: the others would change nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .lexicon import CLASS, Lexicon, fold
from .tokens import BLANK, LINE, WIDE, Tokens

SENTENCE_ENDS = frozenset(".?!:;|>\"“”'‘(-–—*•]")
CACHE_LIMIT = 200_000
JOINT_LIMIT = 50_000
Feature = Any
"""A str, or the bytes of a feature that the model knows."""
CARELESS = 0.25
"""Share of lower-case sentence starts from which a text counts as typed without capitals."""


@dataclass(frozen=True, slots=True)
class Word:
    """What one word brings: features for itself and for neighbours at distance one and two."""

    own: list[Feature]
    left: list[Feature]
    right: list[Feature]
    left2: list[Feature]
    right2: list[Feature]
    key: str
    sort: str
    """Its flags and shape."""
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


class Joint(dict[tuple[Any, ...], tuple[Feature, ...]]):
    """Features of a few values together, made once for each set of values."""

    def __init__(self, make: Callable[..., tuple[Feature, ...]]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, values: tuple[Any, ...]) -> tuple[Feature, ...]:
        if len(self) >= JOINT_LIMIT:
            self.clear()
        made = self[values] = self._make(*values)
        return made


class Words:
    """The cache of ``Word`` by text. Adding a word twice is harmless, so threads may share it.

    With ``known`` (feature to its bytes) features outside it are left out.
    """

    def __init__(self, lexicon: Lexicon, known: Mapping[str, bytes] | None = None) -> None:
        self._lexicon = lexicon
        self._known: dict[str, Word] = {}
        self.one: Callable[[str], Feature | None] = str if known is None else known.get
        self.around = Joint(
            lambda before, after, start, sort: self.told((f"-g={before}", f"+g={after}", f"b={start}{sort}"))
        )
        self.left = Joint(lambda key, sort: self.told((f"-k|o={key}|{sort}",)))
        self.right = Joint(lambda key, sort: self.told((f"+k|o={key}|{sort}",)))

    def told(self, features: Iterable[str]) -> tuple[Feature, ...]:
        """Those of ``features`` that count."""
        return tuple(told for told in map(self.one, features) if told)

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
            own=[*self.told(own)],
            left=[*self.told((f"-k={key}", f"-s={shape}", *([f"-w={plain}"] if kind and plain else [])))],
            right=[*self.told((f"+k={key}", f"+s={shape}", *([f"+w={plain}"] if kind and plain else [])))],
            left2=[*self.told((f"--k={key}",))],
            right2=[*self.told((f"++k={key}",))],
            key=key,
            sort=f"{flags}{shape}",
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
        self._made = words
        self.starts = self._sentence_starts()
        left, right = [*words.told((f"-k={EDGE}",))], [*words.told((f"+k={EDGE}",))]
        self._edge = Word([], left, right, [], [], EDGE, "", "", "p", "", False, False, True)
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

    def item(self, i: int) -> list[Feature]:
        """The features of token ``i``."""
        return self.items(i, i + 1)[0]

    def items(self, start: int, end: int) -> list[list[Feature]]:
        """The features of tokens ``start`` to ``end``. The most frequent lines of all detection: the lists of each word
        and of what stands around it are looked up, and only features of two neighbours are written out each time."""
        words, gaps, starts, made, edge = self.words, self.tokens.gaps, self.starts, self._made, self._edge
        around, left, right, one, last = made.around, made.left, made.right, made.one, len(words) - 1
        found: list[list[Feature]] = []
        for i in range(start, end):
            word, before, after = words[i], words[i - 1] if i else edge, words[i + 1] if i < last else edge
            sort, low, high = word.sort, before.key, after.key
            item = word.own + before.left + after.right
            item += around[gaps[i], gaps[i + 1] if i < last else BLANK, starts[i], sort]
            item += left[low, sort]
            item += right[high, sort]
            if both := one(f"-k|+k={low}|{high}"):
                item.append(both)
            if i > 1:
                item += words[i - 2].left2
                if both := one(f"--|-={words[i - 2].key}|{low}"):
                    item.append(both)
            if i + 1 < last:
                item += words[i + 2].right2
                if both := one(f"+|++={high}|{words[i + 2].key}"):
                    item.append(both)
            if sort != "Wl":  # of an ordinary word in lower case the rest of the text says nothing
                item += made.told(self.of_document(word))
            found.append(item)
        return found
