"""Decisions: one on a person moves everything of theirs, the narrower comes first, locks hold, reasons are asked for."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError
from tests.disclosure.decisions import KEEP, REDACT, of
from tests.disclosure.disclosing import Office, opened, seen

from candour.disclosure.choices import Choice
from candour.disclosure.commenting import comment
from candour.disclosure.deciding import decide_mention, decide_pages, decide_person, decide_similar, undo
from candour.disclosure.drawing import draw
from candour.disclosure.looking import page_view, similar
from candour.disclosure.models import Decision, Disclosure, Proposal
from candour.disclosure.settled import settled
from candour.engine.errors import BadInput, Refused
from candour.engine.model import Action, Box
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry

pytestmark = pytest.mark.usefixtures("database")


def test_one_decision_on_a_person_moves_all_and_is_one_row(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.reviewer.pk)):
        decide_person(by=here.reviewer, disclosure=one, person="K6", choice=REDACT, version=0)
        theirs = [each for each in settled(one) if each.owners == ["K6"]]
        assert len(theirs) > 1
        assert {(each.settled_by, each.action, each.ground) for each in theirs} == {("person", "redact", "third_party")}
        assert Decision.objects.count() == 1


def test_a_mention_comes_before_its_like_and_that_before_the_person(here: Office, one: Disclosure) -> None:
    by = here.reviewer
    with acting(Actor(user=by.pk)):
        first, second = [each for each in settled(one) if each.text == "Owen Parry" and each.page]
        decide_person(by=by, disclosure=one, person="K6", choice=REDACT, version=0)
        decide_similar(by=by, disclosure=one, mention=first.mention, choice=KEEP, version=0)
        assert {each.settled_by for each in similar(one, first.mention)} == {"group"}
        decide_mention(by=by, disclosure=one, mention=second.mention, choice=REDACT, version=0)
        now = {each.mention: (each.settled_by, each.action) for each in similar(one, first.mention)}
        assert now[first.mention] == ("group", "keep")
        assert now[second.mention] == ("mention", "redact")


def test_a_lock_is_never_lifted_and_that_is_said_at_once(here: Office, one: Disclosure) -> None:
    by = here.reviewer
    with acting(Actor(user=by.pk)):
        child, phone = of(one, "Faith Okafor"), of(one, "07700 900002")
        for decide in (decide_mention, decide_similar):
            with pytest.raises(Refused, match="never be disclosed"):
                decide(by=by, disclosure=one, mention=child.mention, choice=KEEP, version=0)
        with pytest.raises(Refused, match="never be disclosed"):
            decide_person(by=by, disclosure=one, person="K4", choice=KEEP, version=0)
        assert not Decision.objects.exists()
        kept = decide_person(by=by, disclosure=one, person="K2", choice=KEEP, version=0)
        assert kept.locked
        assert of(one, "Sinead").action == "keep"
        assert (of(one, phone.text).settled_by, of(one, phone.text).action) == ("lock", "redact")


def test_keeping_a_page_leaves_what_should_go_open(here: Office, one: Disclosure) -> None:
    by = here.reviewer
    with acting(Actor(user=by.pk)):
        Proposal.objects.filter(disclosure=one, text="Orla Byrne").update(action="redact", ground="third_party")
        decide_pages(by=by, disclosure=one, pages=seen(one, record="R1"), choice=Choice(Action.KEEP))
        assert of(one, "Orla Byrne").open
        assert of(one, "Owen Parry").settled_by == "page"


def test_a_reason_is_asked_for_as_the_policy_has_it(here: Office, one: Disclosure) -> None:
    by = here.reviewer
    with acting(Actor(user=by.pk)):
        mention = of(one, "Orla Byrne").mention
        for choice in (Choice(Action.REDACT), Choice(Action.REDACT, "no_such_ground")):
            with pytest.raises(BadInput, match="reason"):
                decide_mention(by=by, disclosure=one, mention=mention, choice=choice, version=0)
        with pytest.raises(BadInput, match="kept or blacked out"):
            decide_mention(by=by, disclosure=one, mention=mention, choice=Choice(Action.DUPLICATE), version=0)
    court = opened(here, recipient="court", purpose="court-civil")
    with acting(Actor(user=by.pk)), pytest.raises(BadInput, match="explanation"):
        decide_mention(by=by, disclosure=court, mention=mention, choice=Choice(Action.REDACT, "third_party"), version=0)


def test_readers_see_and_do_not_decide(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.reader.pk)):
        view = page_view(one, record="R1", page=1)
        assert view is not None
        for do in (
            lambda: decide_person(by=here.reader, disclosure=one, person="K6", choice=REDACT, version=0),
            lambda: decide_pages(by=here.reader, disclosure=one, pages=seen(one), choice=Choice(Action.REDACT)),
            lambda: comment(by=here.reader, disclosure=one, text="Look at this", record="R1"),
            lambda: draw(by=here.reader, disclosure=one, record="R1", page=1, box=Box(10, 10, 90, 90), choice=REDACT),
        ):
            with pytest.raises(Refused, match="role"):
                do()


def test_history_cannot_be_changed(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.reviewer.pk)):
        decide_person(by=here.reviewer, disclosure=one, person="K6", choice=REDACT, version=0)
    with pytest.raises(ProgrammingError, match="permission denied"), acting(Actor(user=here.reviewer.pk)):
        Decision.objects.update(action="keep")


def test_every_decision_is_in_the_ledger_without_words_of_the_case(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.reviewer.pk)):
        made = decide_mention(
            by=here.reviewer, disclosure=one, mention=of(one, "Orla Byrne").mention,
            choice=Choice(Action.REDACT, "third_party", "About Orla Byrne"), version=0,
        )  # fmt: skip
        undo(by=here.reviewer, disclosure=one, batch=made.batch)
    with acting(Actor(user=here.manager.pk)):
        lines = list(
            Entry.objects.filter(chain=here.case.pk, verb__in=("decided", "undone")).values_list("line", flat=True)
        )
    assert len(lines) == 2
    assert "Orla" not in "".join(lines)
