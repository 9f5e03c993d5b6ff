"""What the history of a case calls its disclosures and what was sent of them, and who acted without an account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from tests.disclosure.disclosing import Office, office, opened
from tests.disclosure.pages import as_, ready, said, sent
from tests.web.database import fresh
from tests.web.people import case

from candour.cases.wording import history
from candour.disclosure.models import Disclosure
from candour.ledger.acting import Actor, acting, record
from candour.ledger.verbs import Verb


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with fresh():
        yield office(tmp_path_factory.mktemp("case"))


def told(here: Office) -> str:
    return said(as_(here.manager).get(f"/cases/{here.case.key}/history/"))


def dated(here: Office, one: Disclosure) -> str:
    with acting(Actor(user=here.manager.pk)):
        Disclosure.objects.filter(pk=one.pk).update(opened_at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    return "2 July 2026"  # in England


def test_a_disclosure_is_called_by_whom_it_is_for_and_its_day(here: Office) -> None:
    mine, courts = opened(here), opened(here, recipient="court", purpose="court-family")
    day = dated(here, mine)
    dated(here, courts)
    words = told(here)
    assert f"opened the disclosure to Orla Byrne of {day}" in words
    assert f"opened the disclosure to the court of {day}" in words
    assert "no longer here" not in words


def test_what_was_sent_and_that_the_recipient_opened_it(here: Office) -> None:
    one = ready(here)
    day, got = dated(here, one), sent(here, one)
    client = Client()
    assert client.post(got.link, {"code": "wrong"}).status_code == 422
    assert client.post(got.link, {"code": got.code}).status_code == 302
    client.get(got.link + "files/letter.pdf")
    words, bundle = told(here), f"bundle 1 of the disclosure to Orla Byrne of {day}"
    assert f"made the link for {bundle}" in words
    assert f"The recipient tried a wrong code on {bundle}" in words
    assert f"The recipient opened {bundle} with the one-time code" in words
    assert f"The recipient collected a file of {bundle}" in words
    assert f"Candour produced the bundle of the disclosure to Orla Byrne of {day}" in words


def test_nothing_of_another_case_is_named_however_the_entry_came_here(here: Office) -> None:
    one, other = opened(here), case(manager=here.other)
    with acting(Actor(user=here.other.pk)):
        record(Verb.DECIDED, case=other.pk, object=f"disclosure:{one.pk}")
        record(Verb.COLLECTED, case=other.pk, object="delivery:999999")
        record(Verb.COLLECTED, case=other.pk, object="delivery:none")
    with acting(Actor(case=other.pk)):
        lines = [line.sentence for line in history(other)]
    assert "decided in something that is no longer here" in lines
    assert lines.count("collected a file of something that is no longer here") == 2
