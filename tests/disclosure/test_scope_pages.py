"""Choosing some records when a disclosure is opened, without scripts; and its pages, which say of which records it is."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.disclosure.disclosing import Office, checked, opened, produced
from tests.disclosure.pages import as_, at, said, sent
from tests.web.people import case, person

from candour.accounts.roles import Role
from candour.cases.models import Record
from candour.disclosure.forms import AT_ONCE
from candour.disclosure.models import Disclosure
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now

pytestmark = pytest.mark.usefixtures("database")
FOR = {"recipient": "K1", "purpose": "subject-access"}
WHY = "The letter to the father was asked for."


def address(here: Office) -> str:
    return reverse("disclosure:open", args=[here.case.key])


def number(here: Office, key: str) -> str:
    with acting(Actor(user=here.manager.pk)):
        return str(Record.objects.get(case=here.case, key=key).pk)


def last(here: Office) -> Disclosure | None:
    with acting(Actor(user=here.manager.pk)):
        return Disclosure.objects.order_by("-pk").first()


def offered(answer) -> list[tuple[str, bool]]:
    """Value of each record that can be chosen, and whether it is."""
    boxes = re.findall(r'<input class="govuk-checkboxes__input" id="id_only_[^>]+>', answer.content.decode())
    return [(re.search(r'value="(\d+)"', each)[1], " checked" in each) for each in boxes]


def add_records(here: Office, many: int) -> None:
    with acting(Actor(user=here.manager.pk)):
        Record.objects.bulk_create(
            Record(
                case=here.case, key=f"X{each}", path=f"more/{each}.txt", title=f"Note {each}", pages_count=1,
                added_at=now(), changed_at=now(),
            )
            for each in range(many)
        )  # fmt: skip


def test_some_records_are_chosen_and_the_disclosure_is_of_them(here: Office) -> None:
    form = as_(here.reviewer).get(address(here))
    assert len(offered(form)) == 3
    assert "10 April 2016: Letter to Mr Moran (Letter, 1 page)" in said(form)
    given = {**FOR, "part": "some", "only": [number(here, "R2")], "only_why": WHY}
    answer = as_(here.reviewer).post(address(here), given)
    made = last(here)
    assert (answer.status_code, made.only, made.only_why) == (302, ["R2"], WHY)
    overview = said(as_(here.reader).get(answer.headers["Location"]))
    assert f"1 record only: {WHY}" in overview
    assert "Letter to Mr Moran" in overview


def test_without_a_word_about_it_it_is_the_whole_file(here: Office) -> None:
    for part in ({}, {"part": "whole"}):
        assert as_(here.reviewer).post(address(here), {**FOR, **part}).status_code == 302
        assert last(here).only == []
    assert "All of it" in said(as_(here.reader).get(at("overview", last(here))))


def test_records_are_found_by_their_words_and_nothing_chosen_is_lost(here: Office) -> None:
    visit, letter = number(here, "R1"), number(here, "R2")
    given = {**FOR, "part": "some", "only": [visit], "only_why": WHY, "find": "moran LETTER", "look": "1"}
    answer = as_(here.reviewer).post(address(here), given)
    assert answer.status_code == 200
    assert offered(answer) == [(visit, True), (letter, False)]
    shown = answer.content.decode()
    assert "1 of 3 records has these words." in said(answer)
    assert f'value="{WHY}"' in shown
    assert re.search(r'value="K1" checked', shown)
    assert last(here) is None
    nothing = as_(here.reviewer).post(address(here), {**given, "find": "zebra", "only": []})
    assert (offered(nothing), "0 of 3 records have these words." in said(nothing)) == ([], True)


def test_a_link_may_name_the_purpose_and_the_records(here: Office) -> None:
    letter = number(here, "R2")
    answer = as_(here.reviewer).get(address(here), {"purpose": "minutes", "only": [letter, "999999", "x"]})
    assert offered(answer)[0] == (letter, True)
    assert [chosen for _, chosen in offered(answer)] == [True, False, False]
    shown = answer.content.decode()
    assert re.search(r'value="minutes" checked', shown)
    assert re.search(r'value="some" checked', shown)
    plain = as_(here.reviewer).get(address(here)).content.decode()
    assert re.search(r'value="whole" checked', plain)


def test_what_does_not_go_together_is_said_in_the_form(here: Office) -> None:
    mine = number(here, "R2")
    for given, words in (
        ({"part": "some", "only_why": WHY}, "Choose at least one record, or the whole file"),
        ({"part": "some", "only": [mine]}, "Say why it is these records only"),
        ({"part": "some", "only": [mine], "only_why": "Short"}, "A reason of a few words is needed"),
        ({"part": "whole", "only": [mine]}, "You chose records"),
        ({"part": "some", "only": ["999999"], "only_why": WHY}, "Select a valid choice"),
    ):
        answer = as_(here.reviewer).post(address(here), {**FOR, **given})
        assert (answer.status_code, words in said(answer)) == (422, True), words
        assert "There is a problem" in said(answer)
    assert last(here) is None


def test_records_of_another_case_cannot_be_chosen(here: Office) -> None:
    other = case(manager=here.manager, teams=(here.team,))
    with acting(Actor(user=here.manager.pk)):
        theirs = Record.objects.create(case=other, key="T1", path="t.txt", added_at=now(), changed_at=now())
    answer = as_(here.reviewer).post(address(here), {**FOR, "part": "some", "only": [theirs.pk], "only_why": WHY})
    assert (answer.status_code, last(here)) == (422, None)


def test_a_large_file_is_offered_in_parts_and_any_of_it_can_be_found(here: Office) -> None:
    add_records(here, AT_ONCE + 20)
    form = as_(here.reviewer).get(address(here))
    assert len(offered(form)) == AT_ONCE
    assert f"The first {AT_ONCE} are shown" in said(form)
    far = number(here, f"X{AT_ONCE + 19}")
    found = as_(here.reviewer).post(address(here), {**FOR, "find": f"note {AT_ONCE + 19}", "look": "1"})
    assert offered(found) == [(far, False)]
    given = {**FOR, "part": "some", "only": [far, number(here, "R1")], "only_why": WHY}
    assert as_(here.reviewer).post(address(here), given).status_code == 302
    assert last(here).only == ["R1", f"X{AT_ONCE + 19}"]


def test_a_case_without_records_offers_none(here: Office) -> None:
    empty = case(manager=here.manager, teams=(here.team,))
    shown = said(as_(here.reviewer).get(reverse("disclosure:open", args=[empty.key])))
    assert "some records only" not in shown.casefold()


def test_who_may_choose(here: Office) -> None:
    given = {**FOR, "part": "some", "only": [number(here, "R2")], "only_why": WHY}
    assert as_(here.reader).post(address(here), given).status_code == 403
    outsider = as_(person(*Role))
    outside = outsider.post(address(here), given)
    none = outsider.post(reverse("disclosure:open", args=["A" * 12]), given)
    assert (outside.status_code, none.status_code, said(outside) == said(none)) == (404, 404, True)
    assert Client().post(address(here), given).status_code == 302
    assert as_(here.reviewer).put(address(here)).status_code == 405
    assert last(here) is None


def test_every_page_of_it_says_of_which_records_it_is(here: Office) -> None:
    one, whole = opened(here, only=["R2"], only_why=WHY), opened(here)
    for name in ("people", "checks", "legal", "release", "letter", "deliver"):
        assert WHY in said(as_(here.sender).get(at(name, one))), name
        assert WHY not in said(as_(here.sender).get(at(name, whole))), name
    assert "1 record of the file only" in said(as_(here.reviewer).get(at("page", one, 0)))
    assert as_(here.reviewer).get(at("page", one, 1)).status_code == 404, "there is no second page"
    listed = said(as_(here.reader).get(reverse("disclosure:list", args=[here.case.key])))
    assert listed.count("Some records only") == 1


def test_the_bundle_accounts_for_these_and_tells_how_many_were_not_asked_for(here: Office) -> None:
    one = opened(here, only=["R2"], only_why=WHY)
    checked(here, one)
    produced(here, one)
    shown = said(as_(here.sender).get(at("release", one)))
    assert "1 record, 1 page" in shown
    assert re.search(r"Outside what was asked for: \d records with \d pages\. Nothing of them goes out", shown)
    got, client = sent(here, one), Client()
    client.post(got.link, {"code": got.code})
    assert "some records of the file only" in said(client.get(got.link))
