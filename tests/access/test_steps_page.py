"""The page of a step: who may open it, what it leads to, and that nothing happens for whoever may not take the step."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.access.desk import Desk, entered, nothing_changes
from tests.access.stepping import as_, at, take, text
from tests.web.people import person, team

from candour.access import clarifying, searching
from candour.access.views.steps import STEPS
from candour.accounts.roles import Role
from candour.cases import services as cases
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
OFFICER, GOVERNANCE, LAWYER = Role.ACCESS_OFFICER, Role.INFORMATION_GOVERNANCE, Role.LAWYER


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def test_who_may_open_the_page_of_a_step(desk: Desk) -> None:
    made, address = desk.request(), ""
    address = at(made, "route")
    assert as_(desk.who(OFFICER)).get(address).status_code == 200
    assert as_(desk.manager).get(address).status_code == 200  # manages the case
    assert as_(desk.who(Role.PRACTITIONER)).get(address).status_code == 200
    reader = as_(desk.who(Role.READER)).get(address)
    assert reader.status_code == 403
    assert "These roles may" in text(reader)
    outsider = as_(person(Role.MANAGER, team=team()))
    assert outsider.get(address).status_code == outsider.get("/requests/none_at_all/route/").status_code == 404
    away = Client().get(address)
    assert (away.status_code, away["Location"].startswith("/sign-in/")) == (302, True)
    for method in ("put", "delete", "patch"):
        assert getattr(as_(desk.who(OFFICER)), method)(address).status_code == 405


def test_only_duties_of_the_pack_that_are_steps_have_a_page(desk: Desk) -> None:
    made, client = desk.request(), as_(desk.who(OFFICER))
    for step in ("receive", "sign_minutes", "send_minutes", "moonwalk", "Route"):
        assert client.get(at(made, step)).status_code == 404, step


def test_what_was_chosen_has_to_belong_to_the_request(desk: Desk) -> None:
    made, client = desk.request(), as_(desk.who(OFFICER))
    for step, do, row in (
        ("route", "elope", ""), ("check_evidence", "came", "moonstone"), ("consult", "reply", "1"), ("send", "send", "1"),
        ("review_complaint", "answer", "1"), ("complain", "acknowledge", "7"), ("check_evidence", "came", ""),
    ):  # fmt: skip
        by = client if step != "review_complaint" else as_(desk.who(Role.MANAGER))
        for answer in (by.get(at(made, step, do=do, row=row)), by.post(at(made, step), {"do": do, "row": row})):
            assert answer.status_code == 404, (step, do, row)
    with nothing_changes():
        answer = client.post(at(made, "route"), {})
    assert (answer.status_code, "Nothing was chosen" in text(answer)) == (400, True)


def test_another_request_of_the_same_person_is_not_worked_on_by_its_row(desk: Desk) -> None:
    made, other = desk.request(), desk.request()
    asked = {"name": "Bea Marsh", "about": "What she said in 1999", "contact": "bea@example.org"}
    desk.does(OFFICER, searching.consult, request=other, **asked)
    with nothing_changes():
        answer = take(desk, OFFICER, made, "consult", "reply", "1", reply="agrees", words="She says yes to all")
    assert answer.status_code == 404


def test_looking_at_a_step_is_entered_once(desk: Desk) -> None:
    made, client = desk.request(), as_(desk.who(OFFICER))
    client.get(at(made, "route"))
    client.get(at(made, "search"))
    assert entered(made) == ["request_received", "request_viewed"]


def test_a_refused_step_is_entered_and_nothing_changed(desk: Desk) -> None:
    made = desk.request()
    with nothing_changes():
        answer = take(desk, Role.BUSINESS_SUPPORT, made, "route", "confirm")
    assert answer.status_code == 403
    assert "confirm the route" in text(answer)
    assert entered(made) == ["request_received", "step_refused"]


def test_whoever_is_barred_from_the_case_finds_no_step(desk: Desk) -> None:
    made, aunt = desk.request(), desk.who(Role.MANAGER)
    with acting(Actor(user=desk.manager.pk)):
        cases.bar(by=desk.manager, case=desk.case, user=aunt, reason="She is the child's aunt")
    with nothing_changes():
        for step in STEPS:
            assert as_(aunt).get(at(made, step)).status_code == 404
            assert as_(aunt).post(at(made, step), {"do": "confirm"}).status_code == 404
    assert entered(made) == ["request_received"]


def test_what_the_service_refuses_is_said_in_the_form(desk: Desk) -> None:
    made = desk.request()
    desk.does(OFFICER, clarifying.ask, request=made, question="Which years do you mean?")
    with nothing_changes():
        answer = take(desk, OFFICER, made, "close", "withdrawn", why="no")
    assert (answer.status_code, "few words" in text(answer), "govuk-error-summary" in text(answer)) == (422, True, True)


def test_no_row_of_the_database_stands_in_an_address_of_a_step(desk: Desk) -> None:
    made = desk.request()
    for _ in range(2):
        desk.request()
    asked = {"name": "Bea Marsh", "about": "What she said in 1999", "contact": "bea@example.org"}
    desk.does(OFFICER, searching.consult, request=desk.request(), **asked)
    desk.does(OFFICER, searching.consult, request=made, **asked)
    page = text(as_(desk.who(OFFICER)).get(at(made, "consult")))
    assert "do=remind&amp;row=1" in page
