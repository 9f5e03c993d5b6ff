"""The page of court orders: entering one, a second person who confirms it, where it is shown, and who may do what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.disclosure.disclosing import Office, office, opened
from tests.disclosure.pages import as_, at, check_who_may_do, check_who_may_look, said
from tests.web.people import person
from tests.web.work import work_off

from candour.accounts.roles import Role
from candour.cases.models import Person
from candour.disclosure.models import CourtOrder, Disclosure
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path)


@pytest.fixture
def one(here: Office) -> Disclosure:
    return opened(here, recipient="K3", purpose="parent-request")


def filled(**other: Any) -> dict[str, Any]:
    return {
        "person": "K2", "fields_lifted": ["phone"], "court": "Family Court at Milford", "number": "ZW25C00123",
        "dated_day": "2", "dated_month": "5", "dated_year": "2025", "place": "1", **other,
    }  # fmt: skip


def order_of(here: Office, one: Disclosure) -> CourtOrder:
    with acting(Actor(user=here.manager.pk)):
        return CourtOrder.objects.get(disclosure=one)


def test_entered_confirmed_and_shown_with_the_lock(here: Office, one: Disclosure) -> None:
    assert "No court order was entered" in said(as_(here.reader).get(at("orders", one)))
    entered = said(as_(here.reviewer).post(at("enter_order", one), filled(), follow=True))
    assert "Waits for a second person" in entered
    assert "Phone numbers of Sinead Byrne" in entered
    order = order_of(here, one)
    assert "I have read the order" not in said(as_(here.other).get(at("orders", one)))
    assert "I have read the order" in said(as_(here.lawyer).get(at("orders", one)))
    with acting(Actor(user=here.manager.pk)):
        number = Person.objects.get(case=here.case, key="K2").pk
    assert "Lifted" not in said(as_(here.reviewer).get(at("person", one, number)))
    confirmed = said(as_(here.lawyer).post(at("confirm_order", one, order.key), follow=True))
    assert "It counts" in confirmed
    assert "worked out anew" in confirmed
    work_off()
    person_page = said(as_(here.reviewer).get(at("person", one, number)))
    for words in (
        "Lifted for this recipient",
        "by order of Family Court at Milford",
        "case ZW25C00123",
        "confirmed by",
    ):
        assert words in person_page
    assert "Lifted by a court order Phone numbers, by Family Court at Milford" in said(
        as_(here.reader).get(at("people", one))
    )
    with acting(Actor(user=here.manager.pk)):
        place = one.sheets.get(record="R2", page=1).place
    assert "A court order lifts the never-disclose mark" in said(as_(here.reviewer).get(at("page", one, place)))


def test_who_entered_it_is_told_to_ask_another(here: Office, one: Disclosure) -> None:
    as_(here.lawyer).post(at("enter_order", one), filled())
    order = order_of(here, one)
    assert "somebody else has to confirm it" in said(as_(here.lawyer).get(at("orders", one)))
    refused = as_(here.lawyer).post(at("confirm_order", one, order.key))
    assert (refused.status_code, "Nobody lifts a lock alone" in said(refused)) == (409, True)


def test_a_form_that_is_not_complete_says_what_is_missing(here: Office, one: Disclosure) -> None:
    empty = as_(here.reviewer).post(at("enter_order", one), {})
    assert empty.status_code == 422
    for words in ("Choose whose details", "Choose what the order lets", "Which court made it"):
        assert words in said(empty)
    unmarked = as_(here.reviewer).post(at("enter_order", one), filled(fields_lifted=["name"]))
    assert (unmarked.status_code, "There is no mark" in said(unmarked)) == (422, True)
    with acting(Actor(user=here.manager.pk)):
        assert not CourtOrder.objects.exists()


def test_withdrawn_with_a_reason(here: Office, one: Disclosure) -> None:
    as_(here.reviewer).post(at("enter_order", one), filled())
    order = order_of(here, one)
    wordless = as_(here.reviewer).post(at("withdraw_order", one, order.key), {"reason": ""})
    assert wordless.status_code == 409
    answer = as_(here.reviewer).post(
        at("withdraw_order", one, order.key), {"reason": "It was set aside on appeal"}, follow=True
    )
    assert "withdrawn by Ada First" in said(answer)
    assert "It was set aside on appeal" in said(answer)
    late = as_(here.lawyer).post(at("confirm_order", one, order.key))
    assert late.status_code == 409


def test_who_may_look_enter_confirm_and_withdraw(here: Office, one: Disclosure) -> None:
    as_(here.reviewer).post(at("enter_order", one), filled())
    order = order_of(here, one)
    check_who_may_look(here, at("orders", one))
    assert "<form" not in as_(here.reader).get(at("orders", one)).content.decode().partition("<main")[2]
    check_who_may_do(here, at("withdraw_order", one, order.key), refused=(here.reader, here.manager))
    check_who_may_do(here, at("confirm_order", one, order.key), refused=(here.reader, here.manager, here.other))
    enter = at("enter_order", one)
    for user, status in ((here.reader, 403), (here.manager, 403), (person(*Role), 404)):
        assert as_(user).get(enter).status_code == status
        assert as_(user).post(enter, filled()).status_code == status
    assert as_(here.other).get(enter).status_code == 200
    assert as_(here.lawyer).post(at("confirm_order", one, "no-such-key")).status_code == 404


def test_an_order_of_one_disclosure_is_not_found_in_another(here: Office, one: Disclosure) -> None:
    as_(here.reviewer).post(at("enter_order", one), filled())
    other = opened(here)
    assert as_(here.lawyer).post(at("confirm_order", other, order_of(here, one).key)).status_code == 404
