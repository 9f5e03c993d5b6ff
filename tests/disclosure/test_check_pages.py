"""The pages of the quality check: page after page by somebody who decided nothing, with notes, to the end or back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from tests.disclosure.disclosing import Office, again, decide_everything, office, opened
from tests.disclosure.pages import as_, at, check_who_may_do, check_who_may_look, entries, said
from tests.web.database import fresh

from candour.disclosure.checking import drawn
from candour.disclosure.models import Disclosure, Round, Sheet
from candour.ledger.acting import Actor, acting


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One prepared case for all tests of this module; each opens a disclosure of its own."""
    with fresh():
        yield office(tmp_path_factory.mktemp("case"))


@pytest.fixture
def one(here: Office) -> Disclosure:
    """Everything in it decided by the reviewer."""
    made = opened(here)
    decide_everything(here, made)
    return made


def started(here: Office, one: Disclosure, **how: object) -> tuple[Client, str]:
    """A check that runs, and the address of its first page."""
    assert as_(here.reviewer).post(at("send_to_check", one)).status_code == 302
    client = as_(here.checker)
    answer = client.post(at("start_check", one), how or {"scope": "whole"}, follow=True)
    return client, answer.redirect_chain[-1][0]


def running(here: Office, one: Disclosure) -> Round:
    with acting(Actor(user=here.manager.pk)):
        return Round.objects.get(disclosure=one, ended_at=None)


def test_nothing_is_checked_before_everything_is_decided(here: Office) -> None:
    undecided = opened(here)
    assert "not decided yet" in said(as_(here.reviewer).get(at("checks", undecided)))
    answer = as_(here.reviewer).post(at("send_to_check", undecided))
    assert answer.status_code == 409
    assert "no decision" in said(answer)
    assert again(here, undecided).state == "deciding"


def test_page_after_page_to_the_end(here: Office, one: Disclosure) -> None:
    client, place = started(here, one)
    many = entries(here, "page_viewed")
    shown = client.get(place)
    assert "page 1 of 4" in said(shown)
    assert "As it goes out" in said(shown)
    assert "Ada First" in said(shown)  # who decided it
    assert len(entries(here, "page_viewed")) == len(many) + 1
    for _ in range(4):
        answer = client.post(f"{place}mark/", {"agrees": "yes"}, follow=True)
        place = answer.redirect_chain[-1][0]
    assert place == at("checks", one)
    assert "every page of this check" in said(answer)
    answer = client.post(at("pass_check", one, running(here, one).key), follow=True)
    assert "The check is passed" in said(answer)
    assert again(here, one).state == "checked"


def test_who_does_not_agree_says_what_differs_and_sends_it_back(here: Office, one: Disclosure) -> None:
    client, place = started(here, one)
    wordless = client.post(f"{place}mark/", {"agrees": "no", "note": ""})
    assert wordless.status_code == 409
    assert "A reason of a few words" in said(wordless)
    client.post(f"{place}mark/", {"agrees": "no", "note": "The aunt is named here"})
    check = running(here, one)
    assert "The aunt is named here" in said(client.get(at("checks", one)))
    refused = client.post(at("pass_check", one, check.key))
    assert refused.status_code == 409
    back = at("send_check_back", one, check.key)
    assert client.post(back, {"reason": ""}).status_code == 422
    assert client.post(back, {"reason": "no"}).status_code == 409
    assert client.post(back, {"reason": "One page names the aunt"}).status_code == 302
    shown = as_(here.reviewer).get(at("checks", one))
    assert again(here, one).state == "deciding"
    assert "The aunt is named here" in said(shown)
    assert f'href="{at("page", one, 0)}"' in shown.content.decode()


def test_a_sample_can_be_drawn_again_from_what_the_page_shows(here: Office, one: Disclosure) -> None:
    assert as_(here.reviewer).post(at("send_to_check", one)).status_code == 302
    client = as_(here.checker)
    for wrong in ({"scope": "sample"}, {"scope": "sample", "size": "0"}, {"scope": "sample", "size": "x"}, {}):
        assert client.post(at("start_check", one), wrong).status_code == 422, wrong
    assert client.post(at("start_check", one), {"scope": "sample", "size": "99"}).status_code == 409
    client.post(at("start_check", one), {"scope": "sample", "size": "2"})
    shown = client.get(at("checks", one)).content.decode()
    (seed,) = re.findall(r'candour-code">([0-9a-f]{32})<', shown)
    with acting(Actor(user=here.manager.pk)):
        frame = list(Sheet.objects.filter(disclosure=one).order_by("place").values_list("record", "page"))
        pages = set(Round.objects.get(disclosure=one).pages.values_list("record", "page"))
    assert pages == set(drawn(frame, seed=seed, size=2))


def test_whoever_decided_is_told_that_somebody_else_checks(here: Office, one: Disclosure) -> None:
    as_(here.reviewer).post(at("send_to_check", one))
    client = as_(here.reviewer)
    assert "You decided in this disclosure" in said(client.get(at("checks", one)))
    answer = client.post(at("start_check", one), {"scope": "whole"})
    assert answer.status_code == 409
    assert "You decided" in said(answer)


def test_only_the_checker_marks_and_ends_their_check(here: Office, one: Disclosure) -> None:
    _, place = started(here, one)
    other, check = as_(here.other), running(here, one)
    assert "Cy Third is checking this" in said(other.get(at("checks", one)))
    assert "I do not agree" not in said(other.get(place))
    assert other.post(f"{place}mark/", {"agrees": "yes"}).status_code == 409
    assert other.post(at("pass_check", one, check.key)).status_code == 409
    with acting(Actor(user=here.manager.pk)):
        assert not check.pages.exclude(agrees=None).exists()


def test_who_may_look_and_who_may_check(here: Office, one: Disclosure) -> None:
    client, place = started(here, one)
    check = running(here, one)
    check_who_may_look(here, at("checks", one), method="post")
    check_who_may_look(here, place, method="post")
    check_who_may_do(here, at("send_to_check", one), refused=(here.reader, here.manager))
    for address in (
        at("start_check", one), f"{place}mark/", at("pass_check", one, check.key), at("send_check_back", one, check.key),
    ):  # fmt: skip
        check_who_may_do(here, address, refused=(here.reader,))
    assert client.get(at("check_page", one, check.key, 99)).status_code == 404
    assert client.get(at("check_page", one, "nothing", 0)).status_code == 404
    other = opened(here)
    assert client.get(at("check_page", other, check.key, 0)).status_code == 404
