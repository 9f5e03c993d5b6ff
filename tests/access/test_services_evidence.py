"""Evidence, questions and more time: each step and each refusal, and how the clock moves with them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.access.desk import FREEDOM, GUARDIAN, POLICE, Desk, entered, nothing_changes, on_day

from candour.access import clarifying, evidence
from candour.access.guarding import StepRefused
from candour.access.models import Evidence, Request, Verdict
from candour.access.timing import deadline
from candour.accounts.roles import Role
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
OFFICER = Role.ACCESS_OFFICER


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def due(desk: Desk, request: Request) -> date | None:
    """As kept for lists, which is as it is worked out."""
    with acting(Actor(user=desk.who(OFFICER).pk)):
        now = Request.objects.get(pk=request.pk)
        found = deadline(now)
    assert now.due_on == (found.due if found else None)
    return now.due_on


def test_the_clock_waits_for_who_they_are_once_that_is_asked_for(desk: Desk) -> None:
    with on_day("2026-03-02"):
        made = desk.request()
    assert due(desk, made) == date(2026, 4, 2)
    with on_day("2026-03-04"):
        desk.does(OFFICER, evidence.ask, request=made, what="identity")
    assert due(desk, made) is None
    with on_day("2026-03-11"):
        desk.does(OFFICER, evidence.came, request=made, what="identity", shown_as="Passport, seen by video")
    assert due(desk, made) == date(2026, 4, 13)  # 11 April is a Saturday
    with on_day("2026-03-12"):
        desk.does(OFFICER, evidence.check, request=made, what="identity", verdict=Verdict.ACCEPTED)
    assert due(desk, made) == date(2026, 4, 13)
    assert entered(made)[1:] == ["evidence_asked", "evidence_came", "evidence_checked"]


def test_what_is_not_good_is_awaited_anew_and_what_is_not_needed_is_not(desk: Desk) -> None:
    with on_day("2026-03-02"):
        made = desk.request()
        desk.does(OFFICER, evidence.ask, request=made, what="identity")
        desk.does(OFFICER, evidence.came, request=made, what="identity", shown_as="A bus ticket")
        why = "It does not show who they are"
        desk.does(OFFICER, evidence.check, request=made, what="identity", verdict=Verdict.REFUSED, why=why)
        assert due(desk, made) is None
        why = "Her worker has known her for years"
        desk.does(OFFICER, evidence.check, request=made, what="identity", verdict=Verdict.WAIVED, why=why)
        assert due(desk, made) == date(2026, 4, 2)
    with acting(Actor(user=desk.who(OFFICER).pk)):
        row = Evidence.objects.get()
    assert (row.what, row.verdict, row.checked_by_id, row.why) == ("identity", "waived", desk.who(OFFICER).pk, why)


def test_what_came_anew_has_to_be_checked_anew(desk: Desk) -> None:
    made = desk.request()
    desk.does(OFFICER, evidence.came, request=made, what="identity", shown_as="Passport")
    desk.does(OFFICER, evidence.check, request=made, what="identity", verdict=Verdict.ACCEPTED)
    with nothing_changes(), pytest.raises(Refused, match="there already"):
        desk.does(OFFICER, evidence.ask, request=made, what="identity")
    desk.does(OFFICER, evidence.came, request=made, what="identity", shown_as="Another passport")
    with acting(Actor(user=desk.who(OFFICER).pk)):
        row = Evidence.objects.get()
        assert [each.id for each in evidence.needs(Request.objects.get()).missing()] == ["identity"]
    assert (row.verdict, row.checked_by_id, row.why) == ("", None, "")


def test_what_cannot_be_said_of_evidence(desk: Desk) -> None:
    with on_day("2026-03-02"):
        made = desk.request()
    given = {"request": made, "what": "identity"}
    with on_day("2026-03-05"), nothing_changes():
        with pytest.raises(BadInput, match="not come yet"):
            desk.does(OFFICER, evidence.check, **given, verdict=Verdict.ACCEPTED)
        for verdict in (Verdict.REFUSED, Verdict.WAIVED):
            with pytest.raises(BadInput, match="few words"):
                desk.does(OFFICER, evidence.check, **given, verdict=verdict, why="no")
        for day in (date(2026, 3, 1), date(2026, 3, 6)):
            with pytest.raises(BadInput, match="cannot be"):
                desk.does(OFFICER, evidence.ask, **given, on=day)
            with pytest.raises(BadInput, match="cannot be"):
                desk.does(OFFICER, evidence.came, **given, shown_as="Passport", on=day)
        with pytest.raises(BadInput, match="what was shown"):
            desk.does(OFFICER, evidence.came, **given, shown_as=" ")
        with pytest.raises(BadInput, match="no such evidence"):
            desk.does(OFFICER, evidence.ask, request=made, what="moonstone")
        for role in (Role.BUSINESS_SUPPORT, Role.READER):
            with pytest.raises(StepRefused, match="check evidence"):
                desk.does(role, evidence.ask, **given)


def test_of_alternatives_one_is_enough(desk: Desk) -> None:
    made = desk.request(requester="cafcass", context="section_7_closed", name="Gil Ward")

    def missing() -> list[str]:
        with acting(Actor(user=desk.who(OFFICER).pk)):
            return [each.id for each in evidence.needs(Request.objects.get()).missing()]

    assert missing() == ["identity", "court_order"]
    for what in ("identity", "court_order"):
        desk.does(OFFICER, evidence.came, request=made, what=what, shown_as="Seen at the counter")
        desk.does(OFFICER, evidence.check, request=made, what=what, verdict=Verdict.ACCEPTED)
    assert missing() == []


def test_the_clock_stands_still_from_the_question_to_the_answer(desk: Desk) -> None:
    with on_day("2026-03-02"):
        made = desk.request()
    with on_day("2026-03-10"):
        desk.does(OFFICER, clarifying.ask, request=made, question="Which years do you mean?")
    assert due(desk, made) is None
    with on_day("2026-03-12"), nothing_changes(), pytest.raises(Refused, match="open already"):
        desk.does(OFFICER, clarifying.ask, request=made, question="And which of the homes?")
    with on_day("2026-03-16"):
        desk.does(OFFICER, clarifying.answer, request=made, words="From 1998 to 2004")
    assert due(desk, made) == date(2026, 4, 9)  # 2 April and seven days
    assert entered(made)[1:] == ["clarification_asked", "clarification_answered"]
    with on_day("2026-03-17"), nothing_changes(), pytest.raises(Refused, match="No question is open"):
        desk.does(OFFICER, clarifying.answer, request=made, words="From 1998 to 2005")


def test_a_question_starts_the_clock_of_freedom_of_information_anew(desk: Desk) -> None:
    with on_day("2026-03-02"):
        made = desk.request(**FREEDOM)
        before = due(desk, made)
        desk.does(OFFICER, clarifying.ask, request=made, question="Which years do you mean?")
    with on_day("2026-03-09"):
        desk.does(OFFICER, clarifying.answer, request=made, words="From 1998 to 2004")
    after = due(desk, made)
    assert before == date(2026, 3, 31)  # 17 March is no working day in Northern Ireland
    assert after == date(2026, 4, 9)  # and Easter


def test_what_cannot_be_asked_or_answered(desk: Desk) -> None:
    with on_day("2026-03-02"):
        made = desk.request()
    ask = {"request": made, "question": "Which years do you mean?"}
    with on_day("2026-03-05"):
        with nothing_changes():
            with pytest.raises(BadInput, match="few words"):
                desk.does(OFFICER, clarifying.ask, request=made, question="When?")
            for day in (date(2026, 3, 1), date(2026, 3, 6)):
                with pytest.raises(BadInput, match="cannot be"):
                    desk.does(OFFICER, clarifying.ask, **ask, on=day)
            with pytest.raises(StepRefused, match="ask what is meant"):
                desk.does(Role.BUSINESS_SUPPORT, clarifying.ask, **ask)
        desk.does(OFFICER, clarifying.ask, **ask)
        with nothing_changes(), pytest.raises(BadInput, match="cannot be"):
            desk.does(OFFICER, clarifying.answer, request=made, words="All of the years", on=date(2026, 3, 4))


def test_a_question_after_the_time_was_over_is_refused_and_not_kept(desk: Desk) -> None:
    with on_day("2026-03-02"):
        made = desk.request()
    with on_day("2026-04-20"), nothing_changes(), pytest.raises(BadInput, match="the time was over"):
        desk.does(OFFICER, clarifying.ask, request=made, question="Which years do you mean?")


def test_the_time_is_lengthened_once_and_inside_the_first_month(desk: Desk) -> None:
    with on_day("2026-03-02"):
        made = desk.request()
    given = {"request": made, "why": "Forty volumes on paper"}
    with on_day("2026-03-20"):
        with nothing_changes():
            with pytest.raises(BadInput, match="few words"):
                desk.does(OFFICER, clarifying.extend, request=made, why="busy")
            with pytest.raises(BadInput, match="yet to come"):
                desk.does(OFFICER, clarifying.extend, **given, notice_on=date(2026, 3, 21))
            for role in (Role.MANAGER, Role.PRACTITIONER, Role.BUSINESS_SUPPORT):
                with pytest.raises(StepRefused, match="lengthen the time"):
                    desk.does(role, clarifying.extend, **given)
        desk.does(OFFICER, clarifying.extend, **given)
        assert due(desk, made) == date(2026, 6, 2)
        assert entered(made)[-1] == "time_extended"
        with nothing_changes(), pytest.raises(Refused, match="lengthened already"):
            desk.does(OFFICER, clarifying.extend, **given)


def test_the_notice_is_in_time_on_the_last_day_and_not_after_it(desk: Desk) -> None:
    with on_day("2026-03-02"):
        first, second = desk.request(), desk.request()
    last = deadline_of(desk, first)
    with on_day("2026-04-02"):
        assert last == date(2026, 4, 2)
        desk.does(OFFICER, clarifying.extend, request=first, why="Forty volumes on paper")
    assert due(desk, first) == date(2026, 6, 2)
    with on_day("2026-04-03"), nothing_changes(), pytest.raises(BadInput, match="too late"):
        desk.does(OFFICER, clarifying.extend, request=second, why="Forty volumes on paper")


def deadline_of(desk: Desk, request: Request) -> date | None:
    with acting(Actor(user=desk.who(OFFICER).pk)):
        found = deadline(Request.objects.get(pk=request.pk))
    assert found is not None
    return found.latest_extension


def test_a_clock_that_cannot_be_lengthened_or_stands_still_is_not(desk: Desk) -> None:
    with on_day("2026-03-02"):
        police, waits, none = desk.request(**POLICE), desk.request(), desk.request(**GUARDIAN)
        desk.does(OFFICER, evidence.ask, request=waits, what="identity")
        with nothing_changes():
            for made in (police, waits, none):
                with pytest.raises(Refused, match="cannot be lengthened now"):
                    desk.does(OFFICER, clarifying.extend, request=made, why="Forty volumes on paper")


def test_a_longer_time_is_forgotten_on_a_route_that_has_none(desk: Desk) -> None:
    from candour.access.routing import answer_facts

    with on_day("2026-03-02"):
        made = desk.request()
        desk.does(OFFICER, clarifying.extend, request=made, why="Forty volumes on paper")
        known = {"order": ("adoption",)}
        desk.does(Role.MANAGER, answer_facts, request=made, facts=known, why="The order is in the file")
    assert desk.now(made).route == "adoption"
    assert due(desk, made) is None


def test_a_pause_and_an_extension_together(desk: Desk) -> None:
    with on_day("2026-03-02"):
        made = desk.request()
    with on_day("2026-03-10"):
        desk.does(OFFICER, clarifying.ask, request=made, question="Which years do you mean?")
        desk.does(OFFICER, clarifying.answer, request=made, words="From 1998 to 2004")
        assert due(desk, made) == date(2026, 4, 7)  # one day; then Good Friday and Easter
        desk.does(OFFICER, clarifying.extend, request=made, why="Forty volumes on paper")
    assert due(desk, made) == date(2026, 6, 2) + timedelta(days=1)
