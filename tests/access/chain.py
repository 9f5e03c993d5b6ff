"""Steps of a request through their addresses, by whoever takes them: for tests of whole chains."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from tests.cases.owner import as_owner

from candour.access.models import Request
from candour.accounts.models import User


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, made: Request, step: str = "") -> HttpResponse:
    return as_(user).get(f"/requests/{made.key}/{step}/" if step else f"/requests/{made.key}/")


def takes(user: User, made: Request, step: str, **given: Any) -> None:
    answer = as_(user).post(f"/requests/{made.key}/{step}/", given)
    assert answer.status_code == 302, answer.content.decode()


def refused(user: User, made: Request, step: str, **given: Any) -> str:
    """What is said to who may not, by looking and by trying; that nothing came of it is for the test to show."""
    assert page(user, made, step).status_code == 403
    answer = as_(user).post(f"/requests/{made.key}/{step}/", given)
    assert answer.status_code == 403, answer.status_code
    return answer.content.decode()


def story(made: Request) -> list[tuple[str, int]]:
    """What was done and by whom, in order."""
    return as_owner("select verb, by_id from access_step where request_id = %s order by id", made.pk)


def attempts(made: Request) -> list[tuple[int, str]]:
    """Who was refused which step."""
    found = as_owner(
        "select actor, line::json->'details'->>'step' from ledger_entry where verb = 'step_refused' and object = %s"
        " order by id", f"request:{made.pk}",
    )  # fmt: skip
    return [(actor, step) for actor, step in found]


def reviewed(made: Request) -> None:
    """The review of the records, which has tests of its own, is over, and they are ready to go out."""
    as_owner("update disclosure_disclosure set state = 'ready' where id = %s", made.disclosure_id)
