"""The pages of steps in a browser: by keyboard alone, on a small phone, without JavaScript, and with what axe finds."""

from __future__ import annotations

import pytest
from tests.access.desk import Desk, ready_to_decide
from tests.web.browser import Site, check_page, press, tab_to

from candour.access import clarifying, deciding, searching
from candour.access.models import Outcome
from candour.accounts.roles import Role

pytestmark = pytest.mark.usefixtures("database")
OFFICER, SUPPORT = Role.ACCESS_OFFICER, Role.BUSINESS_SUPPORT


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def test_every_kind_of_step_page_is_accessible(site: Site, desk: Desk) -> None:
    made = desk.request(facts={"order": ("non_molestation",)}, contact_never="the landline")
    page = site.page(desk.who(OFFICER))
    for path in (
        "route/", "route/?do=confirm", "route/?do=facts", "route/?do=contact", "check_evidence/",
        "check_evidence/?do=check&row=identity", "clarify/", "extend/", "search/?do=note", "consult/?do=ask", "decide/",
        "instruct/", "complain/", "close/?do=withdrawn",
    ):  # fmt: skip
        page.goto(f"/requests/{made.key}/{path}")
        check_page(page)


def test_a_route_is_confirmed_and_a_question_asked_by_keyboard_alone(site: Site, desk: Desk) -> None:
    made = desk.request()
    page = site.page(desk.who(OFFICER))
    page.goto(f"/requests/{made.key}/")
    press(page, "Confirm the route")
    press(page, "Confirm the route")
    press(page, "This is the route")
    assert page.get_by_text("The route is confirmed.").is_visible()
    page.goto(f"/requests/{made.key}/clarify/")
    press(page, "Save")
    assert page.get_by_role("heading", name="There is a problem").is_visible()
    check_page(page)
    tab_to(page, "What do you ask them?")
    page.keyboard.type("Which years do you mean?")
    press(page, "Save")
    assert page.get_by_text("The question is noted.").is_visible()
    assert desk.now(made).due_on is None


def test_it_is_sent_without_javascript(site: Site, desk: Desk) -> None:
    made = ready_to_decide(desk, desk.request())
    desk.does(OFFICER, clarifying.ask, request=made, question="Which years do you mean?")
    desk.does(OFFICER, clarifying.answer, request=made, words="All of the years")
    desk.does(OFFICER, searching.note, request=made, place="The archive", found="Nothing")
    desk.does(OFFICER, deciding.decide, request=made, outcome=Outcome.NOTHING, why="There is no such file")
    officer = site.page(desk.who(OFFICER), javascript=False)
    officer.goto(f"/requests/{made.key}/instruct/")
    officer.get_by_label("What is to be sent?").fill("The letter of today")
    officer.get_by_role("button", name="Give these instructions").click()
    support = site.page(desk.who(SUPPORT))
    support.goto(f"/requests/{made.key}/send/")
    check_page(support)
    support.get_by_label("How was it sent?").fill("Recorded post AB 123")
    support.get_by_role("button", name="It was sent").click()
    assert support.get_by_text("It is noted.").is_visible()
    assert desk.now(made).answered_on is not None
