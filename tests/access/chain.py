"""Steps of a request through their addresses, by whoever takes them: for tests of whole chains."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.test import Client
from tests.cases.owner import as_owner

from candour.access.models import Request
from candour.accounts.models import User
from candour.disclosure.accounting import CERTIFICATE
from candour.disclosure.models import Disclosure, Outcome, Production
from candour.disclosure.producing import folder_of
from candour.engine.store import sha256_of
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now


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


def produced(made: Request, *, by: User) -> Path:
    """A bundle of the review, as the engine leaves one; ``by`` sees the case. Its making has tests of its own."""
    with acting(Actor(user=by.pk)):
        one = Disclosure.objects.select_related("case").get(pk=made.disclosure_id)
        folder = folder_of(one.case, one, 1)
        (folder / "send").mkdir(parents=True)
        (folder / "send" / "bundle.pdf").write_bytes(b"what was decided to go out")
        (folder / "schedule.csv").write_text("what stays in the house")
        sent = {"send/bundle.pdf": sha256_of(path=folder / "send" / "bundle.pdf")}
        kept = {"schedule.csv": sha256_of(path=folder / "schedule.csv")}
        told = {"verified": True, "accepted": False, "outputs": {**sent, **kept}}
        (folder / CERTIFICATE).write_text(json.dumps(told))
        Production.objects.create(
            case=one.case, disclosure=one, number=1, asked_by=by, asked_at=now(), ended_at=now(), outcome=Outcome.MADE,
            certificate=sha256_of(path=folder / CERTIFICATE),
        )  # fmt: skip
    return folder
