"""The same event or stay at another place, or with other people; two times are two stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from candour.engine.differ.clause import Refs
from candour.engine.differ.found import Found
from candour.engine.differ.same import both_did, contrasted, shared_acts
from candour.engine.differ.side import Side
from candour.engine.differ.terms import Term
from candour.engine.differ.values import Difference
from candour.engine.differ.when import When

_AT = re.compile(
    r"\b(?:at|in)\s+(?P<place>(?:the\s+)?(?:\d+[A-Za-z]?\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,4}"
    r"|(?:the|his|her|their|my)\s+(?:\w+\s+)?(?:hospital|school|office|clinic|surgery|nursery|station|court|hotel|refuge|home|address|street)|(?:home|school|court|hospital|nursery|work)\b)"
)
_MONTHS = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Mon|Tue|Wed|Thu|Fri|Sat|Sun)",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\b(?:with|care\s+of|to\s+live\s+with|to)\s+(?:(?:his|her|their|the|maternal|paternal|Mr|Mrs|and|grandmother|uncle|aunt)\s+)*$",
    re.IGNORECASE,
)
_STAYS = frozenset("live place".split())


def other_places(one: Side, other: Side) -> Iterator[Found]:
    if one.clause.asked or other.clause.asked or contrasted(one, other) or not _same_time(one, other):
        return
    staying = [pair for pair in shared_acts(one, other) if pair[0].name in _STAYS]
    if any(_real(one, mine) and _real(other, theirs) for mine, theirs in staying):
        mine, theirs = _hosts(one), _hosts(other)
        if mine and theirs and not mine & theirs and _same_guest(one, other):
            yield Found(Difference.PLACE, 0.8, staying[0][0], staying[0][1], key=",".join(sorted(theirs)))
            return
    both = both_did(one, other)
    here, there = _place(one), _place(other)
    if both and here and there and not _alike(here, there) and _same_guest(one, other):
        yield Found(Difference.PLACE, 0.65, both[0], None, (here, there), key=there.casefold())


def _real(side: Side, term: Term) -> bool:
    return not side.meant(term) and side.sign(term) > 0


def _same_time(one: Side, other: Side) -> bool:
    """On the same day; where a record gives no date, and speaks of how things are, its own day counts."""
    if not one.when or one.when.bounded or one.when.width > 31:
        return False
    if other.when:
        return any(a.meets(b) and _narrow(b) for a in one.whens for b in other.whens if abs(a.low - b.low) <= 31)
    now = any(token.word in ("is", "are", "lives", "remains") for token in other.clause.tokens)
    return now and one.when.low <= other.told <= one.when.high


def _narrow(when: When) -> bool:
    """A day, or what began on one: "from 10 September she lives with"."""
    return when.bounded == "since" or (not when.bounded and when.width <= 31)


def _hosts(side: Side) -> Refs:
    found: set[str] = set()
    text = side.clause.text
    for ref in side.refs:
        if _WITH.search(text[: ref.start]) or (
            found and re.fullmatch(r"\s+and\s+", text[side.refs[side.refs.index(ref) - 1].end : ref.start])
        ):
            found |= ref.people
    return frozenset(found)


def _same_guest(one: Side, other: Side) -> bool:
    mine, theirs = one.refs[:1], other.refs[:1]
    return not (mine and theirs) or bool(mine[0].people & theirs[0].people)


def _place(side: Side) -> str:
    clause = side.clause
    for found in _AT.finditer(clause.text, clause.start, clause.end):
        if not _MONTHS.match(found["place"]) and not any(
            ref.start <= found.start("place") < ref.end for ref in side.refs
        ):
            return found["place"]
    return ""


def _alike(one: str, other: str) -> bool:
    mine, theirs = set(one.casefold().split()), set(other.casefold().split())
    return bool((mine & theirs) - {"the", "his", "her"})
