"""What separation of duties is for, each by name and through the address: who advises, enables, works on a case, or is barred."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.access.desk import Desk, entered, nothing_changes, put_in_force, ready_to_decide
from tests.access.duties import tables, who_may

from candour.access import complaining, deciding, searching
from candour.access.guarding import StepRefused
from candour.access.models import ComplaintKind, Outcome, Request, State
from candour.accounts.roles import Role
from candour.cases import services as cases
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
OFFICER, GOVERNANCE, SUPPORT = Role.ACCESS_OFFICER, Role.INFORMATION_GOVERNANCE, Role.BUSINESS_SUPPORT
FULL_FILE = {"requester": "parent", "context": "full_file", "name": "Ada Marsh"}
CARELESS = """[pack]
name = "careless"
version = "1"
title = "Careless"
extends = "england"

[[route]]
id = "careless-own-records"
title = "Business support decides"
requester = ["care_leaver"]
context = ["own_records"]
kind = "information"
decides = { who = ["business_support"], why = "They have the time." }
checks = { who = ["business_support"], why = "They have the time." }
citation = "Nobody's guidance"
in_force_from = 2018-05-25
checked = "to_confirm"
explanation = "A council wrote business support into its route."
"""


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def posted(desk: Desk, role: Role, made: Request, step: str, **given: str) -> HttpResponse:
    client = Client()
    client.force_login(desk.who(role))
    return client.post(f"/requests/{made.key}/{step}/", given)


def refused(desk: Desk, role: Role, made: Request, step: str, **given: str) -> str:
    """Refused with a reason, entered in the ledger, and nothing changed."""
    before = entered(made)
    with nothing_changes():
        answer = posted(desk, role, made, step, **given)
    assert answer.status_code == 403, step
    assert entered(made) == [*before, "step_refused"]
    return " ".join(answer.content.decode().split())


def searched(desk: Desk, made: Request) -> Request:
    ready_to_decide(desk, made)
    desk.does(OFFICER, searching.note, request=made, place="The archive", found="Three volumes")
    return desk.now(made)


def test_advice_is_no_approval_and_the_adviser_does_not_decide(desk: Desk) -> None:
    made = searched(desk, desk.request())
    assert posted(desk, GOVERNANCE, made, "advise", text="I would give her all of it").status_code == 302
    assert desk.now(made).state == State.OPEN
    told = refused(desk, GOVERNANCE, made, "decide", outcome="give", why="It is all about herself")
    assert "You did this: advise." in told
    assert "Nobody who advised decides" in told


def test_a_lawyer_who_advised_on_an_order_does_not_decide_where_lawyers_decide(desk: Desk) -> None:
    asked = {"requester": "coroner", "context": "inquest", "name": "The coroner", "facts": {"order": ("placement",)}}
    made = searched(desk, desk.request(**asked))
    assert (
        posted(desk, Role.LAWYER, made, "advise_legally", allows="yes", text="It may go to the court").status_code
        == 302
    )
    assert "You did this: give a lawyer" in refused(
        desk, Role.LAWYER, made, "decide", outcome="give", why="He may have it"
    )
    assert (
        posted(desk, Role.HEAD_OF_LITIGATION, made, "decide", outcome="give", why="He may have it").status_code == 302
    )


def test_business_support_never_decides_even_where_a_route_names_it(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "careless.toml"
    file.write_text(CARELESS, encoding="utf-8")
    put_in_force(str(file))
    made = desk.request()
    assert made.route == "careless-own-records"
    ready_to_decide(desk, made)
    for step in ("decide", "check_entitlement"):
        assert "Nobody in the council may" in refused(desk, SUPPORT, made, step, outcome="give", why="We have the time")


def test_a_practitioner_releases_nothing_that_goes_through_access_to_information(desk: Desk) -> None:
    """Devon's row 12: neither the decision, nor the review, nor the instructions, nor the sending."""
    put_in_force("devon")
    made = searched(desk, desk.request(**FULL_FILE))
    assert made.route == "R12"
    for role in (Role.PRACTITIONER, Role.MANAGER):
        assert "Access to information officer" in refused(
            desk, role, made, "decide", outcome="give", why="She may have it"
        )
        assert role not in who_may(tables("devon"), route="R12", step="instruct")
    with nothing_changes():
        assert posted(desk, Role.PRACTITIONER, made, "search", do="review", recipient="K1").status_code == 404
    desk.does(OFFICER, deciding.decide, request=made, outcome=Outcome.NOTHING, why="There is no such file")
    letter = {"what": "The letter of today", "to": "Ada Marsh", "way": "By post"}
    for step in ("instruct", "send"):
        refused(desk, Role.PRACTITIONER, made, step, do=step, **letter)


def test_an_officer_of_the_police_route_is_not_answered_by_the_worker(desk: Desk) -> None:
    put_in_force("devon")
    made = desk.request(requester="police", context="criminal_investigation", name="DC Oake")
    for step in ("decide", "instruct", "send"):
        refused(desk, Role.PRACTITIONER, made, step)


def test_the_team_does_not_reply_to_the_barring_service(desk: Desk) -> None:
    put_in_force("devon")
    made = desk.request(requester="dbs", context="barring", name="The service", by=Role.SAFER_RECRUITMENT)
    for role in (Role.PRACTITIONER, Role.MANAGER, SUPPORT, OFFICER):
        assert "Safer recruitment" in refused(desk, role, made, "send")
    for role in (Role.PRACTITIONER, Role.SAFER_RECRUITMENT, OFFICER):
        assert "Information governance" in refused(desk, role, made, "check_entitlement")


def test_the_same_person_does_not_decide_and_check(desk: Desk) -> None:
    made = searched(desk, desk.request())
    assert posted(desk, GOVERNANCE, made, "decide", outcome="give", why="It is all about herself").status_code == 302
    check = {"passed": "yes", "words": "Every page is about herself"}
    assert "You did this: decide." in refused(desk, GOVERNANCE, made, "check_entitlement", **check)
    assert posted(desk, OFFICER, made, "check_entitlement", **check).status_code == 302


def test_the_same_person_does_not_answer_a_complaint_about_their_own_decision(desk: Desk) -> None:
    made = searched(desk, desk.request())
    assert posted(desk, GOVERNANCE, made, "decide", outcome="refuse", why="It is all about others").status_code == 302
    said = {"kind": ComplaintKind.COMPLAINT, "text": "You left out my letters"}
    desk.does(SUPPORT, complaining.receive, request=made, **said)
    told = refused(desk, GOVERNANCE, made, "review_complaint", outcome="We were right to", upheld="no")
    assert "You did this: decide." in told


def test_a_manager_who_is_barred_finds_nothing_and_a_second_role_does_not_help(desk: Desk) -> None:
    made, uncle = searched(desk, desk.request()), desk.who(Role.MANAGER)
    with acting(Actor(user=desk.manager.pk)):
        cases.bar(by=desk.manager, case=desk.case, user=uncle, reason="He is the child's uncle")
    with nothing_changes():
        for step in ("decide", "route", "instruct", "moonwalk"):
            assert posted(desk, Role.MANAGER, made, step).status_code == 404
    assert "step_refused" not in entered(made)


def test_the_service_refuses_as_the_page_does(desk: Desk) -> None:
    made = searched(desk, desk.request())
    with nothing_changes(), pytest.raises(StepRefused) as refusal:
        desk.does(SUPPORT, deciding.decide, request=made, outcome=Outcome.GIVE, why="It is all about herself")
    assert (refusal.value.step, refusal.value.request) == ("decide", made)
