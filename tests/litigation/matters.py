"""A matter for tests, opened through the same services as the site uses, and the people around it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.web.people import case, person, team

from candour.accounts.models import Team, User
from candour.accounts.roles import Role
from candour.cases.models import Case
from candour.ledger.acting import Actor, acting
from candour.litigation import members
from candour.litigation.models import Capacity, Matter
from candour.litigation.opening import Details, open_matter


@dataclass(frozen=True, slots=True)
class Place:
    """``owner``: the lawyer who opened it; ``colleague``: another lawyer on it; ``stranger``: a lawyer who is not."""

    matter: Matter
    case: Case
    owner: User
    colleague: User
    witness: User
    instructing: User
    head: User
    stranger: User
    manager: User
    worker: User
    reader: User
    outsider: User
    team: Team


def opened(*, by: User, case: Case, kind: str = "judicial_review", title: str = "R (KM) v Council") -> Matter:
    with acting(Actor(user=by.pk)):
        return open_matter(by=by, case=case.reference, kind=kind, details=Details(title=title))


def place() -> Place:
    """The witness works on the case; the instructing manager does not see it."""
    works = team()
    manager = person(Role.MANAGER, name="Morag Manager")
    one = case(manager=manager, teams=(works,))
    owner, colleague = person(Role.LAWYER, name="Leila Lawyer"), person(Role.LAWYER, name="Louis Lawyer")
    witness, instructing = person(Role.PRACTITIONER, name="Wanda Witness", team=works), person(Role.MANAGER)
    matter = opened(by=owner, case=one)
    with acting(Actor(user=owner.pk)):
        members.join(by=owner, matter=matter, user=colleague, capacity=Capacity.SUPERVISING)
        members.join(by=owner, matter=matter, user=witness, capacity=Capacity.WITNESS)
        members.join(by=owner, matter=matter, user=instructing, capacity=Capacity.INSTRUCTING)
    return Place(
        matter, one, owner, colleague, witness, instructing, person(Role.HEAD_OF_LITIGATION, name="Hugo Head"),
        person(Role.LAWYER), manager, person(Role.PRACTITIONER, team=works), person(Role.READER, team=works),
        person(Role.PRACTITIONER), works,
    )  # fmt: skip
