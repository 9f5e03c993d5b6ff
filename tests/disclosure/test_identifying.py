"""Whom an unclear name means: what people say of it, and what it changes everywhere in the case."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import ProgrammingError, connection
from tests.disclosure.annas import annas, group, mention_of
from tests.disclosure.disclosing import Office, again, checked, opened, produced
from tests.disclosure.identities import again_, again_prepared, proposed, said
from tests.disclosure.pages import entries
from tests.web.work import work_off

from candour.cases.found import Mention
from candour.cases.models import Person
from candour.disclosure.conflict import Moved
from candour.disclosure.identifying import SaidMeanwhile, confirm, say, take_back
from candour.disclosure.knowing import opened_for, outdated
from candour.disclosure.models import Answer, Identity, Proposal, State
from candour.disclosure.producing import folder_of, plan_now
from candour.disclosure.unclear_names import unclear_on
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
PERSON, ELSE, CANNOT = Answer.PERSON, Answer.SOMEBODY_ELSE, Answer.CANNOT_TELL


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return annas(tmp_path)


def test_all_that_say_the_same_are_one_persons_in_every_disclosure_of_the_case(here: Office) -> None:
    one, other = opened(here), opened(here, recipient="K3", purpose="parent-request")
    anna = mention_of(here, "Anna")
    assert proposed(here, one, anna).owners == ["K1", "K2"]
    made = said(here, one, anna, PERSON, "K1")
    assert (made.many, made.waits) == (3, False)
    for each in (one, other):
        with acting(Actor(user=here.manager.pk)):
            owners = Proposal.objects.filter(disclosure=each, text="Anna").values_list("owners", flat=True)
            assert list(owners) == [["K1"]] * 3
            assert not outdated(again_(each))
    assert proposed(here, one, anna).action == "keep"
    (entry,) = entries(here, "identified")
    assert '"mentions":3' in entry.line
    assert "Anna" not in entry.line


def test_one_mention_is_said_by_itself(here: Office) -> None:
    one = opened(here)
    first, second = mention_of(here, "Anna"), mention_of(here, "Anna", number=1)
    said(here, one, first, PERSON, "K1", alike=False)
    assert proposed(here, one, first).owners == ["K1"]
    assert proposed(here, one, second).owners == ["K1", "K2"]
    seen = group(here, one, second)
    assert (seen.total, len(seen.unsaid)) == (3, 2)
    assert [(each.person, each.many, each.by_name) for each in seen.sayings] == [("K1", 1, "Ada First")]


def test_somebody_else_is_nobody_of_the_register_and_who_cannot_tell_changes_nothing(here: Office) -> None:
    one = opened(here)
    anna = mention_of(here, "Anna")
    said(here, one, anna, CANNOT)
    assert proposed(here, one, anna).owners == ["K1", "K2"]
    assert [each.answer for each in group(here, one, anna).sayings] == ["cannot_tell"]
    said(here, one, anna, ELSE)
    assert proposed(here, one, anna).owners == []
    assert proposed(here, one, anna).action == "redact"


def test_somebody_registered_later_was_not_thought_of(here: Office) -> None:
    one = opened(here)
    anna = mention_of(here, "Anna")
    said(here, one, anna, PERSON, "K1")
    with acting(Actor(user=here.manager.pk)):
        Person.objects.create(case=here.case, key="K9", name="Anna Schmidt", role="third_party")
    again_prepared(here)
    assert proposed(here, one, anna).owners == ["K1", "K2", "K9"]
    assert len(group(here, one, anna).unsaid) == 3


def test_it_survives_a_new_preparation(here: Office) -> None:
    from tests.cases.arrivals import add, named

    one = opened(here)
    anna = mention_of(here, "Anna")
    said(here, one, anna, PERSON, "K1")
    add(here.manager, here.case, named("more.txt", b"A note\n\nAnna was late again.\n"))
    again_prepared(here)
    assert proposed(here, one, anna).owners == ["K1"]
    seen = group(here, one, anna)
    assert (seen.total, len(seen.unsaid)) == (4, 1)
    assert proposed(here, one, seen.unsaid[0]).owners == ["K1", "K2"]


def test_who_was_slower_is_told_and_nothing_is_lost(here: Office) -> None:
    one = opened(here)
    anna = mention_of(here, "Anna")
    seen = group(here, one, anna)
    said(here, one, anna, PERSON, "K1", by=here.other)
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(SaidMeanwhile, match="Bo Second") as late:
        say(by=here.reviewer, disclosure=one, mention=anna, alike=True, answer=ELSE, shown=seen.shown, last=seen.last)
    assert "Anna" not in str(late.value)
    assert proposed(here, one, anna).owners == ["K1"]
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(Moved):
        say(by=here.reviewer, disclosure=one, mention=anna, alike=True, answer=ELSE, shown="x", last=9)
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(BadInput):
        say(
            by=here.reviewer, disclosure=one, mention=anna, alike=True, answer=PERSON, person="K5", shown=seen.shown,
            last=99,
        )  # fmt: skip


def test_taking_back_lets_stand_what_stood_before(here: Office) -> None:
    one = opened(here)
    anna = mention_of(here, "Anna")
    first = said(here, one, anna, PERSON, "K1")
    second = said(here, one, anna, PERSON, "K2", by=here.other)
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(SaidMeanwhile):
        take_back(by=here.reviewer, disclosure=one, batch=first.batch)
    for _ in ("K2", "K1"):
        last = group(here, one, anna).sayings[0].batch
        with acting(Actor(user=here.reviewer.pk)):
            take_back(by=here.reviewer, disclosure=one, batch=last)
        work_off()
        if last == second.batch:
            assert proposed(here, one, anna).owners == ["K1"]
    assert first.batch != second.batch
    with acting(Actor(user=here.manager.pk)):
        assert Identity.objects.filter(mention=anna).count() == 4


def test_what_is_said_is_what_is_produced(here: Office) -> None:
    one = opened(here)
    anna, greta = mention_of(here, "Anna"), mention_of(here, "Greta")
    said(here, one, anna, PERSON, "K1")
    made = said(here, one, greta, PERSON, "K4")
    with acting(Actor(user=here.lawyer.pk)):
        confirm(by=here.lawyer, disclosure=one, batch=made.batch)
    work_off()
    one = again(here, one)
    checked(here, one)
    with acting(Actor(user=here.sender.pk)):
        plan = plan_now(again_(one))
    marks = {mark.mention for page in plan.pages for mark in page.marks}
    with acting(Actor(user=here.manager.pk)):
        rows = Proposal.objects.filter(disclosure=one, page__gt=0, action="redact")
        assert marks == set(rows.values_list("mention", flat=True))
    assert anna not in marks
    one = produced(here, one)
    assert one.state == State.READY
    assert (folder_of(one.case, one, 1) / "send" / "bundle.pdf").is_file()


def test_nothing_is_produced_from_what_is_known_otherwise_by_now(here: Office) -> None:
    one, other = opened(here), opened(here, recipient="K3", purpose="parent-request")
    checked(here, one)
    said(here, other, mention_of(here, "Anna"), PERSON, "K1", by=here.other, work=False)
    with acting(Actor(user=here.sender.pk)), pytest.raises(Refused, match="worked out"):
        plan_now(again_(one))
    work_off()
    assert again(here, one).state == State.DECIDING


def test_what_was_said_is_never_changed(here: Office) -> None:
    one = opened(here)
    made = said(here, one, mention_of(here, "Anna"), PERSON, "K1")
    with pytest.raises(ProgrammingError, match="permission denied"), acting(Actor(user=here.reviewer.pk)):
        Identity.objects.filter(batch=made.batch).update(person="K2")
    with acting(Actor(user=here.reader.pk)), connection.cursor() as cursor:
        cursor.execute("select count(*) from disclosure_identity")
        assert cursor.fetchone() == (3,)


def test_only_what_is_unclear_is_asked(here: Office) -> None:
    one = opened(here)
    with acting(Actor(user=here.manager.pk)):
        record = Mention.objects.filter(case=here.case, text="Greta")[0].record
        assert record is not None
        names = unclear_on(one, record=record.key, page=1)
        assert set(Mention.objects.filter(key__in=names).values_list("text", flat=True)) == {"Anna", "Greta"}
        assert opened_for(one).known_as == ""
