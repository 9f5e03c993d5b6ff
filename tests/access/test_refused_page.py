"""What somebody reads who may not take a step, sends what a page does not take, or finds nothing: why, who can, and where to go on."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.access.desk import POLICE, Desk, entered
from tests.access.stepping import as_, at, text
from tests.web.people import person, team

from candour.access import deciding, routing
from candour.accounts.roles import Role

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def test_it_says_why_who_can_and_leads_back_to_the_request(desk: Desk) -> None:
    made, support = desk.request(), desk.who(Role.BUSINESS_SUPPORT)
    answer = as_(support).get(at(made, "route"))
    page = text(answer)
    assert answer.status_code == 403
    for told in (
        "confirm the route", "Who can do it", "<li>Access to information officer</li>", desk.team.name,
        "Council practice, as in Devon", "It stands in the policy", f'href="/requests/{made.key}/"', 'href="/requests/"',
    ):  # fmt: skip
        assert told in page, told
    assert entered(made) == ["request_received", "step_refused"]
    assert as_(support).get(f"/requests/{made.key}/").status_code == 200


def test_the_parties_of_the_route_are_named_and_no_person(desk: Desk) -> None:
    made = desk.request(**POLICE)
    officer = desk.who(Role.ACCESS_OFFICER)
    page = text(as_(desk.who(Role.READER)).get(at(made, "decide")))
    list_of_who = page.split("Who can do it")[1].split("What you can do")[0]
    assert "<li>" in list_of_who
    assert officer.name not in page
    assert made.name not in page


def test_whoever_did_the_other_side_is_told_which_step_it_was(desk: Desk) -> None:
    made = desk.request()
    desk.does(Role.MANAGER, routing.confirm, request=made)
    desk.does(Role.INFORMATION_GOVERNANCE, deciding.advise, request=made, text="I would give all of it")
    page = text(as_(desk.who(Role.INFORMATION_GOVERNANCE)).get(at(made, "decide")))
    assert "You did this: advise" in page
    assert "Ask a colleague who did not" in page


def test_what_a_page_does_not_take_and_what_is_not_there_lead_on(desk: Desk) -> None:
    made, officer = desk.request(), as_(desk.who(Role.ACCESS_OFFICER))
    answer = officer.put(at(made, "route"))
    assert (answer.status_code, "POST" in answer["Allow"]) == (405, True)
    assert f'href="{at(made, "route")}"' in text(answer)
    button = officer.get("/requests/views/none/remove/")
    assert (button.status_code, "a button of another page" in text(button)) == (405, True)
    missing = officer.get("/requests/none_at_all/")
    assert (missing.status_code, 'href="/requests/"' in text(missing)) == (404, True)
    outsider = as_(person(Role.READER, team=team())).get(f"/requests/{made.key}/route/")
    assert (outsider.status_code, made.reference in text(outsider)) == (404, False)
    assert 'href="/requests/"' not in text(Client().get("/no/such/page/"))
