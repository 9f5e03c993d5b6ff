"""What waits for people in a disclosure, from the first page to the collected bundle: for whom, and for whom not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.disclosure.disclosing import Office, again, answer_all, decide_everything, office, opened, produced
from tests.disclosure.pages import sent
from tests.site.working import first, has, waiting, waits
from tests.web.people import days, person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.accounts.waiting import Pressing
from candour.disclosure.approving import approve, hold, lift, send_back_for_law
from candour.disclosure.checking import mark, pass_round, send_back, send_to_check, start_round
from candour.disclosure.choices import Choice
from candour.disclosure.collecting import TRIES
from candour.disclosure.commenting import comment, settle_comment
from candour.disclosure.deciding import decide_similar, undo
from candour.disclosure.delivering import recall
from candour.disclosure.enquiring import enquire, settle
from candour.disclosure.models import (
    Alike,
    Asking,
    Delivery,
    Disclosure,
    Enquiry,
    Hold,
    Outcome,
    Production,
    Round,
    Sheet,
    State,
)
from candour.disclosure.models.releasing import Mailing
from candour.disclosure.opening import reopen
from candour.engine.model import Action
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, standing_at, today

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path)


def to_check(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.reviewer.pk)):
        send_to_check(by=here.reviewer, disclosure=one)


def checked_by(here: Office, one: Disclosure, *, passes: bool = True) -> Round:
    with acting(Actor(user=here.checker.pk)):
        made = start_round(by=here.checker, disclosure=one)
        pages = [(page.record, page.page) for page in made.pages.all()]
        mark(by=here.checker, round=made, pages=pages, agrees=True)
        if passes:
            pass_round(by=here.checker, round=made)
    return made


def nothing_for_others(here: Office, what: str, *others: User) -> None:
    for user in (here.reader, person(*Role), *others):
        assert not has(user, what), user.name


def test_what_is_to_be_decided_waits_for_everybody_who_may_review(here: Office) -> None:
    one = opened(here, recipient="K3", purpose="parent-request")
    for user in (here.reviewer, here.other, here.checker, here.lawyer):
        found = waiting(user, "Review the records for")
        assert found.href == f"/disclosures/{one.key}/review/"
        assert found.why == "You may review."
    with acting(Actor(user=here.manager.pk)):
        pages = Sheet.objects.filter(disclosure=one).count()
    assert found.more == f"{pages} of {pages} pages are not decided yet."
    nothing_for_others(here, "Review the records", here.manager)
    decide_everything(here, one)
    found = waiting(here.reviewer, "Finish the review")
    assert (found.why, found.href) == ("You decided in it.", f"/disclosures/{one.key}/checks/")


def test_a_check_waits_for_those_who_decided_nothing_and_once_begun_for_one_of_them(here: Office) -> None:
    one = opened(here)
    decide_everything(here, one)
    to_check(here, one)
    for user in (here.other, here.checker, here.lawyer):
        assert waiting(user, "Check the records for").href == f"/disclosures/{one.key}/checks/"
    nothing_for_others(here, "Check the records", here.reviewer)
    with acting(Actor(user=here.checker.pk)):
        made = start_round(by=here.checker, disclosure=one)
    assert not has(here.other, "Check the records")
    found = waiting(here.checker, "Go on with your check")
    assert found.href == f"/disclosures/{one.key}/checks/{made.key}/go-on/"
    assert found.more.startswith("0 of ")
    with acting(Actor(user=here.checker.pk)):
        pages = [(page.record, page.page) for page in made.pages.all()]
        mark(by=here.checker, round=made, pages=pages, agrees=True)
    assert waiting(here.checker, "Finish your check").href == f"/disclosures/{one.key}/checks/"
    with acting(Actor(user=here.checker.pk)):
        mark(by=here.checker, round=made, pages=pages[:1], agrees=False, note="The aunt is still named")
        send_back(by=here.checker, round=made, reason="Page one names the aunt")
    found = waiting(here.reviewer, "Decide again for")
    assert "Cy Third sent it back: “Page one names the aunt”. 1 page should be different." in found.more
    assert first(here.reviewer, "Decide again")
    assert not first(here.other, "Decide again")
    nothing_for_others(here, "Decide again", here.manager)
    to_check(here, again(here, one))
    assert not has(here.reviewer, "Decide again")


def test_approval_waits_for_lawyers_and_what_they_send_back_for_who_decided(here: Office) -> None:
    one = opened(here, matter=True)
    decide_everything(here, one)
    to_check(here, one)
    checked_by(here, one)
    assert waiting(here.lawyer, "Answer the redactions").href == f"/disclosures/{one.key}/redactions/"
    assert not has(here.lawyer, "Approve")
    answer_all(here, one)
    assert waiting(here.lawyer, "Approve the records for").href == f"/disclosures/{one.key}/legal/"
    nothing_for_others(here, "Approve", here.reviewer, here.manager, here.sender)
    with acting(Actor(user=here.lawyer.pk)):
        send_back_for_law(by=here.lawyer, disclosure=one, reason="The advice is privileged")
    assert "The advice is privileged" in waiting(here.reviewer, "Decide again for").more
    assert first(here.reviewer, "Decide again")
    to_check(here, again(here, one))
    checked_by(here, one)
    with acting(Actor(user=here.lawyer.pk)):
        approve(by=here.lawyer, disclosure=one)
    assert not has(here.lawyer, "Approve")
    assert has(here.sender, "Produce the records for")


def ready(here: Office, *, state: State = State.READY) -> Disclosure:
    """As if it had been checked, and produced where the state says so: what is in the bundle does not matter here."""
    one = opened(here)
    decide_everything(here, one)
    to_check(here, one)
    checked_by(here, one)
    with acting(Actor(user=here.sender.pk)):
        Disclosure.objects.filter(pk=one.pk).update(state=state)
    return one


def test_what_is_checked_waits_to_be_produced_unless_a_hold_stands(here: Office) -> None:
    one = ready(here, state=State.CHECKED)
    for user in (here.sender, here.reviewer, here.checker):
        assert waiting(user, "Produce the records for").href == f"/disclosures/{one.key}/release/"
    nothing_for_others(here, "Produce", here.manager, here.lawyer)
    with acting(Actor(user=here.lawyer.pk)):
        made = hold(by=here.lawyer, disclosure=one, reason="The court is asked first")
    assert not has(here.sender, "Produce")
    found = waiting(here.lawyer, "Say whether a legal hold")
    assert (found.why, "The court is asked first" in found.more) == ("You set it.", True)
    nothing_for_others(here, "Say whether a legal hold", here.sender)
    with acting(Actor(user=here.lawyer.pk)):
        lift(by=here.lawyer, hold=Hold.objects.get(pk=made.pk), reason="The court has answered")
    assert has(here.sender, "Produce")
    assert not has(here.lawyer, "Say whether")


def test_what_could_not_be_produced_says_why(here: Office) -> None:
    one = ready(here, state=State.FAILED)
    with acting(Actor(user=here.sender.pk)):
        for number, what in ((1, "An old fault."), (2, "The disk is full.")):
            Production.objects.create(
                case=here.case, disclosure=one, number=number, asked_by=here.sender, asked_at=now(), ended_at=now(),
                outcome=Outcome.BROKEN, what=what, do="Make room.",
            )  # fmt: skip
    assert waiting(here.sender, "See why the records for").more == "The disk is full. Make room."
    assert first(here.sender, "See why")
    nothing_for_others(here, "See why", here.manager)


@pytest.fixture
def delivery(here: Office) -> Delivery:
    """Made for nine days, of a real bundle."""
    one = ready(here, state=State.CHECKED)
    one = produced(here, one)
    assert has(here.sender, "Send the records for")
    made = sent(here, one).ways.delivery
    changed(here, made, mail=Mailing.SENT)
    assert not has(here.sender, "Send the records for")
    return made


def changed(here: Office, delivery: Delivery, **values: object) -> None:
    with acting(Actor(user=here.sender.pk)):
        Delivery.objects.filter(pk=delivery.pk).update(**values)


def test_a_link_waits_when_it_ends_soon_or_lets_nobody_in_and_nothing_was_collected(
    here: Office, delivery: Delivery
) -> None:
    assert {each.pressing for each in waits(here.sender)} == {Pressing.LATER}
    changed(here, delivery, last_day=days(7))
    assert waiting(here.sender, "Remind").by == days(7)
    assert first(here.sender, "Remind")
    nothing_for_others(here, "Remind", here.manager, here.lawyer)
    changed(here, delivery, last_day=days(-1))
    assert has(here.sender, "See whether")
    changed(here, delivery, last_day=days(20), tries=TRIES)
    assert "wrong code" in waiting(here.sender, "Give").more
    changed(here, delivery, tries=0, code_until=now() - timedelta(days=1))
    assert "too old" in waiting(here.sender, "Give").more
    changed(here, delivery, code_until=now() + timedelta(days=1), mail=Mailing.FAILED)
    assert "was not sent" in waiting(here.sender, "Make a new link").more
    changed(here, delivery, mail=Mailing.SENT)
    assert not has(here.sender, "Make a new link")
    changed(here, delivery, last_day=days(1), collected_at=now())
    assert not has(here.sender, "Remind")
    changed(here, delivery, collected_at=None)
    with acting(Actor(user=here.sender.pk)):
        recall(by=here.sender, disclosure=delivery.disclosure, reason="It went to the wrong person")
    assert not has(here.sender, "Remind")


def test_questions_wait_for_who_sends_and_for_the_manager_until_they_are_dealt_with(
    here: Office, delivery: Delivery
) -> None:
    with acting(Actor(delivery=delivery.token)):
        asked = [
            enquire(delivery=delivery, kind=kind, text="Who was she?") for kind in (Asking.QUESTION, Asking.COMPLAINT)
        ]
    for user in (here.sender, here.manager):
        assert not first(user, "Answer a question")
        found = waiting(user, "Answer a complaint")
        assert found.by == today() + timedelta(days=30)
        assert first(user, "Answer a complaint")
        assert found.href == f"/disclosures/{delivery.disclosure.key}/send/"
    nothing_for_others(here, "Answer", here.lawyer)
    for each in asked:
        with acting(Actor(user=here.sender.pk)):
            settle(by=here.sender, enquiry=Enquiry.objects.get(pk=each.pk))
    assert not has(here.sender, "Answer")


def test_a_complaint_whose_time_is_over_stands_at_the_top_as_overdue(here: Office, delivery: Delivery) -> None:
    with standing_at(now() - timedelta(days=40)), acting(Actor(delivery=delivery.token)):
        enquire(delivery=delivery, kind=Asking.COMPLAINT, text="Much is missing")
    assert waits(here.sender)[0].what == "Answer a complaint of a recipient"


def test_notes_wait_for_who_decided_there_and_not_for_who_wrote_them(here: Office) -> None:
    one = opened(here)
    decide_everything(here, one)
    with acting(Actor(user=here.manager.pk)):
        sheet = Sheet.objects.filter(disclosure=one, page__gt=0).order_by("place").first()
    assert sheet
    with acting(Actor(user=here.checker.pk)):
        on_page = comment(
            by=here.checker, disclosure=one, text="Is this her aunt?", record=sheet.record, page=sheet.page
        )
    with acting(Actor(user=here.checker.pk)):
        on_record = comment(by=here.checker, disclosure=one, text="All of it twice", record=sheet.record)
    found = waiting(here.reviewer, "Answer the notes of colleagues")
    assert found.more == "Cy Third wrote the first of 2."
    assert found.href == f"/disclosures/{one.key}/review/{sheet.place}/"
    nothing_for_others(here, "Answer the notes", here.checker, here.other)
    for each in (on_page, on_record):
        assert has(here.reviewer, "Answer the notes")
        with acting(Actor(user=here.reviewer.pk)):
            settle_comment(by=here.reviewer, comment=each)
    assert not has(here.reviewer, "Answer the notes")


def test_names_that_could_be_several_peoples_wait_until_everything_they_stand_in_is_decided(here: Office) -> None:
    one = opened(here, recipient="K3", purpose="parent-request")
    nothing_for_others(here, "Say whom names mean", here.reviewer, here.manager)  # in this file every name is clear
    with acting(Actor(case=here.case.pk)):
        alike = Alike.objects.filter(disclosure=one, kind="PERSON", question=False, locked=False, total__gt=0).first()
        assert alike
        Alike.objects.filter(pk=alike.pk).update(owners=["P1", "P2"])
    found = waiting(here.reviewer, "Say whom names mean in the records for")
    assert (found.more, found.href) == ("1 name could be of several people.", f"/disclosures/{one.key}/people/unclear/")
    nothing_for_others(here, "Say whom names mean", here.manager)
    with acting(Actor(user=here.reviewer.pk)):
        choice = Choice(Action.KEEP, "", "The recipient knows both.")
        made = decide_similar(by=here.reviewer, disclosure=one, mention=alike.firsts[0], choice=choice, version=0)
    assert not has(here.reviewer, "Say whom names mean")
    with acting(Actor(user=here.reviewer.pk)):
        undo(by=here.reviewer, disclosure=one, batch=made.batch)
    assert has(here.reviewer, "Say whom names mean")
    decide_everything(here, one)
    assert not has(here.reviewer, "Say whom names mean")


def test_what_was_opened_again_is_decided_and_not_sent_back(here: Office) -> None:
    one = ready(here, state=State.CHECKED)
    with acting(Actor(user=here.reviewer.pk)):
        reopen(by=here.reviewer, disclosure=one, reason="A letter was found")
    assert has(here.reviewer, "Finish the review")
    assert not has(here.reviewer, "Decide again")
