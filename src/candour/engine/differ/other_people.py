"""The same event on the same day, done by or to another person; where two may have done it together it says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from candour.engine.differ.found import Found
from candour.engine.differ.reading import Ref
from candour.engine.differ.same import (
    Side,
    another,
    contrasted,
    coverage,
    events_clash,
    shared_acts,
    shared_events,
    unmatched,
)
from candour.engine.differ.terms import Term
from candour.engine.differ.values import Difference

_AUX = frozenset("was were is are been being be".split())
_TO_ONE = frozenset("arrest place tell collect".split())
"""Acts that name also to whom: a different one is a difference."""


def other_people(one: Side, other: Side) -> Iterator[Found]:
    if one.clause.asked or other.clause.asked or contrasted(one, other) or another(one, other):
        return
    term = _same(one, other)
    if term is None or not _same_time(one, other, term):
        return
    ours, theirs = unmatched(one, other), unmatched(other, one)
    if len(ours) != 1 or not theirs or not _single(ours[0]) or not all(map(_single, theirs)):
        return
    if _same_part(one, ours[0], other, theirs, term):
        keys = ",".join(sorted(key for ref in theirs for key in ref.people))
        yield Found(Difference.PERSON, min(1.0, 0.4 + 0.5 * coverage(one, other)), term, None, key=keys)


def _single(ref: Ref) -> bool:
    return len(ref.people) == 1


def _same(one: Side, other: Side) -> Term | None:
    if events_clash(one, other):
        return None
    both = [*shared_acts(one, other), *shared_events(one, other)]
    real = [
        mine
        for mine, theirs in both
        if not (one.clause.meant(mine) or other.clause.meant(theirs))
        and one.clause.sign(mine) == 1 == other.clause.sign(theirs)
    ]
    return min(real, key=lambda term: (not term.has("one"), not term.has("act"), term.start), default=None)


def _same_time(one: Side, other: Side, term: Term) -> bool:
    """On the same day; or of a thing that there is only one of, where no dates speak against it."""
    if one.when and other.when:
        return any(a.meets(b) and a.width <= 31 and b.width <= 31 for a in one.whens for b in other.whens)
    once = term.has("once") or any(mine.has("once") for mine, _ in shared_events(one, other))
    return (once and not (one.when or other.when)) or (
        once and not any(when.bounded for when in (*one.whens, *other.whens))
    )


def _same_part(one: Side, mine: Ref, other: Side, theirs: list[Ref], term: Term) -> bool:
    """Whether both have the same part in it: who did it, or to whom it was done."""
    did, done = _doers(one), _doers(other)
    if mine in did:
        return bool(done) and all(ref in done for ref in theirs) and not _together(did, done)
    return term.name in _TO_ONE and len(theirs) == 1 and theirs[0] not in done


def _together(did: list[Ref], done: list[Ref]) -> bool:
    """Somebody is among the doers on both sides: the other may have been there as well."""
    return any(one.people & other.people for one in did for other in done)


def _doers(side: Side) -> list[Ref]:
    """Those named behind "by", else those before the first verb of an active sentence."""
    by = [ref for ref in side.refs if ref.by]
    if by:
        return by
    verbs = [term for term in side.clause.terms if term.has("act") or term.has("does")]
    if not verbs or _passive(side, verbs[0]):
        return []
    return [ref for ref in side.refs if ref.end <= verbs[0].start]


def _passive(side: Side, verb: Term) -> bool:
    words = [token.word for token in side.clause.tokens[max(0, verb.first - 3) : verb.first]]
    return any(word in _AUX for word in words)
