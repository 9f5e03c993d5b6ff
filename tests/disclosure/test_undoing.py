"""What was decided is taken back act by act, down to what was open before."""

from __future__ import annotations

import pytest
from tests.disclosure.decisions import KEEP, REDACT, of
from tests.disclosure.disclosing import Office, seen

from candour.disclosure.choices import Choice
from candour.disclosure.conflict import Conflict
from candour.disclosure.deciding import decide_mention, decide_pages, undo
from candour.disclosure.looking import history
from candour.disclosure.models import About, Disclosure
from candour.disclosure.queries import missing
from candour.engine.model import Action
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def test_undo_brings_back_what_stood_before_and_can_itself_be_undone(here: Office, one: Disclosure) -> None:
    by = here.reviewer
    with acting(Actor(user=by.pk)):
        mention = of(one, "Orla Byrne").mention
        decide_mention(by=by, disclosure=one, mention=mention, choice=REDACT, version=0)
        second = decide_mention(by=by, disclosure=one, mention=mention, choice=KEEP, version=1)
        back = undo(by=by, disclosure=one, batch=second.batch)
        assert of(one, "Orla Byrne").action == "redact"
        undo(by=by, disclosure=one, batch=back.batch)
        assert of(one, "Orla Byrne").action == "keep"
        assert [each.version for each in history(one, about=About.MENTION, key=mention)] == [4, 3, 2, 1]
        decide_mention(by=by, disclosure=one, mention=mention, choice=REDACT, version=4)
        with pytest.raises(Conflict):
            undo(by=by, disclosure=one, batch=second.batch)


def test_acts_are_taken_back_one_after_the_other(here: Office, one: Disclosure) -> None:
    by = here.reviewer
    with acting(Actor(user=by.pk)):
        mention = of(one, "Orla Byrne").mention
        first = decide_mention(by=by, disclosure=one, mention=mention, choice=REDACT, version=0)
        second = decide_mention(by=by, disclosure=one, mention=mention, choice=KEEP, version=1)
        with pytest.raises(Conflict):
            undo(by=by, disclosure=one, batch=first.batch)
        undo(by=by, disclosure=one, batch=second.batch)
        undo(by=by, disclosure=one, batch=first.batch)
        assert of(one, "Orla Byrne").open


def test_undoing_the_first_leaves_it_open(here: Office, one: Disclosure) -> None:
    by = here.reviewer
    with acting(Actor(user=by.pk)):
        page = seen(one, record="R1")
        made = decide_pages(by=by, disclosure=one, pages=page, choice=Choice(Action.REDACT))
        assert not [each for each in missing(one) if each.record == "R1" and not each.question]
        undo(by=by, disclosure=one, batch=made.batch)
        assert {(each.record, each.page) for each in missing(one) if not each.mention} >= {("R1", 1), ("R1", 2)}
