"""Whether a text tells somebody what the register of the case locks, or where a child of the case lives.

It looks for the values of the register and nothing else: a place that is described in other words is for people to see.
It answers in sentences that hold none of what it found, and without knowing where a child lives it lets nothing pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from candour.cases.locked import CONTACTS, holds, locked_values
from candour.cases.models import Person
from candour.engine.decide.address import numbered, parse, same
from candour.meetings.models import Attendee

_CARERS = ("carer", "foster_carer", "adopter")
_POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b")
_NUMBER = re.compile(r"^\d+\w?\s+")


def hindrances(attendee: Attendee, text: str) -> list[str]:
    """Why the text may not go to this person; empty: nothing was found."""
    people = list(Person.objects.filter(case=attendee.case_id, gone_at=None))
    own = next((each for each in people if each.pk == attendee.person_id), None)
    others = [each for each in people if each != own]
    homes = [each for each in others if (each.child or each.role in _CARERS) and each.address.strip()]
    if not homes:
        return [
            "The register of the case does not say where a child of it lives, so nobody can look whether the text tells it."
            " It is entered there first."
        ]
    found = []
    if holds(locked_values(others), text):
        found.append("It holds something that the register marks as never to be told.")
    if holds(set(_told_by(homes, own)), text):
        found.append("It tells where a child of the case lives, or how the child or a carer can be reached.")
    return found


def _told_by(people: Iterable[Person], own: Person | None) -> Iterator[str]:
    """An address, each part of it that names one home or street, and other ways to reach them; not what is one's own."""
    for each in people:
        if own is None or not own.address or not same(parse(each.address), parse(own.address)):
            yield from _address(each.address)
        mine = {*own.phones, *own.emails} if own else set()
        yield from {*each.phones, *each.emails} - mine


def _address(address: str) -> Iterator[str]:
    """The last part is the town: many live there, and a text may name it."""
    yield from (address, *CONTACTS.findall(address), *_POSTCODE.findall(address))
    pieces = [piece.strip() for piece in re.split(r"[,;\n]", _POSTCODE.sub(" ", address)) if piece.strip()]
    for piece in pieces[:-1]:
        street = _NUMBER.sub("", piece)
        yield from (each for each in (piece, street) if numbered(each) or _several_words(each))


def _several_words(piece: str) -> bool:
    return len(piece.split()) > 1 and not any(char.isdigit() for char in piece)
