"""Boxes are drawn, notes stand on their page, and the next open page is found until nothing is missing."""

from __future__ import annotations

import pytest
from tests.disclosure.decisions import REDACT, of
from tests.disclosure.disclosing import Office, decide_everything, opened, seen

from candour.disclosure.choices import Choice
from candour.disclosure.commenting import comment
from candour.disclosure.deciding import decide_pages, undo
from candour.disclosure.drawing import draw, explain_drawn, take_away
from candour.disclosure.looking import page_view, person_now
from candour.disclosure.models import Disclosure
from candour.disclosure.queries import Wanted, missing, next_open, progress
from candour.engine.errors import BadInput, Refused
from candour.engine.model import Action, Box
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


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
