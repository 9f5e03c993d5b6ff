"""The pages that ask whom an unclear name means: what they show, what is saved by them, who may look, say and confirm."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.disclosure.annas import annas, group, mention_of
from tests.disclosure.disclosing import Office, opened
from tests.disclosure.pages import as_, at, check_who_may_do, check_who_may_look, entries, said
from tests.web.work import work_off

from candour.accounts.models import User
from candour.disclosure.models import Disclosure, Identity, Proposal
from candour.disclosure.supposing import as_for
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return annas(tmp_path)


def form(here: Office, one: Disclosure, mention: str, who: str, scope: str = "all") -> dict[str, Any]:
    both, alone = group(here, one, mention), group(here, one, mention, alone=True)
    return {
        "who": who, "scope": scope, "shown_all": both.shown, "last_all": both.last, "shown_one": alone.shown,
        "last_one": alone.last,
    }  # fmt: skip


def post(here: Office, one: Disclosure, mention: str, who: str, scope: str = "all", *, by: User | None = None):
    answer = as_(by or here.reviewer).post(
        at("say_who", one, mention), form(here, one, mention, who, scope), follow=True
    )
    work_off()
    return answer


def owners(here: Office, one: Disclosure, mention: str) -> list[str]:
    with acting(Actor(user=here.manager.pk)):
        return Proposal.objects.get(disclosure=one, mention=mention).owners


def test_the_queue_asks_who_it_is_and_the_name_leaves_it(here: Office) -> None:
    one, anna = opened(here), mention_of(here, "Anna")
    client = as_(here.reviewer)
    shown = said(client.get(at("unclear", one)))
    for words in (
        "Who is “Anna”?",
        "Anna Berg (Child",
        "Anna Klein (Somebody else)",
        "Neither: somebody else",
        "I cannot tell",
    ):
        assert words in shown
    assert "said that she will keep her rabbit" in shown
    assert "Everywhere it says the same: 3 mentions" in shown
    queued = client.post(at("say_who", one, anna) + "?queue=1&page=1", form(here, one, anna, "person:K1"))
    assert queued.headers["Location"].startswith(at("unclear", one))
    again = said(client.get(at("unclear", one)))
    assert "Saved for 3 mentions" in again
    assert "worked out anew" in again
    work_off()
    assert "Nothing is left here" in said(client.get(at("unclear", one)))
    assert owners(here, one, anna) == ["K1"]


def test_one_mention_is_said_on_its_page_from_the_review(here: Office) -> None:
    one, first, second = opened(here), mention_of(here, "Anna"), mention_of(here, "Anna", number=1)
    client = as_(here.reviewer)
    place = re.search(r"review/(\d+)/", client.get(at("unclear_one", one, first)).content.decode())
    assert place is not None
    assert at("unclear_one", one, first) in client.get(at("page", one, int(place[1]))).content.decode()
    answer = post(here, one, first, "somebody_else", "one")
    assert "Saved for 1 mention." in said(answer)
    assert "Somebody else, none of these" in said(answer)
    assert "Ada First" in said(answer)
    assert (owners(here, one, first), owners(here, one, second)) == ([], ["K1", "K2"])


def test_a_locked_name_shows_that_it_waits_and_another_confirms(here: Office) -> None:
    one, greta = opened(here), mention_of(here, "Greta")
    answer = said(post(here, one, greta, "person:K4"))
    assert "A second person has to confirm it" in answer
    assert "Waits for a second person" in answer
    assert "1 waits for a second person" in said(as_(here.reviewer).get(at("people", one)))
    batch = group(here, one, greta).sayings[0].batch
    page = at("unclear_one", one, greta)
    assert "I have looked" not in said(as_(here.reviewer).get(page))
    assert "I have looked" in said(as_(here.lawyer).get(page))
    confirmed = as_(here.lawyer).post(at("confirm_who", one, greta), {"batch": batch}, follow=True)
    work_off()
    assert "confirmed by" in said(confirmed)
    assert owners(here, one, greta) == ["K4"]
    late = as_(here.checker).post(at("confirm_who", one, greta), {"batch": batch})
    assert (late.status_code, "nothing to confirm" in said(late)) == (409, True)


def test_who_said_it_does_not_confirm_it(here: Office) -> None:
    one, greta = opened(here), mention_of(here, "Greta")
    post(here, one, greta, "person:K4", by=here.lawyer)
    assert "You said this yourself" in said(as_(here.lawyer).get(at("unclear_one", one, greta)))
    batch = group(here, one, greta).sayings[0].batch
    assert as_(here.lawyer).post(at("confirm_who", one, greta), {"batch": batch}).status_code == 409


def test_what_was_said_is_listed_and_taken_back(here: Office) -> None:
    one, anna = opened(here), mention_of(here, "Anna")
    assert "Nobody has said whom a name means" in said(as_(here.reader).get(at("unclear", one) + "?show=said"))
    post(here, one, anna, "person:K1")
    listed = said(as_(here.reader).get(at("unclear", one) + "?show=said"))
    assert "It is Anna Berg , 3 mentions. Ada First" in listed, listed
    batch = group(here, one, anna).sayings[0].batch
    as_(here.other).post(at("undo_who", one, anna), {"batch": batch})
    work_off()
    assert owners(here, one, anna) == ["K1", "K2"]
    assert len(entries(here, "identified_otherwise")) == 1
    late = as_(here.reviewer).post(at("undo_who", one, anna), {"batch": batch})
    assert (late.status_code, "said something else of this name" in said(late)) == (409, True)


def test_who_was_slower_is_told_and_keeps_what_they_chose(here: Office) -> None:
    one, anna = opened(here), mention_of(here, "Anna")
    mine = form(here, one, anna, "person:K2")
    post(here, one, anna, "person:K1", by=here.other)
    late = as_(here.reviewer).post(at("say_who", one, anna), mine)
    assert late.status_code == 409
    assert "Bo Second said something else" in said(late)
    assert re.search(r'value="person:K2"[^>]*checked', late.content.decode())
    assert owners(here, one, anna) == ["K1"]


def test_a_form_without_an_answer_and_a_name_that_is_gone(here: Office) -> None:
    one, anna = opened(here), mention_of(here, "Anna")
    empty = as_(here.reviewer).post(at("say_who", one, anna), form(here, one, anna, ""))
    assert (empty.status_code, "Choose who it is" in said(empty)) == (422, True)
    wrong = as_(here.reviewer).post(at("say_who", one, anna), form(here, one, anna, "person:K5"))
    assert wrong.status_code == 422
    gone = as_(here.reviewer).post(at("say_who", one, "m-none"), {"who": "somebody_else"})
    assert gone.status_code == 409
    assert as_(here.reviewer).get(at("unclear_one", one, "m-none")).status_code == 404
    with acting(Actor(user=here.manager.pk)):
        assert not Identity.objects.exists()


def test_who_may_look_say_and_confirm(here: Office) -> None:
    one, anna = opened(here), mention_of(here, "Anna")
    for address in (at("unclear", one), at("unclear", one) + "?show=said", at("unclear_one", one, anna)):
        check_who_may_look(here, address)
        assert "<form" not in as_(here.reader).get(address).content.decode().partition("<main")[2]
    check_who_may_do(here, at("say_who", one, anna), refused=(here.reader, here.manager))
    check_who_may_do(here, at("undo_who", one, anna), refused=(here.reader, here.manager))
    check_who_may_do(here, at("confirm_who", one, anna), refused=(here.reader, here.manager, here.reviewer))


def test_no_name_is_in_an_address_or_in_the_ledger(here: Office) -> None:
    one, anna = opened(here), mention_of(here, "Anna")
    post(here, one, anna, "person:K1")
    assert "Anna" not in at("say_who", one, anna)
    assert all("Anna" not in entry.line and "Berg" not in entry.line for entry in entries(here, "identified"))


def test_another_recipient_is_compared_by_what_is_known_too(here: Office) -> None:
    one, anna = opened(here), mention_of(here, "Anna")
    post(here, one, anna, "person:K1")
    with acting(Actor(user=here.reviewer.pk)):
        row = Proposal.objects.get(disclosure=one, mention=anna)
        other = as_for(
            by=here.reviewer, case=here.case, recipient="K1", purpose="subject-access", record=row.record, page=row.page
        )
        assert other.proposals[anna].action == row.action == "keep"
