"""Writes the register of a case: who is in it and what of them must never be told. Nobody is removed, only taken out.

Each change asks for a new preparation, since other people are then found in the file. No message names anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.models import Case, Person
from candour.cases.plain import marks_of
from candour.cases.preparing import ask
from candour.engine import model
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.policy import NEVER_DISCLOSE_FIELDS

_NUMBERED = re.compile(r"P(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file would bring into the register, by people's keys: nothing is saved yet."""

    added: tuple[model.Person, ...]
    changed: tuple[model.Person, ...]
    same: tuple[model.Person, ...]


def add(*, by: User, case: Case, person: model.Person) -> Person:
    """Registers somebody; an empty id becomes the next number. Raises BadInput, Refused."""
    check(by, Act.CHANGE_CASE)
    _valid(person)
    _alone(case)
    made = Person(case=case, key=person.id or _next_key(case))
    _written(made, person).save()
    record(Verb.REGISTERED, case=case.pk, object=f"person:{made.pk}", role=made.role, marks=made.never_disclose)
    ask(by=by, case=case)
    return made


def change(*, by: User, person: Person, to: model.Person, reason: str = "") -> None:
    """Whoever was only found in the file is registered by it. A mark is taken away for a reason only: BadInput."""
    check(by, Act.CHANGE_CASE)
    _valid(to)
    row = _there(person)
    gone = sorted(set(marks_of(row.never_disclose)) - set(marks_of(to.never_disclose)))
    if gone and not reason.strip():
        raise BadInput(
            "Say why a never-disclose mark is taken away.",
            means="From then on it may be told to people who ask for this file.",
            do="Give the reason, or leave the mark.",
        )
    before, found = _told(row), row.found
    _written(row, to).save()
    if found or _told(row) != before:
        verb = Verb.REGISTERED if found else Verb.REGISTER_CHANGED
        record(verb, case=row.case_id, object=f"person:{row.pk}", reason=reason.strip(), role=row.role,
               marks=row.never_disclose)  # fmt: skip
        ask(by=by, case=row.case)


def remove(*, by: User, person: Person, reason: str) -> None:
    """Takes somebody out of the register; the reason is kept."""
    check(by, Act.CHANGE_CASE)
    row = _there(person)
    if not reason.strip():
        raise BadInput("Say why this person is taken out of the register.", do="Give the reason.")
    _out(row)
    record(Verb.REGISTER_REMOVED, case=row.case_id, object=f"person:{row.pk}", reason=reason.strip())
    ask(by=by, case=row.case)


def merge(*, by: User, person: Person, into: Person) -> None:
    """Two entries are one person: ``into`` stays, with the names and marks of both, and details that it lacked."""
    check(by, Act.CHANGE_CASE)
    row, stays = _there(person), _there(into)
    if row.pk == stays.pk or row.case_id != stays.case_id or stays.found:
        raise Refused("These two cannot be made one.", do="Choose somebody else who is in the register.")
    names = [name for name in (row.name, *row.aliases) if name.casefold() != stays.name.casefold()]
    stays.aliases = _each_once([*stays.aliases, *names])
    for several in ("phones", "emails", "identifiers"):
        setattr(stays, several, _each_once([*getattr(stays, several), *getattr(row, several)]))
    for one in ("date_of_birth", "address", "notes"):
        setattr(stays, one, getattr(stays, one) or getattr(row, one))
    stays.never_disclose = marks_of([*stays.never_disclose, *row.never_disclose])
    stays.save()
    _out(row)
    record(Verb.REGISTER_MERGED, case=row.case_id, object=f"person:{row.pk}", into=stays.pk)
    ask(by=by, case=row.case)


def dismiss(*, by: User, person: Person) -> None:
    """Somebody found in the file needs no place in the register: they are not suggested again."""
    check(by, Act.CHANGE_CASE)
    row = _there(person)
    if not row.found:
        raise Refused("This person is in the register.", do="Take them out of it instead.")
    _out(row)
    record(Verb.FOUND_DISMISSED, case=row.case_id, object=f"person:{row.pk}")


def compare(*, case: Case, people: Iterable[model.Person]) -> Brought:
    """What ``bring_in`` would do. A mark that is there stays, whatever the file says."""
    there = {row.key: row for row in Person.objects.filter(case=case)}
    added, changed, same = list[model.Person](), list[model.Person](), list[model.Person]()
    for person in people:
        row = there.get(person.id)
        if row is None:
            added.append(person)
        else:
            before, after = _told(row), _told(_written(_copy(row), person, keep_marks=True))
            (same if before == after and not row.found and row.gone_at is None else changed).append(person)
    return Brought(tuple(added), tuple(changed), tuple(same))


def bring_in(*, by: User, case: Case, people: Sequence[model.Person]) -> Brought:
    """Registers everybody in ``people``, who may be there already under the same id; nobody is taken out."""
    check(by, Act.CHANGE_CASE)
    _alone(case)
    for person in people:
        _valid(person)
    brought = compare(case=case, people=people)
    there = {row.key: row for row in Person.objects.filter(case=case)}
    for person in (*brought.added, *brought.changed):
        row = there.get(person.id) or Person(case=case, key=person.id)
        row.gone_at = None
        _written(row, person, keep_marks=True).save()
    if brought.added or brought.changed:
        record(Verb.REGISTER_IMPORTED, case=case.pk, added=len(brought.added), changed=len(brought.changed))
        ask(by=by, case=case)
    return brought


def _valid(person: model.Person) -> None:
    if not any(character.isalpha() for character in person.name):
        raise BadInput("A person needs a name.", do="Write the name, or what the file calls them.")
    if person.role not in model.ROLES:
        raise BadInput("A person needs a role.", do="Choose what they are to the child.")
    if set(person.never_disclose) - NEVER_DISCLOSE_FIELDS.keys():
        raise BadInput("There is no such never-disclose mark.", do="Choose among those that are offered.")


def _there(person: Person) -> Person:
    """The row as it is now, kept from other changes until this one is done."""
    found = Person.objects.select_for_update(of=("self",)).select_related("case").filter(pk=person.pk, gone_at=None)
    row = found.first()
    if row is None:
        raise Refused(
            "This person is no longer in the register.",
            means="Somebody has taken them out meanwhile.",
            do="Look at the register again.",
        )
    return row


def _alone(case: Case) -> None:
    """Numbers are given out to one at a time."""
    list(Case.objects.select_for_update().filter(pk=case.pk))


def _next_key(case: Case) -> str:
    keys = Person.objects.filter(case=case).values_list("key", flat=True)
    taken = [int(match[1]) for match in map(_NUMBERED.fullmatch, keys) if match]
    return f"P{max(taken, default=0) + 1}"


def _written(row: Person, person: model.Person, *, keep_marks: bool = False) -> Person:
    row.name, row.role, row.child = person.name, person.role, person.role == "subject"
    row.aliases, row.date_of_birth, row.address = list(person.aliases), person.date_of_birth, person.address
    row.phones, row.emails, row.identifiers = list(person.phones), list(person.emails), list(person.identifiers)
    row.never_disclose = marks_of([*person.never_disclose, *(row.never_disclose if keep_marks else ())])
    row.notes, row.found = person.notes, False
    return row


_COLUMNS = (
    "name", "role", "aliases", "date_of_birth", "address", "phones", "emails", "identifiers", "never_disclose", "notes",
)  # fmt: skip


def _told(row: Person) -> list[object]:
    return [getattr(row, column) for column in _COLUMNS]


def _copy(row: Person) -> Person:
    return Person(case_id=row.case_id, key=row.key, never_disclose=list(row.never_disclose))


def _out(row: Person) -> None:
    row.gone_at = now()
    row.save(update_fields=["gone_at"])


def _each_once(values: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for value in values:
        found.setdefault(value.casefold(), value)
    return list(found.values())
