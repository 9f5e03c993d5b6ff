"""That a name is not that of somebody with a never-disclose mark takes two people to say, whatever happens meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.disclosure.annas import annas, group, mention_of
from tests.disclosure.disclosing import Office, again, opened
from tests.disclosure.identities import proposed, said
from tests.disclosure.pages import entries
from tests.web.work import work_off

from candour.cases.models import Person
from candour.cases.registering import change
from candour.disclosure.checking import start_round
from candour.disclosure.identifying import confirm, take_back
from candour.disclosure.models import Answer, Identity
from candour.disclosure.unclear_names import said_names
from candour.engine.errors import Refused
from candour.engine.model import Person as Registered
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
PERSON, ELSE, CANNOT = Answer.PERSON, Answer.SOMEBODY_ELSE, Answer.CANNOT_TELL


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return annas(tmp_path)


def test_what_is_locked_stays_so_until_a_second_person_confirms(here: Office) -> None:
    one = opened(here)
    greta = mention_of(here, "Greta")
    assert proposed(here, one, greta).locked
    made = said(here, one, greta, PERSON, "K4")
    assert made.waits
    assert proposed(here, one, greta).locked
    assert group(here, one, greta).waiting
    with acting(Actor(user=here.manager.pk)):
        assert [(each.text, each.saying.waits) for each in said_names(one.case_id)] == [("Greta", True)]
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(Refused, match="role"):
        confirm(by=here.reviewer, disclosure=one, batch=made.batch)
    with acting(Actor(user=here.lawyer.pk)):
        confirm(by=here.lawyer, disclosure=one, batch=made.batch)
    work_off()
    now = proposed(here, one, greta)
    assert (now.locked, now.owners) == (False, ["K4"])
    assert not group(here, one, greta).waiting
    assert len(entries(here, "identity_confirmed")) == 1


def test_nobody_confirms_what_they_said_themselves(here: Office) -> None:
    one = opened(here)
    greta = mention_of(here, "Greta")
    made = said(here, one, greta, ELSE, by=here.lawyer)
    with acting(Actor(user=here.lawyer.pk)), pytest.raises(Refused, match="yourself"):
        confirm(by=here.lawyer, disclosure=one, batch=made.batch)
    assert proposed(here, one, greta).locked
    with pytest.raises(Exception, match="two_people"), acting(Actor(user=here.lawyer.pk)):
        Identity.objects.filter(batch=made.batch).update(confirmed_by=here.lawyer)
    with acting(Actor(user=here.checker.pk)):
        confirm(by=here.checker, disclosure=one, batch=made.batch)
    with acting(Actor(user=here.checker.pk)), pytest.raises(Refused, match="nothing to confirm"):
        confirm(by=here.checker, disclosure=one, batch=made.batch)


def test_that_it_is_the_locked_one_needs_no_second(here: Office) -> None:
    one = opened(here)
    greta = mention_of(here, "Greta")
    assert not said(here, one, greta, PERSON, "K5").waits
    now = proposed(here, one, greta)
    assert (now.locked, now.owners) == (True, ["K5"])


def test_a_mark_set_later_locks_again_until_two_have_said_it(here: Office) -> None:
    one = opened(here)
    anna = mention_of(here, "Anna")
    said(here, one, anna, PERSON, "K1")
    with acting(Actor(user=here.sender.pk)):
        klein = Person.objects.get(case=here.case, key="K2")
        hidden = Registered("K2", klein.name, klein.role, never_disclose=frozenset({"name"}))
        change(by=here.sender, person=klein, to=hidden)
    work_off()
    assert proposed(here, one, anna).locked
    seen = group(here, one, anna)
    assert seen.waiting
    with acting(Actor(user=here.lawyer.pk)):
        confirm(by=here.lawyer, disclosure=one, batch=seen.sayings[0].batch)
    work_off()
    assert proposed(here, one, anna).owners == ["K1"]


def test_a_lock_that_was_lifted_comes_back_unconfirmed(here: Office) -> None:
    one = opened(here)
    greta = mention_of(here, "Greta")
    made = said(here, one, greta, PERSON, "K4")
    with acting(Actor(user=here.lawyer.pk)):
        confirm(by=here.lawyer, disclosure=one, batch=made.batch)
    work_off()
    with acting(Actor(user=here.reviewer.pk)):
        take_back(by=here.reviewer, disclosure=one, batch=made.batch)
    work_off()
    assert proposed(here, one, greta).locked


def test_nobody_checks_what_they_alone_said(here: Office) -> None:
    one = opened(here)
    said(here, one, mention_of(here, "Anna"), PERSON, "K1", by=here.checker)
    one = again(here, one)
    from tests.disclosure.disclosing import decide_everything

    from candour.disclosure.checking import send_to_check

    decide_everything(here, one)
    with acting(Actor(user=here.reviewer.pk)):
        send_to_check(by=here.reviewer, disclosure=one)
    with acting(Actor(user=here.checker.pk)), pytest.raises(Refused, match="somebody else has to check"):
        start_round(by=here.checker, disclosure=one)


def test_what_stood_differently_is_confirmed_by_itself_after_taking_back(here: Office) -> None:
    one = opened(here)
    first = mention_of(here, "Anna")
    said(here, one, first, PERSON, "K1", alike=False)
    both = said(here, one, first, PERSON, "K2")
    with acting(Actor(user=here.reviewer.pk)):
        take_back(by=here.reviewer, disclosure=one, batch=both.batch)
    work_off()
    seen = group(here, one, first)
    assert [(each.person, each.many) for each in seen.sayings] == [("K1", 1)]
    assert len(seen.unsaid) == 2
    with acting(Actor(user=here.manager.pk)):
        assert Identity.objects.filter(undoes=both.batch).values("batch").distinct().count() == 2
