"""Another number of the same thing; it compares only what is counted in the same words of the same event and time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from candour.engine.differ.clause import Count
from candour.engine.differ.found import Found
from candour.engine.differ.same import contrasted, coverage, people_clash, shared_people, times_clash
from candour.engine.differ.side import Side
from candour.engine.differ.values import Difference

_WEAK = frozenset("day week month year hour minute people child person time part page".split())
"""What is counted so often that more than this has to agree."""


def other_numbers(one: Side, others: Sequence[Side]) -> Iterator[tuple[Side, Found]]:
    """``others`` are all that the file has on it: where it gives several numbers, it tells of several times."""
    if not one.clause.counts or one.clause.asked:
        return
    found = [(other, mine, theirs) for other in others for mine, theirs in _counted(one, other)]
    for other, mine, theirs in found:
        of_it = {count.number for _, each, count in found if each is mine}
        dated = one.when is not None and other.when is not None
        if theirs.number == mine.number or (len(of_it) > 1 and not dated):
            continue
        shared = len(set(mine.things) & set(theirs.things))
        strength = min(1.0, 0.55 + 0.1 * shared + 0.1 * shared_people(one, other))
        says = (f"{mine.number:g}", f"{theirs.number:g}")
        yield other, Found(Difference.NUMBER, strength, None, None, says, key=says[1])


def _counted(one: Side, other: Side) -> Iterator[tuple[Count, Count]]:
    """Numbers of the same thing on both sides."""
    if not other.clause.counts or other.clause.asked or people_clash(one, other) or contrasted(one, other):
        return
    if times_clash(one, other):
        return
    paid = any(count.money for count in one.clause.counts)
    if not paid and _other_act(one, other):
        return
    if one.refs and not shared_people(one, other) and coverage(one, other) < 0.6:
        return
    for mine in one.clause.counts:
        for theirs in other.clause.counts:
            if mine.money == theirs.money and _same_thing(one, mine, other, theirs):
                yield mine, theirs


def _same_thing(one: Side, mine: Count, other: Side, theirs: Count) -> bool:
    both = set(mine.things) & set(theirs.things)
    if mine.money:
        return "week" in both or "month" in both or bool(_topics(one) & _topics(other))
    first = len(both) > 1 or (bool(mine.things and theirs.things) and mine.things[0] == theirs.things[0])
    return first and bool(both - _WEAK or _topics(one) & _topics(other) - both)


def _topics(side: Side) -> set[str]:
    return {term.name for term in side.clause.terms if not term.has("does")} | set(side.clause.words)


def _other_act(one: Side, other: Side) -> bool:
    """Missed and offered sessions are not the same sessions."""
    mine, theirs = _acts(one), _acts(other)
    if mine & theirs:
        return False
    return bool(mine and theirs) or (bool(mine ^ theirs) and not (_done(one) or _done(other)))


def _done(side: Side) -> bool:
    return any(term.has("does") for term in side.acts)


_DONE = frozenset(("does", "event", "paper"))


def _acts(side: Side) -> set[tuple[str, int]]:
    return {(term.name, side.sign(term)) for term in side.acts if not term.concept.marks & _DONE}
