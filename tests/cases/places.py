"""A case with records in it, and everybody who may or may not look: what tests of its pages share."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.test import Client
from tests.web.people import case, person, team

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases.models import Case, Page, Person, Record
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now
from candour.ledger.models import Entry

_TOKEN = re.compile(rb"[A-Za-z0-9]{64}")
"""Against forged forms; another for each person."""


@dataclass
class Place:
    """``owner`` manages the case, ``colleague`` and ``reader`` are in its team, ``outsider`` in another."""

    case: Case
    owner: User
    colleague: User
    reader: User
    outsider: User
    at: str = field(init=False)

    def __post_init__(self) -> None:
        self.at = f"/cases/{self.case.key}/"

    def entries(self, verb: str = "") -> list[Entry]:
        with acting(Actor(case=self.case.pk)):
            found = Entry.objects.filter(chain=self.case.pk).order_by("seq")
            return list(found.filter(verb=verb) if verb else found)


def place(name: str = "The Byrne family") -> Place:
    children = team()
    owner = person(Role.MANAGER)
    return Place(
        case=case(manager=owner, teams=(children,), name=name),
        owner=owner,
        colleague=person(Role.PRACTITIONER, team=children),
        reader=person(Role.READER, team=children),
        outsider=person(Role.MANAGER, team=team()),
    )


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@contextlib.contextmanager
def working(one: Case) -> Iterator[None]:
    """As the job that prepares the case."""
    with acting(Actor(case=one.pk)):
        yield


def record(one: Case, key: str, *texts: str, kind: str = "own", on: date | None = None, **more: object) -> Record:
    """A record with a page for each text."""
    with working(one):
        given = {"title": key, "path": f"{key}.pdf", "pages_count": len(texts), "date": on, "added_at": now(), **more}
        made = Record.objects.create(case=one, key=key, changed_at=now(), **given)
        for number, text in enumerate(texts, start=1):
            Page.objects.create(
                case=one, record=made, number=number, kind=kind, width=595, height=842, layer="text", text=text
            )
    return made


def registered(one: Case, key: str, name: str, role: str = "mother", **more: object) -> Person:
    with working(one):
        return Person.objects.create(case=one, key=key, name=name, role=role, child=role == "subject", **more)


def answers(place: Place, address: str, *, act_denied: bool = False, wrong: str = "delete") -> None:
    """The same page for owner, colleague and reader; none for anybody else, whether or not the case is there.

    ``act_denied``: a colleague and a reader see the case but may not do this.
    """
    assert signed_in(place.owner).get(address).status_code == 200
    for user in (place.colleague, place.reader):
        assert signed_in(user).get(address).status_code == (403 if act_denied else 200), user
    missing = signed_in(place.outsider).get(address.replace(place.case.key, "nothing-here"))
    assert missing.status_code == 404
    refused = signed_in(place.outsider).get(address)
    assert refused.status_code == 404
    assert _TOKEN.sub(b"", refused.content) == _TOKEN.sub(b"", missing.content)
    away = Client().get(address)
    assert away.status_code == 302
    assert away["Location"].startswith("/sign-in/")
    assert getattr(signed_in(place.owner), wrong)(address).status_code == 405
