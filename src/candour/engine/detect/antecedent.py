"""Whom a pronoun means: those named last before it whom it fits; where two fit, both. It looks no further than a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from candour.engine.detect.hit import Hit
from candour.engine.detect.index import Index
from candour.engine.detect.tokens import Tokens

_SENTENCE = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\b[A-Z])[.!?;]\s|\n[ \t]*\n")
_PRONOUN = re.compile(r"(?i)\b(he|she|they)\b[^.!?;\n]*\Z")
_SEX = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f", "they": "", "them": "", "their": ""}
_STRANGER = re.compile(
    r"\b(?:an?|another|some|one|two|the other|unknown) (?:\w+ ){0,2}?(?:man|men|woman|women|boy|girl|lad|male|female|friend|neighbour"
    r"|boyfriend|girlfriend|guy|bloke|person|visitor|youth|teenager|dog|cat|pony|puppy)\b",
    re.I,
)
_REACH = 300
_CLOSE = 160


def sentence_start(text: str, at: int) -> int:
    """Where the sentence that holds ``at`` begins."""
    low = max(0, at - _REACH)
    ends = [match.end() for match in _SENTENCE.finditer(text, low, at)]
    return ends[-1] if ends else low


def meant_by(
    pronoun: str, before: int, hits: Sequence[Hit], index: Index, *, text: str, but: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The people whom ``pronoun`` may mean at offset ``before``, nearest sentence first; several when it is not clear.

    ``but`` are people it cannot mean (who speaks does not call themselves so).
    """
    sex = _SEX.get(pronoun.lower(), "")
    start = sentence_start(text, before)
    while start >= 0 and before - start < _REACH:
        near = [h for h in hits if start <= h.start < before and len(h.people) == 1 and not h.family]
        fits = dict.fromkeys(
            h.people[0]
            for h in reversed(near)
            if h.people[0] not in but and index.sex.get(h.people[0], "") in (sex, "")
        )
        if fits:
            sure = [p for p in fits if sex and index.sex.get(p) == sex]
            return tuple(sure or fits)
        if _STRANGER.search(text, start, before):
            return ()  # somebody who is not named was spoken of last
        earlier = sentence_start(text, start - 2) if start > 2 else -1
        if earlier >= start:
            break
        start = earlier
    return ()


def speaker_before(tokens: Tokens, at: int, hits: Sequence[Hit], index: Index) -> tuple[str, ...]:
    """Who does what begins at offset ``at``: the last one named in that sentence, or whom its pronoun means."""
    start = sentence_start(tokens.text, at)
    pronoun = _PRONOUN.search(tokens.text[start:at])
    named = [h for h in hits if start <= h.start < at and at - h.start < _CLOSE and not h.family]
    if pronoun and not any(h.start > start + pronoun.start() for h in named):
        people = meant_by(pronoun.group(1), start + pronoun.start(), hits, index, text=tokens.text)
        return people if len(people) == 1 else ()
    return named[-1].people if named and len(named[-1].people) == 1 else ()
