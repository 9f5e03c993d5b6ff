"""The same event with another date; visits, calls and whatever else comes again count only where more than the kind agrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from candour.engine.differ.found import Found
from candour.engine.differ.same import (
    Side,
    another,
    contrasted,
    coverage,
    events_clash,
    only_part,
    people_clash,
    shared_acts,
    shared_events,
    shared_people,
    shared_words,
)
from candour.engine.differ.terms import Term
from candour.engine.differ.values import Difference
from candour.engine.differ.when import When

_WIDEST = 31
"""Days: a wider time is no date."""
_NEAR = 31
"""Days within which two dates of what comes again may be one event with a slip in its date."""


def other_dates(one: Side, others: Sequence[Side]) -> Iterator[tuple[Side, Found]]:
    """``others`` are all that the file has on it: whether a date stands alone shows whether it may be a slip."""
    mine = _date(one)
    if mine is None or one.clause.asked:
        return
    alike = [(other, term, theirs) for other in others if (term := _same(one, other)) and (theirs := _date(other))]
    confirmed = any(mine.meets(theirs) for _, _, theirs in alike)
    days = {theirs.low for _, _, theirs in alike if not mine.meets(theirs)}
    for other, term, theirs in alike:
        if mine.meets(theirs):
            continue
        details = _details(one, other, term)
        if _likely(term, details=details, confirmed=confirmed, several=len(days) > 1, apart=mine.apart(theirs)):
            yield other, _found(one, other, term, mine, theirs, details)


def _likely(term: Term, *, details: int, confirmed: bool, several: bool, apart: int) -> bool:
    if term.has("once"):
        return details > 0 or not (confirmed or several)
    if confirmed or several:
        return details > 1
    return details > 1 or apart <= _NEAR


def _date(side: Side) -> When | None:
    """The one time that it gives, where that is precise."""
    own = [when for when in side.whens if not when.bounded and when.width <= _WIDEST]
    return own[0] if own and len({when.low for when in own}) == 1 else None


def _same(one: Side, other: Side) -> Term | None:
    """What both speak of, where nothing tells them apart but the date."""
    if other.clause.asked or events_clash(one, other) or people_clash(one, other):
        return None
    if contrasted(one, other) or another(one, other) or only_part(one, other) or _other_step(one, other):
        return None
    if (one.refs or one.around) and (other.refs or other.around) and not shared_people(one, other):
        return None
    both = [*shared_events(one, other), *shared_acts(one, other)]
    real = [
        mine
        for mine, theirs in both
        if not (mine.has("state") or one.clause.meant(mine) or other.clause.meant(theirs))
        and one.clause.sign(mine) == 1 == other.clause.sign(theirs)
    ]
    return min(real, key=lambda term: (not term.has("once"), term.start), default=None)


def _other_step(one: Side, other: Side) -> bool:
    """One was sent, the other drafted: each side says what was done, and it is not the same."""
    mine, theirs = _steps(one), _steps(other)
    return bool(mine and theirs and not mine & theirs) or bool((mine ^ theirs) & _STEPS)


_STEPS = frozenset("start end file draft receive renew invite consider ask".split())


def _steps(side: Side) -> frozenset[str]:
    return frozenset(term.name for term in side.acts if not (term.has("does") or term.has("event")))


def _details(one: Side, other: Side, term: Term) -> int:
    """What they share beyond the kind of event and the people."""
    names = {mine.name for mine, _ in shared_acts(one, other)} | {mine.name for mine, _ in shared_events(one, other)}
    return len(names - {term.name}) + len(shared_words(one, other))


def _found(one: Side, other: Side, term: Term, mine: When, theirs: When, details: int) -> Found:
    close = mine.apart(theirs) <= _NEAR
    strength = 0.3 + 0.15 * term.has("once") + 0.1 * min(2, details) + 0.1 * min(2, shared_people(one, other))
    strength += 0.1 * close + 0.1 * coverage(one, other)
    return Found(Difference.DATE, min(1.0, strength), term, None, key=f"{theirs.low}-{theirs.high}")
