"""Another system hands in requests for the team of its token: once, within limits, and without reading anything back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from tests.access.logged import received
from tests.access.people_of import as_
from tests.cases.api.description import DESCRIPTION, resolved, wrong
from tests.web.people import days, person, team

from candour.access.arrival import Arrival
from candour.access.models import Request
from candour.accounts.models import Team, User
from candour.accounts.roles import Role
from candour.cases import api as files_api
from candour.cases import tokens
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")
GIVEN = {
    "reference": "CRM-4711", "received_on": "2026-03-02", "requester": "care_leaver", "name": "Ada Marsh",
    "wants": "Everything from 2005", "contact_way": "email", "contact": "ada@example.org",
}  # fmt: skip


@pytest.fixture
def ours(database: None) -> Team:
    return team()


@pytest.fixture
def manager(ours: Team) -> User:
    return person(Role.MANAGER, team=ours)


def secret(manager: User, ours: Team) -> str:
    with acting(Actor(user=manager.pk)):
        return tokens.make(by=manager, team=ours, name="CRM", last_day=days(30))[1]


class Handing:
    """Another system; every answer is held against the description."""

    def __init__(self, token: str) -> None:
        self.client, self.headers = Client(enforce_csrf_checks=True), {"Authorization": f"Bearer {token}"}

    def hand_in(self, given: Any = GIVEN, **more: Any) -> Any:
        body = given if isinstance(given, str | bytes) else json.dumps({**given, **more})
        answer = self.client.generic("POST", "/api/v1/requests", body, "application/json", headers=self.headers)
        return self._held("/api/v1/requests", "post", answer)

    def ask(self, key: str) -> Any:
        return self._held(
            "/api/v1/requests/{key}", "get", self.client.get(f"/api/v1/requests/{key}", headers=self.headers)
        )

    def _held(self, address: str, method: str, answer: Any) -> Any:
        responses = DESCRIPTION["paths"][address][method]["responses"]
        assert str(answer.status_code) in responses, answer.content
        schema = resolved(responses[str(answer.status_code)])["content"]["application/json"]["schema"]
        assert wrong(answer.json(), schema) == []
        return answer


@pytest.fixture
def system(manager: User, ours: Team) -> Handing:
    return Handing(secret(manager, ours))


def arrived(user: User) -> list[Arrival]:
    with acting(Actor(user=user.pk)):
        return list(Arrival.objects.order_by("pk"))


def test_a_request_waits_for_the_team_of_the_token(system: Handing, manager: User, ours: Team) -> None:
    answer = system.hand_in()
    assert answer.status_code == 201
    (one,) = arrived(manager)
    assert answer.json() == {"key": one.key, "state": "waiting", "due_on": None}
    assert (one.channel, one.team, one.token.name, one.their_reference) == ("system", ours, "CRM", "CRM-4711")
    assert one.received_on.isoformat() == "2026-03-02"
    assert one.said["wants"] == "Everything from 2005"
    with acting(Actor(user=person(Role.AUDITOR).pk)):
        entry = Entry.objects.get(verb=Verb.ARRIVED)
    assert json.loads(entry.line)["token"] == one.token.pk
    assert "Marsh" not in entry.line


def test_other_teams_do_not_see_it(system: Handing, manager: User) -> None:
    system.hand_in()
    assert len(arrived(person(Role.MANAGER, team=team()))) == 0
    assert len(arrived(person(Role.BUSINESS_SUPPORT))) == 0
    assert len(arrived(person(Role.ACCESS_OFFICER))) == 1
    assert len(arrived(manager)) == 1
    key = arrived(manager)[0].key
    assert as_(person(Role.MANAGER, team=team())).get(f"/requests/arrivals/{key}/").status_code == 404


def test_the_same_again_adds_nothing_and_another_under_its_reference_is_refused(system: Handing, manager: User) -> None:
    first, again = system.hand_in(), system.hand_in()
    assert (again.status_code, again.json()) == (200, first.json())
    other = system.hand_in(wants="Something else")
    assert other.status_code == 409
    assert system.hand_in(received_on="2026-03-03").status_code == 409
    assert len(arrived(manager)) == 1


def test_another_team_may_use_the_same_reference(system: Handing, manager: User) -> None:
    theirs = team()
    other = Handing(secret(person(Role.MANAGER, team=theirs), theirs))
    first, second = system.hand_in(), other.hand_in()
    assert (first.status_code, second.status_code) == (201, 201)
    assert other.ask(first.json()["key"]).status_code == 404
    assert other.ask(first.json()["key"]).content == other.ask("A_key-thatno").content
    assert other.hand_in(reference="CRM-1").status_code == 201
    assert len(arrived(manager)) == 1


def test_how_it_stands_once_it_is_logged_and_nothing_else(system: Handing, manager: User, ours: Team) -> None:
    key = system.hand_in().json()["key"]
    made = received(by=manager, team=ours)
    with acting(Actor(user=manager.pk)):
        Arrival.objects.filter(key=key).update(state="taken", request=made)
    assert system.ask(key).json() == {"key": key, "state": "open", "due_on": made.due_on.isoformat()}
    with acting(Actor(user=manager.pk)):
        Request.objects.filter(pk=made.pk).update(state="answered")
    assert system.ask(key).json()["state"] == "answered"
    assert system.hand_in().json()["state"] == "answered"


def test_a_token_reads_no_row(system: Handing, manager: User, ours: Team) -> None:
    system.hand_in()
    token = arrived(manager)[0].token
    with acting(Actor(token=token.pk)):
        assert not Arrival.objects.exists()


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("no json", "JSON"), ("[]", "not known"), ({**GIVEN, "Mrs Okafor": "x"}, "not known"), ({"name": "x"}, "reference"),
        ({**GIVEN, "wants": " "}, "wants"), ({**GIVEN, "wants": 7}, "wants"), ({**GIVEN, "name": "x" * 201}, "name"),
        ({**GIVEN, "name": "a\0b"}, "name"), ('{"reference": "1", "name": "\\ud800", "wants": "x"}', "name"),
        ({**GIVEN, "received_on": "2099-01-01"}, "yet to come"), ({**GIVEN, "received_on": "soon"}, "not a date"),
        ({**GIVEN, "contact_way": "owl"}, "contact_way"), ({**GIVEN, "reference": ""}, "reference"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_in_is_named_and_never_repeated(
    system: Handing, given: Any, named: str, manager: User
) -> None:
    answer = system.hand_in(given)
    assert answer.status_code == 400
    assert named in answer.json()["what"]
    assert "Okafor" not in answer.content.decode()
    assert arrived(manager) == []


def test_too_much_no_token_and_too_often(system: Handing, manager: User, monkeypatch: pytest.MonkeyPatch) -> None:
    assert system.hand_in({**GIVEN, "wants": "x" * 200_000}).status_code == 413
    assert Client().post("/api/v1/requests", GIVEN, content_type="application/json").status_code == 401
    assert Client().get("/api/v1/requests/x").status_code == 401
    assert system.client.put("/api/v1/requests", headers=system.headers).status_code == 405
    monkeypatch.setattr(files_api, "A_MINUTE", 2)
    assert [system.hand_in(reference=f"R{number}").status_code for number in range(3)].count(429) >= 1
    with acting(Actor(user=manager.pk)):
        tokens.end(by=manager, token=tokens.running().get())
    assert system.client.get("/api/v1/requests/x", headers=system.headers).status_code in (401, 429)


def test_the_lengths_that_are_described_are_those_that_hold() -> None:
    from candour.access import api

    properties = DESCRIPTION["components"]["schemas"]["NewRequest"]["properties"]
    described = {name: each.get("maxLength") for name, each in properties.items() if "maxLength" in each}
    assert described == {name: most for name, most in api._LONGEST.items() if name != "contact_way"}
    assert set(properties) == set(api._LONGEST)
    assert properties["contact_way"]["enum"] == list(api.Way.values)
