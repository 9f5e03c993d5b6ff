"""What is missing from a case file is counted, listed and explained by people; questions are answered by people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cases.arrivals import add, named
from tests.cases.prepared import prepare, receive_small_case
from tests.web.people import case, person, team

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases import completeness, questions
from candour.cases.found import Question
from candour.cases.models import Case, Gap
from candour.engine.errors import BadInput, Refused
from candour.engine.model import Action, GapKind
from candour.ledger import queries as ledger
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def manager() -> User:
    return person(Role.MANAGER, Role.ACCESS_OFFICER)


@pytest.fixture
def small(manager: User, tmp_path: Path) -> Case:
    one = case(manager=manager)
    receive_small_case(manager, one, tmp_path)
    add(
        manager,
        one,
        named("copy of letter.txt", (tmp_path / "case/letter.txt").read_bytes()),
        named("broken.pdf", b"%PDF-1.7 nothing else"),
        named("m.txt", b"Sinead Byrne is well. Sinead takes Orla to Ashby Primary School.\n"),
    )
    prepare(manager, one)
    return one


def test_the_panel_counts_what_is_missing_unreadable_and_double(manager: User, small: Case) -> None:
    with acting(Actor(user=manager.pk)):
        told = completeness.completeness(case=small)
        listed = {kind: completeness.gaps(case=small, kind=kind).count() for kind in GapKind}
    assert told.records == 6
    assert told.pages == 6
    assert told.duplicates == 1
    assert told.gaps[GapKind.MISSING_FROM_FOLDER] == completeness.Found(1, 1)
    assert told.gaps[GapKind.NOT_IN_MANIFEST].all == 4
    assert told.gaps[GapKind.UNREADABLE].all == 1
    assert told.gaps[GapKind.NEEDS_CONVERTER] == completeness.Found()
    assert {kind: found.all for kind, found in told.gaps.items()} == listed
    assert told.unexplained == sum(listed.values())


def test_an_empty_case_counts_nothing(manager: User) -> None:
    one = case(manager=manager)
    with acting(Actor(user=manager.pk)):
        told = completeness.completeness(case=one)
    assert (told.records, told.pages, told.duplicates, told.unexplained) == (0, 0, 0, 0)
    assert set(told.gaps) == set(GapKind)


def gap(user: User, small: Case) -> Gap:
    with acting(Actor(user=user.pk)):
        return completeness.gaps(case=small, kind=GapKind.MISSING_FROM_FOLDER).get()


def test_a_gap_is_explained_and_the_explanation_taken_back(manager: User, small: Case) -> None:
    one = gap(manager, small)
    with acting(Actor(user=manager.pk)):
        completeness.explain(by=manager, gap=one, text="  Lost in the\nflood of 2017. ")
    one = gap(manager, small)
    assert (one.explained, one.explained_by) == ("Lost in the flood of 2017.", manager)
    assert one.explained_at
    with acting(Actor(user=manager.pk)):
        assert completeness.completeness(case=small).gaps[GapKind.MISSING_FROM_FOLDER] == completeness.Found(1, 0)
        told = ledger.history(case=small.pk, object=f"gap:{one.pk}")
        assert [(each.verb, each.reason) for each in told] == [(Verb.GAP_EXPLAINED, "Lost in the flood of 2017.")]
        assert "flood" not in Entry.objects.get(object=f"gap:{one.pk}").line
        completeness.explain(by=manager, gap=one, text="")
    one = gap(manager, small)
    assert (one.explained, one.explained_by, one.explained_at) == ("", None, None)


def test_who_may_explain_and_how_much(manager: User, small: Case) -> None:
    one, children = gap(manager, small), team()
    reader = person(Role.READER, team=children)
    with acting(Actor(user=reader.pk)), pytest.raises(Refused):
        completeness.explain(by=reader, gap=one, text="Lost in the flood.")
    with acting(Actor(user=manager.pk)), pytest.raises(BadInput, match="longer"):
        completeness.explain(by=manager, gap=one, text="x" * 1_001)


def test_an_outsider_explains_nothing_even_with_the_row_in_hand(manager: User, small: Case) -> None:
    one, outsider = gap(manager, small), person(Role.MANAGER)
    with acting(Actor(user=outsider.pk)):
        completeness.explain(by=outsider, gap=one, text="Lost in the flood.")
        assert not completeness.gaps(case=small).exists()
    assert gap(manager, small).explained == ""
    with acting(Actor(user=manager.pk)):
        assert not ledger.history(case=small.pk, object=f"gap:{one.pk}")


def test_a_question_is_answered_taken_back_and_listed(manager: User, small: Case) -> None:
    with acting(Actor(user=manager.pk)):
        waiting = list(questions.questions(case=small, unanswered=True))
        assert waiting
        one = waiting[0]
        questions.answer(by=manager, question=one, action=Action.KEEP, explanation="There are many such schools.")
        assert one.pk not in {each.pk for each in questions.questions(case=small, unanswered=True)}
    with acting(Actor(user=manager.pk)):
        kept = Question.objects.get(pk=one.pk)
        assert (kept.answer, kept.explanation, kept.answered_by) == ("keep", "There are many such schools.", manager)
        line = json.loads(Entry.objects.get(chain=small.pk, verb=Verb.QUESTION_ANSWERED).line)
        assert line["details"] == {"answer": "keep"}
        questions.answer(by=manager, question=one, action=None)
        kept.refresh_from_db()
        assert (kept.answer, kept.explanation, kept.answered_by) == ("", "", None)


def test_a_question_is_not_answered_otherwise_nor_by_anybody(manager: User, small: Case) -> None:
    reader = person(Role.READER)
    with acting(Actor(user=manager.pk)):
        one = questions.questions(case=small).first()
        assert one
        with pytest.raises(BadInput, match="kept or redacted"):
            questions.answer(by=manager, question=one, action=Action.WITHHOLD)
        with pytest.raises(Refused, match="role"):
            questions.answer(by=reader, question=one, action=Action.KEEP)
