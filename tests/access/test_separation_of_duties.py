"""Every role tries every step of a request on every kind of route, through the address: exactly who may comes through.

Who may is read from the packs' files by ``tests.access.duties`` and not by what is tested. Whoever may not is told why,
the attempt stands in the ledger, and nothing was changed by any of it. Signing in is left out, which is two thirds of the
time of a page: ``test_steps_page`` goes through it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from tests.access.desk import Desk, nothing_changes, put_in_force
from tests.access.duties import tables, who_may
from tests.cases.owner import as_owner
from tests.web.people import person

from candour.access.models import Request
from candour.access.views.steps import STEPS
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.policy.vocabulary import ROUTE_KINDS

pytestmark = pytest.mark.usefixtures("database")
ASKED = {
    "records": {"requester": "parent", "context": "childs_records"},
    "guardian": {"requester": "childrens_guardian", "context": "public_law"},
    "minutes": {"requester": "parent", "context": "minutes"},
    "dbs": {"requester": "dbs", "context": "barring"},
    "police": {"requester": "police", "context": "criminal_investigation"},
    "adoption": {"requester": "adopted_person", "context": "adoption"},
    "information": {"requester": "public", "context": "council_information"},
    "report": {"requester": "court", "context": "section_7_open"},
    "sharing": {"requester": "health", "context": "professional_sharing"},
}
"""A request on a route of each kind, and one that nobody can refuse."""
METHODS = ("get", "post")
SEES_NO_REQUEST = {"administrator", "member", "clerk", "partnership"}
PEOPLE: dict[str, User] = {}


class SignedIn:
    """Whoever the test says, in the place of signing in."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = PEOPLE[request.headers["X-Who"]]
        return self.answer(request)


STACK = [f"{__name__}.SignedIn", "candour.site.errors.PlainErrors"]


@dataclass
class Trial:
    """``told``: the pack's tables; ``wrong``: what did not answer as they say; ``refused``: request, step and person."""

    desk: Desk
    told: Mapping[str, Any]
    made: Mapping[str, Request]
    wrong: list[object] = field(default_factory=list)
    refused: Counter[tuple[int, str, int]] = field(default_factory=Counter)
    client: Client = field(default_factory=Client)

    def may(self, name: str, step: str) -> set[str]:
        return who_may(self.told, route=self.made[name].route, step=step) - SEES_NO_REQUEST

    def tries(self, user: User, name: str, step: str, method: str, *, may: bool) -> None:
        one = self.made[name]
        PEOPLE["now"] = user
        address = f"/requests/{one.key}/{step}/"
        answer = getattr(self.client, method)(address, headers={"X-Who": "now"})
        if not may:
            self.refused[one.pk, step, user.pk] += 1
        if not _as_told(answer, may=may):
            self.wrong.append((user.name, name, step, method, answer.status_code))


def _as_told(answer: HttpResponse, *, may: bool) -> bool:
    """Who may sees the page, or why the step cannot be taken now; who may not is refused with the reason."""
    if may:
        return answer.status_code in (200, 400, 409, 422)
    reason = answer.content.decode()
    return answer.status_code == 403 and ("These roles may: " in reason or "Nobody in the council may" in reason)


def test_there_is_a_route_of_every_kind_here() -> None:
    assert {*ASKED} - {"guardian"} == set(ROUTE_KINDS)


def test_every_duty_but_receiving_and_those_of_meetings_has_a_page() -> None:
    duties = set(tables("england")["duties"])
    assert {each for each in duties if not each.endswith("_minutes")} - {"receive"} == set(STEPS)


@pytest.mark.parametrize("pack", ["england", "devon"])
@pytest.mark.parametrize("everywhere", [False, pytest.param(True, marks=pytest.mark.long)])
def test_every_role_tries_every_step(pack: str, everywhere: bool, database: None) -> None:
    """``everywhere``: each role alone also where the pack says the same as on another route, by both methods."""
    put_in_force(pack)
    desk = Desk()
    made = {name: desk.request(**asked) for name, asked in ASKED.items()}
    trial = Trial(desk, tables(pack), made)
    assert all(each.route for each in made.values())
    with override_settings(MIDDLEWARE=STACK), nothing_changes():
        trial.client = Client()
        pairs = [(name, step) for name in made for step in STEPS]
        each_alone(trial, pairs if everywhere else list(different(trial)), methods=METHODS if everywhere else ("post",))
        together(trial, pairs, may=False)
        together(trial, list(different(trial)), may=True)
    assert trial.wrong == []
    assert _entered() == trial.refused


def each_alone(trial: Trial, pairs: Sequence[tuple[str, str]], *, methods: Sequence[str]) -> None:
    for role in Role:
        user = trial.desk.who(role)
        for name, step in pairs:
            for method in methods:
                trial.tries(user, name, step, method, may=role in trial.may(name, step))


def together(trial: Trial, pairs: Sequence[tuple[str, str]], *, may: bool) -> None:
    """Somebody with every role that may, or with every role that may not: no two of those let anybody through."""
    people: dict[frozenset[str], User] = {}
    for name, step in pairs:
        roles = frozenset(trial.may(name, step) if may else set(Role) - trial.may(name, step))
        if roles and roles not in people:
            people[roles] = person(*map(Role, sorted(roles)), team=trial.desk.team)
        for method in METHODS if roles else ():
            trial.tries(people[roles], name, step, method, may=may)


def different(trial: Trial) -> Iterator[tuple[str, str]]:
    """Each step on one route of those on which the same roles may take it."""
    there: set[tuple[str, frozenset[str]]] = set()
    for name in trial.made:
        for step in STEPS:
            told = (step, frozenset(trial.may(name, step)))
            if told not in there:
                there.add(told)
                yield name, step


def _entered() -> Counter[tuple[int, str, int]]:
    """How often each step of each request was refused to each person, as the ledger has it."""
    found = as_owner("select object, actor, line from ledger_entry where verb = 'step_refused'")
    return Counter(
        (int(about.removeprefix("request:")), json.loads(line)["details"]["step"], actor)
        for about, actor, line in found
    )
