"""Court orders that let one recipient have what a never-disclose mark keeps back: entered, confirmed, withdrawn.

An order counts when a second person, from Legal or information governance, has read it and confirmed it. It lifts the
lock and nothing more: what it opens is still blacked out until somebody decides.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.models import Person
from candour.cases.plain import MARKS, marks_of
from candour.disclosure.guarding import in_words, locked
from candour.disclosure.models import CourtOrder, Disclosure, Sheet, State
from candour.disclosure.opening import AGAIN, refuse_collectable
from candour.disclosure.renewing import renew
from candour.engine.decide.circle import kinds_of
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb


@dataclass(frozen=True, slots=True)
class Wording:
    """What the order says: which court, its number of the case, the day of the order; ``place``: where in the bundle."""

    court: str
    number: str
    dated: date
    place: int | None = None


def enter_order(
    *, by: User, disclosure: Disclosure, person: str, fields: Collection[str], wording: Wording
) -> CourtOrder:
    """Lifts nothing yet. Raises BadInput for what names no mark of a registered person, or is not complete."""
    disclosure = locked(disclosure, by=by, act=Act.REVIEW, states=(State.DECIDING,))
    court, number = " ".join(wording.court.split()), " ".join(wording.number.split())
    if not court or not number or wording.dated > today():
        raise BadInput("An order has a court, a number and a date that is not to come.", do="Copy them from the order.")
    _check_marks(disclosure, person, fields)
    name, page = _stands_at(disclosure, wording.place)
    made = CourtOrder.objects.create(
        case_id=disclosure.case_id, disclosure=disclosure, person=person, fields=marks_of(fields), court=court,
        number=number, dated=wording.dated, record=name, page=page, entered_by=by, entered_at=now(),
    )  # fmt: skip
    record(
        Verb.ORDER_ENTERED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", order=made.key,
        whom=person, fields=made.fields,
    )  # fmt: skip
    return made


def confirm_order(*, by: User, order: CourtOrder) -> None:
    """From now on the lock is off for this recipient. Refused for who entered it: nobody lifts a lock alone."""
    disclosure = locked(order.disclosure, by=by, act=Act.LIFT_LOCKS, states=(State.DECIDING,))
    row = CourtOrder.objects.select_for_update().get(pk=order.pk)
    if row.confirmed_at or row.withdrawn_at:
        raise Refused("This order was confirmed or withdrawn already.", do="Load the page again.")
    if row.entered_by_id == by.pk:
        raise Refused(
            "You entered this order, so somebody else has to confirm it.",
            means="Nobody lifts a lock alone.",
            do="Ask a colleague from Legal or information governance to read it.",
        )
    CourtOrder.objects.filter(pk=row.pk).update(confirmed_by=by, confirmed_at=now())
    record(Verb.ORDER_CONFIRMED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", order=row.key)
    renew(case=disclosure.case)


def withdraw_order(*, by: User, order: CourtOrder, reason: str) -> None:
    """The lock is on again at once. What was made with the order goes back to be decided; Refused while it can be collected."""
    disclosure = locked(order.disclosure, by=by, act=Act.REVIEW, states=(State.DECIDING, *AGAIN))
    reason = in_words(reason, ask="Say why the order no longer counts.")
    row = CourtOrder.objects.select_for_update().get(pk=order.pk)
    if row.withdrawn_at:
        raise Refused("This order was withdrawn already.", do="Load the page again.")
    if row.stands and disclosure.state != State.DECIDING:
        refuse_collectable(disclosure)
        disclosure.rounds.filter(ended_at=None).delete()
        Disclosure.objects.filter(pk=disclosure.pk).update(state=State.DECIDING)
    CourtOrder.objects.filter(pk=row.pk).update(withdrawn_by=by, withdrawn_at=now(), withdrawn_because=reason)
    record(
        Verb.ORDER_WITHDRAWN, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", order=row.key,
        reason=reason,
    )  # fmt: skip
    renew(case=disclosure.case)


def orders_of(disclosure: Disclosure, *, person: str = "") -> list[CourtOrder]:
    """All that were ever entered (``person``: for marks of theirs), the latest first."""
    found = CourtOrder.objects.filter(disclosure=disclosure).order_by("-pk")
    found = found.filter(person=person) if person else found
    return list(found.select_related("entered_by", "confirmed_by", "withdrawn_by"))


def lifted_for(disclosure: Disclosure) -> dict[str, list[CourtOrder]]:
    """The orders that stand, by the person whose marks they lift."""
    made: dict[str, list[CourtOrder]] = {}
    for order in orders_of(disclosure):
        if order.stands:
            made.setdefault(order.person, []).append(order)
    return made


def worded(disclosure: Disclosure, found: Sequence[CourtOrder]) -> list[dict[str, Any]]:
    """Orders with the names of people, marks and pages."""
    people = dict(
        Person.objects.filter(case=disclosure.case_id, key__in={each.person for each in found}).values_list(
            "key", "name"
        )
    )
    sheets = Sheet.objects.filter(disclosure=disclosure, record__in={each.record for each in found if each.record})
    places = {(each.record, each.page): each.place for each in sheets}
    return [
        {
            "it": each, "who": people.get(each.person, ""), "marks": [MARKS[mark][0] for mark in each.fields],
            "place": places.get((each.record, each.page)),
        }
        for each in found
    ]  # fmt: skip


def with_marks(disclosure: Disclosure) -> list[Person]:
    """Whose marks an order could lift for this recipient: their own do not bind them."""
    found = Person.objects.filter(case=disclosure.case_id, gone_at=None, found=False).exclude(never_disclose=[])
    return list(found.exclude(key=disclosure.recipient).order_by("name", "pk"))


def _check_marks(disclosure: Disclosure, person: str, fields: Collection[str]) -> None:
    row = next((each for each in with_marks(disclosure) if each.key == person), None)
    if row is None:
        raise BadInput(
            "This person has no never-disclose mark.", do="Choose somebody with a mark that the order names."
        )
    if not fields or set(fields) - MARKS.keys():
        raise BadInput(
            "Nothing was chosen that the order lifts.", do="Choose what the recipient may have by the order."
        )
    own = kinds_of(frozenset(row.never_disclose))
    if any(own.isdisjoint(kinds_of(frozenset({field}))) for field in fields):
        raise BadInput(
            "There is no mark on one of these.",
            means="An order lifts what is marked.",
            do="Choose only what is marked.",
        )


def _stands_at(disclosure: Disclosure, place: int | None) -> tuple[str, int]:
    if place is None:
        return "", 0
    found = Sheet.objects.filter(disclosure=disclosure, place=place - 1).values_list("record", "page").first()
    if found is None:
        raise BadInput("There is no such page.", do="Give the number of the page in the review, or leave it empty.")
    return found
