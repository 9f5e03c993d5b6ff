"""How long the pages of requests take where so many are open, asked for through the whole application."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bench.child import Facts, Job
from bench.jobs import site_office as office

if TYPE_CHECKING:
    from django.test import Client

    from candour.access.models import Request
    from candour.accounts.models import Team, User
    from candour.accounts.roles import Role

WARM = 2
"""Requests of each kind before any is timed."""
_KINDS = (
    {"requester": "care_leaver", "context": "own_records", "facts": {"order": ("none",)}},
    {"requester": "public", "context": "council_information", "facts": {"order": ("none",)}},
    {"requester": "police", "context": "criminal_investigation", "facts": {"order": ("none",)}},
    {"requester": "care_leaver", "context": "own_records", "facts": {"order": ("non_molestation",)}},
)
_DAYS = 90
"""Over which the requests came."""


def asked(*, many: int, times: int) -> Job:
    """``many`` open requests of one team, in every state in which they wait.

    The facts: milliseconds by what was asked; ``questions``: to the database, of the last of each.
    """

    def job() -> Facts:
        with office.site():
            return _measured(many, times)

    return job


def _measured(many: int, times: int) -> Facts:
    from candour.accounts.roles import Role

    staff = _staff()
    made = _filled(staff, many)
    walk = _Walk({role: office.browser(user) for role, user in staff.items()}, made.key, Role)
    told: dict[str, list[float]] = defaultdict(list)
    for turn in range(WARM + times):
        for what, took in walk.once():
            if turn >= WARM:
                told[what].append(took * 1000)
    return {"told": told, "questions": walk.questions}


def _staff() -> dict[Role, User]:
    """One team with whoever takes a part in most requests."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from candour.accounts import services
    from candour.accounts.roles import Role
    from candour.ledger.acting import NOBODY, acting

    found = {}
    with acting(NOBODY):
        team = services.make_team(by=None, name="Access to information")
        for role in (Role.ACCESS_OFFICER, Role.LAWYER, Role.MANAGER, Role.BUSINESS_SUPPORT, Role.READER):
            user = services.add_person(by=None, email=f"{role.value}@council.example", name=f"A {role.value}")
            services.give_role(by=None, user=user, role=role)
            services.join_team(by=None, user=user, team=team)
            found[role] = user
    for user in found.values():
        TOTP.activate(user, generate_totp_secret())
    return found


def _filled(staff: dict[Role, User], many: int) -> Request:
    """The requests, each third as far as its route and each twelfth one waiting for an answer; one of them."""
    from candour.access import clarifying, routing
    from candour.access.receiving import Asked, receive
    from candour.accounts.queries import teams
    from candour.accounts.roles import Role
    from candour.ledger.acting import Actor, acting
    from candour.ledger.clock import today

    officer, team = staff[Role.ACCESS_OFFICER], _only(teams())
    for number in range(many):
        asks = Asked(
            name=f"Person {number}", about=f"Person {number}", received_on=today() - timedelta(days=number % _DAYS),
            contact_way="email", contact="somebody@example.org", **_KINDS[number % len(_KINDS)],
        )  # fmt: skip
        with acting(Actor(user=officer.pk)):
            made = receive(by=officer, team=team, asked=asks)
            if number % 3 == 0:
                routing.confirm(by=officer, request=made)
            if number % 12 == 0:
                clarifying.ask(by=officer, request=made, question="Which years do you mean?", on=asks.received_on)
    return made


def _only(teams: Any) -> Team:
    (found,) = teams
    return found  # type: ignore[no-any-return]


@dataclass
class _Walk:
    """What people ask for again and again; ``key``: of one request."""

    clients: dict[Role, Client]
    key: str
    roles: type[Role]

    def __post_init__(self) -> None:
        self.questions: dict[str, int] = {}

    def once(self) -> Iterator[tuple[str, float]]:
        from candour.accounts.roles import NAMES

        officer, manager = self.clients[self.roles.ACCESS_OFFICER], self.clients[self.roles.MANAGER]
        for role, client in self.clients.items():
            yield self._timed(f"My work, {NAMES[role]}", lambda client=client: client.get("/"))  # type: ignore[misc]
        yield self._timed("list, the first page", lambda: officer.get("/requests/"))
        yield self._timed("list, page 4", lambda: officer.get("/requests/?page=4"))
        for what, narrowed in (("overdue or soon due", {"due": "at_risk"}), ("a name", {"text": "Person 17"})):
            address = self._narrowed(officer, narrowed)
            yield self._timed(f"list, {what}", lambda address=address: officer.get(address))  # type: ignore[misc]
        yield self._timed("one request", lambda: officer.get(f"/requests/{self.key}/"))
        yield self._timed("figures", lambda: manager.get("/requests/figures/"))
        rows = "/requests/figures/rows/?which=backlog"
        yield self._timed("rows behind a figure", lambda: manager.get(rows))
        yield self._timed("list as CSV", lambda: officer.get("/requests/list.csv"))

    def _narrowed(self, client: Client, given: dict[str, str]) -> str:
        return str(client.post("/requests/", given)["Location"])

    def _timed(self, what: str, ask: Callable[[], Any]) -> tuple[str, float]:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        began = time.perf_counter()
        answer = ask()
        took = time.perf_counter() - began
        if answer.status_code != 200:
            raise RuntimeError(f"The site answered {answer.status_code} for {what}.")
        if what not in self.questions:
            with CaptureQueriesContext(connection) as seen:
                ask()
            self.questions[what] = len(seen)
        return what, took
