"""Cheap features of a token and its neighbours, the same in training and in use; it never looks at a gazetteer of the
case itself (that is the register's work).

Everything about a word alone is computed once per distinct word and kept. What is said of a word is then a sum: in training
of lists of features' names, in use of what `weights.py` makes of them, so that both are made by the same lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial, reduce
from operator import add
from typing import Any

from .lexicon import CLASS, Lexicon, fold
from .tokens import BLANK, LINE, WIDE, Tokens

SENTENCE_ENDS = frozenset(".?!:;|>\"“”'‘(-–—*•]")
CACHE_LIMIT = 200_000
JOINT_LIMIT = 50_000
Told = Any
"""What some features say: the list of their names, or the whole number that is their weights together."""
CARELESS = 0.25
"""Share of lower-case sentence starts from which a text counts as careless."""
FULL = 40
"""Letters from which a line may have been broken because it was full."""
FEW = 4
"""Fewer sentences tell nothing of how a text was typed."""


@dataclass(frozen=True, slots=True)
class Word:
    """What one word brings."""

    own: Told
    side: str
    """What it is to its neighbours: key, shape and, if it is of a class, the word itself, with tabs between."""
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


class Joint(dict[tuple[Any, ...], Told]):
    """What a few values say together, made once for each set of values."""

    def __init__(self, make: Callable[..., Told]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, values: tuple[Any, ...]) -> Told:
        if len(self) >= JOINT_LIMIT:
            self.clear()
        made = self[values] = self._make(*values)
        return made


EDGE = "<edge>"


class Words:
    """The cache of ``Word`` by text. Adding a word twice is harmless, so threads may share it.

    ``told`` makes of features' names what is added up; their list, if it is not given.
    """

    def __init__(self, lexicon: Lexicon, told: Callable[[Iterable[str]], Told] = list) -> None:
        self._lexicon = lexicon
        self._known: dict[str, Word] = {}
        self.told = told
        self.around = Joint(lambda low, high, start, sort: told((f"-g={low}", f"+g={high}", f"b={start}{sort}")))
        self.left = Joint(lambda side, sort: told(_beside("-", side, sort)))
        self.right = Joint(lambda side, sort: told(_beside("+", side, sort)))
        self.both = Joint(lambda low, high: told((f"-k|+k={low}|{high}",)))
        self.before = Joint(lambda far, near: told(() if far is EDGE else (f"--k={far}", f"--|-={far}|{near}")))
        self.after = Joint(lambda near, far: told(() if far is EDGE else (f"++k={far}", f"+|++={near}|{far}")))
        self.edge = Word(told(()), f"{EDGE}\t\t", EDGE, "", "", "p", "", False, False, True)

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
            own=self.told(own),
            side=f"{key}\t{shape}\t{plain if kind else ''}",
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


def _beside(where: str, side: str, sort: str) -> Iterator[str]:
    """What the word before ("-") or after ("+") says of one with flags and shape ``sort``."""
    key, shape, word = side.split("\t")
    yield f"{where}k={key}"
    yield f"{where}k|o={key}|{sort}"
    if shape:
        yield f"{where}s={shape}"
    if word:
        yield f"{where}w={word}"


class Document:
    """One text's tokens as words, with what the whole text tells about each."""

    def __init__(self, tokens: Tokens, words: Words) -> None:
        self.tokens = tokens
        self.words = [words[text] for text in tokens.texts]
        self._made = words
        edge = words.edge
        self._sides = [edge.side, *(word.side for word in self.words), edge.side]
        self._keys = [EDGE, EDGE, *(word.key for word in self.words), EDGE, EDGE]
        self.starts = self._sentence_starts()
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
        """Sentences, or lines, that begin small."""
        first = [w.shape for w, start in zip(self.words, self.starts, strict=True) if start and w.shape in "lTX"]
        return bool(first) and first.count("l") / len(first) > CARELESS

    @cached_property
    def without_capitals(self) -> bool:
        """Typed so (chats, quick notes): every word may be a name. A careless text in which more than the lines that only go
        on from a full one begin small."""
        if not self.careless:
            return False
        tokens, line, first = self.tokens, 0, []
        for i, word in enumerate(self.words):
            if not self.starts[i]:
                continue
            gap = tokens.gaps[i]
            full = gap == LINE and tokens.ends[i - 1] - line > FULL and tokens.texts[i - 1] not in SENTENCE_ENDS
            if word.shape in "lTX" and not full:
                first.append(word.shape)
            if gap in (LINE, BLANK):
                line = tokens.starts[i]
        return len(first) < FEW or first.count("l") / len(first) > CARELESS

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

    def of_document(self, word: Word) -> Iterator[str]:
        """What the rest of the text says about this word."""
        low, shape = word.low, word.shape
        if shape == "l":
            if word.flags != "W":
                yield f"L={self.careless}{word.flags}"
        elif shape in "TUmX":
            if low in self._lower:
                yield "D=lower"
            if low in self._middle:
                yield "D=middle"
            if low in self._titled:
                yield "D=titled"
            if shape == "U" and len(low) < 4 and low in self._initials:
                yield "D=initials"

    @cached_property
    def _of_document(self) -> dict[str, Told]:
        """By text of the token: what the rest of the text says."""
        made, nothing, told = self._made, self._made.edge.own, self._made.told
        words = ((text, made[text]) for text in set(self.tokens.texts))
        # of an ordinary word in lower case it says nothing
        return {text: nothing if word.sort == "Wl" else told(self.of_document(word)) for text, word in words}

    def items(self, start: int, end: int) -> list[Told]:
        """What the features of tokens ``start`` to ``end`` say. The most frequent lines of all detection: column by column,
        without a loop of our own; ``low`` and ``high`` are the words before and after, ``far`` those one further."""
        made, words, texts = self._made, self.words[start:end], self.tokens.texts[start:end]
        far_low, low, _, high, far_high = (self._keys[at + start : at + end] for at in range(5))
        sorts, gaps = [word.sort for word in words], [*self.tokens.gaps[start : end + 1], BLANK]
        columns: list[Iterable[Told]] = [
            [word.own for word in words],
            map(self._of_document.__getitem__, texts),
            map(made.around.__getitem__, zip(gaps, gaps[1:], self.starts[start:end], sorts, strict=False)),
            map(made.left.__getitem__, zip(self._sides[start:end], sorts, strict=True)),
            map(made.right.__getitem__, zip(self._sides[start + 2 : end + 2], sorts, strict=True)),
            map(made.both.__getitem__, zip(low, high, strict=True)),
            map(made.before.__getitem__, zip(far_low, low, strict=True)),
            map(made.after.__getitem__, zip(high, far_high, strict=True)),
        ]
        return list(reduce(partial(map, add), columns))
