"""What the register of a case locks, as values that can be looked for in any text. It answers whether, never which or where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from candour.cases.models import Person
from candour.engine.verify.needles import Needles, Seen
from candour.policy.vocabulary import NEVER_DISCLOSE_FIELDS

CONTACTS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # an e-mail address
    r"|\+?\d[\d ()-]{5,}\d"  # a telephone number
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"  # a postcode
    r"|\b\d{1,4}[A-Za-z]? [A-Z][\w’']+(?: [A-Z][\w’']+){0,2}"  # a house and its street
)


def locked_values(people: Iterable[Person]) -> set[str]:
    """What is marked as never to be told of any of them."""
    return {value for each in people for value in values_of(each)}


def values_of(person: Person) -> Iterator[str]:
    """What is marked of one person."""
    kinds = {kind for word in person.never_disclose for kind in NEVER_DISCLOSE_FIELDS.get(word, ())}
    if "PERSON" in kinds:
        yield from (person.name, *person.aliases)
    if "ADDRESS" in kinds:
        yield from (person.address, *CONTACTS.findall(person.address))
    if "PHONE" in kinds:
        yield from person.phones
    if "EMAIL" in kinds:
        yield from person.emails
    if "REF" in kinds:
        yield from person.identifiers


def holds(values: Iterable[str], text: str) -> bool:
    """Whether any of the values stands in the text, however it is spaced, accented or cased."""
    return bool(Needles(value for value in values if value.strip()).hits(Seen(text)))
