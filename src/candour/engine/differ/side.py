"""One side of a comparison: a clause, and what its sentence or the heading above supplies where it is silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from candour.engine.differ.clause import Clause, Ref, Refs
from candour.engine.differ.terms import Term, Token
from candour.engine.differ.when import EVER, When

_ME = frozenset(("i", "me", "my"))
_PRONOUNS = frozenset(("he", "she", "they"))


@dataclass(frozen=True, slots=True)
class Side:
    """A clause with what its sentence, or the heading above, supplies where it is silent itself."""

    clause: Clause
    events: tuple[Term, ...]
    """What happened or what paper it is: terms of the clause, else of its sentence, else of the heading."""
    acts: tuple[Term, ...]
    whens: tuple[When, ...]
    refs: tuple[Ref, ...]
    around: Refs
    """Everybody named in the sentence or its heading."""
    told: int = 0
    """The day of the record, 0 where nobody knows."""

    def sign(self, term: Term) -> int:
        """-1 where it denies the term; what a heading supplies is not denied."""
        return self.clause.sign(term) if term in self.clause.terms else term.sign

    def meant(self, term: Term) -> bool:
        """Whether the term is only planned, wished or supposed to be."""
        return term in self.clause.terms and self.clause.meant(term)

    @property
    def when(self) -> When | None:
        return self.whens[0] if self.whens else None


def sides(
    clauses: Sequence[Clause], *, heading: Sequence[Clause] = (), author: str = "", told: int = 0
) -> Iterator[Side]:
    """Each clause of a sentence as a side of a comparison."""
    around = frozenset(
        key for clause in (*clauses, *heading) for ref in clause.refs for key in ref.people if len(ref.people) == 1
    )
    for clause in clauses:
        refs = _with_pronouns(clause, clauses)
        if (
            author
            and not _only_found(clause)
            and (mine := next((token for token in clause.tokens if token.word in _ME), None))
        ):
            refs = (Ref(mine.start, mine.end, frozenset((author,)), by=_does(clause, mine)), *refs)
        if not (clause.terms or clause.words):
            continue
        others = [each for each in clauses if each is not clause]
        yield Side(
            clause=clause,
            events=_supplied(clause, others, heading),
            acts=tuple(term for term in clause.terms if term.has("act")),
            whens=clause.whens or _now(clause, told) or _whens(others) or _whens(heading),
            refs=refs,
            around=around,
            told=told,
        )


def _does(clause: Clause, me: Token) -> bool:
    """ "I visited", not "I was visited" and not "visited me"."""
    following = next((token.word for token in clause.tokens if token.start > me.start), "")
    return me.word == "i" and following not in ("was", "am", "were")


def _only_found(clause: Clause) -> bool:
    """ "I have found no minutes" is about the minutes, whoever looked."""
    return any(term.has("does") for term in clause.terms) and not any(
        term.has("act") and not term.has("does") for term in clause.terms
    )


def _with_pronouns(clause: Clause, clauses: Sequence[Clause]) -> tuple[Ref, ...]:
    """A pronoun may mean whoever was named before it in the sentence."""
    if not any(token.word in _PRONOUNS for token in clause.tokens):
        return clause.refs
    return (*(ref for each in clauses if each.start < clause.start for ref in each.refs), *clause.refs)


def _now(clause: Clause, told: int) -> tuple[When, ...]:
    words = [token.word for token in clause.tokens]
    if told and ("now" in words or "currently" in words):
        return (When(clause.start, clause.start, told, told),)
    if told and clause.denies and any(pair in (("has", "not"), ("have", "not")) for pair in pairwise(words)):
        return (When(clause.start, clause.start, EVER[0], told, "until"),)
    return ()


def _events(clause: Clause) -> tuple[Term, ...]:
    return tuple(term for term in clause.terms if term.has("event") or term.has("paper"))


def _supplied(clause: Clause, others: Sequence[Clause], heading: Sequence[Clause]) -> tuple[Term, ...]:
    own = _events(clause)
    if own:
        return own
    near = tuple(term for each in others for term in _events(each))
    return near or tuple(term for each in heading for term in _events(each))


def _whens(clauses: Sequence[Clause]) -> tuple[When, ...]:
    return next((clause.whens for clause in clauses if clause.whens), ())
