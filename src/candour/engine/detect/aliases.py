"""Other names that the file itself gives a registered person: quotes, "known as", "née", initials in brackets.

An alias is taken only right after that person's name in the same line, never from a distance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from candour.engine.detect import vocabulary
from candour.engine.detect.hit import Hit
from candour.engine.detect.index import Index
from candour.engine.detect.initials import ABBREVIATIONS
from candour.engine.detect.tokens import Tokens, fold
from candour.engine.detect.variants import PARTICLES

_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]*){0,2}"
_QUOTED = re.compile(rf"\A,? ?\(?(?:also |or )?[\"“'‘]({_NAME})[\"”'’]")
_CALLED = re.compile(
    rf"(?i:\A[^.\n]{{0,45}}?\b(?:known as|also called|called|aka|a\.k\.a\.?|alias|goes by|née|nee|formerly|previously|prev\.?|now"
    rf"|also known as|maiden name|nicknamed|used|also|or))[:,]? +[\"“'‘]?({_NAME})")
_MORE = re.compile(rf"\A[\"”'’]?(?:,|;| and| or|, formerly|; prev\.?)* *[\"“'‘]({_NAME})[\"”'’]")
_INITIALS = re.compile(r"\A[^.\n;]{0,4}\([^()\n]{0,40}?\b([A-Z]{2,3})(?:\)|,| -)")


def find_aliases(tokens: Tokens, hits: Sequence[Hit], index: Index) -> Iterator[tuple[str, str]]:
    """Pairs (person id, alias as written) that the text states of registered people, after their names (``hits``)."""
    for hit in hits:
        if len(hit.people) != 1 or hit.family:
            continue
        for alias in aliases_after(tokens, hit.last):
            own = index.initials.get(alias.lower())
            if not (alias.isupper() and alias.lower() in ABBREVIATIONS) or (own and hit.people[0] in own.people):
                yield hit.people[0], alias


def aliases_after(tokens: Tokens, at: int) -> Iterator[str]:
    """The other names stated right after the name that ends before token ``at``, in the same line."""
    start = tokens.end[at - 1]
    tail = tokens.text[start:start + 90].split("\n")[0]
    match = _QUOTED.match(tail) or _CALLED.match(tail)
    while match:
        if _fair(match.group(1)):
            yield match.group(1)
        tail = tail[match.end(1):]
        match = _MORE.match(tail)
    initials = _INITIALS.match(tokens.text[start:start + 60])
    if initials:
        yield initials.group(1)


def _fair(alias: str) -> bool:
    key = fold(alias.split()[0])
    return len(key) > 1 and key not in vocabulary.KIN | vocabulary.TITLES | vocabulary.MONTHS | vocabulary.DAYS | PARTICLES
