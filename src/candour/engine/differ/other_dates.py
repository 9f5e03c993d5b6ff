"""The same event with another date; visits, calls and whatever else comes again count only where more than the kind agrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from candour.engine.differ.doers import doers
from candour.engine.differ.found import Found
from candour.engine.differ.same import (
    all_alike,
    another,
    both_did,
    both_first,
    contrasted,
    coverage,
    events_clash,
    only_part,
    other_step,
    people_clash,
    shared_acts,
    shared_events,
    shared_people,
    shared_words,
    steps,
    words_clash,
)
from candour.engine.differ.side import Side
from candour.engine.differ.terms import Term
from candour.engine.differ.values import Difference
from candour.engine.differ.when import When

_WIDEST = 31
"""Days: a wider time is no date."""
_FAR = 366
"""Days: what comes again and is further away was another time."""
_OFTEN = 3
"""Days on which the file says the same of what comes again: a turn of phrase, no slip."""
_NEAR = 31
"""Days within which two dates of what comes again may be one event with a slip in its date."""


def other_dates(one: Side, others: Sequence[Side]) -> Iterator[tuple[Side, Found]]:
    """``others`` are all that the file has on it: whether a date stands alone shows whether it may be a slip."""
    mine = _date(one)
    if mine is None or one.clause.asked:
        return
    alike = [(other, term, theirs) for other in others if (theirs := _date(other)) for term in _same(one, other)]
    confirmed = any(mine.meets(theirs) for _, _, theirs in alike)
    days = {theirs.low for _, _, theirs in alike if not mine.meets(theirs)}
    often = len({theirs.low for other, term, theirs in alike if _details(one, other, term) > 1}) >= _OFTEN
    for other, term, theirs in alike:
        if mine.meets(theirs):
            continue
        details = _details(one, other, term)
        if not details and words_clash(one, other):
            continue
        once = (term is not None and term.has("once")) or both_first(one, other)
        if _likely(
            once=once,
            details=details,
            confirmed=confirmed,
            several=len(days) > 1,
            often=often,
            apart=mine.apart(theirs),
        ):
            yield other, _found(one, other, term, mine, theirs, details)


def _likely(*, once: bool, details: int, confirmed: bool, several: bool, often: bool, apart: int) -> bool:
    if once:
        return details > 0 or not (confirmed or several)
    if often or apart > _FAR:
        return False
    if confirmed or several:
        return details > 1
    return details > 1 or apart <= _NEAR


def _date(side: Side) -> When | None:
    """The one time that it gives, where that is precise."""
    own = [when for when in side.whens if not when.bounded and when.width <= _WIDEST]
    return own[0] if own and len({when.low for when in own}) == 1 else None


def _same(one: Side, other: Side) -> Iterator[Term | None]:
    """What both speak of, where nothing tells them apart but the date; None where no concept says it, but all the words."""
    if other.clause.asked or events_clash(one, other) or people_clash(one, other):
        return
    if contrasted(one, other) or another(one, other) or only_part(one, other) or other_step(one, other):
        return
    if any(one.sign(mine) != other.sign(theirs) for mine, theirs in shared_acts(one, other)):
        return
    if _several(one) or _several(other) or _counted_apart(one, other) or _another_act(one, other):
        return
    if (one.refs or one.around) and (other.refs or other.around) and not shared_people(one, other):
        return
    real = [term for term in both_did(one, other) if not term.has("state")]
    real = [term for term in real if not term.has("topic") or (_only_done(one) and _only_done(other))]
    happened = any(term.has("event") or term.has("paper") for term in real)
    if happened or (all_alike(one, other) and not _others_did(one, other)):
        yield min(real, key=lambda term: (not term.has("once"), term.start), default=None)


def _others_did(one: Side, other: Side) -> bool:
    mine = {key for ref in doers(one) for key in ref.people}
    theirs = {key for ref in doers(other) for key in ref.people}
    return bool(mine and theirs) and not mine & theirs


def _several(side: Side) -> bool:
    """It counts them: "three visits in May" has no one date."""
    stems = {stem for term in side.events for form in term.concept.stems for stem in form}
    return any(count.number > 1 and stems & set(count.things[:2]) for count in side.clause.counts)


def _counted_apart(one: Side, other: Side) -> bool:
    """Three days in May, five days in June: the numbers tell them apart."""
    return any(
        mine.number != theirs.number and set(mine.things) & set(theirs.things)
        for mine in one.clause.counts
        for theirs in other.clause.counts
    )


def _only_done(side: Side) -> bool:
    return any(term.has("does") for term in side.acts)


def _another_act(one: Side, other: Side) -> bool:
    """Of a paper: one was signed, of the other something is said that the vocabulary does not know."""
    mine, theirs = steps(one), steps(other)
    if mine & theirs or not mine ^ theirs or not any(term.has("paper") for term in one.events):
        return False
    silent = other if mine else one
    return bool(silent.clause.words) and not _only_done(silent)


def _details(one: Side, other: Side, term: Term | None) -> int:
    """What they share beyond the kind of event and the people."""
    names = {mine.name for mine, _ in shared_acts(one, other)} | {mine.name for mine, _ in shared_events(one, other)}
    return len(names - ({term.name} if term else set())) + len(shared_words(one, other))


def _found(one: Side, other: Side, term: Term | None, mine: When, theirs: When, details: int) -> Found:
    close = mine.apart(theirs) <= _NEAR
    strength = (
        0.3
        + 0.15 * (term is not None and term.has("once"))
        + 0.1 * min(2, details)
        + 0.1 * min(2, shared_people(one, other))
    )
    strength += 0.1 * close + 0.1 * coverage(one, other)
    return Found(
        Difference.DATE, min(1.0, strength), term, None, (mine.told, theirs.told), key=f"{theirs.low}-{theirs.high}"
    )
