"""An e-mail as a file: opened in a limited process, shown beside the empty fields, and never half taken in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.access.mails import eml, file
from tests.access.people_of import Around, around, as_
from tests.cases.arrivals import on_the_way
from tests.engine.intake import compound
from tests.web.people import person

from candour.access import arriving_email
from candour.access.arrival import Arrival
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today

pytestmark = pytest.mark.usefixtures("database")
ADD = "/requests/arrivals/add/"


@pytest.fixture
def here(database: None) -> Around:
    return around()


def added(user: User, data: bytes, name: str = "mail.eml") -> Any:
    return as_(user).post(ADD, {"file": file(data, name)}, follow=True)


def arrived(user: User) -> list[Arrival]:
    with acting(Actor(user=user.pk)):
        return list(Arrival.objects.order_by("pk"))


def test_an_email_waits_with_its_text_and_the_names_of_what_is_attached(here: Around) -> None:
    before = on_the_way()
    answer = added(here.colleague, eml())
    text = answer.content.decode()
    for words in ("Ada Marsh", "ada@example.org", "My records", "Please send me my file.", "passport.pdf"):
        assert words in text
    assert "only then does anybody open what is attached" in text
    (one,) = arrived(here.colleague)
    assert (one.channel, one.received_on, one.by, one.said) == ("email", date(2026, 3, 2), here.colleague, {})
    assert on_the_way() == before


def test_the_day_it_came_is_proposed_and_confirmed_by_a_person(here: Around) -> None:
    added(here.colleague, eml())
    (one,) = arrived(here.colleague)
    client, take = as_(here.colleague), f"/requests/arrivals/{one.key}/take/"
    assert client.post(take, {}).status_code == 422
    assert client.post(take, _day(date(today().year + 1, 1, 1))).status_code == 422
    answer = client.post(take, _day(date(2026, 3, 4)), follow=True)
    assert "Please send me my file." in answer.content.decode()
    assert 'value="Ada Marsh"' in answer.content.decode()
    assert arrived(here.colleague)[0].received_on == date(2026, 3, 4)


def _day(on: date) -> dict[str, int]:
    return {"received_on_day": on.day, "received_on_month": on.month, "received_on_year": on.year}


@pytest.mark.parametrize("sent", ["Mon, 02 Mar 2099 09:30:00 +0000", "yesterday", "Mon, 31 Dec 9999 23:59:59 -1200"])
def test_a_day_that_cannot_be_is_not_believed(here: Around, sent: str) -> None:
    added(here.colleague, eml(sent=sent))
    assert arrived(here.colleague)[0].received_on == today()


def test_an_outlook_message(here: Around) -> None:
    sent = 131_938_038_000_000_000  # 5 February 2019 in 100-nanosecond steps since 1601
    data = compound.compound(
        {
            "__properties_version1.0": compound.properties(32, {(0x0039, 0x40): sent}),
            **compound.text(0x0037, "My file"),
            **compound.text(0x1000, "Please send my file."),
            **compound.text(0x0C1A, "Ada Marsh"),
            **compound.text(0x5D01, "ada@example.org"),
        }
    )
    assert "Please send my file." in added(here.colleague, data, "mail.msg").content.decode()
    assert arrived(here.colleague)[0].received_on == date(2019, 2, 5)


def test_one_of_html_only_is_shown_as_words(here: Around) -> None:
    answer = added(here.colleague, eml(html="<p>Dear <b>council</b></p><script>alert(1)</script><p>my file please</p>"))
    text = arrived(here.colleague)[0].mail["text"]
    assert ("my file please" in text, "<" in text) == (True, False)
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4 no mail",
        b"Dear council, my file please",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"PK\x03\x04",
    ],
)
def test_a_file_that_is_no_email_is_one_clear_error(here: Around, data: bytes) -> None:
    added(here.colleague, eml())
    before = on_the_way()
    answer = added(here.colleague, data)
    text = answer.content.decode()
    assert (answer.status_code, text.count("cannot be read as an e-mail")) == (
        422,
        2,
    )  # in the summary and at the field
    assert arrived(here.colleague)[0].reference in text
    assert len(arrived(here.colleague)) == 1
    assert on_the_way() == before


def test_nothing_chosen_and_too_much(here: Around, monkeypatch: pytest.MonkeyPatch) -> None:
    assert as_(here.colleague).post(ADD).status_code == 422
    monkeypatch.setattr(arriving_email, "LARGEST", 1_000)
    answer = added(here.colleague, eml(text="x" * 2_000))
    assert "at most 40 MB" in answer.content.decode()
    assert arrived(here.colleague) == []


def test_a_reader_that_hangs_or_grows_is_stopped(here: Around, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving_email, "_READER", "time:sleep")
    assert added(here.colleague, eml()).status_code == 422
    monkeypatch.undo()
    monkeypatch.setattr(arriving_email, "_SECONDS", 0.001)
    assert added(here.colleague, eml()).status_code == 422
    assert arrived(here.colleague) == []


def test_only_who_may_adds_one_and_only_from_our_own_page(here: Around) -> None:
    assert added(here.reader, eml()).status_code == 403
    assert Client().post(ADD, {"file": file(eml())}).status_code == 302
    assert as_(here.colleague).get(ADD).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(here.colleague)
    assert strict.post(ADD, {"file": file(eml())}).status_code == 403
    assert arrived(here.colleague) == []


def test_words_that_no_database_keeps(here: Around) -> None:
    added(here.colleague, eml().replace(b"Please", b"Ple\0ase \xed\xa0\x80"))
    assert "send me my file" in arrived(here.colleague)[0].mail["text"]
    assert arrived(person(Role.MANAGER))
