"""Addresses of registered people wherever they stand, whole or in part, and whose they are; it knows no other address."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from candour.engine.detect import vocabulary
from candour.engine.detect.owned import Owned, Part, read_as
from candour.engine.detect.tokens import Tokens
from candour.engine.model import Kind, Span

_OFTEN = 3


def registered_parts(tokens: Tokens, owned: Owned, *, streets: Mapping[str, int]) -> Iterator[Span]:
    """Registered addresses and their parts wherever they stand; parts that follow each other make one span."""
    last: tuple[int, int, Part] | None = None
    done = 0
    tokens = _as_registered(tokens, owned)
    for at in [i for i, key in enumerate(tokens.key) if key in owned.parts]:
        parts = [p for p in owned.parts[tokens.key[at]] if _matches(tokens, at, p)] if at >= done else []
        if not parts:
            continue
        done = at + len(parts[0].keys)
        same = [p for p in parts if at + len(p.keys) == done]
        if last and _joined(tokens, last, at, same):
            kept = next(p for p in same if p.address == last[2].address)
            last = (last[0], done, replace(kept, what="number"))
            continue
        if last:
            yield _part_span(tokens, last, owned, streets)
        last = (at, done, same[0])
    if last:
        yield _part_span(tokens, last, owned, streets)


def _as_registered(tokens: Tokens, owned: Owned) -> Tokens:
    """The tokens with misread words of registered addresses set right; offsets stay."""
    read = {key: word for key in set(tokens.key) if owned.parts and (word := read_as(key, owned)) != key}
    return replace(tokens, key=[read.get(key, key) for key in tokens.key]) if read else tokens


def _matches(tokens: Tokens, at: int, part: Part) -> bool:
    end = at + len(part.keys)
    if end > tokens.count or tuple(tokens.key[at:end]) != part.keys:
        return False
    if any(len(tokens.gap(i).strip(" \t\n,>.'’-")) or len(tokens.gap(i)) > 12 for i in range(at, end - 1)):
        return False
    word = len(part.keys) == 1 and (vocabulary.is_word(part.keys[0]) or part.what == "number")
    return not word or (tokens.text[tokens.start[at]].isupper() and part.what != "number")


def _joined(tokens: Tokens, last: tuple[int, int, Part], at: int, parts: Sequence[Part]) -> bool:
    between = tokens.text[tokens.end[last[1] - 1] : tokens.start[at]]
    return (
        len(between) < 40
        and not between.strip(" \t\n,>")
        and any(p.address == last[2].address and p.place > last[2].place for p in parts)
    )


def _part_span(tokens: Tokens, found: tuple[int, int, Part], owned: Owned, streets: Mapping[str, int]) -> Span:
    first, last, part = found
    start, end = tokens.start[first], tokens.end[last - 1]
    owners = (
        tuple(
            dict.fromkeys(
                o for p in owned.parts[tokens.key[first]] if _same_words(p, tokens, first, last) for o in p.owners
            )
        )
        or part.owners
    )
    homes = {p.address for p in owned.parts[tokens.key[first]] if _same_words(p, tokens, first, last)}
    if part.what == "town" and last - first == len(part.keys) and (len(homes) > 1 or not owners):
        return Span(start, end, Kind.LOCATION, recogniser="register")
    road = part.what == "street" or (part.own and part.what in ("house", "lane"))
    common = road and last - first == len(part.keys) and streets.get(" ".join(part.keys), 0) > _OFTEN
    return Span.of(start, end, Kind.LOCATION if common else Kind.ADDRESS, owners, recogniser="register")


def _same_words(part: Part, tokens: Tokens, first: int, last: int) -> bool:
    return part.keys == tuple(tokens.key[first : first + len(part.keys)]) and len(part.keys) <= last - first


def streets_alone(tokens: Tokens, owned: Owned) -> Iterator[str]:
    """Registered streets named without anything else of the address, for the survey to count."""
    for span in registered_parts(tokens, owned, streets={}):
        words = " ".join(tokens.key[bisect_left(tokens.start, span.start) : bisect_left(tokens.start, span.end)])
        if span.kind is Kind.ADDRESS and not words[:1].isdigit():
            yield words
