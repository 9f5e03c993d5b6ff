"""A case that is due to be destroyed: bytes of its own, since all tests share one store of files."""

from __future__ import annotations

import uuid
from datetime import date

from tests.cases.arrivals import add, named
from tests.cases.prepared import prepare
from tests.web.people import case, team

from candour.accounts.models import User
from candour.cases import retaining
from candour.cases.models import Case, Person
from candour.ledger.acting import Actor, acting

NAME = "Perpetua Quillfeather"
"""A name that stands nowhere else."""


def due_case(manager: User, *colleagues: User, files: tuple[bytes, ...] = (), prepared: bool = False) -> Case:
    """Born in 1940, closed in 1960, no hold stands. ``colleagues`` see it; ``files`` beside one of its own."""
    from candour.accounts.services import join_team

    children = team()
    with acting(Actor()):
        for each in colleagues:
            join_team(by=None, user=each, team=children)
    one = case(manager=manager, teams=(children,), name=NAME)
    with acting(Actor(user=manager.pk)):
        Person.objects.create(
            case=one, key="P1", name=NAME, role="subject", child=True, date_of_birth="1940-02-03",
            notes="She likes marmalade",
        )  # fmt: skip
        why = "The front of the file says so"
        retaining.set_kind(by=manager, case=one, kind="child_in_need", reason=why, closed=date(1960, 5, 6))
        for each in retaining.holds(one).named:
            retaining.lift_named(by=manager, case=one, name=each.id, reason=f"Legal has confirmed it for {NAME}")
    own = f"{NAME} came on 3 March 1950. {uuid.uuid4()}".encode()
    several = (own, *files)
    add(manager, one, *(named(f"Notes/{number} {NAME}.txt", data) for number, data in enumerate(several)))
    if prepared:
        prepare(manager, one)
    return one
