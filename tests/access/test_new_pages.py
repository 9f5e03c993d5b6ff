"""Logging a request: one thing on a page, the route explained before anything is saved, and nothing assumed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.access.desk import put_in_force
from tests.access.people_of import (
    ABOUT,
    CONTACT,
    CONTEXT,
    NO_ORDERS,
    WHO,
    Around,
    a_request,
    around,
    as_,
    through,
    wants,
)  # fmt: skip
from tests.cases.owner import as_owner
from tests.web.people import case, person, team

from candour.access.models import Request
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def all_pages(here: Around, **more: Any) -> tuple[dict[str, Any], ...]:
    return WHO, ABOUT, CONTEXT, NO_ORDERS, CONTACT, wants(here, **more)


def seen(user: User) -> list[Request]:
    with acting(Actor(user=user.pk)):
        return list(Request.objects.select_related("same_as", "case").order_by("pk"))


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_route_is_explained_before_anything_is_saved() -> None:
    here = around()
    client = as_(here.colleague)
    check = through(client, *all_pages(here))
    text = text_of(check)
    assert "Check before you log the request" in text
    for words in (
        "An adult who was in care asks for their own records",
        "Access to information team",
        "The team that answers subject access requests decides, usually.",
        "This holds for every route that says nothing else.",
        "Our sources say nothing about these, and nothing is assumed",
        "Release by a practitioner outside of the review",
        "2 April 2026",
        "The clock starts.",
        "ICO care records standards, December 2025",
        "Ask Legal before you rely on it",
        "The house in Milford",
    ):
        assert words in text, words
    assert seen(here.colleague) == []
    saved = client.post(check.redirect_chain[-1][0], {}, follow=True)
    made = seen(here.colleague)[0]
    assert saved.redirect_chain[-1][0] == f"/requests/{made.key}/"
    assert (made.route, made.facts, made.due_on.isoformat()) == (
        "subject-access-care-leaver", {"order": ["none"]}, "2026-04-02",
    )  # fmt: skip
    assert (made.contact_way, made.contact_never, made.team_id) == ("email", "The house in Milford", here.team.pk)


def test_what_was_kept_is_gone_once_it_is_saved() -> None:
    here = around()
    client = as_(here.colleague)
    check = through(client, *all_pages(here)).redirect_chain[-1][0]
    client.post(check, {})
    assert "Ada Marsh" not in str(dict(client.session))
    assert client.post(check, {}).headers["Location"].startswith("/requests/new/who/")
    assert len(seen(here.colleague)) == 1


def test_who_they_are_has_to_be_shown_where_the_policy_does_not_say() -> None:
    here = around()
    put_in_force("devon")
    parent = {**WHO, "requester": "parent"}, ABOUT, {"context": "full_file"}, NO_ORDERS, CONTACT, wants(here)
    text = text_of(through(as_(here.colleague), *parent))
    assert "Nothing that our sources name" not in text
    assert "<li>Who they are:" in text


@pytest.mark.parametrize(
    ("answered", "sent", "told"),
    [
        (0, {}, "Choose an answer for “They are”"),
        (0, {**WHO, "name": ""}, "Fill in “Name”"),
        (1, {}, "Say whom the request is about"),
        (2, {"context": "public_law"}, "Select a valid choice"),
        (3, {}, "Tick the orders that there are, or that it was asked and there is none"),
        (3, {"order": ["none", "non_molestation"]}, "Either tick the orders that there are, or that there is none"),
        (4, {}, "Choose an answer for “The way that is safe”"),
        (4, {"contact_way": "post"}, "Give the address or number that is safe to use"),
        (5, {"received_on_day": 40, "received_on_month": 2, "received_on_year": 2026}, "has to be a real date"),
    ],
)
def test_what_is_missing_is_asked_again(answered: int, sent: dict[str, Any], told: str) -> None:
    here = around()
    client = as_(here.colleague)
    before = all_pages(here)[:answered]
    address = through(client, *before).redirect_chain[-1][0] if before else "/requests/new/"
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "There is a problem" in text_of(answer)
    assert told in text_of(answer)


def test_a_day_to_come_and_a_missing_team_are_not_taken() -> None:
    here = around()
    page = through(as_(here.colleague), *all_pages(here, year=2090, team=""))
    assert page.status_code == 422
    assert "cannot have come on a day that is yet to come" in text_of(page)
    assert "Choose an answer for “Which team handles it?”" in text_of(page)


def test_only_the_contexts_of_whoever_asks_are_offered() -> None:
    page = text_of(through(as_(around().colleague), WHO, ABOUT))
    assert "Records about themselves" in page
    assert "Judicial review" not in page


def test_every_order_is_explained_and_bears_on_what_follows() -> None:
    here = around()
    client = as_(here.colleague)
    page = through(client, WHO, ABOUT, CONTEXT)
    assert "It protects somebody from whoever asks" in text_of(page)
    last = client.post(page.redirect_chain[-1][0], {"order": ["non_molestation"]}, follow=True)
    check = last
    for sent in (CONTACT, wants(here)):
        check = client.post(check.redirect_chain[-1][0], sent, follow=True)
    assert "A lawyer advises before anything is decided" in text_of(check)
    client.post(check.redirect_chain[-1][0], {})
    assert seen(here.colleague)[0].facts == {"order": ["non_molestation"]}


def test_what_the_route_depends_on_is_asked_and_may_be_unknown() -> None:
    here = around()
    client = as_(here.colleague)
    child = {**WHO, "requester": "child"}
    page = through(client, child, ABOUT, CONTEXT, NO_ORDERS)
    assert "Is the child old enough" in text_of(page)
    assert "Is the case open?" not in text_of(page)
    refused = client.post(page.redirect_chain[-1][0], {})
    assert refused.status_code == 422
    on = client.post(page.redirect_chain[-1][0], {"understanding": "unknown"}, follow=True)
    for sent in (CONTACT, wants(here)):
        on = client.post(on.redirect_chain[-1][0], sent, follow=True)
    assert "Not known yet, and nothing is assumed" in text_of(on)
    client.post(on.redirect_chain[-1][0], {})
    assert seen(here.colleague)[0].facts == {"order": ["none"]}


def test_who_asks_can_be_changed_and_what_no_longer_fits_is_asked_anew() -> None:
    here = around()
    client = as_(here.colleague)
    check = through(client, *all_pages(here)).redirect_chain[-1][0]
    key = check.split("asked=")[1]
    kept = client.get(f"/requests/new/who/?asked={key}")
    assert 'value="Ada Marsh"' in text_of(kept)
    on = client.post(f"/requests/new/who/?asked={key}", {**WHO, "requester": "court"}, follow=True)
    assert on.redirect_chain[-1][0] == f"/requests/new/context/?asked={key}"
    assert "There is a problem" not in text_of(on)
    on = client.post(on.redirect_chain[-1][0], {"context": "section_7_open"}, follow=True)
    assert on.redirect_chain[-1][0].startswith(("/requests/new/facts/", "/requests/new/check/"))


def test_a_day_that_they_name_is_asked_only_where_they_name_it() -> None:
    here = around()
    dbs = {**WHO, "requester": "dbs", "name": "The service"}, ABOUT, {"context": "barring"}, NO_ORDERS, CONTACT
    assert "By which day do they want the answer?" in text_of(through(as_(here.colleague), *dbs))
    assert "By which day" not in text_of(through(as_(here.colleague), *all_pages(here)[:5]))
    named = {"stated_on_day": 1, "stated_on_month": 12, "stated_on_year": 2026}
    client = as_(here.colleague)
    check = through(client, *dbs, wants(here, **named))
    assert "1 December 2026" in text_of(check)
    client.post(check.redirect_chain[-1][0], {})
    assert seen(here.colleague)[0].due_on.isoformat() == "2026-12-01"


def test_a_case_file_is_linked_only_if_the_person_sees_it() -> None:
    here = around()
    hidden = case(manager=person(Role.MANAGER))
    mine = case(manager=here.colleague)
    client = as_(here.colleague)
    for reference in (hidden.reference, "C-no-such"):
        page = through(client, WHO, {**ABOUT, "case_file": reference})
        assert page.status_code == 422
        assert "You can see no case file with this reference" in text_of(page)
    check = through(client, WHO, {**ABOUT, "case_file": mine.reference.lower()}, *all_pages(here)[2:])
    client.post(check.redirect_chain[-1][0], {})
    assert seen(here.colleague)[0].case == mine


def test_a_request_like_it_is_shown_and_it_has_to_be_said_whether_it_repeats() -> None:
    here = around()
    earlier = a_request(here)
    client = as_(here.colleague)
    check = through(client, *all_pages(here))
    assert earlier.reference in text_of(check)
    address = check.redirect_chain[-1][0]
    refused = client.post(address, {})
    assert refused.status_code == 422
    assert "Say whether it repeats one of these requests" in text_of(refused)
    client.post(address, {"same_as": earlier.key})
    assert seen(here.colleague)[1].same_as == earlier


def test_a_request_that_the_person_does_not_see_is_no_duplicate() -> None:
    here = around()
    a_request(here, by=here.outsider, team=team())
    check = through(as_(here.colleague), *all_pages(here))
    assert "Requests like this one" not in text_of(check)


def test_many_requests_are_pointed_out_and_nobody_is_refused() -> None:
    here = around()
    client = as_(here.colleague)
    for number in range(4):
        a_request(here, about=f"Somebody {number}")
    assert "That is no reason to refuse" not in text_of(through(client, *all_pages(here)))
    a_request(here, about="Somebody else")
    check = through(client, *all_pages(here))
    assert "This name stands on 5 requests" in text_of(check)
    assert "That is no reason to refuse" in text_of(check)
    client.post(check.redirect_chain[-1][0], {})
    assert len(seen(here.colleague)) == 6


@pytest.mark.parametrize("context", ["strategy_discussion", "section_47", "missing_child", "risk_to_life"])
def test_urgent_sharing_is_never_queued(context: str) -> None:
    here = around()
    client = as_(here.colleague)
    page = through(client, {**WHO, "requester": "police"}, ABOUT, {"context": context})
    assert page.status_code == 200
    text = text_of(page)
    assert ">Share now</h1>" in text
    assert "This is not put in a queue" in text
    assert "Log this request" not in text
    key = page.redirect_chain[-1][0].split("asked=")[1]
    checked = client.post(f"/requests/new/check/?asked={key}", {}, follow=True)
    assert "Log this request" not in text_of(checked)
    assert seen(here.colleague) == []


def test_a_criminal_investigation_is_no_urgent_sharing() -> None:
    here = around()
    police = {**WHO, "requester": "police"}, ABOUT, {"context": "criminal_investigation"}
    assert through(as_(here.colleague), *police).redirect_chain[-1][0].startswith("/requests/new/orders/")


def test_who_may_not_log_is_told_so_and_it_is_in_the_ledger() -> None:
    here = around()
    for address in ("/requests/new/", "/requests/new/check/", "/requests/new/share/", "/requests/new/contact/"):
        refused = as_(here.reader).get(address)
        assert refused.status_code == 403
        assert "Your role does not let you log a request" in text_of(refused)
    found = as_owner("select count(*) from ledger_entry where verb = 'step_refused' and actor = %s", here.reader.pk)
    assert found == [(4,)]
    assert "Log a new request" not in text_of(as_(here.reader).get("/requests/"))


def test_pages_out_of_turn_lead_to_the_first_open_one() -> None:
    client = as_(around().colleague)
    for address in ("/requests/new/wants/", "/requests/new/check/", "/requests/new/contact/?asked=other"):
        assert client.get(address).headers["Location"].startswith("/requests/new/who/")
    assert client.get("/requests/new/nothing/").status_code == 404


def test_signed_out_and_wrong_method() -> None:
    assert Client().get("/requests/new/").headers["Location"].startswith("/sign-in/login/")
    client = as_(around().colleague)
    assert client.delete("/requests/new/").status_code == 405
    assert client.post("/requests/new/share/").status_code == 405
