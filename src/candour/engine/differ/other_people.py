"""The same event on the same day, done by or to another person; where two may have done it together it says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from candour.engine.differ.clause import Ref
from candour.engine.differ.doers import doers, done_by
from candour.engine.differ.found import Found
from candour.engine.differ.same import (
    another,
    both_did,
    contrasted,
    coverage,
    events_clash,
    other_step,
    shared_people,
    shared_words,
    steps,
    unmatched,
    words_clash,
)
from candour.engine.differ.side import Side
from candour.engine.differ.terms import Term
from candour.engine.differ.values import Difference

_MOSTLY = 0.8
_TO_ONE = frozenset("arrest place tell collect allocate".split())
"""Acts that name also to whom: a different one is a difference."""


def other_people(one: Side, other: Side) -> Iterator[Found]:
    if (
        one.clause.asked
        or other.clause.asked
        or contrasted(one, other)
        or another(one, other)
        or events_clash(one, other)
        or other_step(one, other)
    ):
        return
    known = both_did(one, other)
    term = min(known, key=lambda each: (not each.has("one"), not each.has("act"), each.start), default=None)
    ours, theirs = unmatched(one, other), unmatched(other, one)
    if term is not None and not term.has("event") and not term.has("paper") and words_clash(one, other):
        return
    if (term is None and not _much_alike(one, other)) or not _same_time(one, other, known):
        return
    if _only(one, other, known, theirs) or _somebody_else(one, other, term, ours, theirs):
        keys = ",".join(sorted(key for ref in theirs for key in ref.people))
        yield Found(Difference.PERSON, min(1.0, 0.4 + 0.5 * coverage(one, other)), term, None, key=keys)


def _much_alike(one: Side, other: Side) -> bool:
    """The same words on the same day, of at least one person in common or with hardly another word."""
    both = shared_words(one, other)
    all_words = set(one.clause.words) | set(other.clause.words)
    enough = shared_people(one, other) > 0 or len(both) >= _MOSTLY * len(all_words)
    return bool(both) and enough and not (one.clause.planned or other.clause.planned)


def _only(one: Side, other: Side, known: list[Term], theirs: list[Ref]) -> bool:
    """ "Attended only by" one, and the list of those who came names others."""
    only = any(token.word == "only" for token in one.clause.tokens)
    came = other.clause.listed or any(term.name == "attend" for term in other.acts)
    return only and came and bool(theirs) and any(term.name == "attend" for term in one.acts)


def _somebody_else(one: Side, other: Side, term: Term | None, ours: list[Ref], theirs: list[Ref]) -> bool:
    if len(ours) != 1 or not theirs or not _single(ours[0]) or _done_otherwise(one, other):
        return False
    if steps(one) ^ steps(other) and not steps(one) & steps(other):
        return False
    return _same_part(one, ours[0], other, theirs, term)


def _done_otherwise(one: Side, other: Side) -> bool:
    """What was done by somebody on one side is not spoken of on the other."""
    mine, theirs = done_by(one), done_by(other)
    return bool((mine and mine not in other.clause.words) or (theirs and theirs not in one.clause.words))


def _single(ref: Ref) -> bool:
    return len(ref.people) == 1


def _same_time(one: Side, other: Side, known: list[Term]) -> bool:
    """On the same day; or of a thing that there is only one of, where no dates speak against it."""
    if one.when and other.when:
        return any(a.meets(b) and a.width <= 31 and b.width <= 31 for a in one.whens for b in other.whens)
    if not (any(term.has("act") for term in known) or all(any(ref.by for ref in side.refs) for side in (one, other))):
        return False
    return any(term.has("once") for term in known) and not any(when.bounded for when in (*one.whens, *other.whens))


def _same_part(one: Side, mine: Ref, other: Side, theirs: list[Ref], term: Term | None) -> bool:
    """Whether both have the same part in it: who did it, or to whom it was done."""
    did, done = doers(one), doers(other)
    if mine in did:
        return bool(done) and all(ref in theirs and _single(ref) for ref in done) and not _together(did, done)
    if term is None or term.name not in _TO_ONE:
        return False
    return len(theirs) == 1 and _single(theirs[0]) and theirs[0] not in done


def _together(did: list[Ref], done: list[Ref]) -> bool:
    """Somebody is among the doers on both sides: the other may have been there as well."""
    return any(one.people & other.people for one in did for other in done)
