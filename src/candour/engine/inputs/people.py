"""Reads people.csv into the register's people. It never quotes a person's data in a message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from candour.engine.errors import BadInput
from candour.engine.inputs.tables import fault, read_rows
from candour.engine.model import ROLES, Person
from candour.policy import NEVER_DISCLOSE_FIELDS

COLUMNS = (
    "id", "name", "role", "aliases", "date_of_birth", "address", "phone", "email", "identifiers", "never_disclose",
    "notes",
)  # fmt: skip
_BRITISH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def read_people(path: Path) -> tuple[Person, ...]:
    """Everybody in the file, in its order. BadInput names file, line, and what to do."""
    people: dict[str, Person] = {}
    for line, row in read_rows(path=path, columns=COLUMNS):
        person = _person(path, line, row)
        if person.id in people:
            raise fault(path, line, "this id stands on an earlier line too", "Give every person an id of their own.")
        people[person.id] = person
    if not people:
        raise BadInput(
            f"{path.name} names nobody.", means="Without people nothing can be protected.",
            do="Add at least the subject of the file.",
        )  # fmt: skip
    return tuple(people.values())


def _person(path: Path, line: int, row: Mapping[str, str]) -> Person:
    if not _ID.fullmatch(row["id"]):
        do = "Use letters, digits, dots, hyphens and underscores, at most 64."
        raise fault(path, line, "the id is empty or has other characters than an id may", do)
    if not any(character.isalpha() for character in row["name"]):
        raise fault(path, line, "the name is empty", "Write the name, or take the line out.")
    if row["role"] not in ROLES:
        raise fault(path, line, "the role is not known", "Use one of: " + ", ".join(sorted(ROLES)) + ".")
    return Person(
        id=row["id"], name=" ".join(row["name"].split()), role=row["role"], aliases=_several(row["aliases"]),
        date_of_birth=_birth(path, line, row["date_of_birth"]), address=" ".join(row["address"].split()),
        phones=_several(row["phone"]), emails=_several(row["email"]), identifiers=_several(row["identifiers"]),
        never_disclose=_never(path, line, row["never_disclose"]), notes=row["notes"],
    )  # fmt: skip


def _several(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in (" ".join(piece.split()) for piece in value.split("|")) if part))


def _birth(path: Path, line: int, value: str) -> str:
    if value:
        try:
            british = _BRITISH.fullmatch(value)
            born = date(*map(int, reversed(british.groups()))) if british else date.fromisoformat(value)
        except ValueError:
            do = "Write it as 2009-04-30 or 30/04/2009, or leave it empty."
            raise fault(path, line, "the date_of_birth is not a date", do) from None
        return born.isoformat()
    return ""


def _never(path: Path, line: int, value: str) -> frozenset[str]:
    fields = frozenset(field.casefold() for field in _several(value))
    if fields - NEVER_DISCLOSE_FIELDS.keys():
        do = "Use one or more of these, with | between them: " + ", ".join(sorted(NEVER_DISCLOSE_FIELDS)) + "."
        raise fault(path, line, "never_disclose has a word that is not known", do)
    return fields
