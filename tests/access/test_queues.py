"""The queues ask the database no more for more requests, and tell each stage in which a request can be."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.access.chain import as_
from tests.access.desk import BARRING, POLICE, Desk, on_day

from candour.access import clarifying, deciding, routing
from candour.access.models import Outcome, Request
from candour.access.queues import queue
from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
OFFICER = Role.ACCESS_OFFICER


def questions(desk: Desk, role: Role, kind: str) -> int:
    client = as_(desk.who(role))
    client.get(f"/requests/queues/{kind}/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/requests/queues/{kind}/").status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    ("kind", "asked", "role"), [("dbs", BARRING, Role.SAFER_RECRUITMENT), ("police", POLICE, OFFICER)]
)
def test_more_requests_ask_no_more(kind: str, asked: dict[str, str], role: Role) -> None:
    desk = Desk()
    desk.request(**asked, by=role)
    one = questions(desk, role, kind)
    for _ in range(4):
        desk.request(**asked, by=role)
    assert questions(desk, role, kind) == one


def stage(desk: Desk, made: Request, kind: str) -> tuple[str, int]:
    by = desk.who(OFFICER)
    with acting(Actor(user=by.pk)):
        (line,) = [each for each in queue(kind, user=by, answered=True).lines if each.request.pk == made.pk]
    return line.at.stage.id, line.at.days


def test_stages_of_a_police_request_and_their_days() -> None:
    desk = Desk()
    with on_day("2026-03-02"):
        made = desk.request(**POLICE)
    with on_day("2026-03-04"):
        assert stage(desk, made, "police") == ("request", 2)
        desk.does(OFFICER, routing.confirm, request=made)
        desk.does(OFFICER, clarifying.ask, request=made, question="Which child do you mean?")
        assert stage(desk, made, "police") == ("asked", 0)
    with on_day("2026-03-09"):
        assert stage(desk, made, "police") == ("asked", 5)
        desk.does(OFFICER, clarifying.answer, request=made, words="The older of the two")
        assert stage(desk, made, "police") == ("request", 0)
        desk.does(OFFICER, deciding.decide, request=made, outcome=Outcome.NOTHING, why="We hold no such file")
        assert stage(desk, made, "police") == ("send", 0)
    with on_day("2026-03-10"):
        desk.does(OFFICER, routing.reopen, request=made, why="A file was found after all")
        assert stage(desk, made, "police") == ("request", 0)
