"""Everybody who may or may not look at a request, and how a request is logged through the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client
from tests.access.logged import received
from tests.web.people import case, person, team

from candour.access.models import Request
from candour.accounts.models import Team, User
from candour.accounts.roles import Role
from candour.cases.models import Case


@dataclass(frozen=True, slots=True)
class Around:
    """``owner`` manages the case; ``colleague`` and ``reader`` are in the handling team; ``outsider`` in no team of it."""

    owner: User
    colleague: User
    reader: User
    outsider: User
    team: Team
    case: Case


def around() -> Around:
    ours = team("Access to information")
    owner = person(Role.MANAGER, name="Morag Manager")
    person(Role.SAFER_RECRUITMENT, team=ours)  # without whom nobody could handle what the barring service asks
    return Around(
        owner, person(Role.ACCESS_OFFICER, team=ours, name="Ann Access"), person(Role.READER, team=ours),
        person(Role.ACCESS_OFFICER, team=team()), ours, case(manager=owner),
    )  # fmt: skip


def a_request(here: Around, **more: Any) -> Request:
    return received(**{"by": here.colleague, "team": here.team, **more})


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


WHO = {"requester": "care_leaver", "name": "Ada Marsh", "organisation": ""}
ABOUT = {"about": "Ada Marsh", "about_born": "1990", "case_file": ""}
CONTEXT = {"context": "own_records"}
NO_ORDERS = {"order": ["none"]}
CONTACT = {"contact_way": "email", "contact": "ada@example.org", "contact_never": "The house in Milford"}


def wants(here: Around, *, day: int = 2, month: int = 3, year: int = 2026, **more: Any) -> dict[str, Any]:
    return {
        "wants": "Everything about my time in care", "received_on_day": day, "received_on_month": month,
        "received_on_year": year, "their_reference": "", "team": here.team.key, **more,
    }  # fmt: skip


def through(client: Client, *pages: dict[str, Any]) -> Any:
    """Sends each page to where the one before led; the answer to the last, followed."""
    address, answer = "/requests/new/", None
    for page in pages:
        answer = client.post(address, page, follow=True)
        address = answer.redirect_chain[-1][0] if answer.redirect_chain else address
    return answer
