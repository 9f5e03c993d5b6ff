"""Instructions and sending, complaints and closing: each step and each refusal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.access.desk import BARRING, Desk, entered, nothing_changes, on_day, ready_to_decide
from tests.web.people import days, person, team

from candour.access import answering, closing, complaining, deciding, routing, searching
from candour.access.guarding import StepRefused
from candour.access.models import Complaint, ComplaintKind, Instruction, Outcome, Request, State
from candour.accounts.roles import Role
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
OFFICER, GOVERNANCE, SUPPORT = Role.ACCESS_OFFICER, Role.INFORMATION_GOVERNANCE, Role.BUSINESS_SUPPORT
WAY = {"to": "Ada Marsh", "what": "The letter of today", "way": "By e-mail to ada@example.org"}


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def decided(desk: Desk, *, outcome: Outcome = Outcome.NOTHING, **asked) -> Request:
    made = ready_to_decide(desk, desk.request(**asked))
    desk.does(OFFICER, deciding.decide, request=made, outcome=outcome, why="There is no such file")
    return desk.now(made)


def test_it_goes_out_on_instructions_only_and_is_answered_with_the_last(desk: Desk) -> None:
    made = desk.request()
    with nothing_changes(), pytest.raises(Refused, match="only while it is decided"):
        desk.does(OFFICER, answering.instruct, request=made, **WAY)
    made = decided(desk)
    one = desk.does(OFFICER, answering.instruct, request=made, **WAY)
    other = desk.does(OFFICER, answering.instruct, request=made, **WAY)
    desk.does(SUPPORT, answering.sent, instruction=one, how="E-mail, 10:14")
    assert desk.now(made).state == State.DECIDED
    desk.does(SUPPORT, answering.sent, instruction=other, how="Recorded post AB 123")
    after = desk.now(made)
    assert (after.state, after.answered_on) == (State.ANSWERED, days(0))
    with acting(Actor(user=desk.who(SUPPORT).pk)):
        row = Instruction.objects.get(pk=other.pk)
    assert (row.sent_by, row.sent_how, row.sent_on) == (desk.who(SUPPORT), "Recorded post AB 123", days(0))
    assert entered(made)[-4:] == ["instructed", "instructed", "sent_out", "sent_out"]


def test_what_cannot_be_instructed_withdrawn_or_sent(desk: Desk) -> None:
    made = decided(desk, contact_never="the landline; Old Road")
    with nothing_changes():
        for lacking in ("to", "way"):
            with pytest.raises(BadInput, match="to whom and by which way"):
                desk.does(OFFICER, answering.instruct, request=made, **{**WAY, lacking: " "})
        with pytest.raises(BadInput, match="few words"):
            desk.does(OFFICER, answering.instruct, request=made, **{**WAY, "what": "it"})
        with pytest.raises(BadInput, match="never be used"):
            desk.does(OFFICER, answering.instruct, request=made, **{**WAY, "way": "Post to 4 old road"})
        with pytest.raises(StepRefused, match="clear instructions"):
            desk.does(SUPPORT, answering.instruct, request=made, **WAY)
    one = desk.does(OFFICER, answering.instruct, request=made, **WAY)
    with nothing_changes():
        with pytest.raises(BadInput, match="how it was sent"):
            desk.does(SUPPORT, answering.sent, instruction=one, how=" ")
        for day in (days(-1), days(1)):
            with pytest.raises(BadInput, match="cannot be"):
                desk.does(SUPPORT, answering.sent, instruction=one, how="By e-mail", on=day)
        with pytest.raises(StepRefused, match="was sent"):
            desk.does(Role.PRACTITIONER, answering.sent, instruction=one, how="By e-mail")
        with pytest.raises(StepRefused, match="clear instructions"):
            desk.does(SUPPORT, answering.withdraw, instruction=one, why="It is not wanted any more")
        with pytest.raises(BadInput, match="few words"):
            desk.does(OFFICER, answering.withdraw, instruction=one, why="no")
    desk.does(OFFICER, answering.withdraw, instruction=one, why="The address was not right")
    assert entered(made)[-1] == "instruction_withdrawn"
    with nothing_changes():
        with pytest.raises(Refused, match="were withdrawn"):
            desk.does(SUPPORT, answering.sent, instruction=one, how="By e-mail")
        with pytest.raises(Refused, match="were withdrawn"):
            desk.does(OFFICER, answering.withdraw, instruction=one, why="The address was not right")
    other = desk.does(OFFICER, answering.instruct, request=made, **WAY)
    desk.does(SUPPORT, answering.sent, instruction=other, how="By e-mail")
    with nothing_changes(), pytest.raises(Refused, match="only while it is decided"):
        desk.does(OFFICER, answering.withdraw, instruction=other, why="It was not meant so")


def test_records_do_not_go_out_before_they_are_reviewed(desk: Desk) -> None:
    made = ready_to_decide(desk, desk.request())
    desk.does(OFFICER, searching.note, request=made, place="The archive", found="Three volumes")
    desk.does(OFFICER, deciding.decide, request=made, outcome=Outcome.GIVE, why="It is all about herself")
    with nothing_changes(), pytest.raises(Refused, match="not reviewed, checked and produced yet"):
        desk.does(OFFICER, answering.instruct, request=made, **WAY)


def test_the_barring_service_waits_for_the_team_and_for_the_second_look(desk: Desk) -> None:
    """The records as well; somebody of the handling team who does not see the case is told of them without a fault."""
    social = team()
    worker = person(Role.MANAGER, team=social)
    made = desk.request(**BARRING, case=None, by=Role.SAFER_RECRUITMENT)
    ready_to_decide_dbs(desk, made)
    desk.does(Role.SAFER_RECRUITMENT, routing.allocate, request=made, team=social)
    with acting(Actor(user=worker.pk)):
        deciding.decide(by=worker, request=Request.objects.get(), outcome=Outcome.GIVE, why="It is what they ask for")
    with acting(Actor(user=desk.who(GOVERNANCE).pk)):
        against = answering.not_yet(Request.objects.get())
    assert against == [
        "The records are not reviewed, checked and produced yet.",
        "Nobody has checked that only what they are entitled to goes out.",
        "Nobody has gone through the list of what may be given to the service.",
        "The team it was allocated to has not put the information together.",
    ]
    desk.does(GOVERNANCE, deciding.check_entitlement, request=made, passed=False, words="One page is not prescribed")
    with acting(Actor(user=desk.who(GOVERNANCE).pk)):
        assert answering.not_yet(Request.objects.get())[1].startswith("Nobody has checked")
    desk.does(GOVERNANCE, deciding.check_entitlement, request=made, passed=True, words="Only what is prescribed")
    with acting(Actor(user=worker.pk)):
        deciding.collate(by=worker, request=Request.objects.get(), words="Chronology and two assessments")
    with acting(Actor(user=desk.who(GOVERNANCE).pk)):
        assert len(answering.not_yet(Request.objects.get())) == 2


def ready_to_decide_dbs(desk: Desk, made: Request) -> None:
    ready_to_decide(desk, made)
    desk.does(Role.SAFER_RECRUITMENT, searching.note, request=made, place="The case system", found="One file")


def test_a_complaint_has_a_clock_and_is_answered_by_somebody_who_did_not_decide(desk: Desk) -> None:
    with on_day("2026-07-01"):
        made = ready_to_decide(desk, desk.request())
        desk.does(GOVERNANCE, deciding.decide, request=made, outcome=Outcome.REFUSE, why="It is all about others")
        given = {"request": made, "kind": ComplaintKind.COMPLAINT}
        one = desk.does(SUPPORT, complaining.receive, **given, text="You left out my own letters")
    assert one.due_on == date(2026, 7, 31)
    with on_day("2026-07-03"):
        desk.does(SUPPORT, complaining.acknowledge, complaint=one)
        assert one.acknowledged_on == date(2026, 7, 3)
        with nothing_changes():
            with pytest.raises(Refused, match="acknowledged already"):
                desk.does(SUPPORT, complaining.acknowledge, complaint=one)
            with pytest.raises(StepRefused, match="You did this: decide"):
                desk.does(GOVERNANCE, complaining.answer, complaint=one, outcome="We were right to", upheld=False)
            with pytest.raises(StepRefused, match="answer a complaint"):
                desk.does(SUPPORT, complaining.answer, complaint=one, outcome="We were right to", upheld=False)
            with pytest.raises(BadInput, match="few words"):
                desk.does(Role.MANAGER, complaining.answer, complaint=one, outcome="no", upheld=False)
            words = {"outcome": "The letters are hers", "upheld": True, "on": date(2026, 6, 30)}
            with pytest.raises(BadInput, match="cannot be"):
                desk.does(Role.MANAGER, complaining.answer, complaint=one, **words)
        desk.does(Role.MANAGER, complaining.answer, complaint=one, outcome="The letters are hers", upheld=True)
        with nothing_changes(), pytest.raises(Refused, match="answered already"):
            desk.does(Role.MANAGER, complaining.answer, complaint=one, outcome="The letters are not", upheld=False)
        with acting(Actor(user=desk.manager.pk)):
            row = Complaint.objects.get()
    assert (row.upheld, row.answered_by_id, row.answered_on) == (True, desk.who(Role.MANAGER).pk, date(2026, 7, 3))
    assert entered(made)[-3:] == ["complaint_received", "complaint_acknowledged", "complaint_answered"]


def test_what_cannot_be_a_complaint(desk: Desk) -> None:
    made = desk.request()
    given = {"request": made, "kind": ComplaintKind.REVIEW}
    with nothing_changes():
        with pytest.raises(BadInput, match="few words"):
            desk.does(SUPPORT, complaining.receive, **given, text="bad")
        for day in (days(-1), days(1)):
            with pytest.raises(BadInput, match="cannot be"):
                desk.does(SUPPORT, complaining.receive, **given, text="You left out my letters", on=day)
        with pytest.raises(StepRefused, match="log a complaint"):
            desk.does(Role.READER, complaining.receive, **given, text="You left out my letters")


def test_it_is_closed_when_nothing_is_left_to_do_and_marked_for_its_retention(desk: Desk) -> None:
    with on_day("2026-03-02"):
        made = ready_to_decide(desk, desk.request())
        with nothing_changes():
            with pytest.raises(Refused, match="nobody has said that it is withdrawn"):
                desk.does(OFFICER, closing.close, request=made, why="She has what she wanted")
            with pytest.raises(BadInput, match="few words"):
                desk.does(OFFICER, closing.close, request=made, why="done", withdrawn=True)
            with pytest.raises(StepRefused, match="close the request"):
                desk.does(SUPPORT, closing.close, request=made, why="She has what she wanted")
        desk.does(OFFICER, deciding.decide, request=made, outcome=Outcome.NOTHING, why="There is no such file")
        with nothing_changes(), pytest.raises(Refused, match="nobody has sent the requester"):
            desk.does(OFFICER, closing.close, request=made, why="There was nothing to send")
        one = desk.does(OFFICER, answering.instruct, request=made, **WAY)
        with nothing_changes(), pytest.raises(Refused, match="that was to be sent is not sent"):
            desk.does(OFFICER, closing.close, request=made, why="She rang and does not want it", withdrawn=True)
        desk.does(SUPPORT, answering.sent, instruction=one, how="By e-mail")
        desk.does(OFFICER, closing.close, request=made, why="She was told that there is none")
    after = desk.now(made)
    assert (after.state, after.kept_until) == (State.CLOSED, date(2029, 3, 2))
    assert entered(made)[-1] == "request_closed"
    with nothing_changes(), pytest.raises(Refused, match="only while"):
        desk.does(OFFICER, closing.close, request=made, why="She was told that there is none")


def test_a_withdrawn_request_is_closed_undecided(desk: Desk) -> None:
    made = desk.request()
    desk.does(OFFICER, closing.close, request=made, why="She rang and does not want it", withdrawn=True)
    assert desk.now(made).state == State.CLOSED


def test_a_request_passed_on_is_closed_without_an_answer_and_not_on_an_old_decision(desk: Desk) -> None:
    made = decided(desk, outcome=Outcome.PASSED_ON)
    desk.does(Role.MANAGER, routing.reopen, request=made, why="It was passed on wrongly")
    with nothing_changes(), pytest.raises(Refused, match="not decided"):
        desk.does(OFFICER, closing.close, request=made, why="The other council answers")
    desk.does(OFFICER, deciding.decide, request=made, outcome=Outcome.PASSED_ON, why="The other council has it")
    desk.does(OFFICER, closing.close, request=made, why="The other council answers")
    assert desk.now(made).state == State.CLOSED


def test_a_complaint_keeps_it_open_and_one_that_came_later_keeps_it_longer(desk: Desk) -> None:
    with on_day("2026-07-01"):
        made = decided(desk, outcome=Outcome.PASSED_ON)
        text = {"kind": ComplaintKind.COMPLAINT, "text": "You took far too long"}
        one = desk.does(SUPPORT, complaining.receive, request=made, **text)
        with nothing_changes(), pytest.raises(Refused, match="complaint about it is not answered"):
            desk.does(OFFICER, closing.close, request=made, why="The other council answers")
        desk.does(Role.MANAGER, complaining.answer, complaint=one, outcome="It was too long", upheld=True)
        desk.does(OFFICER, closing.close, request=made, why="The other council answers")
    first = desk.now(made).kept_until
    with on_day("2026-08-03"):
        again = desk.does(SUPPORT, complaining.receive, request=made, **text)
        desk.does(Role.MANAGER, complaining.answer, complaint=again, outcome="It was too long", upheld=True)
    later = desk.now(made).kept_until
    assert first is not None
    assert later is not None
    assert later - first > timedelta(days=30)
    assert desk.now(made).state == State.CLOSED
