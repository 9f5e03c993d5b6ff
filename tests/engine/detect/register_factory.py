"""Fictional people and short ways to ask what is found; nobody here exists."""

from __future__ import annotations

from typing import Any

from candour.engine.detect import Register, build_register, find, survey
from candour.engine.model import Kind, Person, Span


def person(key: str = "P1", name: str = "Freya Ann Hollis", role: str = "subject", **more: Any) -> Person:
    """A row of people.csv; lists may be given as lists."""
    tuples = {k: tuple(v) if isinstance(v, list) else v for k, v in more.items()}
    return Person(key, name, role, **tuples)


def family() -> list[Person]:
    """A subject, her parents, two brothers called Jack, protected children with ordinary names, carers, a referrer."""
    never: Any = frozenset({"all"})
    return [
        person(
            "S",
            "Freya Ann Hollis",
            aliases=["Frey"],
            date_of_birth="2009-03-07",
            address="Room 2, Heron Lodge, Canal Lane, Westmere WM4 7QD",
            phones=["07700 900111"],
            emails=["freya.h@post.example"],
            identifiers=["NHS 999 321 4567", "UPN H801200005014", "LCS 204411"],
        ),
        person(
            "M",
            "Donna Hollis",
            "mother",
            aliases=["Dee", "Donna Marsh"],
            date_of_birth="1985-11-23",
            address="8 Kiln Mews, Oakthorpe, WM21 3ZZ",
            phones=["07700 900222"],
            identifiers=["NINO QQ 12 34 56 C"],
            never_disclose=frozenset({"address", "phone"}),
            notes="Works at Larch Court Care Home.",
        ),
        person("F", "Martin Hollis", "father", aliases=["Mr Hollis"], identifiers=["VRM HX61 KPO"]),
        person("W", "Will Grant", "other_child", aliases=["Willy", "WG"], never_disclose=never),
        person("G", "Grace Park", "other_child", aliases=["Gracie"], never_disclose=never),
        person("T", "Tyrone Baptiste", "other_child", aliases=["Ty", "TB"], never_disclose=never),
        person("A", "Pauline Carver", "foster_carer", address="The Old Mill, Sedge Lane, Marston, WM9 2AB"),
        person("C", "Colin Carver", "foster_carer", address="The Old Mill, Sedge Lane, Marston, WM9 2AB"),
        person(
            "R",
            "Joy Tansley",
            "referrer",
            aliases=["Mrs Tansley"],
            address="31 Hope Street, Westmere, WM1 1AA",
            phones=["01632 960518"],
            emails=["joy.tansley@post.example"],
            never_disclose=never,
        ),
        person("J1", "Jack Hollis", "sibling"),
        person("J2", "Jack Meadows", "third_party"),
    ]


def register(*people: Person) -> Register:
    return build_register(list(people) or family())


def spans(text: str, *people: Person, kind: Kind | None = Kind.PERSON, surveyed: bool = True) -> list[Span]:
    known = register(*people)
    found = find(text, survey([text], known) if surveyed else known)
    return [s for s in found if kind is None or s.kind is kind]


def found(text: str, *people: Person, kind: Kind | None = Kind.PERSON, surveyed: bool = True) -> list[str]:
    """The words found, in order."""
    return [text[s.start : s.end] for s in spans(text, *people, kind=kind, surveyed=surveyed)]


def owners(text: str, *people: Person, kind: Kind = Kind.PERSON) -> list[str]:
    """Whose each finding is; candidates joined by a bar."""
    return [s.person or "|".join(s.candidates) for s in spans(text, *people, kind=kind)]
