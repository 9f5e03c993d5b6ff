"""What waits for people about names: whom one means, and a second person before a lock comes off."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.disclosure.annas import annas, group, mention_of
from tests.disclosure.disclosing import Office, opened
from tests.site.working import has, waiting
from tests.web.people import person
from tests.web.work import work_off

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.disclosure.identifying import Said, confirm, say
from candour.disclosure.models import Answer, Disclosure
from candour.disclosure.ordering import Wording, confirm_order, enter_order
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return annas(tmp_path)


def said(here: Office, one: Disclosure, mention: str, whom: str, *, by: User) -> Said:
    seen = group(here, one, mention)
    with acting(Actor(user=by.pk)):
        made = say(
            by=by, disclosure=one, mention=mention, alike=True, answer=Answer.PERSON, person=whom, shown=seen.shown,
            last=seen.last,
        )  # fmt: skip
    work_off()
    return made


def test_a_name_waits_until_somebody_says_whom_it_means(here: Office) -> None:
    one = opened(here)
    found = waiting(here.reviewer, "Say whom names mean in the records for Anna Berg")
    assert (found.more, found.href) == ("1 name could be of several people.", f"/disclosures/{one.key}/people/unclear/")
    for user in (here.manager, here.reader, person(*Role)):
        assert not has(user, "Say whom")
    said(here, one, mention_of(here, "Anna"), "K1", by=here.reviewer)
    assert not has(here.reviewer, "Say whom")
    assert not has(here.lawyer, "Confirm whom")  # nothing is locked by it


def test_what_takes_a_lock_off_waits_for_who_may_and_did_not_say_it(here: Office) -> None:
    one, greta = opened(here), mention_of(here, "Greta")
    made = said(here, one, greta, "K4", by=here.lawyer)
    found = waiting(here.checker, "Confirm whom a name means")
    assert found.href == f"/disclosures/{one.key}/people/unclear/{greta}/"
    assert found.why.startswith(here.lawyer.name)
    for user in (here.lawyer, here.reviewer, here.manager, here.reader, person(*Role)):
        assert not has(user, "Confirm whom"), user.name
    with acting(Actor(user=here.checker.pk)):
        confirm(by=here.checker, disclosure=one, batch=made.batch)
    assert not has(here.checker, "Confirm whom")


def test_a_court_order_waits_for_who_may_confirm_it_and_did_not_enter_it(here: Office) -> None:
    one = opened(here)
    wording = Wording("Family Court at Milford", "ZW25C00123", date(2025, 5, 2))
    with acting(Actor(user=here.lawyer.pk)):
        order = enter_order(by=here.lawyer, disclosure=one, person="K5", fields=("name",), wording=wording)
    assert waiting(here.checker, "Read a court order about the records for").href == f"/disclosures/{one.key}/orders/"
    for user in (here.lawyer, here.reviewer, here.manager, here.reader, person(*Role)):
        assert not has(user, "Read a court order"), user.name
    with acting(Actor(user=here.checker.pk)):
        confirm_order(by=here.checker, order=order)
    assert not has(here.checker, "Read a court order")
