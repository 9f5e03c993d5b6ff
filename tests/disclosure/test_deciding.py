"""Decisions: one on a person moves everything of theirs, several people decide at once, nothing is lost, locks hold."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.db import ProgrammingError, connections
from tests.disclosure.disclosing import Office, decide_everything, office, opened, seen

from candour.disclosure.choices import Choice
from candour.disclosure.commenting import comment
from candour.disclosure.conflict import Conflict, Moved
from candour.disclosure.deciding import SeenPage, decide_mention, decide_pages, decide_person, decide_similar, undo
from candour.disclosure.drawing import draw, explain_drawn, take_away
from candour.disclosure.looking import history, page_view, person_now, similar
from candour.disclosure.models import About, Decision, Disclosure, Proposal, Sheet
from candour.disclosure.queries import Wanted, missing, next_open, progress
from candour.disclosure.settled import Settled, settled
from candour.engine.errors import BadInput, Refused
from candour.engine.model import Action, Box
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry

pytestmark = pytest.mark.usefixtures("database")
REDACT = Choice(Action.REDACT, "third_party", "It is about somebody else")
KEEP = Choice(Action.KEEP, "", "They wrote it themselves")


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path)


@pytest.fixture
def one(here: Office) -> Disclosure:
    return opened(here)


def of(one: Disclosure, text: str, page: int = 1) -> Settled:
    return next(each for each in settled(one) if each.text == text and each.page == page)


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


# ---------------------------------------------------------------- boxes, notes, looking


def test_a_box_is_drawn_around_words_explained_taken_away_and_brought_back(here: Office, one: Disclosure) -> None:
    by = here.reviewer
    with acting(Actor(user=by.pk)):
        name = of(one, "Owen Parry")
        x0, y0, x1, y1 = name.boxes[0]
        draw(by=by, disclosure=one, record="R1", page=1, box=Box(x0 + 1, y0 + 1, x1 - 1, y1 - 1), choice=REDACT)
        (drawn,) = page_view(one, record="R1", page=1).drawn
        assert drawn.text == "Owen Parry"
        assert drawn.boxes[0][0] <= x0 + 0.5
        explain_drawn(by=by, disclosure=one, key=drawn.key, choice=Choice(Action.REDACT, "safety", "x"), version=1)
        gone = take_away(by=by, disclosure=one, key=drawn.key, version=2)
        assert page_view(one, record="R1", page=1).drawn == ()
        undo(by=by, disclosure=one, batch=gone.batch)
        (again,) = page_view(one, record="R1", page=1).drawn
        assert (again.ground, again.boxes) == ("safety", drawn.boxes)


@pytest.mark.parametrize(
    "box", [Box(-5, 0, 10, 10), Box(10, 10, 10, 40), Box(float("nan"), 0, 9, 9), Box(0, 0, 1e9, 9)]
)
def test_a_box_that_is_no_box_is_refused(here: Office, one: Disclosure, box: Box) -> None:
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(BadInput):
        draw(by=here.reviewer, disclosure=one, record="R1", page=1, box=box, choice=REDACT)


def test_notes_stand_on_their_page_for_colleagues(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.checker.pk)):
        comment(by=here.checker, disclosure=one, text="Is this the aunt?", record="R1", page=1)
        with pytest.raises(Refused):
            comment(by=here.checker, disclosure=one, text="Nowhere", record="R1", page=77)
    with acting(Actor(user=here.reader.pk)):
        view = page_view(one, record="R1", page=1)
        assert [each.text for each in view.comments] == ["Is this the aunt?"]
        assert view.names[here.checker.pk] == "Cy Third"


def test_the_next_open_page_and_how_far_it_is(here: Office, one: Disclosure) -> None:
    by = here.reviewer
    with acting(Actor(user=by.pk)):
        first = next_open(one)
        assert (first.record, first.page) == ("R1", 1)
        decide_pages(by=by, disclosure=one, pages=seen(one, record="R1"), choice=Choice(Action.REDACT))
        after = next_open(one)
        assert after.question
        assert (after.record, after.page) == ("R1", 1)
        wanted = next_open(one, wanted=Wanted(person="K2"))
        assert wanted is not None
        assert progress(one).pages.decided == 2
        assert {each.key for each in progress(one).people} >= {"K1", "K2", "K6"}
    decide_everything(here, opened(here))
    with acting(Actor(user=by.pk)):
        view = page_view(one, record="R1", page=1)
        assert view.before is None
        assert view.after == ("R1", 2)
        assert page_view(one, record="R1", page=99) is None
        assert person_now(one, "K6") == (0, None)


def test_everything_decided_leaves_nothing_missing(here: Office, one: Disclosure) -> None:
    decide_everything(here, one)
    with acting(Actor(user=here.reviewer.pk)):
        assert missing(one) == []
        assert next_open(one) is None
        counted = progress(one)
        assert counted.pages.total == counted.pages.decided
        assert counted.mentions.total == counted.mentions.decided
