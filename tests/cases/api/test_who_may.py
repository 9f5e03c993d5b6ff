"""Who may ask: a system with a token of the team, as often as is allowed, and nobody else."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from tests.cases.api.records_system import System
from tests.cases.arrivals import here, on_the_way, sent
from tests.web.people import case, team

from candour.accounts.models import User
from candour.cases import api, tokens
from candour.cases.models import Case
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def test_a_case_of_another_team_is_answered_like_one_that_is_not_there(system: System, manager: User) -> None:
    foreign = case(manager=manager, teams=(team(),))
    of_nobody = case(manager=manager)
    before = on_the_way()
    answers = set()
    for each in (foreign.key, foreign.reference, of_nobody.key, "not-there", "2019/77"):
        for answer in (
            system.get(each), system.form(each, {"file": sent()}), system.body(each, b"x", Candour_Path="x"),
            system.body(each, b"x", to="manifest"),
        ):  # fmt: skip
            answers.add((answer.status_code, answer.content))
    assert len(answers) == 1
    assert answers.pop()[0] == 404
    assert here(manager, foreign) == []
    assert on_the_way() == before


def test_no_token_a_wrong_one_or_one_that_ended(system: System, manager: User, one: Case) -> None:
    secret = system.headers["Authorization"].removeprefix("Bearer ")
    for header in (None, "", "Bearer", "Bearer wrong", f"Basic {secret}", f"Bearer {secret}x", f"Bearer {secret} x"):
        headers = {} if header is None else {"Authorization": header}
        answer = Client().get(f"/api/v1/cases/{one.key}/files", headers=headers)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
        assert set(answer.json()) == {"what", "means", "do"}
    with acting(Actor(user=manager.pk)):
        tokens.end(by=manager, token=tokens.running().get())
    assert system.get(one.key).status_code == 401


def test_a_browser_that_is_signed_in_needs_a_token_too(manager: User, one: Case) -> None:
    client = Client()
    client.force_login(manager)
    session = client.session
    session["second_factor"] = True
    session.save()
    assert client.get(f"/api/v1/cases/{one.key}/files").status_code == 401
    assert client.post(f"/api/v1/cases/{one.key}/files", {"file": sent()}).status_code == 401


def test_other_methods_are_told_which_may_be_used(system: System, one: Case) -> None:
    for method, to, allowed in (
        ("put", "files", "GET, POST"),
        ("delete", "files", "GET, POST"),
        ("get", "manifest", "POST"),
    ):
        answer = getattr(system.client, method)(f"/api/v1/cases/{one.key}/{to}", headers=system.headers)
        assert (answer.status_code, answer["Allow"]) == (405, allowed)
        assert set(answer.json()) == {"what", "means", "do"}


def test_too_many_requests_a_minute(system: System, one: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(api, "A_MINUTE", 3)
    statuses = [system.get(one.key).status_code for _ in range(5)]
    assert statuses in ([200, 200, 200, 429, 429], [200] * 5)  # the minute may end between two
    if statuses[-1] == 429:
        assert system.get(one.key)["Retry-After"] == "60"
