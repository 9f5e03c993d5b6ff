"""Tells meetings of the disclosures that were opened for their minutes. It releases nothing and holds nothing up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from candour.cases.models import Case, Person, Record
from candour.disclosure.models import Disclosure, Hold, Production, State
from candour.disclosure.models.releasing import Outcome
from candour.meetings.released import Made, tells_of_disclosures

_PURPOSE = "minutes"
_RELEASED = (State.READY, State.DELIVERED)
_OLD = "Made of an earlier version of these papers"


@tells_of_disclosures
def for_minutes(case: Case) -> Iterator[Made]:
    """Those of some records only: a disclosure of the whole file is none of minutes."""
    found = list(Disclosure.objects.filter(case=case, purpose=_PURPOSE).exclude(only=[]).order_by("pk"))
    held = set(Hold.objects.filter(disclosure__in=found, lifted_at=None).values_list("disclosure", flat=True))
    productions = Production.objects.filter(disclosure__in=found, outcome=Outcome.MADE).order_by("number")
    made = dict(productions.values_list("disclosure", "ended_at"))
    names = dict(Person.objects.filter(case=case).values_list("key", "name"))
    for each in found:
        current = each.pk in made and not _changed_after(each, made[each.pk])
        released = each.state in _RELEASED and current and each.pk not in held
        state = "Held by Legal" if each.pk in held else State(each.state).label
        yield Made(
            each.key, each.recipient, names.get(each.recipient, each.recipient.replace("_", " ")),
            frozenset(each.only), state if released or each.state not in _RELEASED or current else _OLD, released,
        )  # fmt: skip


def _changed_after(disclosure: Disclosure, made_at: datetime | None) -> bool:
    """What was made is of an earlier version of its records."""
    records = Record.objects.filter(case=disclosure.case_id, key__in=disclosure.only)
    return made_at is None or records.filter(changed_at__gt=made_at).exists()
