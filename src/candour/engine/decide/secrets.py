"""The strings that may stand nowhere in the output: what is protected, as far as it can be told from ordinary words.

The second net under the marks, so it leaves out what a page may rightly say: ordinary words, short forms, names that
somebody who stays also bears.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from candour.engine.decide.address import numbered, pins, squeezed, street_of, tokens
from candour.engine.decide.circle import Circle, kind_of, unlabelled
from candour.engine.decide.ordinary import FORMAL, ORDINARY, TITLES
from candour.engine.decide.outcome import PASSAGE, Judge
from candour.engine.model import Action, Kind, Mention, Person

_NUMBERS = frozenset({Kind.PHONE, Kind.EMAIL, Kind.NHS, Kind.NINO, Kind.UPN, Kind.VEHICLE, Kind.POSTCODE})
"""Kinds whose form alone makes them safe to search for, whoever they belong to."""
_OF_PEOPLE = frozenset({Kind.PERSON, Kind.ADDRESS, Kind.DOB, Kind.REF, Kind.WORKPLACE})
_LETTERS = re.compile(r"[^\W\d_]+")
_SHORTEST_NUMBER = 6
_SHORTEST_POSTCODE = 5
_SHORTEST_NAME = 4
_LONGEST = 8
"""Words of the longest secret that is looked for in what stays."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A mention that stays on a page that goes out; ``by_person`` when somebody decided so."""

    mention: Mention
    by_person: bool


@dataclass(frozen=True, slots=True)
class _Secret:
    text: str
    kind: Kind
    sure: bool
    """Locked, and a full name or a number: what stays never makes it searchable-not."""


def secrets(
    *, people: Sequence[Person], judge: Judge, kept: Iterable[Kept], removed: Iterable[Mention]
) -> tuple[str, ...]:
    """Sorted, without doubles (letter case apart). ``removed``: mentions protected wherever they stand."""
    staying = _Staying(kept=kept, people=people, judge=judge)
    wanted = [*_of_mentions(removed, judge), *_of_register(people, judge, staying)]
    chosen: dict[str, str] = {}
    for secret in sorted(wanted, key=lambda item: (item.text.casefold(), item.text)):
        if secret.sure or not staying.says(secret):
            chosen.setdefault(" ".join(secret.text.split()).casefold(), " ".join(secret.text.split()))
    return tuple(chosen.values())


# ---------------------------------------------------------------- where they come from


def _of_mentions(removed: Iterable[Mention], judge: Judge) -> Iterator[_Secret]:
    seen = set()
    for mention in removed:
        kind = mention.span.kind
        key = (mention.text, kind, mention.span.person, mention.span.candidates)
        if key in seen or mention.span.recogniser.startswith(PASSAGE):
            continue
        seen.add(key)
        owners = judge.circle.owners(mention)
        people = [judge.circle.people[owner] for owner in owners if owner in judge.circle.people]
        registered = [person for person in people if not person.found]
        if kind in _NUMBERS or (kind in _OF_PEOPLE and registered):
            locked = bool(owners) and all(judge.circle.locked(owner, kind) for owner in owners)
            if _searchable(mention.text, kind, people=registered, locked=locked, circle=judge.circle):
                yield _Secret(mention.text, kind, locked and _sure(mention.text, kind))


def _of_register(people: Sequence[Person], judge: Judge, staying: _Staying) -> Iterator[_Secret]:
    for person in people:
        if person.found:
            continue
        for kind, texts in _values(person).items():
            if judge.of(person.id, kind).action is Action.KEEP or staying.lifted(person.id, kind):
                continue
            locked = judge.circle.locked(person.id, kind)
            for text in (*texts, *(_single_names(person, locked=locked) if kind is Kind.PERSON else ())):
                if _searchable(text, kind, people=[person], locked=locked, circle=judge.circle):
                    yield _Secret(text, kind, locked and _sure(text, kind))


def _values(person: Person) -> Mapping[Kind, Sequence[str]]:
    """The register's own values, by kind. An identifier without a known label word is searched for as it is written."""
    values: dict[Kind, list[str]] = {
        Kind.PERSON: [person.name, *person.aliases, *_short_name(person.name)],
        Kind.ADDRESS: [person.address],
        Kind.PHONE: list(person.phones),
        Kind.EMAIL: list(person.emails),
    }
    for identifier in person.identifiers:
        kind = kind_of(identifier)
        values.setdefault(kind, []).append(identifier if kind is Kind.REF else unlabelled(identifier))
    return values


def _short_name(name: str) -> tuple[str, ...]:
    """First and last name without what stands between."""
    parts = [part for part in name.split() if part.casefold().strip(".") not in TITLES]
    return (f"{parts[0]} {parts[-1]}",) if len(parts) > 2 else ()


def _single_names(person: Person, *, locked: bool) -> tuple[str, ...]:
    """The surname, and under a lock the given name too. A given name alone is too often somebody else's."""
    parts = [part for part in person.name.split() if part.casefold().strip(".") not in TITLES]
    if len(parts) < 2:
        return ()
    return (parts[0], parts[-1]) if locked else (parts[-1],)


# ---------------------------------------------------------------- what can be searched for


def _searchable(text: str, kind: Kind, *, people: Sequence[Person], locked: bool, circle: Circle) -> bool:
    if kind is Kind.PERSON:
        return _name(text, people=people, locked=locked)
    if kind is Kind.ADDRESS:
        homes = [home for home in (circle.address(person.id) for person in people) if home]
        streets = homes if _place_locked(people) else []
        return (
            numbered(text) or any(pins(text, home) for home in homes) or any(street_of(text, home) for home in streets)
        )
    if kind is Kind.EMAIL:
        return "@" in text
    if kind is Kind.WORKPLACE:
        return len([word for word in tokens(text) if word not in ORDINARY]) > 1
    digits = any(character.isdigit() for character in text)
    return digits and len(squeezed(text)) >= (_SHORTEST_POSTCODE if kind is Kind.POSTCODE else _SHORTEST_NUMBER)


def _name(text: str, *, people: Sequence[Person], locked: bool) -> bool:
    """More than an ordinary word and initials. A single name: a surname, or any under a lock."""
    words = [word.casefold() for word in _LETTERS.findall(text)]
    names = [word for word in words if word not in TITLES]
    telling = [word for word in names if len(word) > 2 and word not in ORDINARY]
    if len(names) > 1:
        return bool(telling)
    if len(words) > 1:
        return bool(names) and words[0] in FORMAL and len(names[0]) >= _SHORTEST_NAME
    surname = bool(names) and any(tokens(person.name)[-1:] == (names[0],) for person in people)
    return bool(telling) and len(telling[0]) >= _SHORTEST_NAME and (locked or surname)


def _sure(text: str, kind: Kind) -> bool:
    """Not by chance something else: more than one word of a name, or a text with digits."""
    if kind is Kind.PERSON:
        return len([word for word in _LETTERS.findall(text) if len(word) > 2 and word.casefold() not in TITLES]) > 1
    return any(character.isdigit() for character in text) or "@" in text


def _place_locked(people: Sequence[Person]) -> bool:
    """A lock on the address itself keeps a place from being found: the street alone gives it away. A lock on everything
    keeps a person unknown: a street that others live in does not."""
    return any("address" in person.never_disclose for person in people)


# ---------------------------------------------------------------- what stays


class _Staying:
    """All that a page that goes out may rightly say: texts that were kept, names of those who are named."""

    def __init__(self, *, kept: Iterable[Kept], people: Sequence[Person], judge: Judge) -> None:
        self._runs: set[tuple[str, ...]] = set()
        self._values: set[str] = set()
        self._lifted: set[tuple[str, Kind]] = set()
        for item in kept:
            self._add(item.mention.text)
            if item.by_person:
                owners = judge.circle.owners(item.mention)
                self._lifted |= {(owner, item.mention.span.kind) for owner in owners}
        for person in people:
            if judge.of(person.id, Kind.PERSON).action is Action.KEEP:
                for name in (person.name, *person.aliases):
                    self._add(name)
        self._own(judge.circle)

    def _own(self, circle: Circle) -> None:
        if me := circle.recipient:
            for text in (me.address, *me.phones, *me.emails, *me.identifiers, *map(unlabelled, me.identifiers)):
                self._add(text)

    def _add(self, text: str) -> None:
        words = tokens(text)
        self._values.add(squeezed(text))
        for start in range(len(words)):
            self._runs.update(words[start:end] for end in range(start + 1, min(start + _LONGEST, len(words)) + 1))

    def lifted(self, person: str, kind: Kind) -> bool:
        return (person, kind) in self._lifted

    def says(self, secret: _Secret) -> bool:
        return tokens(secret.text) in self._runs or squeezed(secret.text) in self._values
