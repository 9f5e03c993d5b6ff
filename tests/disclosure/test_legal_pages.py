"""The pages of Legal: as it is beside as it goes out, approval, and holds that every page tells of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.disclosure.disclosing import Office, again, answer_all, checked, decide_everything, office, opened
from tests.disclosure.pages import as_, at, check_who_may_do, check_who_may_look, entries, said
from tests.web.database import fresh

from candour.disclosure.choices import Choice
from candour.disclosure.drawing import draw
from candour.disclosure.models import Disclosure, Hold
from candour.engine.model import Action, Box
from candour.ledger.acting import Actor, acting


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with fresh():
        yield office(tmp_path_factory.mktemp("case"))


@pytest.fixture
def one(here: Office) -> Disclosure:
    return opened(here)


def with_legal(here: Office, one: Disclosure) -> None:
    assert as_(here.reviewer).post(at("join_matter", one)).status_code == 302
    checked(here, one)
    assert again(here, one).state == "with_legal"


def test_a_lawyer_approves_what_was_checked(here: Office, one: Disclosure) -> None:
    assert "needs no lawyer" in said(as_(here.lawyer).get(at("legal", one)))
    with_legal(here, one)
    client = as_(here.lawyer)
    shown = said(client.get(at("legal", one)))
    assert "It passed its check by Cy Third" in shown
    assert "await a lawyer. The whole can be approved when each is answered." in shown
    assert client.post(at("approve", one)).status_code == 409
    answer_all(here, one)
    assert "Every redaction is answered" in said(client.get(at("legal", one)))
    assert client.post(at("approve", one)).status_code == 302
    assert again(here, one).state == "checked"
    assert "Approved" in said(client.get(at("legal", one)))
    assert client.post(at("approve", one)).status_code == 409


def test_a_lawyer_sends_back_and_the_reason_is_read(here: Office, one: Disclosure) -> None:
    with_legal(here, one)
    client = as_(here.lawyer)
    assert client.post(at("send_legal_back", one), {"reason": ""}).status_code == 422
    assert client.post(at("send_legal_back", one), {"reason": "no"}).status_code == 409
    assert client.post(at("send_legal_back", one), {"reason": "Page 1 covers too much"}).status_code == 302
    assert again(here, one).state == "deciding"
    assert "Page 1 covers too much" in said(as_(here.reviewer).get(at("legal", one)))


def test_no_lawyer_approves_what_they_decided(here: Office, one: Disclosure) -> None:
    as_(here.reviewer).post(at("join_matter", one))
    with acting(Actor(user=here.lawyer.pk)):
        choice = Choice(Action.REDACT, "third_party", "Somebody else")
        draw(by=here.lawyer, disclosure=one, record="R1", page=1, box=Box(56, 107, 121, 119), choice=choice)
    checked(here, one)
    client = as_(here.lawyer)
    assert "You decided in this disclosure" in said(client.get(at("legal", one)))
    answer = client.post(at("approve", one))
    assert (answer.status_code, "You decided" in said(answer)) == (409, True)


def test_a_page_says_of_everything_who_decided_it_and_why(here: Office, one: Disclosure) -> None:
    decide_everything(here, one)
    client = as_(here.lawyer)
    shown = client.get(at("legal_page", one, 1))
    words, pictures = said(shown), shown.content.decode()
    assert "decided by Ada First" in words
    assert "As proposed, looked at." in words
    assert at("leaving_picture", one, 1) in pictures
    picture = client.get(at("leaving_picture", one, 1))
    assert (picture.status_code, picture.content[:4]) == (200, b"\x89PNG")
    assert client.get(at("legal_page", one, 99)).status_code == 404
    assert len(entries(here, "page_viewed")) >= 1


def test_a_hold_is_set_told_everywhere_and_lifted(here: Office, one: Disclosure) -> None:
    checked(here, one)
    client = as_(here.lawyer)
    assert client.post(at("hold", one), {"reason": ""}).status_code == 422
    assert client.post(at("hold", one), {"reason": "A claim was announced"}).status_code == 302
    for name in ("overview", "checks", "release", "deliver", "legal"):
        words = said(as_(here.sender).get(at(name, one)))
        assert "legal hold" in words, name
        assert "produced, sent or collected while it" in words, name
    assert as_(here.sender).post(at("produce", one)).status_code == 409
    with acting(Actor(user=here.manager.pk)):
        key = Hold.objects.get(disclosure=one).key
    assert client.post(at("lift_hold", one, key), {"reason": ""}).status_code == 409
    assert client.post(at("lift_hold", one, "nothing"), {"reason": "It is over now"}).status_code == 404
    assert client.post(at("lift_hold", one, key), {"reason": "The claim was withdrawn"}).status_code == 302
    assert "The claim was withdrawn" in said(client.get(at("legal", one)))
    assert "There is a legal hold" not in said(client.get(at("release", one)))
    assert [each.verb for each in (*entries(here, "held"), *entries(here, "hold_lifted"))][-1] == "hold_lifted"


def test_who_may_look_and_who_may_approve(here: Office, one: Disclosure) -> None:
    check_who_may_look(here, at("legal", one))
    check_who_may_look(here, at("legal_page", one, 0))
    with acting(Actor(user=here.manager.pk)):
        assert not Hold.objects.filter(disclosure=one).exists()
    for name in ("approve", "send_legal_back", "hold", "leave_matter"):
        check_who_may_do(here, at(name, one), refused=(here.reader, here.manager, here.other))
    check_who_may_do(here, at("lift_hold", one, "any"), refused=(here.reader, here.other))
    check_who_may_do(here, at("join_matter", one), refused=(here.reader, here.manager))
