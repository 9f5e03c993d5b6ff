"""The list of requests: only what somebody sees, clocks at risk first, narrowed, and as CSV without names."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.access.people_of import a_request, around, as_
from tests.cases.owner import as_owner
from tests.web.people import case, person, team

from candour.access import routing
from candour.access.saved_views import SavedView
from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today

pytestmark = pytest.mark.usefixtures("database")


def page_of(client: Client, address: str = "/requests/", **sent: Any) -> str:
    answer = client.post(address, sent, follow=True) if sent else client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(page: str) -> list[str]:
    """References in the order of the page."""
    return html.fromstring(page).xpath("//tbody//th/a/text()")


def days_ago(many: int):
    return today() - timedelta(days=many)


def test_everybody_sees_their_own() -> None:
    here = around()
    linked = a_request(here, case=None)
    of_case = a_request(here, by=here.owner, case=here.case, team=team())
    assert set(listed(page_of(as_(here.colleague)))) == {linked.reference}
    assert set(listed(page_of(as_(here.reader)))) == {linked.reference}
    assert set(listed(page_of(as_(here.owner)))) == {of_case.reference}
    assert listed(page_of(as_(here.outsider))) == []
    assert "No request waits for an answer" in page_of(as_(here.outsider))


def test_signed_out_wrong_role_and_wrong_method() -> None:
    assert Client().get("/requests/").headers["Location"].startswith("/sign-in/login/")
    assert as_(person(Role.MEMBER)).get("/requests/").status_code == 403
    assert as_(around().colleague).delete("/requests/").status_code == 405
    assert as_(person(Role.MEMBER)).get("/requests/list.csv").status_code == 403


def test_the_soonest_due_come_first_and_what_stands_still_last() -> None:
    here = around()
    fresh, late, soon = a_request(here), a_request(here, on=days_ago(60)), a_request(here, on=days_ago(26))
    still = a_request(here, requester="dbs", context="barring")
    page = page_of(as_(here.colleague))
    assert listed(page) == [each.reference for each in (late, soon, fresh, still)]
    assert "Overdue by" in page
    assert "Ask for the day" in page
    assert html.fromstring(page).xpath("//tbody/tr[2]//strong[contains(@class, 'orange')]")
    assert "confirm the route" in page.lower()


def test_what_is_answered_or_closed_is_listed_only_when_asked_for() -> None:
    here = around()
    made = a_request(here)
    as_owner("update access_request set state = 'closed'")
    client = as_(here.colleague)
    assert listed(page_of(client)) == []
    assert listed(page_of(client, state="closed")) == [made.reference]
    assert listed(page_of(client, state="all")) == [made.reference]
    assert listed(page_of(client, state="decided")) == []


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ({"text": "marsh"}, "AB"),
        ({"text": "Okafor"}, "C"),
        ({"text": "marsh ada"}, "AB"),
        ({"text": "solicitors"}, "C"),
        ({"text": "XY/77"}, "C"),
        ({"text": "nobody"}, ""),
        ({"due": "overdue"}, "B"),
        ({"due": "at_risk"}, "B"),
        ({"due": "none"}, "C"),
        ({"kind": "records"}, "AB"),
        ({"kind": "dbs"}, "C"),
        ({"kind": "records", "due": "overdue"}, "B"),
    ],
)
def test_narrowing(sent: dict[str, str], found: str) -> None:
    here = around()
    of = {
        "A": a_request(here, on=today()),
        "B": a_request(here, on=days_ago(60)),
        "C": a_request(
            here, requester="dbs", context="barring", name="Faith Okafor", about="Somebody", organisation="Solicitors",
            their_reference="XY/77",
        ),
    }  # fmt: skip
    assert set(listed(page_of(as_(here.colleague), **sent))) == {of[each].reference for each in found}


def test_by_reference_team_and_mine() -> None:
    here, other = around(), team()
    first, second = a_request(here), a_request(here, team=other)
    client = as_(here.colleague)
    assert listed(page_of(client, text=second.reference.lower())) == [second.reference]
    assert listed(page_of(client, team=str(other.key))) == [second.reference]
    assert set(listed(page_of(client, mine="on"))) == {first.reference, second.reference}
    third = a_request(here, by=here.owner, team=other, case=here.case)
    assert listed(page_of(as_(here.owner), mine="on")) == [third.reference]
    assert listed(page_of(as_(here.reader), mine="on")) == [first.reference]


def test_a_name_that_is_looked_for_stands_in_no_address() -> None:
    here = around()
    a_request(here)
    answer = as_(here.colleague).post("/requests/", {"text": "Marsh"})
    assert answer.status_code == 302
    assert "arsh" not in answer.headers["Location"]


def test_the_csv_holds_what_is_listed_and_no_names() -> None:
    here = around()
    made = a_request(here, on=days_ago(60))
    a_request(here, name="Ben Okafor", about="Ben Okafor")
    client = as_(here.colleague)
    kept = client.post("/requests/", {"due": "overdue"}).headers["Location"].split("asked=")[1]
    answer = client.get(f"/requests/list.csv?asked={kept}")
    assert answer.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [row["Reference"] for row in rows] == [made.reference]
    assert rows[0]["Received"] == days_ago(60).isoformat()
    assert rows[0]["Due"] == made.due_on.isoformat()
    assert int(rows[0]["Days left"]) == (made.due_on - today()).days < 0
    assert rows[0]["State"] == "Open"
    everything = client.get("/requests/list.csv").content.decode()
    assert len(everything.splitlines()) == 3
    assert "Okafor" not in everything
    assert "Marsh" not in everything
    entered = as_owner("select line from ledger_entry where verb = 'requests_downloaded' order by seq")
    assert [json.loads(line)["details"]["many"] for (line,) in entered] == [1, 2]


def test_a_list_of_many_asks_no_more_than_a_list_of_one() -> None:
    here = around()
    client = as_(here.colleague)
    a_request(here)
    client.get("/requests/")

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/requests/")
        return len(asked)

    one = questions()
    for number in range(12):
        made = a_request(here, name=f"Person {number}", on=days_ago(number))
        if number % 2:
            with acting(Actor(user=here.colleague.pk)):
                routing.confirm(by=here.colleague, request=made)
    assert questions() == one < 45


def test_pages_of_a_long_list() -> None:
    here = around()
    for number in range(27):
        a_request(here, on=days_ago(number))
    client = as_(here.colleague)
    assert len(listed(page_of(client))) == 25
    assert len(listed(page_of(client, "/requests/?page=2"))) == 2
    assert len(listed(page_of(client, "/requests/?page=nothing"))) == 25


def test_the_requests_of_a_case() -> None:
    here = around()
    made = a_request(here, by=here.owner, case=here.case)
    owner = as_(here.owner)
    address = f"/requests/case/{here.case.key}/"
    assert listed(page_of(owner, address)) == [made.reference]
    assert address in page_of(owner, f"/cases/{here.case.key}/")
    assert as_(here.outsider).get(address).status_code == 404
    assert as_(here.outsider).get("/requests/case/no-such-key/").status_code == 404
    assert Client().get(address).status_code == 302
    assert owner.post(address).status_code == 405


def test_a_case_without_requests_has_no_such_place_in_its_menu() -> None:
    manager = person(Role.MANAGER)
    one = case(manager=manager)
    client = as_(manager)
    assert f"/requests/case/{one.key}/" not in page_of(client, f"/cases/{one.key}/")
    assert "No request that you can see is about this case" in page_of(client, f"/requests/case/{one.key}/")


def saved(client: Client, name: str, **sent: str) -> Any:
    kept = client.post("/requests/", sent).headers["Location"].split("?")[1]
    return client.post(f"/requests/views/save/?{kept}", {"name": name}, follow=True)


def test_a_view_is_saved_used_and_removed_and_nobody_else_sees_it() -> None:
    here = around()
    a_request(here)
    late = a_request(here, on=days_ago(60))
    client = as_(here.colleague)
    answer = saved(client, "Late ones", due="overdue")
    assert listed(answer.content.decode()) == [late.reference]
    address = answer.redirect_chain[-1][0]
    assert "Late ones" in page_of(client)
    key = address.split("view=")[1]
    rows = list(csv.DictReader(io.StringIO(client.get(f"/requests/list.csv?view={key}").content.decode())))
    assert [row["Reference"] for row in rows] == [late.reference]
    other = as_(here.reader)
    assert "Late ones" not in page_of(other)
    assert len(listed(page_of(other, address))) == 2
    assert other.post(f"/requests/views/{key}/remove/").status_code == 404
    assert client.get(f"/requests/views/{key}/remove/").status_code == 405
    assert "The view is removed" in client.post(f"/requests/views/{key}/remove/", follow=True).content.decode()
    assert "Late ones" not in page_of(client)


def test_words_that_somebody_looked_for_are_not_saved() -> None:
    client = as_(around().colleague)
    refused = saved(client, "Ada", text="Marsh")
    assert refused.status_code == 422
    assert "There is nothing to save" in refused.content.decode()
    saved(client, "Late ones", text="Marsh", due="overdue")
    assert as_owner("select wanted from access_saved_view") == [({"due": "overdue"},)]


def test_a_view_of_the_same_name_takes_the_place_of_the_earlier() -> None:
    client = as_(around().colleague)
    saved(client, "Mine", due="overdue")
    saved(client, "Mine", state="closed")
    assert as_owner("select wanted from access_saved_view") == [({"state": "closed"},)]


def test_the_database_shows_saved_views_to_who_saved_them_only() -> None:
    here = around()
    saved(as_(here.colleague), "Mine", due="overdue")
    with acting(Actor(user=here.reader.pk)):
        assert not SavedView.objects.exists()
    with acting(Actor(user=here.colleague.pk)):
        assert SavedView.objects.count() == 1
