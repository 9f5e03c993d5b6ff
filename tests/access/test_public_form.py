"""The public form: page by page without a session, sent once, limited, and telling nobody what is known here."""

from __future__ import annotations

import dataclasses
import json
import logging

import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings
from tests.access.askers import CARE_LEAVER, MOTHER, carried, filled_in, reference, sent
from tests.web.people import person

from candour.access.arrival import Arrival
from candour.access.views import public
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.ledger.acting import NOBODY, Actor, acting
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def officer(database: None) -> User:
    return person(Role.ACCESS_OFFICER)


def arrived(officer: User) -> list[Arrival]:
    with acting(Actor(user=officer.pk)):
        return list(Arrival.objects.order_by("pk"))


def test_a_care_leaver_asks(officer: User) -> None:
    client = Client()
    check = filled_in(client, CARE_LEAVER)
    assert arrived(officer) == []
    assert "Everything from 2005 to 2012" in check.content.decode()
    answer = client.post("/ask/form/", carried(check))
    assert answer.status_code == 200
    (one,) = arrived(officer)
    assert (one.reference, one.channel, one.state) == (reference(answer), "public", "waiting")
    assert one.said == {name: value for name, value in CARE_LEAVER.items() if value}
    assert (one.token, one.team, one.by) == (None, None, None)


def test_a_parent_is_asked_about_whom_and_why(officer: User) -> None:
    client = Client()
    sent(client, MOTHER)
    assert arrived(officer)[0].said["relation"] == "I am his mother"
    without = client.post("/ask/form/", {"at": "about", "who": "parent", "about": "Sam"})
    assert (without.status_code, "What are you to this person" in without.content.decode()) == (422, True)


def test_answers_to_questions_that_no_longer_fit_are_not_sent(officer: User) -> None:
    client = Client()
    check = carried(filled_in(client, MOTHER))
    client.post("/ask/form/", {**check, "who": "care"})
    (one,) = arrived(officer)
    assert one.said["who"] == "care"
    assert not {"about", "relation"} & one.said.keys()


def test_back_and_change_lose_nothing_and_skip_nothing() -> None:
    client = Client()
    check = carried(filled_in(client, CARE_LEAVER))
    change = client.post("/ask/form/", {**check, "go": "wants"})
    assert "Everything from 2005 to 2012" in change.content.decode()
    again = client.post("/ask/form/", {**carried(change), "wants": "Only my school reports"})
    assert "Only my school reports" in again.content.decode()
    assert carried(again)["at"] == "check"
    first = carried(client.get("/ask/form/"))
    second = carried(client.post("/ask/form/", {**CARE_LEAVER, **first}))
    back = carried(client.post("/ask/form/", {**second, "go": "who"}))
    assert back["at"] == "who"
    assert carried(client.post("/ask/form/", {**CARE_LEAVER, **back}))["at"] == "about"


def test_nothing_is_kept_of_who_only_looks() -> None:
    client = Client()
    filled_in(client, CARE_LEAVER)
    assert "session" not in client.cookies
    for path in ("/ask/", "/ask/form/"):
        assert client.get(path)["Cache-Control"] == "no-store"


def test_the_same_sent_twice_is_one_request_and_other_words_are_another(officer: User) -> None:
    client = Client()
    check = carried(filled_in(client, CARE_LEAVER))
    first, second = (client.post("/ask/form/", check) for _ in range(2))
    assert reference(first) == reference(second)
    third = client.post("/ask/form/", {**check, "wants": "Only one letter"})
    assert reference(third) != reference(first)
    assert len(arrived(officer)) == 2
    sent(client, CARE_LEAVER)
    assert len(arrived(officer)) == 3


@pytest.mark.parametrize("missing", ["who", "name", "wants", "contact_way", "contact", "orders"])
def test_what_is_missing_is_asked_for(missing: str, officer: User) -> None:
    check = carried(filled_in(Client(), CARE_LEAVER))
    answer = Client().post("/ask/form/", {name: value for name, value in check.items() if name != missing})
    assert carried(answer)["at"] != "check"
    assert arrived(officer) == []


def test_nothing_is_longer_than_it_may_be(officer: User) -> None:
    check = carried(filled_in(Client(), CARE_LEAVER))
    for name, value in (("wants", "x" * 5_001), ("name", "x" * 201), ("support", "x" * 1_001), ("who", "nobody")):
        Client().post("/ask/form/", {**check, name: value})
    assert arrived(officer) == []
    assert Client().post("/ask/form/", {**check, "wants": "x" * (6 << 20)}).status_code in (400, 413)
    Client().post("/ask/form/", {**check, "name": "Zero\0"})
    assert arrived(officer) == []


def test_a_flood_from_one_address_is_stopped_and_loses_nobodys_words(officer: User) -> None:
    flooder = Client(REMOTE_ADDR="203.0.113.7")
    check = carried(filled_in(flooder, CARE_LEAVER))
    for number in range(10):
        assert flooder.post("/ask/form/", {**check, "wants": f"Junk {number}"}).status_code == 200
    for number in range(10, 15):
        answer = flooder.post("/ask/form/", {**check, "wants": f"Junk {number}"})
        assert answer.status_code == 429
        assert f"Junk {number}" in answer.content.decode()
    assert len(arrived(officer)) == 10
    assert sent(Client(REMOTE_ADDR="203.0.113.8"), CARE_LEAVER).status_code == 200


@override_settings(ACCOUNT_RATE_LIMITS={"ask": "10/h/ip,3/d/key"})
def test_a_flood_from_everywhere_is_stopped_too(officer: User) -> None:
    check = carried(filled_in(Client(), CARE_LEAVER))
    status = [
        Client(REMOTE_ADDR=f"203.0.113.{number}").post("/ask/form/", {**check, "wants": f"Junk {number}"}).status_code
        for number in range(1, 6)
    ]
    assert status == [200, 200, 200, 429, 429]
    assert len(arrived(officer)) == 3


def test_what_fills_in_the_unseen_field_is_asked_again(officer: User) -> None:
    client = Client()
    check = filled_in(client, CARE_LEAVER)
    answer = client.post("/ask/form/", {**carried(check), public._TRAP: "https://buy.example"})
    assert answer.status_code == 422
    assert arrived(officer) == []
    assert client.post("/ask/form/", carried(answer)).status_code == 200
    assert len(arrived(officer)) == 1


def test_it_needs_the_mark_of_its_own_form(officer: User) -> None:
    check = carried(filled_in(Client(), CARE_LEAVER))
    assert Client(enforce_csrf_checks=True).post("/ask/form/", check).status_code == 403
    assert arrived(officer) == []


def test_it_can_be_switched_off() -> None:
    off = dataclasses.replace(settings.ENVIRONMENT, public_form=False)
    with override_settings(ENVIRONMENT=off):
        assert [Client().get(path).status_code for path in ("/ask/", "/ask/form/")] == [404, 404]
        assert [Client().post(path).status_code for path in ("/ask/form/", "/ask/leave/")] == [404, 404]


def test_the_quick_way_out_says_nothing() -> None:
    answer = Client().post("/ask/leave/")
    assert (answer.status_code, answer["Location"]) == (302, "/collect/closed/")
    assert "cache" in answer["Clear-Site-Data"]
    assert Client().get("/ask/leave/").status_code == 405


def test_no_word_is_logged_or_stands_in_the_ledger(officer: User, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="candour"):
        sent(Client(), CARE_LEAVER)
    entry = Entry.objects.filter(verb=Verb.ARRIVED)
    with acting(Actor(user=person(Role.AUDITOR).pk)):
        line = entry.get().line
    for word in ("Ada", "Marsh", "Everything", "example.org"):
        assert word not in caplog.text
        assert word not in line
    assert json.loads(line)["details"] == {"channel": "public"}


def test_who_hands_it_in_cannot_read_it_again() -> None:
    sent(Client(), CARE_LEAVER)
    with acting(NOBODY):
        assert not Arrival.objects.exists()
