"""Whether two clauses may speak of the same event: its kind, its people, its time. It compares and judges nothing else."""

from __future__ import annotations

import re

from candour.engine.differ.clause import Ref
from candour.engine.differ.side import Side
from candour.engine.differ.terms import Term
from candour.engine.differ.vocabulary import CONTRASTS, MADE_OF

_WITH = re.compile(r"\bwith\s+(?:his\s+|her\s+)?$", re.IGNORECASE)
_ALIKE, _FIRST, _WHOLE = 0.6, 0.4, 0.8
"""How much has to be shared; less, where both say that it was the first time, or one says nothing else."""


# ---------------------------------------------------------------- kind of event


def same_kind(one: Term, other: Term) -> bool:
    """The same concept, or one a kind of the other, and not told apart by the word before ("risk", "housing")."""
    if one.name != other.name and one.concept.general != other.name and other.concept.general != one.name:
        return False
    if one.name != other.name:
        return not (one if one.name == other.concept.general else other).before
    return not (one.has("kind") and one.before and other.before and one.before != other.before)


def shared_events(one: Side, other: Side) -> list[tuple[Term, Term]]:
    return [(mine, theirs) for mine in one.events for theirs in other.events if same_kind(mine, theirs)]


def events_clash(one: Side, other: Side) -> bool:
    """Both name what they speak of, and it is not the same."""
    if not (one.events and other.events):
        return False
    both = shared_events(one, other)
    return not both or bool(
        _rest(one, {mine.name for mine, _ in both}) and _rest(other, {theirs.name for _, theirs in both})
    )


def _rest(side: Side, known: set[str]) -> bool:
    """It names an event of its own besides: the minutes of another meeting."""
    return any(not term.has("topic") and term.name not in known for term in side.clause.terms if term.has("event"))


def shared_acts(one: Side, other: Side) -> list[tuple[Term, Term]]:
    return [
        (mine, theirs)
        for mine in one.acts
        for theirs in other.acts
        if mine.name == theirs.name and not mine.has("does")
    ]


def shared_words(one: Side, other: Side) -> set[str]:
    return set(one.clause.words) & set(other.clause.words)


def both_did(one: Side, other: Side) -> list[Term]:
    """Shared acts and events that both say happened."""
    both = [*shared_acts(one, other), *shared_events(one, other)]
    return [
        mine
        for mine, theirs in both
        if not (one.meant(mine) or other.meant(theirs)) and one.sign(mine) == 1 == other.sign(theirs)
    ]


def related(one: Side, other: Side) -> bool:
    """Whether there is anything in common to compare at all."""
    return bool(shared_words(one, other) or shared_acts(one, other) or shared_events(one, other))


def agree(one: Side, other: Side) -> bool:
    """Whether the other says just the same: all its words, denied alike, of the same number and day."""
    if coverage(one, other) < 1 or times_clash(one, other) or unmatched(one, other):
        return False
    if one.clause.denies != other.clause.denies or any(token.word == "only" for token in one.clause.tokens):
        return False
    if {count.number for count in one.clause.counts} != {count.number for count in other.clause.counts}:
        return False
    if _opposites(one) != _opposites(other):
        return False
    return all(one.sign(mine) == other.sign(theirs) for mine, theirs in shared_acts(one, other)) and all(
        one.clause.sign_at(one.clause.words[word]) == other.clause.sign_at(other.clause.words[word])
        for word in shared_words(one, other)
    )


def _opposites(side: Side) -> set[str]:
    return {term.name for term in side.clause.terms if term.sign < 0}


def all_alike(one: Side, other: Side) -> bool:
    """Most words of both are the same, and said of the same people."""
    both = shared_words(one, other)
    if any(
        one.clause.sign_at(one.clause.words[word]) * other.clause.sign_at(other.clause.words[word]) < 0 for word in both
    ):
        return False
    if any(side.clause.hung or side.clause.planned for side in (one, other)):
        return False
    acts = shared_acts(one, other)
    if any(one.sign(mine) != other.sign(theirs) for mine, theirs in acts):
        return False
    known = {mine.name for mine, _ in acts} | both
    enough = len(known) + shared_people(one, other) > 1
    least = _FIRST if both_first(one, other) else _ALIKE
    shares = coverage(one, other), coverage(other, one)
    whole = max(shares) >= _WHOLE and min(shares) >= _FIRST and shared_people(one, other) > 0
    return bool(known) and enough and (min(shares) >= least or whole)


def both_first(one: Side, other: Side) -> bool:
    first = CONTRASTS[0][0]
    return first in one.clause.which[0] and first in other.clause.which[0]


def words_clash(one: Side, other: Side) -> bool:
    """Each says something of its own and no word of it is shared: to the designated officer, to early help."""
    return bool(one.clause.words and other.clause.words) and not shared_words(one, other)


# ---------------------------------------------------------------- which of them


def contrasted(one: Side, other: Side) -> bool:
    """ "The initial conference" and "the review conference", the left arm and the right."""
    return any(
        mine and theirs and not mine & theirs for mine, theirs in zip(one.clause.which, other.clause.which, strict=True)
    )


def another(one: Side, other: Side) -> bool:
    """One of them says which of several it means (a further meeting, the second), the other does not."""
    first = CONTRASTS[0][0]
    mine, theirs = one.clause.which[0] - {first}, other.clause.which[0] - {first}
    return mine != theirs or "also" in {token.word for token in (*one.clause.tokens, *other.clause.tokens)}


def only_part(one: Side, other: Side) -> bool:
    """One speaks of the event, the other of what came before it or out of it ("the results of the medical")."""
    return bool((set(one.clause.words) ^ set(other.clause.words)) & MADE_OF or _applied(one) != _applied(other))


def _applied(side: Side) -> bool:
    return any(term.name == "application" for term in side.clause.terms)


def other_step(one: Side, other: Side) -> bool:
    """One was sent, the other drafted: each side says what was done, and it is not the same."""
    mine, theirs = steps(one), steps(other)
    return not mine & theirs and bool((mine and theirs) or (mine ^ theirs) & _STEPS)


def _purpose(side: Side, term: Term) -> bool:
    """ "To see Kira": what something was done for."""
    return 0 < term.first < len(side.clause.tokens) and side.clause.tokens[term.first - 1].word == "to"


_NO_STEP = frozenset(("does", "makes", "event", "paper"))
_STEPS = frozenset("start end file draft receive renew invite consider ask".split())


def steps(side: Side) -> frozenset[str]:
    """What is said to have been done with it: sent, signed, begun; what only says that it happened is none."""
    return frozenset(
        term.name
        for term in side.acts
        if term.name in _STEPS or not (term.concept.marks & _NO_STEP or _purpose(side, term))
    )


# ---------------------------------------------------------------- who and when


def unmatched(one: Side, other: Side) -> list[Ref]:
    """Those named by ``one`` whom ``other`` does not name."""
    named = frozenset(key for ref in other.refs for key in ref.people) | other.around
    met = any(ref.people & named for ref in one.refs)
    return [ref for ref in one.refs if not ref.people & named and not (met and _along(one, ref))]


def _along(side: Side, ref: Ref) -> bool:
    """Named only as having come along: "with the health visitor"."""
    return bool(_WITH.search(side.clause.text[: ref.start]))


def people_clash(one: Side, other: Side) -> bool:
    """Each names somebody whom the other does not: they speak of different people."""
    return bool(unmatched(one, other) and unmatched(other, one))


def shared_people(one: Side, other: Side) -> int:
    theirs = frozenset(key for ref in other.refs for key in ref.people) | other.around
    return sum(bool(ref.people & theirs) for ref in one.refs)


def times_clash(one: Side, other: Side) -> bool:
    return bool(one.when and other.when and not any(a.meets(b) for a in one.whens for b in other.whens))


def denial_covers(denied: Side, affirmed: Side) -> bool:
    """Whether what is affirmed lies within the time for which it is denied. Unknown times may."""
    if not denied.when or not affirmed.when:
        return True
    if affirmed.when.bounded:
        return denied.when.low <= affirmed.when.low and affirmed.when.high <= denied.when.high
    return any(a.meets(b) for a in denied.whens for b in affirmed.whens)


def coverage(one: Side, other: Side) -> float:
    """How much of what ``one`` says ``other`` speaks of too, 0 to 1."""
    terms = {term.name: 2.0 for term in one.clause.terms if not term.has("does") and term.start >= one.clause.label}
    theirs = {term.name for term in other.clause.terms} | {term.name for term in other.events}
    wider = {term.concept.general for term in other.events} | theirs
    words = dict.fromkeys(one.clause.words, 1.0)
    whole = sum(terms.values()) + sum(words.values()) + len(one.refs)
    both = sum(worth for name, worth in terms.items() if name in wider or _general(one, name) in theirs)
    both += sum(worth for word, worth in words.items() if word in other.clause.words)
    return (both + shared_people(one, other)) / whole if whole else 0.0


def _general(side: Side, name: str) -> str:
    return next((term.concept.general for term in side.clause.terms if term.name == name), "") or name
