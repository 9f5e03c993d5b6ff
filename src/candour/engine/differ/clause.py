"""What is read in a sentence: its clauses, and in each the people, times, numbers and concepts it names; values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from candour.engine.differ.terms import Term, Token
from candour.engine.differ.when import When

Refs = frozenset[str]
_VERBS, _ACT = frozenset(("act", "does", "event", "paper")), frozenset(("act",))
"""What is only an act, no event."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Somebody spoken of: one of ``people``."""

    start: int
    end: int
    people: Refs
    by: bool = False
    """Named as the one who did it: behind "by" or a label."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of something: ``things`` are the stems right behind it."""

    start: int
    end: int
    number: float
    money: bool
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing said. Places are code points into the text that was read."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    terms: tuple[Term, ...]
    words: Mapping[str, int]
    """Stems of the telling words that are no concept, and where they begin."""
    refs: tuple[Ref, ...]
    whens: tuple[When, ...]
    counts: tuple[Count, ...]
    text: str
    asked: bool
    """A question, or said to have been a mistake: it states nothing."""
    listed: bool = False
    """All named are said to have been there ("Present: …")."""
    hung: int = 0
    """1: the clause hangs on "if" or "whether"."""
    negations: tuple[int, ...] = ()
    """Where what follows is denied; -1 for a word that denies all of the clause."""
    planned: bool = False
    """It tells of what is to be."""
    wished: int = -1
    """Where what follows is only wished for or asked, -1 for nowhere."""
    label: int = 0
    """Where the label ends that heads the text ("Hospital letter:")."""
    which: tuple[frozenset[str], ...] = ()
    """For each group of contrasts, those that it names."""

    def sign(self, term: Term) -> int:
        """-1 where the clause denies the term: a denial of one act says nothing of what is named behind it."""
        if term.has("does"):
            return term.sign * self.sign_at(term.start)
        acts = [each.start for each in self.terms if each.start < term.start and each.concept.marks & _VERBS == _ACT]
        last = max(acts, default=-1)
        return -term.sign if sum(last < each < term.start or each < 0 for each in self.negations) % 2 else term.sign

    def sign_at(self, place: int) -> int:
        return -1 if sum(negation < place for negation in self.negations) % 2 else 1

    def meant(self, term: Term) -> bool:
        """Whether the term is only planned, wished or supposed to be."""
        return bool(self.hung or self.planned or (self.wished >= 0 and self.wished < term.start))

    @property
    def denies(self) -> bool:
        return bool(self.negations)
