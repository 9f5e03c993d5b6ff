"""Where people of the register work, as the file itself says ("He works at …"); it never asks who may know it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from candour.engine.detect.antecedent import speaker_before
from candour.engine.detect.hit import Hit
from candour.engine.detect.index import Index
from candour.engine.detect.tokens import Tokens
from candour.engine.model import Person

_WORKS = re.compile(
    r"\b(?:works?|worked|working|employed|(?:a |her |his )?job|shifts?|apprenticeship)(?: [a-z]+){0,2}? (?:at|for|with|by)\s+(?:the )?"
    r"([A-Z][\w'’&-]+(?:[ ](?:(?:of|and|the|&) )?[A-Z][\w'’&-]+){0,4})"
)
_TEAM = re.compile(r"\b(?:Council|Team|Service|Services|School|NHS|Cafcass|CAMHS|Police|Social|Children)\b")


def find_workplaces(
    tokens: Tokens, hits: Sequence[Hit], *, people: Mapping[str, Person], index: Index
) -> Iterator[tuple[str, str]]:
    """Pairs (person id, name of the firm) for people of the register who are no professionals in the case."""
    for match in _WORKS.finditer(tokens.text):
        if _TEAM.search(match.group(1)) or any(h.start < match.end(1) and match.start(1) < h.end for h in hits):
            continue
        for person in speaker_before(tokens, match.start(), hits, index):
            if not people[person].found and not people[person].professional and people[person].role != "subject":
                yield person, match.group(1)
