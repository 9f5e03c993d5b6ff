"""Whose an unclear name is, as people said it: what is proposed and decided then, and what one person alone cannot say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engine.decide.cases import PEOPLE, Situation, mention

from candour.engine.decide import identified
from candour.engine.decide.identify import unclear
from candour.engine.errors import Refused
from candour.engine.model import Action, Identified, Kind, Mention, Person

ANNA = Person("A1", "Anna Berg", "subject")
OTHER = Person("A2", "Anna Klein", "third_party")
HIDDEN = Person("A3", "Anna Roth", "other_child", never_disclose=frozenset({"name"}))
REGISTER = (*PEOPLE, ANNA, OTHER, HIDDEN)


def name(*candidates: str, kind: Kind = Kind.PERSON) -> Mention:
    found = mention("Anna", kind)
    return replace(found, span=replace(found.span, person="", candidates=candidates))


def said(found: Mention, person: str, *, by: str = "R", approved_by: str = "") -> list[Mention]:
    answer = Identified(found.id, person, by, approved_by)
    return list(identified([found], said=[answer], people=REGISTER))


def test_a_name_is_its_persons_under_its_own_id() -> None:
    found = name("A1", "A2")
    (now,) = said(found, "A1")
    assert (now.id, now.span.person, now.span.candidates) == (found.id, "A1", ())
    assert replace(now, span=found.span) == found


def test_somebody_else_is_nobody_of_the_register() -> None:
    (now,) = said(name("A1", "A2"), "")
    assert (now.span.person, now.span.candidates, now.span.ambiguous) == ("", (), False)


def test_what_nobody_spoke_of_stays() -> None:
    found, other = name("A1", "A2"), replace(name("A1", "A2"), id="m-other")
    answer = Identified(found.id, "A1", "R")
    assert list(identified([found, other], said=[answer], people=REGISTER))[1] == other


@pytest.mark.parametrize("person", ["A1", ""])
def test_that_it_is_not_the_hidden_one_two_people_say(person: str) -> None:
    found = name("A1", "A3")
    for approved in ("", "R", " r "):
        with pytest.raises(Refused, match="second person"):
            said(found, person, approved_by=approved)
    (now,) = said(found, person, approved_by="S")
    assert now.span.person == person


def test_that_it_is_the_hidden_one_takes_one_and_it_stays_locked() -> None:
    (now,) = said(name("A1", "A3"), "A3")
    assert Situation(mentions=(now,), people=REGISTER).proposals()[0].locked


def test_a_mark_on_something_else_needs_no_second() -> None:
    found = name("A1", "A3", kind=Kind.DETAIL)
    people = (ANNA, replace(HIDDEN, never_disclose=frozenset({"phone"})))
    answer = Identified(found.id, "A1", "R")
    assert [each.span.person for each in identified([found], said=[answer], people=people)] == ["A1"]


def test_a_candidate_who_is_not_known_counts_as_locked() -> None:
    with pytest.raises(Refused, match="second person"):
        said(name("A1", "GONE"), "A1")


@pytest.mark.parametrize(
    ("found", "answer", "words"),
    [
        (name("A1", "A2"), Identified("m-none", "A1", "R"), "not in this case"),
        (mention("Anna", Kind.PERSON, "A1"), None, "not unclear"),
        (name("A1", "A2", kind=Kind.PHONE), None, "not unclear"),
        (name("A2", "A3"), None, "cannot be"),
        (name("A1", "A2"), Identified("", "A1", " "), "who said it"),
    ],
)
def test_what_cannot_be_used_is_refused_and_named_by_id(found: Mention, answer: Identified | None, words: str) -> None:
    answer = answer or Identified(found.id, "A1", "R")
    answer = answer if answer.mention else replace(answer, mention=found.id)
    with pytest.raises(Refused, match=words) as refused:
        identified([found], said=[answer], people=REGISTER)
    assert "Anna" not in str(refused.value)


def test_two_answers_for_one_name_are_refused() -> None:
    found = name("A1", "A2")
    answers = [Identified(found.id, "A1", "R"), Identified(found.id, "A2", "R")]
    with pytest.raises(Refused, match="two different people"):
        identified([found], said=answers, people=REGISTER)


def test_an_address_tells_itself_whose_it_is() -> None:
    assert not unclear(name("A1", "A2", kind=Kind.ADDRESS))
    assert unclear(name("A1", "A2"))


def test_what_is_decided_is_what_is_proposed() -> None:
    """Before, the strictest of both counts; then only that of the one it is."""
    found = name("A1", "A2")
    before = Situation(mentions=(found,), people=REGISTER, recipient=ANNA).proposals()[0]
    assert before.action is Action.REDACT
    (now,) = said(found, "A1")
    after = Situation(mentions=(now,), people=REGISTER, recipient=ANNA).proposals()
    assert [each.action for each in after] == [Action.KEEP]
