"""What goes into the contradiction helper and what comes out: frozen values, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Difference(StrEnum):
    """What is stated differently."""

    DATE = "date"
    PERSON = "person"
    DENIED = "denied"
    """One says that something was so or happened, the other that it was not or did not."""
    NUMBER = "number"
    OUTCOME = "outcome"
    PLACE = "place"
    ABSENT = "absent"
    """The statement says that there is no such document; a record speaks of it."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person named in a text, from ``start`` to ``end``. More than one id: it may be any of these."""

    start: int
    end: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a record. ``date`` is the record's own, ISO, or empty where nobody knows it."""

    record: str
    number: int
    text: str
    date: str = ""
    named: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Assertion:
    """One assertion of a statement. ``author`` is the register's id of whoever says "I" in it, or empty."""

    id: str
    text: str
    named: tuple[Named, ...] = ()
    author: str = ""
    date: str = ""
    """The statement's date, ISO: "last Tuesday" is counted from it."""
    linked: tuple[tuple[str, int], ...] = ()
    """Record and page that the author gives as source."""


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A stretch of a record's page."""

    record: str
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two passages that a person should read side by side. It does not say which of them is right.

    ``places`` is empty where the assertion contradicts itself; else the clearest passage comes first, and the others
    say the same.
    """

    assertion: str
    difference: Difference
    start: int
    end: int
    """The passage of the assertion."""
    places: tuple[Passage, ...]
    strength: float
    """0 to 1, for the order in which they are shown."""
    why: str
    linked: bool = False
    """One of the places is a page that the author gives as source."""
