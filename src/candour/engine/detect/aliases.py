"""Other names that the file itself gives a registered person: quotes, "known as", "née", initials in brackets.

An alias is taken only right after that person's name in the same line, never from a distance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from candour.engine.detect import vocabulary
from candour.engine.detect.context import ABBREVIATIONS
from candour.engine.detect.match import Hit, find_names
from candour.engine.detect.register import Register
from candour.engine.detect.tokens import Tokens, fold

_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]*){0,2}"
_QUOTED = re.compile(rf"\A,? ?\(?(?:also |or )?[\"“'‘]({_NAME})[\"”'’]")
_CALLED = re.compile(
    rf"(?i:\A[^.\n]{{0,45}}?\b(?:known as|also called|called|aka|a\.k\.a\.?|alias|goes by|née|nee|formerly|previously|prev\.?|now"
    rf"|also known as|maiden name|nicknamed|used|also|or))[:,]? +[\"“'‘]?({_NAME})")
_MORE = re.compile(rf"\A[\"”'’]?(?:,|;| and| or|, formerly|; prev\.?)* *[\"“'‘]({_NAME})[\"”'’]")
_INITIALS = re.compile(r"\A[^.\n;]{0,4}\([^()\n]{0,40}?\b([A-Z]{2,3})(?:\)|,| -)")


def find_aliases(tokens: Tokens, register: Register) -> Iterator[tuple[str, str]]:
    """Pairs (person id, alias as written) that the text states."""
    text = tokens.text
    hits = find_names(tokens, register.index, lower=register.lower)
    for place, hit in enumerate(hits):
        if len(hit.people) != 1 or hit.family:
            continue
        limit = min(len(text), hit.end + 90)
        line = text.find("\n", hit.end, limit)
        tail = text[hit.end:line if line >= 0 else limit]
        following = hits[place + 1].start - hit.end if place + 1 < len(hits) else len(tail)
        yield from _stated(hit, tail, following)


def _stated(hit: Hit, tail: str, following: int) -> Iterator[tuple[str, str]]:
    match = _QUOTED.match(tail) or _CALLED.match(tail)
    while match:
        if match.start(1) <= following and _fair(match.group(1)):
            yield hit.people[0], match.group(1)
        tail, following = tail[match.end(1):], following - match.end(1)
        match = _MORE.match(tail)
    initials = _INITIALS.match(tail)
    if initials and initials.start(1) <= following and initials.group(1).lower() not in ABBREVIATIONS - {
            "ni", "da", "es", "tb", "pa", "hv", "sw"}:
        yield hit.people[0], initials.group(1)


def _fair(alias: str) -> bool:
    key = fold(alias.split()[0])
    return len(key) > 1 and key not in vocabulary.KIN | vocabulary.TITLES | vocabulary.MONTHS | vocabulary.DAYS
