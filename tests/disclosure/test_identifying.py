"""Whom an unclear name means: what people say of it, what it changes everywhere in the case, and what needs two people."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import ProgrammingError, connection
from tests.disclosure.annas import annas, group, mention_of
from tests.disclosure.disclosing import Office, again, checked, opened, produced
from tests.disclosure.pages import entries
from tests.web.work import work_off

from candour.accounts.models import User
from candour.cases.found import Mention
from candour.cases.models import Person
from candour.cases.registering import change
from candour.disclosure.checking import start_round
from candour.disclosure.conflict import Moved
from candour.disclosure.identifying import Said, SaidMeanwhile, confirm, say, take_back
from candour.disclosure.knowing import opened_for, outdated
from candour.disclosure.models import Answer, Disclosure, Identity, Proposal, State
from candour.disclosure.producing import folder_of, plan_now
from candour.disclosure.unclear_names import said_names, unclear_on
from candour.engine.errors import BadInput, Refused
from candour.engine.model import Person as Registered
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
PERSON, ELSE, CANNOT = Answer.PERSON, Answer.SOMEBODY_ELSE, Answer.CANNOT_TELL


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return annas(tmp_path)


def said(
    here: Office, one: Disclosure, mention: str, answer: Answer, person: str = "", *, by: User | None = None,
    alike: bool = True, work: bool = True,
) -> Said:  # fmt: skip
    seen, by = group(here, one, mention, alone=not alike), by or here.reviewer
    with acting(Actor(user=by.pk)):
        made = say(
            by=by, disclosure=one, mention=mention, alike=alike, answer=answer, person=person, shown=seen.shown,
            last=seen.last,
        )  # fmt: skip
    if work:
        work_off()
    return made


def proposed(here: Office, one: Disclosure, mention: str) -> Proposal:
    with acting(Actor(user=here.manager.pk)):
        return Proposal.objects.get(disclosure=one, mention=mention)


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


def again_(one: Disclosure) -> Disclosure:
    return Disclosure.objects.select_related("case").get(pk=one.pk)


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


def test_somebody_registered_later_was_not_thought_of(here: Office) -> None:
    one = opened(here)
    anna = mention_of(here, "Anna")
    said(here, one, anna, PERSON, "K1")
    with acting(Actor(user=here.manager.pk)):
        Person.objects.create(case=here.case, key="K9", name="Anna Schmidt", role="third_party")
    again_prepared(here)
    assert proposed(here, one, anna).owners == ["K1", "K2", "K9"]
    assert len(group(here, one, anna).unsaid) == 3


def again_prepared(here: Office) -> None:
    from tests.cases.prepared import prepare

    prepare(here.manager, here.case)


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
