"""Words the authority's ledger: names of people, roles and teams for their numbers. Objects of a case it never words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from candour.accounts.models import Team
from candour.accounts.queries import names
from candour.accounts.roles import NAMES, Role
from candour.ledger.queries import Told
from candour.ledger.verbs import SENTENCES, Verb

Words = Callable[[Collection[int]], Mapping[int, str]]
"""Words for the objects of one kind, by number."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a sentence: ``who`` ``sentence``."""

    at: datetime
    who: str
    sentence: str
    reason: str
    link: int


def _teams(numbers: Collection[int]) -> Mapping[int, str]:
    return dict(Team.objects.filter(pk__in=numbers).values_list("pk", "name"))


KINDS: dict[str, Words] = {"user": names, "team": _teams}
_MARK = re.compile(r"{object}|{role}|{team}|{reference}")
_BY_STRANGERS = frozenset(
    {Verb.SIGN_IN_FAILED, Verb.SIGN_IN_BLOCKED, Verb.SECOND_FACTOR_FAILED, Verb.OTHER_SIGN_IN_REFUSED}
)
GONE, UNKNOWN = "something that is not told here", "somebody unknown"


def worded_as(kind: str) -> Callable[[Words], Words]:
    """Marks what words the objects of ``kind`` that belong to no case; the module has to be loaded with its app."""

    def mark(words: Words) -> Words:
        KINDS[kind] = words
        return words

    return mark


def worded(told: Iterable[Told], *, kinds: Mapping[str, Words] = KINDS) -> list[Line]:
    """The entries with names. ``kinds``: whoever may show more than people and teams brings the words for it."""
    entries = list(told)
    wanted: dict[str, set[int]] = {kind: set() for kind in kinds}
    for kind, number in (each for entry in entries for each in _named(entry)):
        if kind in wanted:
            wanted[kind].add(number)
    words = {kind: kinds[kind](numbers) if numbers else {} for kind, numbers in wanted.items()}
    return [_line(entry, words) for entry in entries]


def _named(entry: Told) -> Iterable[tuple[str, int]]:
    """What an entry names: kind and number."""
    kind, _, number = entry.object.partition(":")
    if number.isdecimal():
        yield kind, int(number)
    if entry.actor is not None:
        yield "user", entry.actor
    if isinstance(entry.details.get("team"), int):
        yield "team", entry.details["team"]


def _line(entry: Told, words: Mapping[str, Mapping[int, str]]) -> Line:
    kind, _, number = entry.object.partition(":")
    named = words.get(kind, {}).get(int(number)) if number.isdecimal() else None
    role, team = str(entry.details.get("role", "")), entry.details.get("team")
    said = {
        "{object}": named or (GONE if entry.object else UNKNOWN),
        "{role}": NAMES[Role(role)] if role in set(Role) else role,
        "{reference}": str(entry.details.get("reference", GONE)),
        "{team}": words.get("team", {}).get(team, GONE) if isinstance(team, int) else GONE,
    }
    sentence = _MARK.sub(lambda mark: said[mark.group()], entry.sentence)
    return Line(entry.at, _who(entry, words), sentence, entry.reason, entry.link)


def _who(entry: Told, words: Mapping[str, Mapping[int, str]]) -> str:
    if entry.actor is None:
        return "Somebody not signed in" if entry.verb in _BY_STRANGERS else "Candour"
    return words.get("user", {}).get(entry.actor, "Somebody")


def choices(verbs: Iterable[Verb]) -> list[tuple[str, str]]:
    """What can be filtered by: sentences without their objects, in order."""
    said = ((verb.value, " ".join(_MARK.sub("…", SENTENCES[verb]).split())) for verb in verbs)
    return sorted(((value, sentence[:1].upper() + sentence[1:]) for value, sentence in said), key=lambda each: each[1])
