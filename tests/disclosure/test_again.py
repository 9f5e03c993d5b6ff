"""Prepared again: what was decided stays, what is new stands open. The same page for another recipient is only shown."""

from __future__ import annotations

import pytest
from tests.cases.prepared import asked, prepare
from tests.disclosure.disclosing import Office, again, checked, decide_everything, opened, produced, seen
from tests.web.people import person
from tests.web.work import work_off

from candour.accounts.roles import Role
from candour.cases.models import Person
from candour.disclosure.choices import Choice
from candour.disclosure.deciding import decide_pages
from candour.disclosure.models import Decision, Disclosure, Production, Proposal, State
from candour.disclosure.producing import ask
from candour.disclosure.queries import missing
from candour.disclosure.renewing import renew, stale
from candour.disclosure.switching import as_for
from candour.engine.errors import Refused
from candour.engine.model import Action
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def lock_the_worker(here: Office) -> None:
    """Owen Parry must not be named from now on: other proposals on the pages that name him."""
    with acting(Actor(user=here.manager.pk)):
        Person.objects.filter(case=here.case, key="K6").update(never_disclose=["name"])
    prepare(here.manager, here.case)


def test_decisions_stay_and_what_is_new_stands_open(here: Office, one: Disclosure) -> None:
    decide_everything(here, one)
    with acting(Actor(user=here.reviewer.pk)):
        before = Decision.objects.count()
        assert not stale(one)
        assert renew(case=here.case) == 0
    lock_the_worker(here)  # the preparation itself asks for the proposals to be worked out again
    with acting(Actor(user=here.reviewer.pk)):
        assert stale(one)
        assert Decision.objects.count() == before
        named = set(Proposal.objects.filter(disclosure=one, owners=["K6"], page__gt=0).values_list("record", "page"))
        assert {(each.record, each.page) for each in missing(one)} == named
        assert not stale(again_here(one))
        assert renew(case=here.case) == 0


def again_here(one: Disclosure) -> Disclosure:
    return Disclosure.objects.get(pk=one.pk)


def test_what_was_checked_before_the_change_is_not_produced(here: Office, one: Disclosure) -> None:
    checked(here, one)
    with acting(Actor(user=here.manager.pk)):
        Person.objects.filter(case=here.case, key="K6").update(never_disclose=["name"])
    asked(here.manager, here.case)
    with acting(Actor(user=here.sender.pk)):
        ask(by=here.sender, disclosure=one)  # it comes when the case is prepared, and before new proposals
    work_off()
    with acting(Actor(user=here.sender.pk)):
        assert Production.objects.get(disclosure=one).outcome == "refused"
    assert again(here, one).state == State.DECIDING


def test_the_same_decisions_again_make_another_bundle_beside_the_first(here: Office, one: Disclosure) -> None:
    checked(here, one)
    assert produced(here, one).state == State.READY
    assert produced(here, one).state == State.READY
    with acting(Actor(user=here.reader.pk)):
        made = Production.objects.filter(disclosure=one).order_by("number")
        assert [(each.number, each.outcome) for each in made] == [(1, "made"), (2, "made")]
        assert made[0].numbers["by_decision"] == made[1].numbers["by_decision"]


def test_the_same_page_for_another_recipient_is_what_that_disclosure_would_hold(here: Office, one: Disclosure) -> None:
    father = opened(here, recipient="K3", purpose="parent-request")
    with acting(Actor(user=here.reader.pk)):
        for record, page in (("R1", 1), ("R2", 1)):
            shown = as_for(
                by=here.reader, case=here.case, recipient="father", purpose="parent-request", record=record, page=page
            )
            kept = Proposal.objects.filter(disclosure=father, record=record, page=page, question=False)
            assert {name: (p.action.value, p.ground, p.locked) for name, p in shown.proposals.items()} == {
                each.mention: (each.action, each.ground, each.locked) for each in kept
            }
        assert Decision.objects.count() == 0
        with pytest.raises(Refused):
            as_for(by=here.reader, case=here.case, recipient="court", purpose="police", record="R1", page=1)
        with pytest.raises(Refused, match="no such page"):
            as_for(by=here.reader, case=here.case, recipient="K3", purpose="parent-request", record="R1", page=9)


def test_nothing_of_a_case_is_shown_to_who_may_not_see_it(here: Office, one: Disclosure) -> None:
    outsider = person(Role.ACCESS_OFFICER)
    with acting(Actor(user=outsider.pk)), pytest.raises(Refused, match="no such page"):
        as_for(by=outsider, case=here.case, recipient="court", purpose="court-civil", record="R1", page=1)
    with acting(Actor(user=outsider.pk)), pytest.raises(Disclosure.DoesNotExist):
        decide_pages(by=outsider, disclosure=one, pages=seen(one), choice=Choice(Action.REDACT))
