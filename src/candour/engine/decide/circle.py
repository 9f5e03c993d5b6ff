"""Who stands where to the recipient: whose data is whose, who shares a home, what is locked. It proposes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from candour.engine.decide.address import Address, parse, pins, same, squeezed
from candour.engine.model import Kind, Mention, Order, Person
from candour.policy import NEVER_DISCLOSE_FIELDS, Pack

PLACES = frozenset({Kind.ADDRESS, Kind.POSTCODE})
VALUES = frozenset(
    {Kind.ADDRESS, Kind.POSTCODE, Kind.PHONE, Kind.EMAIL, Kind.NHS, Kind.NINO, Kind.UPN, Kind.REF, Kind.VEHICLE}
)
"""Kinds whose text alone tells whose they are."""
LABELS = {
    "nhs": Kind.NHS, "nino": Kind.NINO, "ni": Kind.NINO, "upn": Kind.UPN, "vrm": Kind.VEHICLE, "reg": Kind.VEHICLE,
    "vehicle": Kind.VEHICLE, "car": Kind.VEHICLE,
}  # fmt: skip
"""Label words of identifiers in people.csv, and what they label."""
_SHORTEST_VALUE = 6


class Circle:
    """People around one recipient. ``orders``: court orders that lift a lock for this recipient."""

    def __init__(
        self, *, people: Sequence[Person], pack: Pack, recipient: Person | None, recipient_role: str,
        orders: Sequence[Order] = (),
    ) -> None:  # fmt: skip
        self.people: Mapping[str, Person] = {person.id: person for person in people}
        self.recipient = recipient
        self._same_address = pack.never_disclose.same_address
        names = {recipient_role} | ({recipient.id} if recipient else set())
        self._lifted: dict[str, set[str]] = defaultdict(set)
        for order in orders:
            if order.recipient in names:
                self._lifted[order.person] |= kinds_of(order.fields)
        self._addresses = {person.id: parse(person.address) for person in people if person.address}
        self._locks = {person.id: self._own_lock(person) for person in people if person.never_disclose}
        self._owners = self._value_owners()
        self._looked_up: dict[tuple[str, Kind], frozenset[str]] = {}

    # -- locks

    def _own_lock(self, person: Person) -> frozenset[str]:
        if self.recipient and person.id == self.recipient.id:
            return frozenset()
        return kinds_of(person.never_disclose) - self._lifted.get(person.id, set())

    def locked(self, person: str, kind: Kind) -> bool:
        """Never to leave for this recipient: by the person's own lock, or that of somebody at the same address."""
        if kind in self._locks.get(person, ()):
            return True
        if kind not in PLACES or not self._same_address or person not in self._addresses:
            return False
        here = self._addresses[person]
        return any(
            kind in kinds and self.address(other) is not None and same(here, self._addresses[other])
            for other, kinds in self._locks.items()
        )

    # -- addresses and values

    def address(self, person: str) -> Address | None:
        return self._addresses.get(person)

    def household(self, person: str) -> bool:
        """Lives where the recipient lives, by the register."""
        mine = self._addresses.get(self.recipient.id) if self.recipient else None
        theirs = self._addresses.get(person)
        return mine is not None and theirs is not None and same(mine, theirs)

    def owners(self, mention: Mention) -> tuple[str, ...]:
        """Everybody whose the mention could be: as detected, and by its value in the register. Sorted, no doubles."""
        span = mention.span
        found = {span.person} if span.person else set(span.candidates)
        if span.kind in VALUES:
            found |= self._by_value(mention.text, span.kind)
        return tuple(sorted(found))

    def own_value(self, mention: Mention) -> bool:
        """The register gives this very value as the recipient's own (a shared home, a shared telephone)."""
        if self.recipient is None or mention.span.kind not in VALUES:
            return False
        return self.recipient.id in self._by_value(mention.text, mention.span.kind)

    def _by_value(self, text: str, kind: Kind) -> frozenset[str]:
        """Who has this value by the register. The same text stands on many pages: it is looked up once."""
        if (text, kind) not in self._looked_up:
            found = set(self._owners.get(squeezed(text), ()))
            if kind is Kind.ADDRESS:
                found |= {person for person, address in self._addresses.items() if pins(text, address)}
            self._looked_up[text, kind] = frozenset(found)
        return self._looked_up[text, kind]

    def _value_owners(self) -> dict[str, set[str]]:
        owners: dict[str, set[str]] = defaultdict(set)
        for person in self.people.values():
            values = [*person.phones, *person.emails, *person.identifiers, *map(unlabelled, person.identifiers)]
            postcode = self._addresses[person.id].postcode if person.address else ""
            for value in (*map(squeezed, values), postcode):
                if len(value) >= _SHORTEST_VALUE or value == postcode != "":
                    owners[value].add(person.id)
        return owners


def kinds_of(fields: frozenset[str]) -> frozenset[str]:
    """The kinds that never-disclose ``fields`` cover. A word that is not known covers everything."""
    every = NEVER_DISCLOSE_FIELDS["all"]
    return frozenset().union(*(NEVER_DISCLOSE_FIELDS.get(field, every) for field in fields))


def unlabelled(identifier: str) -> str:
    """``NHS 999 123 4568`` without its leading label word."""
    first, _, rest = identifier.strip().partition(" ")
    label = first.casefold().strip(":") in LABELS or (first.isalpha() and len(first) > 2)
    return rest if rest and label else identifier


def kind_of(identifier: str) -> Kind:
    """The kind of a value of people.csv's ``identifiers``, by its leading label word; REF when there is none known."""
    return LABELS.get(identifier.strip().partition(" ")[0].casefold().strip(":"), Kind.REF)
