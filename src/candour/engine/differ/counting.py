"""What a clause counts, and how many; the time of day, pages and parts of a whole are no counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from candour.engine.differ.clause import Count
from candour.engine.differ.stems import STOP
from candour.engine.differ.terms import Token
from candour.engine.differ.vocabulary import NUMBERS

_MONEY = re.compile(r"£\s?$")


def counts_in(text: str, tokens: Sequence[Token], taken: Sequence[bool]) -> tuple[Count, ...]:
    found = []
    for at, token in enumerate(tokens):
        number = _number(token.word)
        if taken[at] or not number or _no_count(text, tokens, at):
            continue
        money = bool(_MONEY.search(text[: token.start]))
        found.append(Count(token.start, token.end, number, money, _things(tokens[at + 1 : at + 6])))
    return tuple(found)


def _no_count(text: str, tokens: Sequence[Token], at: int) -> bool:
    """The time of day, a page, or the whole of which a part is counted ("9 of the 12")."""
    words = [token.word for token in tokens[max(0, at - 2) : at]]
    part = words[-1:] == ["of"] or words == ["of", "the"]
    clock = ":" in (text[tokens[at].start - 1 : tokens[at].start], text[tokens[at].end : tokens[at].end + 1])
    return part or clock or (bool(words) and words[-1] in _CLOCK)


_TIMES = frozenset("day time week month".split())
_CLOCK = frozenset("at past to quarter half section page aged after about number room flat".split())
_OF = frozenset("of the his her more other separate a an per".split())


def _things(tokens: Sequence[Token]) -> tuple[str, ...]:
    """What is counted: the telling words right behind the number."""
    things: list[str] = []
    for token in tokens:
        if token.word in _OF or token.word[:1].isdigit():
            continue
        if not token.word or (token.word in STOP and token.stem not in _TIMES) or len(things) == 3:
            break
        things.append(token.stem)
    return tuple(things)


def _number(word: str) -> float | None:
    if word[:1].isdigit():
        try:
            return float(word.replace(",", ""))
        except ValueError:
            return None
    return NUMBERS.get(word)
