"""Several people decide at once: who is late is told, and nothing is lost or decided unseen."""

from __future__ import annotations

import threading

import pytest
from django.db import connections
from tests.disclosure.decisions import KEEP, REDACT, of
from tests.disclosure.disclosing import Office, seen

from candour.disclosure.choices import Choice
from candour.disclosure.conflict import Conflict, Moved
from candour.disclosure.deciding import SeenPage, decide_mention, decide_pages
from candour.disclosure.models import Decision, Disclosure, Sheet
from candour.disclosure.queries import missing
from candour.engine.model import Action
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def test_who_is_late_is_told_what_the_other_decided_and_nothing_is_lost(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.reviewer.pk)):
        mention = of(one, "Orla Byrne").mention
        decide_mention(by=here.reviewer, disclosure=one, mention=mention, choice=REDACT, version=0)
    with acting(Actor(user=here.other.pk)), pytest.raises(Conflict, match="Ada First decided to black it out") as told:
        decide_mention(by=here.other, disclosure=one, mention=mention, choice=KEEP, version=0)
    assert told.value.theirs[0].by_id == here.reviewer.pk
    with acting(Actor(user=here.other.pk)):
        assert of(one, "Orla Byrne").action == "redact"
        decide_mention(by=here.other, disclosure=one, mention=mention, choice=KEEP, version=1)
        assert of(one, "Orla Byrne").by == here.other.pk


def test_two_at_the_very_same_moment_make_one_decision_and_one_conflict(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.reviewer.pk)):
        mention = of(one, "Orla Byrne").mention
    ready, ended = threading.Barrier(2), []

    def decide(user, choice) -> None:
        try:
            with acting(Actor(user=user.pk)):
                ready.wait(10)
                decide_mention(by=user, disclosure=one, mention=mention, choice=choice, version=0)
            ended.append("decided")
        except Conflict:
            ended.append("conflict")
        finally:
            connections.close_all()

    both = [threading.Thread(target=decide, args=each) for each in ((here.reviewer, KEEP), (here.other, REDACT))]
    for each in both:
        each.start()
    for each in both:
        each.join(30)
    assert sorted(ended) == ["conflict", "decided"]
    with acting(Actor(user=here.reviewer.pk)):
        assert Decision.objects.filter(key=mention).count() == 1


def test_pages_at_once_are_all_decided_or_none(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.other.pk)):
        decide_pages(by=here.other, disclosure=one, pages=seen(one, record="R2"), choice=Choice(Action.REDACT))
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(Conflict):
        decide_pages(by=here.reviewer, disclosure=one, pages=seen(one), choice=Choice(Action.REDACT))
    with acting(Actor(user=here.reviewer.pk)):
        assert set(Decision.objects.values_list("record", flat=True)) == {"R2"}


def test_a_page_that_changed_since_it_was_seen_is_not_decided(here: Office, one: Disclosure) -> None:
    by = here.reviewer
    with acting(Actor(user=by.pk)), pytest.raises(Moved):
        decide_pages(by=by, disclosure=one, pages=[SeenPage("R1", 1, "old")], choice=Choice(Action.REDACT))
    with acting(Actor(user=by.pk)):
        decide_pages(by=by, disclosure=one, pages=seen(one, record="R2"), choice=Choice(Action.REDACT))
        Sheet.objects.filter(disclosure=one, record="R2").update(shown="something else stands here")
        assert ("R2", 1) in {(each.record, each.page) for each in missing(one)}
