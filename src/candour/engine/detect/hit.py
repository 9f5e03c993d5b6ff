"""A name seen in a text, before anybody has said whose it is; a value and nothing more."""

from __future__ import annotations

from dataclasses import dataclass

from candour.engine.detect import context
from candour.engine.detect.index import Entry
from candour.engine.detect.tokens import Tokens
from candour.engine.detect.variants import Rank


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in the text: offsets, the token range, whom it may mean and how it was written."""

    start: int
    end: int
    first: int
    last: int
    """Token range, ``last`` exclusive."""
    people: tuple[str, ...]
    rank: Rank
    title: str = ""
    family: bool = False
    score: float = 1.0
    key: str = ""
    """Its words folded and joined."""
    shouted: bool = False
    """It stands in a line of capitals."""


def make_hit(
    tokens: Tokens,
    at: int,
    last: int,
    entry: Entry,
    *,
    people: tuple[str, ...] = (),
    family: bool = False,
    score: float = 1.0,
) -> Hit:
    """The hit of ``entry`` on tokens ``at`` to ``last`` (exclusive); ``people`` stands in for the entry's own."""
    start = tokens.start[at]
    return Hit(
        start,
        tokens.end[last - 1],
        at,
        last,
        people or entry.people,
        entry.rank,
        context.title_before(tokens, at),
        family,
        score,
        "".join(entry.keys),
        context.shouting(tokens.text, start),
    )
