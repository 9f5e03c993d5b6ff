"""Each capacity and what happened: who gets what, what has to come first, and who decides, against the guidance."""

from __future__ import annotations

import pytest
from tests.meetings.rooms import Room

from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.meetings import attending
from candour.meetings.distribution import Standing, missing
from candour.meetings.duties import StepRefused
from candour.meetings.models import Kind, Meeting, Outcome, Said, Thing, Views

pytestmark = pytest.mark.usefixtures("database")
RECORD, REPORT = str(Thing.RECORD), str(Thing.REPORT)


def asked(here: Room, one, said: str = Said.YES) -> None:
    with acting(Actor(user=here.chair.pk)):
        attending.parent_said(by=here.chair, attendee=here.fresh_in(one), said=said, asked_on=today())


@pytest.mark.parametrize("kind", [Kind.CHILD_IN_NEED, Kind.CONFERENCE, Kind.PRE_PROCEEDINGS])
def test_parents_who_attended_or_were_invited_get_the_record_and_nobody_keeps_it_from_them(
    here: Room, kind: str
) -> None:
    with acting(Actor(user=here.owner.pk)):
        Meeting.objects.filter(pk=here.meeting.pk).update(kind=kind)
    there = here.person("Sinead Byrne", "parent", attended=True)
    here.person("Declan Byrne", "parent", invited=True)
    here.sign()
    lines = here.lines()
    assert [lines[name, RECORD].standing for name in ("Sinead Byrne", "Declan Byrne")] == [Standing.GETS] * 2
    assert ("Sinead Byrne", REPORT) not in lines
    with pytest.raises(BadInput, match="cannot be decided by the rule"):
        here.decide(there, Outcome.NOTHING)
    made = here.decide(there, removed="The grandmother's new address")
    assert here.lines()["Sinead Byrne", RECORD].details_go
    assert made.rule == "minutes-parents"


def test_an_excluded_parent_gets_the_report_and_the_record_only_if_the_chair_so_decides(here: Room) -> None:
    one = here.excluded()
    here.sign()
    lines = here.lines()
    assert (lines["Declan Byrne", REPORT].standing, lines["Declan Byrne", RECORD].standing) == (
        Standing.GETS,
        Standing.WAITS,
    )
    with pytest.raises(Refused, match="views were presented"):
        here.decide(one)
    here.heard(one)
    assert here.lines()["Declan Byrne", RECORD].standing is Standing.OPEN
    with pytest.raises(StepRefused, match="not for you"):
        here.decide(one, by=here.worker)
    here.decide(one, Outcome.NOTHING, reasons="It tells where the mother lives now")
    line = here.lines()["Declan Byrne", RECORD]
    assert (line.standing, line.decision.reasons) == (Standing.OUT, "It tells where the mother lives now")


def test_an_excluded_parent_who_gave_no_views_had_the_opportunity(here: Room) -> None:
    one = here.excluded()
    here.heard(one, Views.NONE_GIVEN)
    here.sign()
    here.decide(one)
    assert here.lines()["Declan Byrne", RECORD].standing is Standing.GETS


def test_leaving_somebody_out_needs_a_reason(here: Room) -> None:
    one = here.excluded()
    here.heard(one)
    here.sign()
    with pytest.raises(BadInput, match="few words"):
        here.decide(one, Outcome.NOTHING, reasons="")
    with pytest.raises(BadInput, match="few words"):
        here.decide(one, Outcome.GIVE, reasons="", removed="The school")


@pytest.mark.parametrize("capacity", ["supporter", "parents_solicitor"])
def test_who_came_with_a_parent_waits_for_the_parent_and_then_for_the_chair(here: Room, capacity: str) -> None:
    mother = here.person("Sinead Byrne", "parent", attended=True)
    one = here.person("Fay Friend", capacity, attended=True)
    here.sign()
    assert here.lines()["Fay Friend", RECORD].because == "Note first with which parent they came."
    with acting(Actor(user=here.worker.pk)):
        told = attending.Told(capacity=capacity, name="Fay Friend", attended=True, supports=here.fresh_in(mother))
        attending.change(by=here.worker, attendee=here.fresh_in(one), told=told)
    assert (
        here.lines()["Fay Friend", RECORD].because == "The chair asks Sinead Byrne first whether they may have a copy."
    )
    with pytest.raises(Refused, match="asks Sinead Byrne first"):
        here.decide(one)
    asked(here, one)
    assert here.lines()["Fay Friend", RECORD].standing is Standing.OPEN
    here.decide(one)
    assert here.lines()["Fay Friend", RECORD].standing is Standing.GETS
    asked(here, one, Said.NO)
    line = here.lines()["Fay Friend", RECORD]
    assert (line.standing, line.decision) == (Standing.OUT, None)
    with pytest.raises(Refused, match="does not want them"):
        here.decide(one)


def test_only_the_chair_asks_the_parent(here: Room) -> None:
    mother = here.person("Sinead Byrne", "parent", attended=True)
    one = here.person("Fay Friend", "supporter", attended=True, supports=mother)
    with acting(Actor(user=here.worker.pk)), pytest.raises(StepRefused, match="the chair of this meeting"):
        attending.parent_said(by=here.worker, attendee=here.fresh_in(one), said=Said.YES, asked_on=today())


@pytest.mark.parametrize("happened", [{}, {"attended": True}, {"invited": True}])
def test_a_child_gets_a_copy_if_the_chair_so_decides(here: Room, happened: dict[str, bool]) -> None:
    one = here.person("Anna Byrne", "child", **happened)
    here.sign()
    assert here.lines()["Anna Byrne", RECORD].standing is Standing.OPEN
    with pytest.raises(StepRefused):
        here.decide(one, by=here.worker)
    here.decide(one)
    assert here.lines()["Anna Byrne", RECORD].standing is Standing.GETS


def test_a_childs_lawyer_gets_nothing_unless_they_ask(here: Room) -> None:
    one = here.person("Lee Lawyer", "childs_lawyer", attended=True)
    here.sign()
    line = here.lines()["Lee Lawyer", RECORD]
    assert (line.standing, line.because) == (Standing.OUT, "They have not asked for it.")
    with acting(Actor(user=here.worker.pk)):
        told = attending.Told(capacity="childs_lawyer", name="Lee Lawyer", attended=True, requested_on=today())
        attending.change(by=here.worker, attendee=here.fresh_in(one), told=told)
    assert here.lines()["Lee Lawyer", RECORD].standing is Standing.OPEN


def test_of_professionals_the_chair_or_the_social_worker_says_who_gets_it(here: Room) -> None:
    health, school = here.person("Hana Health", attended=True), here.person("Sol School", invited=True)
    here.person("Una Uninvolved")
    here.sign()
    here.decide(health, by=here.worker)
    here.decide(school, Outcome.NOTHING, by=here.chair)
    lines = here.lines()
    assert [lines[name, RECORD].standing for name in ("Hana Health", "Sol School", "Una Uninvolved")] == [
        Standing.GETS, Standing.OUT, Standing.OUT,
    ]  # fmt: skip
    assert lines["Una Uninvolved", RECORD].rule.id == "minutes-uninvolved"


@pytest.mark.parametrize("outcome", [Outcome.GIVE, Outcome.INFORMATION])
def test_of_an_absent_parent_at_a_review_the_two_decide_together(here: Room, outcome: str) -> None:
    one = here.person("Declan Byrne", "parent", meeting=here.review, contributed=True)
    here.sign(here.review)
    line = here.lines(here.review)["Declan Byrne", RECORD]
    assert (line.standing, line.because) == (Standing.OPEN, "Will Worker and Ros Officer decide together.")
    assert line.rule.consider == ("A no-contact order", "Supervised contact only")
    told = {"information": "A letter about his health and school", "removed": "The address of the placement"}
    with pytest.raises(BadInput, match="few words"):
        here.decide(one, outcome, by=here.worker, reasons="", **told)
    here.decide(one, outcome, by=here.worker, **told)
    assert here.lines(here.review)["Declan Byrne", RECORD].standing is Standing.SECOND
    with pytest.raises(StepRefused, match="other one has to agree"):
        here.agree(one, by=here.worker)
    with pytest.raises(StepRefused):
        here.agree(one, by=here.colleague)
    here.agree(one, by=here.officer)
    line = here.lines(here.review)["Declan Byrne", RECORD]
    assert line.standing is (Standing.GETS if outcome == Outcome.GIVE else Standing.INFORMATION)
    assert line.decision.information == ("" if outcome == Outcome.GIVE else told["information"])


def test_nothing_instead_of_both_is_not_offered_to_an_absent_parent(here: Room) -> None:
    one = here.person("Declan Byrne", "parent", meeting=here.review, contributed=True)
    here.sign(here.review)
    with pytest.raises(BadInput):
        here.decide(one, Outcome.NOTHING, by=here.worker)
    with pytest.raises(BadInput, match="Written information is sent instead"):
        here.decide(one, Outcome.INFORMATION, by=here.worker)


def test_a_change_of_what_happened_takes_the_decision_back(here: Room) -> None:
    one = here.person("Hana Health", attended=True)
    here.sign()
    here.decide(one)
    with acting(Actor(user=here.worker.pk)):
        attending.change(
            by=here.worker,
            attendee=here.fresh_in(one),
            told=attending.Told(capacity="professional", name="Hana Health"),
        )
    line = here.lines()["Hana Health", RECORD]
    assert (line.decision, line.rule.id) == (None, "minutes-uninvolved")
    assert len(here.entries("minutes_undone")) == 1


def test_what_is_missing_is_said(here: Room) -> None:
    here.person("Hana Health", attended=True)
    here.excluded()
    assert missing(here.now(), list(here.lines().values())) == [
        "Cora Chair, who chaired it, has not signed the minutes.",
        "2 decisions are still open.",
    ]
