"""Finds the concepts of the vocabulary in the words of a sentence, and the words that tell what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from candour.engine.differ.stems import STOP, WORD, stem
from candour.engine.differ.vocabulary import CONCEPTS


@dataclass(frozen=True, slots=True)
class Concept:
    name: str
    marks: frozenset[str]
    general: str
    """The wider concept it is one of, or empty."""
    stems: tuple[tuple[str, ...], ...]
    """Its forms, as stems."""


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    word: str
    """In lower case."""
    stem: str


@dataclass(frozen=True, slots=True)
class Term:
    """A concept as it stands in a sentence. ``sign`` is -1 for a word of the opposite side ("negative")."""

    concept: Concept
    start: int
    end: int
    first: int
    """Its first token, counted in the sentence."""
    sign: int
    before: str
    """The stem of the telling word right before it ("risk" assessment), or empty."""

    @property
    def name(self) -> str:
        return self.concept.name

    def has(self, mark: str) -> bool:
        return mark in self.concept.marks


def tokens_of(text: str) -> list[Token]:
    return [Token(found.start(), found.end(), found[0].lower(), stem(found[0])) for found in WORD.finditer(text)]


def _lines() -> list[str]:
    return CONCEPTS.replace("\n  |", " |").strip().splitlines()


@cache
def concepts() -> Mapping[str, Concept]:
    found = {}
    for line in _lines():
        head, *forms = [part.strip() for part in line.split("|")]
        name, *marks = head.split()
        general = next((mark[3:] for mark in marks if mark.startswith("of:")), "")
        stems = tuple(_stems(form.removeprefix("-")) for form in forms)
        found[name] = Concept(name, frozenset(marks), general, stems)
    return found


@cache
def event_stems() -> frozenset[str]:
    """The first word of every event and paper."""
    marks = ("event", "paper")
    return frozenset(form[0] for each in concepts().values() if each.marks.intersection(marks) for form in each.stems)


@cache
def _forms() -> Mapping[str, tuple[tuple[tuple[str, ...], tuple[tuple[str, int], ...]], ...]]:
    """First stem → the forms that begin with it, longest first, each with its concepts and signs."""
    meant: dict[tuple[str, ...], list[tuple[str, int]]] = {}
    for line in _lines():
        head, *forms = [part.strip() for part in line.split("|")]
        for form in forms:
            sign = -1 if form.startswith("-") else 1
            each = meant.setdefault(_stems(form.removeprefix("-")), [])
            if (head.split()[0], sign) not in each:
                each.append((head.split()[0], sign))
    begin: dict[str, list[tuple[tuple[str, ...], tuple[tuple[str, int], ...]]]] = {}
    for stems in sorted(meant, key=len, reverse=True):
        begin.setdefault(stems[0], []).append((stems, tuple(meant[stems])))
    return {first: tuple(forms) for first, forms in begin.items()}


def _stems(form: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in WORD.findall(form))


def terms_in(tokens: Sequence[Token], taken: Sequence[bool]) -> Iterator[Term]:
    """The concepts named by ``tokens``, left to right; a ``taken`` token belongs to a name or a date."""
    forms, at = _forms(), 0
    while at < len(tokens):
        found = None if taken[at] else _longest(tokens, taken, at, forms)
        if found is None:
            at += 1
            continue
        stems, meant = found
        last = at + len(stems) - 1
        before = _before(tokens, taken, at)
        for name, sign in meant:
            yield Term(concepts()[name], tokens[at].start, tokens[last].end, at, sign, before)
        at = last + 1


def _longest(
    tokens: Sequence[Token],
    taken: Sequence[bool],
    at: int,
    forms: Mapping[str, tuple[tuple[tuple[str, ...], tuple[tuple[str, int], ...]], ...]],
) -> tuple[tuple[str, ...], tuple[tuple[str, int], ...]] | None:
    for stems, meant in forms.get(tokens[at].stem, ()):
        end = at + len(stems)
        if end <= len(tokens) and all(
            tokens[at + n].stem == each and not taken[at + n] for n, each in enumerate(stems)
        ):
            return stems, meant
    return None


def _before(tokens: Sequence[Token], taken: Sequence[bool], at: int) -> str:
    if at == 0 or taken[at - 1] or tokens[at].start - tokens[at - 1].end > 1:
        return ""
    word = tokens[at - 1]
    return (
        ""
        if word.stem in STOP or word.word in STOP or not word.stem.isalpha() or word.word.endswith("ly")
        else word.stem
    )
