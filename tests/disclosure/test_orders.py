"""Court orders that lift a lock for one recipient: two people, what they open and what stays, and taking them back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import ProgrammingError
from tests.disclosure.disclosing import Office, again, checked, office, opened, produced
from tests.disclosure.pages import entries, sent
from tests.web.work import work_off

from candour.accounts.models import User
from candour.disclosure.choices import Choice
from candour.disclosure.deciding import decide_mention
from candour.disclosure.models import CourtOrder, Disclosure, Proposal, State
from candour.disclosure.ordering import Wording, confirm_order, enter_order, lifted_for, withdraw_order
from candour.disclosure.producing import plan_now
from candour.engine.errors import BadInput, Refused
from candour.engine.model import Action
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today

pytestmark = pytest.mark.usefixtures("database")
WORDING = Wording("Family Court at Milford", "ZW25C00123", date(2025, 5, 2))


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path)


def to_father(here: Office) -> Disclosure:
    return opened(here, recipient="K3", purpose="parent-request")


def entered(
    here: Office, one: Disclosure, *fields: str, by: User | None = None, wording: Wording = WORDING
) -> CourtOrder:
    by = by or here.reviewer
    with acting(Actor(user=by.pk)):
        return enter_order(by=by, disclosure=one, person="K2", fields=fields or ("phone",), wording=wording)


def confirmed(here: Office, one: Disclosure, *fields: str) -> CourtOrder:
    order = entered(here, one, *fields)
    with acting(Actor(user=here.lawyer.pk)):
        confirm_order(by=here.lawyer, order=order)
    work_off()
    return order


def phone(here: Office, one: Disclosure) -> Proposal:
    with acting(Actor(user=here.manager.pk)):
        return Proposal.objects.get(disclosure=one, kind="PHONE", owners=["K2"])


def now(one: Disclosure) -> Disclosure:
    return Disclosure.objects.select_related("case").get(pk=one.pk)


def test_one_person_lifts_nothing_and_two_lift_what_is_named_for_this_recipient(here: Office) -> None:
    one, other = to_father(here), opened(here)
    order = entered(here, one)
    work_off()
    assert phone(here, one).locked
    with acting(Actor(user=here.lawyer.pk)):
        confirm_order(by=here.lawyer, order=order)
    work_off()
    open_now = phone(here, one)
    assert (open_now.locked, open_now.action) == (False, "redact")
    assert "court order" in open_now.why
    assert phone(here, other).locked
    with acting(Actor(user=here.manager.pk)):
        home = Proposal.objects.filter(disclosure=one, kind__in=("ADDRESS", "POSTCODE"), owners=["K2"])
        assert home
        assert all(each.locked for each in home)
        assert [order.fields for order in lifted_for(one)["K2"]] == [["phone"]]
    assert [len(entries(here, verb)) for verb in ("order_entered", "order_confirmed")] == [1, 1]
    assert "Milford" not in entries(here, "order_entered")[0].line


def test_nobody_confirms_their_own_and_not_every_role_does(here: Office) -> None:
    one = to_father(here)
    order = entered(here, one, by=here.lawyer)
    with acting(Actor(user=here.lawyer.pk)), pytest.raises(Refused, match="entered this order"):
        confirm_order(by=here.lawyer, order=order)
    with acting(Actor(user=here.other.pk)), pytest.raises(Refused, match="role"):
        confirm_order(by=here.other, order=order)
    with acting(Actor(user=here.checker.pk)):
        confirm_order(by=here.checker, order=order)
    with acting(Actor(user=here.checker.pk)), pytest.raises(Refused, match="already"):
        confirm_order(by=here.checker, order=order)
    with acting(Actor(user=here.reader.pk)), pytest.raises(Refused, match="role"):
        enter_order(by=here.reader, disclosure=one, person="K2", fields=["phone"], wording=WORDING)


@pytest.mark.parametrize(
    ("person", "fields", "wording", "words"),
    [
        ("K6", ["phone"], WORDING, "no never-disclose mark"),
        ("K3", ["phone"], WORDING, "no never-disclose mark"),
        ("K2", [], WORDING, "Nothing was chosen"),
        ("K2", ["name"], WORDING, "no mark on one"),
        ("K2", ["phone"], Wording(" ", "1", date(2025, 5, 2)), "a court"),
        ("K2", ["phone"], Wording("A court", "1", date(2999, 5, 2)), "a court"),
        ("K2", ["phone"], Wording("A court", "1", date(2025, 5, 2), 999), "no such page"),
    ],
)
def test_an_order_that_is_not_complete_is_not_taken(
    here: Office, person: str, fields: list[str], wording: Wording, words: str
) -> None:
    one = to_father(here)
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(BadInput, match=words):
        enter_order(by=here.reviewer, disclosure=one, person=person, fields=fields, wording=wording)


def test_where_the_order_is_in_the_file_is_kept(here: Office) -> None:
    one = to_father(here)
    order = entered(here, one, wording=Wording("A court", "1", today() - timedelta(days=1), 1))
    with acting(Actor(user=here.manager.pk)):
        assert one.sheets.filter(record=order.record, page=order.page, place=0).exists()


def test_a_person_decides_what_it_opens_and_it_leaves(here: Office) -> None:
    one = to_father(here)
    confirmed(here, one)
    mention = phone(here, one).mention
    one = again(here, one)
    with acting(Actor(user=here.reviewer.pk)):
        choice = Choice(Action.KEEP, "", "The order of 2 May names him.")
        decide_mention(by=here.reviewer, disclosure=one, mention=mention, choice=choice, version=0)
    checked(here, one)
    with acting(Actor(user=here.sender.pk)):
        plan = plan_now(now(one))
    assert mention not in {mark.mention for page in plan.pages for mark in page.marks}
    assert produced(here, one).state == State.READY


def test_withdrawn_the_lock_is_on_again_and_what_was_made_goes_back(here: Office) -> None:
    one = to_father(here)
    order = confirmed(here, one)
    checked(here, again(here, one))
    assert produced(here, one).state == State.READY
    with acting(Actor(user=here.reviewer.pk)):
        withdraw_order(by=here.reviewer, order=now_order(order), reason="It was set aside on appeal")
        assert now(one).state == State.DECIDING
    work_off()
    assert phone(here, one).locked
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(Refused, match="already"):
        withdraw_order(by=here.reviewer, order=now_order(order), reason="It was set aside on appeal")
    assert len(entries(here, "order_withdrawn")) == 1


def now_order(order: CourtOrder) -> CourtOrder:
    return CourtOrder.objects.select_related("disclosure__case").get(pk=order.pk)


def test_what_can_be_collected_is_recalled_first(here: Office) -> None:
    one = to_father(here)
    order = confirmed(here, one)
    checked(here, again(here, one))
    sent(here, produced(here, one))
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(Refused, match="still collect"):
        withdraw_order(by=here.reviewer, order=now_order(order), reason="It was set aside on appeal")


def test_an_order_is_never_changed(here: Office) -> None:
    order = entered(here, to_father(here))
    with pytest.raises(ProgrammingError, match="permission denied"), acting(Actor(user=here.reviewer.pk)):
        CourtOrder.objects.filter(pk=order.pk).update(fields=["address"])
    with pytest.raises(Exception, match="two_people"), acting(Actor(user=here.reviewer.pk)):
        CourtOrder.objects.filter(pk=order.pk).update(confirmed_by=here.reviewer, confirmed_at=order.entered_at)
