"""What tests of the pages after review share: who comes in where, and a bundle that is ready or sent."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse
from tests.disclosure.disclosing import Office, checked, handed_over, opened, produced
from tests.web.people import person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.disclosure.delivering import Ways
from candour.disclosure.models import Disclosure
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, disclosure: Disclosure, *more: object) -> str:
    return reverse(f"disclosure:{name}", args=[disclosure.key, *more])


def said(answer) -> str:
    """The words of a page, without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def entries(here: Office, verb: str) -> list[Entry]:
    with acting(Actor(user=here.manager.pk)):
        return list(Entry.objects.filter(chain=here.case.pk, verb=verb).order_by("seq"))


def check_who_may_look(here: Office, address: str, *, method: str = "post") -> None:
    """Owner, colleague and reader see it; an outsider is told what somebody is told whose key nothing has."""
    for user in (here.manager, here.other, here.reader):
        assert as_(user).get(address).status_code == 200, user.name
    _check_others(here, address, "get")
    assert getattr(as_(here.other), method)(address).status_code == 405


def check_who_may_do(here: Office, address: str, *, refused: tuple[User, ...]) -> None:
    """Roles that do not fit are told so; nothing is done by looking."""
    for user in refused:
        assert as_(user).post(address).status_code == 403, user.name
    _check_others(here, address, "post")
    assert as_(here.checker).get(address).status_code == 405


def _check_others(here: Office, address: str, method: str) -> None:
    outside = as_(person(*Role))
    real, none = (
        getattr(outside, method)(address),
        getattr(outside, method)(re.sub(r"(?<=s/)[\w-]{12}", "A" * 12, address)),
    )
    assert (real.status_code, none.status_code) == (404, 404)
    assert said(real) == said(none)
    answer = getattr(Client(), method)(address)
    assert (answer.status_code, answer.headers["Location"][:15]) == (302, "/sign-in/login/")


def ready(here: Office) -> Disclosure:
    """A disclosure with a bundle."""
    one = opened(here)
    checked(here, one)
    return produced(here, one)


@dataclass
class Sent:
    """A delivery as the recipient has it."""

    ways: Ways
    link: str
    code: str


def sent(here: Office, one: Disclosure, *, days: int = 9) -> Sent:
    ways = handed_over(here, one, days=days)
    return Sent(ways, reverse("disclosure:collect", args=[ways.token]), ways.code)
