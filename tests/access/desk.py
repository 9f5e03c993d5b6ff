"""A desk that works on requests: a team with somebody in every role, a case file, and what they do, for tests."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from tests.access.logged import received
from tests.cases.owner import as_owner
from tests.web.people import case, person, team

from candour.access.models import PARTS, Evidence, Request, Verdict
from candour.accounts.models import Team, User
from candour.accounts.roles import Role
from candour.cases.models import Case
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, standing_at
from candour.packs.keeping import kept
from candour.packs.models import Period
from candour.policy.loading import files_of, pack_of

POLICE = {"requester": "police", "context": "criminal_investigation", "name": "DC Oake", "about": "Ada Marsh"}
BARRING = {"requester": "dbs", "context": "barring", "name": "The service", "about": "Ada Marsh"}
GUARDIAN = {"requester": "childrens_guardian", "context": "public_law", "name": "Gil Ward", "about": "Ada Marsh"}
FREEDOM = {"requester": "public", "context": "council_information", "name": "Pat Reed", "about": "Placements"}


@dataclass
class Desk:
    """``team`` handles requests and works on ``case``, which ``manager`` manages; ``staff`` come when they are asked for."""

    team: Team = field(default_factory=team)
    manager: User = field(default_factory=lambda: person(Role.MANAGER))
    case: Case = field(init=False)
    staff: dict[Role, User] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.case = case(manager=self.manager, teams=(self.team,))

    def who(self, role: Role) -> User:
        if role not in self.staff:
            self.staff[role] = person(role, team=self.team)
        return self.staff[role]

    def request(self, *, on: date | None = None, by: Role = Role.ACCESS_OFFICER, **asked: Any) -> Request:
        """One that ``by`` logged; unless told otherwise a care leaver's, with the case file linked."""
        if asked.get("requester") == "dbs":
            self.who(Role.SAFER_RECRUITMENT)  # the route gives its requests to a team with somebody of them
        return received(by=self.who(by), team=self.team, on=on, **{"case": self.case, **asked})

    def does(self, role: Role, do: Callable[..., Any], **given: Any) -> Any:
        """A step, in a transaction of its own; a request is given as it stands now."""
        by = self.who(role)
        with acting(Actor(user=by.pk)):
            if isinstance(given.get("request"), Request):
                given["request"] = Request.objects.get(pk=given["request"].pk)
            return do(by=by, **given)

    def now(self, request: Request) -> Request:
        """The request as it stands now, for whoever sees it."""
        with acting(Actor(user=self.who(Role.ACCESS_OFFICER).pk)):
            return Request.objects.get(pk=request.pk)


def ready_to_decide(desk: Desk, request: Request) -> Request:
    """The route confirmed and everything shown that has to be shown, by those who may."""
    from candour.access.evidence import needs
    from candour.access.routing import confirm

    role = {"police": Role.ACCESS_OFFICER, "dbs": Role.SAFER_RECRUITMENT}.get(request.requester, Role.MANAGER)
    desk.does(role, confirm, request=request)
    by = desk.who(role)
    with acting(Actor(user=by.pk)):
        for rule in needs(Request.objects.get(pk=request.pk)).missing():
            Evidence.objects.create(
                request=request, by=by, at=now(), what=rule.id, verdict=Verdict.WAIVED, why="Known to the worker"
            )
    return desk.now(request)


@contextlib.contextmanager
def on_day(day: str) -> Iterator[None]:
    """It is noon in England on that day."""
    with standing_at(datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo("Europe/London"))):
        yield


def put_in_force(name: str) -> str:
    """A shipped pack, or one in a file, is in force from now on; its hash."""
    pack = pack_of(files_of(name))
    version = kept(files_of(name), pack)
    Period.objects.filter(ended_at=None).update(ended_at=now())
    Period.objects.create(version=version, since=now())
    return pack.sha256


def entered(request: Request) -> list[str]:
    """Every verb of the ledger that is about the request, in order."""
    found = as_owner("select verb from ledger_entry where object = %s order by id", f"request:{request.pk}")
    return [verb for (verb,) in found]


def told(request: Request) -> list[str]:
    """The request's own story."""
    return [verb for (verb,) in as_owner("select verb from access_step where request_id = %s order by id", request.pk)]


def rows() -> list[tuple[Any, ...]]:
    """Every row of every request, as the owner sees them: to show that nothing was changed."""
    tables = ["access_request", *(each._meta.db_table for each in PARTS)]
    every = " union all ".join(f"(select '{name}', t::text from {name} t order by id)" for name in tables)
    return as_owner(every)


@contextlib.contextmanager
def nothing_changes() -> Iterator[None]:
    before = rows()
    yield
    assert rows() == before


assert settings.configured
