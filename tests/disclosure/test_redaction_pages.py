"""The pages on which lawyers answer redactions: who may look and answer, the lock on release through addresses, each answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.disclosure.disclosing import Office, again, answer_all, checked, decide_everything, office, opened
from tests.disclosure.pages import as_, at, check_who_may_do, check_who_may_look, entries, said
from tests.disclosure.test_ruling import REDACT, decide, free
from tests.web.database import fresh
from tests.web.people import person

from candour.accounts.roles import Role
from candour.disclosure.models import Disclosure
from candour.disclosure.redactions import redactions
from candour.ledger.acting import Actor, acting


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with fresh():
        yield office(tmp_path_factory.mktemp("case"))


def form(answer, action: str) -> dict[str, str]:
    """The hidden fields of the form that goes to ``action``, as a browser would send them back."""
    page = answer.content.decode()
    (found,) = re.findall(rf'<form method="post" action="[^"]*{action}/[^"]*".*?</form>', page, re.DOTALL)
    hidden = re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', found)
    return {name: value for name, value in hidden if name != "csrfmiddlewaretoken"}


def groups(answer) -> list[str]:
    return re.findall(r'href="([^"]*/redactions/groups/\w+/)"', answer.content.decode())


def test_lawyers_answer_groups_and_single_ones_and_only_then_it_leaves(here: Office) -> None:
    one = opened(here, recipient="court", purpose="court-civil", matter=True)
    with acting(Actor(user=here.reviewer.pk)):
        first, other = free(one)[:2]
    for each in (first, other):
        decide(here.reviewer, one, each.mention, REDACT)
    checked(here, one)
    assert "await a lawyer" in said(as_(here.sender).get(at("overview", one)))
    assert "await a lawyer" in said(as_(here.sender).get(at("release", one)))
    client, second = as_(here.lawyer), person(Role.LAWYER, team=here.team, name="Di Second")
    answer = client.post(at("approve", one))
    assert (answer.status_code, "await a lawyer" in said(answer)) == (409, True)
    shown = client.get(at("redactions", one))
    assert "None, and one is needed" in said(shown)
    assert "She asked not to be named." in said(shown)

    # a single one: lifted, which another lawyer has to approve
    single = at("redaction", one, "mention", first.mention)
    answer = client.get(single)
    assert {"As it is", "As it goes out", "Ada First"} <= set(
        re.findall("As it is|As it goes out|Ada First", said(answer))
    )
    assert client.post(at("answer_redactions", one, "lift"), form(answer, "lift")).status_code == 422
    answer = client.post(
        at("answer_redactions", one, "lift"), {**form(answer, "lift"), "lift_reason": "She is named in the order"}
    )
    assert answer.status_code == 302
    answer = client.get(single)
    assert "another lawyer has to approve it" in said(answer)
    stale = form(as_(second).get(single), "approve")
    assert as_(second).post(at("answer_redactions", one, "approve"), stale).status_code == 302
    refused = as_(second).post(at("answer_redactions", one, "approve"), stale)
    assert (refused.status_code, "has changed since" in said(refused)) == (409, True)
    # another reason for the other, explained in the form
    change = {**form(client.get(at("redaction", one, "mention", other.mention)), "change"), "ground": "safety"}
    assert client.post(at("answer_redactions", one, "change"), change).status_code == 422
    change["why"] = "He has threatened her."
    assert client.post(at("answer_redactions", one, "change"), change).status_code == 302
    assert client.post(at("answer_redactions", one, "nothing"), change).status_code == 404

    # the rest in groups: what has no explanation gets one on the spot
    for address in groups(client.get(f"{at('redactions', one)}?show=awaiting")):
        answer = client.get(address)
        if "Explain and approve" in said(answer):
            given = form(answer, "approve")
            assert client.post(at("answer_redactions", one, "approve"), given).status_code == 409
            given["explanation"] = "It would tell him where she lives."
            assert client.post(at("answer_redactions", one, "approve"), given).status_code == 302
        elif "another lawyer" not in said(answer):
            assert client.post(at("answer_redactions", one, "approve"), form(answer, "approve")).status_code == 302
    assert "1 redaction awaits a lawyer." in said(client.get(at("legal", one)))
    assert answer_all(here, one, by=second) == 1
    assert as_(second).get(groups(client.get(f"{at('redactions', one)}?show=answered"))[0]).status_code == 200
    assert as_(here.sender).post(at("produce", one)).status_code == 409
    assert client.post(at("approve", one)).status_code == 302
    assert again(here, one).state == "checked"
    assert as_(here.sender).post(at("produce", one)).status_code == 302
    assert len(entries(here, "redaction_approved")) >= 3


def test_what_is_sent_back_is_read_in_the_review_and_explained(here: Office) -> None:
    one = opened(here, matter=True)
    decide_everything(here, one)
    client = as_(here.lawyer)
    with acting(Actor(user=here.reviewer.pk)):
        found = next(each for each in redactions(one) if each.sheet is not None)
    address = at("redaction", one, found.about, found.key)
    back = {**form(client.get(address), "back"), "back_reason": "Say what the danger is"}
    assert client.post(at("answer_redactions", one, "back"), back).status_code == 302
    words = said(as_(here.reviewer).get(at("page", one, found.sheet)))
    assert "Say what the danger is" in words
    assert "Sent back" in words
    reviewer = as_(here.reviewer)
    answer = reviewer.post(at("send_to_check", one))
    assert (answer.status_code, "no decision" in said(answer)) == (409, True)
    given = form(reviewer.get(address), "explain")
    assert reviewer.post(at("explain_redactions", one), given).status_code == 422
    given["explanation"] = "He has found her before."
    assert reviewer.post(at("explain_redactions", one), given).status_code == 302
    assert "He has found her before." in said(client.get(address))
    assert reviewer.post(at("send_to_check", one)).status_code == 302
    words = said(as_(here.reviewer).get(at("page", one, found.sheet)))
    assert "He has found her before." in words


def test_who_may_look_and_who_may_answer(here: Office) -> None:
    one = opened(here, matter=True)
    decide_everything(here, one)
    with acting(Actor(user=here.manager.pk)):
        found = next(each for each in redactions(one) if each.sheet is not None)
    check_who_may_look(here, at("redactions", one))
    check_who_may_look(here, at("redaction_group", one, found.grouped))
    check_who_may_look(here, at("redaction", one, found.about, found.key))
    assert as_(here.lawyer).get(at("redaction", one, "mention", "nothing")).status_code == 404
    assert as_(here.lawyer).get(at("redaction", one, "page", 999)).status_code == 404
    assert "no such group any more" in said(as_(here.lawyer).get(at("redaction_group", one, "nothing")))
    for ruling in ("approve", "change", "lift", "back"):
        check_who_may_do(here, at("answer_redactions", one, ruling), refused=(here.reader, here.manager, here.other))
    check_who_may_do(here, at("explain_redactions", one), refused=(here.reader, here.manager))
    plain: Disclosure = opened(here)
    assert "belongs to no legal matter" in said(as_(here.lawyer).get(at("redactions", plain)))
    given = form(as_(here.lawyer).get(at("redaction", one, found.about, found.key)), "approve")
    assert as_(here.lawyer).post(at("answer_redactions", plain, "approve"), given).status_code == 409
