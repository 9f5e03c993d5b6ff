"""Advice, decisions and what they wait for; the second look and the putting together: each step and each refusal."""

from __future__ import annotations

import pytest
from tests.access.desk import BARRING, GUARDIAN, Desk, entered, nothing_changes, ready_to_decide
from tests.web.people import days, person, team

from candour.access import clarifying, deciding, routing, searching
from candour.access.guarding import StepRefused
from candour.access.models import Advice, Outcome, Reply, Request, State
from candour.accounts.roles import Role
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
OFFICER, GOVERNANCE, LAWYER = Role.ACCESS_OFFICER, Role.INFORMATION_GOVERNANCE, Role.LAWYER
GIVE = {"outcome": Outcome.GIVE, "why": "It is all about herself"}


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def searched(desk: Desk, made: Request) -> Request:
    place = {"place": "Archive, boxes 12 to 14", "found": "Three volumes"}
    desk.does(OFFICER, searching.note, request=made, **place)
    return desk.now(made)


def missing(desk: Desk, made: Request, *, gives: bool = True) -> list[str]:
    with acting(Actor(user=desk.who(OFFICER).pk)):
        return deciding.missing(Request.objects.get(pk=made.pk), gives=gives)


def test_a_decision_waits_for_what_it_rests_on_and_says_for_what(desk: Desk) -> None:
    made = desk.request()
    assert missing(desk, made) == [
        "Nobody has confirmed the route.", "Not shown yet: Who they are.", "No search is noted.",
    ]  # fmt: skip
    assert missing(desk, made, gives=False) == ["Nobody has confirmed the route."]
    with nothing_changes(), pytest.raises(Refused, match="No search is noted"):
        desk.does(OFFICER, deciding.decide, request=made, **GIVE)
    searched(desk, ready_to_decide(desk, made))
    assert missing(desk, made) == []
    desk.does(OFFICER, deciding.decide, request=made, **GIVE)
    after = desk.now(made)
    assert after.state == State.DECIDED
    assert entered(made)[-1] == "request_decided"
    with acting(Actor(user=desk.who(OFFICER).pk)):
        decision = deciding.last_decision(after)
    assert decision is not None
    assert (decision.route, decision.pack_sha256, decision.by) == (made.route, made.pack_sha256, desk.who(OFFICER))
    with nothing_changes(), pytest.raises(Refused, match="only while it is open"):
        desk.does(OFFICER, deciding.decide, request=made, **GIVE)


def test_a_decision_needs_reasons(desk: Desk) -> None:
    made = searched(desk, ready_to_decide(desk, desk.request()))
    with nothing_changes(), pytest.raises(BadInput, match="few words"):
        desk.does(OFFICER, deciding.decide, request=made, outcome=Outcome.GIVE, why="fine")


def test_without_a_route_nothing_is_decided(desk: Desk) -> None:
    made = desk.request(requester="public", context="barring")
    assert missing(desk, made)[0].startswith("It has no route yet")
    with nothing_changes(), pytest.raises(Refused, match="no route yet"):
        desk.does(Role.MANAGER, deciding.decide, request=made, outcome=Outcome.REFUSE, why="Nobody may have that")


def test_a_question_and_somebody_who_still_has_time_to_answer_keep_it_open(desk: Desk) -> None:
    made = searched(desk, ready_to_decide(desk, desk.request()))
    desk.does(OFFICER, clarifying.ask, request=made, question="Which years do you mean?")
    asked = {"name": "Bea Marsh", "about": "What she said in 1999", "contact": "bea@example.org"}
    desk.does(OFFICER, searching.consult, request=made, **asked)
    assert missing(desk, made) == [
        "Somebody who was asked about their information still has time to answer.",
        "A question about what is meant is open.",
    ]


def test_nobody_who_is_entitled_is_refused(desk: Desk) -> None:
    made = searched(desk, ready_to_decide(desk, desk.request(**GUARDIAN)))
    with acting(Actor(user=desk.who(OFFICER).pk)):
        assert Outcome.REFUSE not in deciding.outcomes(made)
    with nothing_changes(), pytest.raises(Refused, match="cannot be refused"):
        desk.does(Role.MANAGER, deciding.decide, request=made, outcome=Outcome.REFUSE, why="They may not have it")
    desk.does(Role.MANAGER, deciding.decide, request=made, outcome=Outcome.GIVE, why="The order is there")
    assert desk.now(made).state == State.DECIDED


def test_an_order_that_bears_on_them_waits_for_a_lawyer(desk: Desk) -> None:
    made = searched(desk, ready_to_decide(desk, desk.request(facts={"order": ("non_molestation",)})))
    assert missing(desk, made) == [
        "An order of a court bears on the requester, and no lawyer has advised on it as it is known now."
    ]
    with nothing_changes():
        with pytest.raises(StepRefused, match="lawyer's advice"):
            desk.does(OFFICER, deciding.advise_legally, request=made, text="It is fine, I think", allows=True)
        with pytest.raises(BadInput, match="few words"):
            desk.does(LAWYER, deciding.advise_legally, request=made, text="fine", allows=True)
    desk.does(LAWYER, deciding.advise_legally, request=made, text="Nothing may go to him", allows=False)
    assert missing(desk, made) == ["A lawyer advised that the order does not let anything be given."]
    assert missing(desk, made, gives=False) == []
    desk.does(LAWYER, deciding.advise_legally, request=made, text="Only by his solicitor", allows=True)
    assert missing(desk, made) == []


def test_advice_on_orders_counts_no_more_once_another_is_known(desk: Desk) -> None:
    made = searched(desk, ready_to_decide(desk, desk.request(facts={"order": ("non_molestation",)})))
    desk.does(LAWYER, deciding.advise_legally, request=made, text="Only by his solicitor", allows=True)
    known = {"order": ("non_molestation", "disclosure_forbidden")}
    desk.does(Role.MANAGER, routing.answer_facts, request=made, facts=known, why="The court made another order")
    desk.does(Role.MANAGER, routing.confirm, request=made)
    assert missing(desk, made)[0].endswith("no lawyer has advised on it as it is known now.")


def test_advice_is_no_approval_and_who_advised_does_not_decide(desk: Desk) -> None:
    made = searched(desk, ready_to_decide(desk, desk.request()))
    desk.does(GOVERNANCE, deciding.advise, request=made, text="I would give her all of it")
    after = desk.now(made)
    assert after.state == State.OPEN
    with acting(Actor(user=desk.who(OFFICER).pk)):
        assert not after.decisions.exists()
        assert Advice.objects.get().allows is None
    assert entered(made)[-1] == "advised"
    with nothing_changes(), pytest.raises(StepRefused, match="You did this: advise"):
        desk.does(GOVERNANCE, deciding.decide, request=made, **GIVE)
    with nothing_changes(), pytest.raises(BadInput, match="few words"):
        desk.does(GOVERNANCE, deciding.advise, request=made, text="yes")
    desk.does(OFFICER, deciding.decide, request=made, **GIVE)


@pytest.mark.parametrize("first", ["decide", "check"])
def test_the_same_person_does_not_decide_and_check_in_either_order(desk: Desk, first: str) -> None:
    made = searched(desk, ready_to_decide(desk, desk.request()))
    check = {"passed": True, "words": "Every page is about herself"}
    if first == "decide":
        desk.does(OFFICER, deciding.decide, request=made, **GIVE)
        with nothing_changes(), pytest.raises(StepRefused, match="You did this: decide"):
            desk.does(OFFICER, deciding.check_entitlement, request=made, **check)
        desk.does(GOVERNANCE, deciding.check_entitlement, request=made, **check)
    else:
        desk.does(OFFICER, deciding.check_entitlement, request=made, **check)
        with nothing_changes(), pytest.raises(StepRefused, match="You did this: check what they are entitled to"):
            desk.does(OFFICER, deciding.decide, request=made, **GIVE)
        desk.does(GOVERNANCE, deciding.decide, request=made, **GIVE)


def test_what_is_put_together_is_noted_by_the_team_it_is_allocated_to(desk: Desk) -> None:
    made, social = desk.request(**BARRING, by=Role.SAFER_RECRUITMENT), team()
    words = {"request": made, "words": "Chronology and two assessments"}
    with nothing_changes(), pytest.raises(Refused, match="allocated to no team"):
        desk.does(Role.PRACTITIONER, deciding.collate, **words)
    desk.does(Role.SAFER_RECRUITMENT, routing.allocate, request=made, team=social)
    with nothing_changes():
        with pytest.raises(Refused, match="of the team that it was allocated to"):
            desk.does(Role.PRACTITIONER, deciding.collate, **words)
        with pytest.raises(StepRefused, match="put the information together"):
            desk.does(Role.SAFER_RECRUITMENT, deciding.collate, **words)
    worker = person(Role.PRACTITIONER, team=social)
    with acting(Actor(user=worker.pk)):
        deciding.collate(by=worker, **{**words, "request": Request.objects.get()})
    assert entered(made)[-1] == "collated"


def test_a_search_says_where_and_what_came_of_it(desk: Desk) -> None:
    made = desk.request()
    with nothing_changes():
        for wrong in ({"place": " ", "found": "Nothing"}, {"place": "The archive", "found": ""}):
            with pytest.raises(BadInput, match="place and what came of it"):
                desk.does(OFFICER, searching.note, request=made, **wrong)
        with pytest.raises(BadInput, match="yet to come"):
            desk.does(OFFICER, searching.note, request=made, place="The archive", found="Nothing", on=days(1))
        with pytest.raises(StepRefused, match="searched"):
            desk.does(Role.READER, searching.note, request=made, place="The archive", found="Nothing")
    whole = {
        "place": "E-mail of the team", "terms": "Marsh", "asked": "Two workers", "found": "Nine messages",
        "not_found": "Nothing before 2003", "limits": "Older boxes were destroyed in 2001",
    }  # fmt: skip
    row = desk.does(Role.BUSINESS_SUPPORT, searching.note, request=made, **whole)
    assert {name: getattr(row, name) for name in whole} == whole
    assert entered(made)[-1] == "search_noted"


def test_somebody_else_is_asked_reminded_and_answers(desk: Desk) -> None:
    made = desk.request()
    asked = {"name": "Bea Marsh", "about": "What she said in 1999", "contact": "bea@example.org"}
    one = desk.does(OFFICER, searching.consult, request=made, **asked)
    assert (one.asked_on, one.reply_by, one.reply) == (days(0), days(10), "")
    desk.does(OFFICER, searching.remind, consultation=one)
    assert one.reminded_on == [days(0)]
    with nothing_changes():
        with pytest.raises(Refused, match="reminded today"):
            desk.does(OFFICER, searching.remind, consultation=one)
        with pytest.raises(Refused, match="still have time"):
            desk.does(OFFICER, searching.replied, consultation=one, reply=Reply.NONE, words="No answer by telephone")
        with pytest.raises(BadInput, match="not an answer of theirs"):
            desk.does(OFFICER, searching.replied, consultation=one, reply=Reply.NOT_SAFE, words="She lives with him")
        with pytest.raises(BadInput, match="few words"):
            desk.does(OFFICER, searching.replied, consultation=one, reply=Reply.AGREES, words="yes")
    desk.does(OFFICER, searching.replied, consultation=one, reply=Reply.OBJECTS, words="Not her own letters")
    with nothing_changes():
        with pytest.raises(Refused, match="noted already"):
            desk.does(OFFICER, searching.replied, consultation=one, reply=Reply.AGREES, words="She changed her mind")
        with pytest.raises(Refused, match="Nobody waits"):
            desk.does(OFFICER, searching.remind, consultation=one)
    assert entered(made)[1:] == ["consulted", "consultation_reminded", "consultation_answered"]


def test_who_is_not_asked_is_noted_with_the_reason(desk: Desk) -> None:
    made = desk.request()
    who = {"name": "Her stepfather", "about": "Where he was living"}
    with nothing_changes():
        with pytest.raises(BadInput, match="how they can be asked"):
            desk.does(OFFICER, searching.consult, request=made, **who)
        with pytest.raises(BadInput, match="few words"):
            desk.does(OFFICER, searching.consult, request=made, **who, not_asked="unsafe")
        with pytest.raises(BadInput, match="who is asked"):
            desk.does(OFFICER, searching.consult, request=made, name=" ", about="Where he lives", contact="by post")
    one = desk.does(OFFICER, searching.consult, request=made, **who, not_asked="She is in danger from him")
    assert (one.reply, one.words, one.asked_on) == (Reply.NOT_SAFE, "She is in danger from him", None)
    with nothing_changes(), pytest.raises(Refused, match="noted already"):
        desk.does(OFFICER, searching.replied, consultation=one, reply=Reply.AGREES, words="He says yes")
