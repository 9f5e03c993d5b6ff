"""Logging a request, its route and what decides it: each step, each refusal, what is entered, and that a refusal changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.access.desk import (
    BARRING,
    FREEDOM,
    GUARDIAN,
    Desk,
    entered,
    nothing_changes,
    on_day,
    put_in_force,
    ready_to_decide,
    told,
)
from tests.access.logged import asked, received
from tests.web.people import case, days, person, team

from candour.access import deciding, routing
from candour.access.guarding import StepRefused
from candour.access.models import Outcome, Request, State
from candour.access.policies import route_of
from candour.access.receiving import receive
from candour.accounts.roles import Role
from candour.cases import services as cases
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def test_a_request_is_logged_with_its_route_its_clock_and_its_entry(desk: Desk) -> None:
    with on_day("2026-03-02"):
        made = desk.request()
    assert made.reference == f"AR-2026-{made.number:05d}"
    assert (made.route, made.state, made.due_on) == ("subject-access-care-leaver", State.OPEN, date(2026, 4, 2))
    assert made.routed_at is None
    assert entered(made) == told(made) == ["request_received"]


def test_numbers_follow_each_other(desk: Desk) -> None:
    first, second = desk.request(), desk.request()
    assert second.number == first.number + 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": " "}, "who asks and about whom"),
        ({"about": ""}, "who asks and about whom"),
        ({"received_on": days(1)}, "yet to come"),
        ({"facts": {}}, "orders of a court"),
        ({"contact": " "}, "safely be reached"),
        ({"contact_way": ""}, "safely be reached"),
        ({"requester": "nobody_known"}, "no such requester"),
        ({"context": "on_the_moon"}, "no such context"),
        ({"facts": {"order": ("none", "placement")}}, "one answer"),
        ({"facts": {"order": ("none",), "weather": ("fine",)}}, "no such fact"),
    ],
)
def test_what_is_missing_is_asked_before_anything_is_logged(desk: Desk, wrong: dict, says: str) -> None:
    by = desk.who(Role.ACCESS_OFFICER)
    with nothing_changes(), acting(Actor(user=by.pk)), pytest.raises(BadInput, match=says):
        receive(by=by, team=desk.team, asked=asked(**wrong))


def test_a_reader_logs_no_request(desk: Desk) -> None:
    with nothing_changes(), pytest.raises(StepRefused, match="log a request"):
        desk.request(by=Role.READER)


def test_without_a_route_it_is_logged_all_the_same(desk: Desk) -> None:
    made = desk.request(requester="child", context="minutes")
    assert made.route
    unknown = desk.request(requester="public", context="barring")
    assert (unknown.route, unknown.due_on) == ("", None)
    with nothing_changes(), pytest.raises(Refused, match="no route to confirm"):
        desk.does(Role.MANAGER, routing.confirm, request=unknown)


def test_the_route_is_confirmed_once(desk: Desk) -> None:
    made = desk.request()
    desk.does(Role.MANAGER, routing.confirm, request=made)
    again = desk.does(Role.ACCESS_OFFICER, routing.confirm, request=made)
    assert again.routed_by == desk.who(Role.MANAGER)
    assert entered(made) == ["request_received", "request_routed"]
    with nothing_changes(), pytest.raises(StepRefused, match="Confirm the route".lower()):
        desk.does(Role.BUSINESS_SUPPORT, routing.confirm, request=made)


def test_what_is_known_by_now_changes_the_route_which_has_to_be_confirmed_anew(desk: Desk) -> None:
    made = desk.request()
    desk.does(Role.MANAGER, routing.confirm, request=made)
    facts = {"order": ("adoption",)}
    desk.does(Role.MANAGER, routing.answer_facts, request=made, facts=facts, why="The order is in the file")
    after = desk.now(made)
    assert (after.route, after.routed_at, after.due_on) == ("adoption", None, None)
    assert entered(made)[-1] == told(made)[-1] == "request_changed"
    with nothing_changes():
        with pytest.raises(BadInput, match="no such fact"):
            desk.does(
                Role.MANAGER, routing.answer_facts, request=made, facts={"x": ("y",)}, why="Said on the telephone"
            )
        both = {"order": ("none", "placement")}
        with pytest.raises(BadInput, match="one answer"):
            desk.does(Role.MANAGER, routing.answer_facts, request=made, facts=both, why="Said on the telephone")
        with pytest.raises(BadInput, match="few words"):
            desk.does(Role.MANAGER, routing.answer_facts, request=made, facts=facts, why="so")


def test_a_case_file_is_linked_and_no_other_after_it(desk: Desk) -> None:
    made = desk.request(case=None)
    desk.does(Role.MANAGER, routing.link_case, request=made, case=desk.case)
    assert desk.now(made).case_id == desk.case.pk
    assert entered(made) == ["request_received", "request_linked"]
    other = case(manager=desk.manager, teams=(desk.team,))
    with nothing_changes(), pytest.raises(Refused, match="another case already"):
        desk.does(Role.MANAGER, routing.link_case, request=made, case=other)


def test_a_case_that_bars_whoever_links_it_is_not_linked(desk: Desk) -> None:
    made, aunt = desk.request(case=None), desk.who(Role.PRACTITIONER)
    with acting(Actor(user=desk.manager.pk)):
        cases.bar(by=desk.manager, case=desk.case, user=aunt, reason="She is the child's aunt")
    with nothing_changes(), pytest.raises(Exception, match="row-level security"):
        desk.does(Role.PRACTITIONER, routing.link_case, request=made, case=desk.case)


def test_the_day_that_they_name_sets_the_clock(desk: Desk) -> None:
    with on_day("2026-03-02"):
        made = desk.request(**BARRING, by=Role.SAFER_RECRUITMENT)
        assert made.due_on is None
        with nothing_changes(), pytest.raises(BadInput, match="before the request came"):
            desk.does(
                Role.SAFER_RECRUITMENT, routing.name_day, request=made, on=date(2026, 3, 1), why="Their letter says so"
            )
        desk.does(
            Role.SAFER_RECRUITMENT, routing.name_day, request=made, on=date(2026, 3, 27), why="Their letter says so"
        )
    assert desk.now(made).due_on == date(2026, 3, 27)
    assert entered(made)[-1] == "day_named"


def test_how_they_can_safely_be_reached_is_noted_until_it_is_closed(desk: Desk) -> None:
    made = desk.request()
    new = {"way": "post", "contact": "c/o the library", "never": "the landline"}
    desk.does(Role.MANAGER, routing.note_contact, request=made, **new)
    after = desk.now(made)
    assert (after.contact_way, after.contact, after.contact_never) == tuple(new.values())
    assert entered(made)[-1] == "contact_noted"
    with nothing_changes(), pytest.raises(BadInput, match="safely"):
        desk.does(Role.MANAGER, routing.note_contact, request=made, way="post", contact=" ")


def test_a_newer_policy_is_taken_when_somebody_asks_for_it(desk: Desk, tmp_path: Path) -> None:
    made = desk.request(requester="parent", context="childs_records")
    desk.does(Role.MANAGER, routing.confirm, request=made)
    with nothing_changes(), pytest.raises(Refused, match="under the policy in force"):
        desk.does(Role.MANAGER, routing.take_newer_policy, request=made, why="The council changed it")
    newer = put_in_force("devon")
    assert route_of_now(desk, made) == "subject-access-for-child"
    desk.does(Role.MANAGER, routing.take_newer_policy, request=made, why="The council changed it")
    after = desk.now(made)
    assert (after.pack_name, after.pack_sha256, after.route, after.routed_at) == ("devon", newer, "R12", None)
    assert entered(made)[-1] == "request_changed"


def test_a_policy_that_knows_no_such_request_is_not_taken(desk: Desk, tmp_path: Path) -> None:
    put_in_force("devon")
    made = desk.request(requester="parent", context="full_file")
    assert made.route == "R12"
    put_in_force("england")  # which has no such context
    with nothing_changes(), pytest.raises(Refused, match="does not know such a request"):
        desk.does(Role.MANAGER, routing.take_newer_policy, request=made, why="The council changed it")


def route_of_now(desk: Desk, made: Request) -> str:
    with acting(Actor(user=desk.who(Role.ACCESS_OFFICER).pk)):
        route = route_of(Request.objects.get(pk=made.pk))
    assert route is not None
    return route.id


def test_the_team_it_is_allocated_to_sees_it(desk: Desk) -> None:
    made, social = desk.request(**BARRING, case=None, by=Role.SAFER_RECRUITMENT), team()
    worker = person(Role.MANAGER, team=social)
    with acting(Actor(user=worker.pk)):
        assert not Request.objects.exists()
    desk.does(Role.SAFER_RECRUITMENT, routing.allocate, request=made, team=social)
    with acting(Actor(user=worker.pk)):
        assert Request.objects.get().allocated_id == social.pk
    assert entered(made)[-1] == "allocated"
    with nothing_changes():
        with pytest.raises(Refused, match="this team already"):
            desk.does(Role.SAFER_RECRUITMENT, routing.allocate, request=made, team=social)
        with pytest.raises(StepRefused, match="allocate"):
            desk.does(Role.MANAGER, routing.allocate, request=made, team=desk.team)  # the route names who logs


def test_whoever_sees_it_through_its_allocation_only_does_not_give_it_away(desk: Desk) -> None:
    made, social = desk.request(**FREEDOM, case=None), team()
    worker = person(Role.MANAGER, team=social)
    desk.does(Role.ACCESS_OFFICER, routing.allocate, request=made, team=social)
    with nothing_changes(), acting(Actor(user=worker.pk)), pytest.raises(Refused, match="could not follow it"):
        routing.allocate(by=worker, request=Request.objects.get(pk=made.pk), team=team_of(worker))


def team_of(worker):
    from candour.accounts.models import Team

    return Team.objects.exclude(pk__in=worker.memberships.values("team")).order_by("pk").first()


def test_reopening_withdraws_what_waits_to_be_sent(desk: Desk) -> None:
    from candour.access.answering import instruct, sent
    from candour.access.models import Instruction

    made = ready_to_decide(desk, desk.request(**GUARDIAN))
    with nothing_changes(), pytest.raises(Refused, match="only while it is decided or answered or closed"):
        desk.does(Role.MANAGER, routing.reopen, request=made, why="Something came to light")
    desk.does(Role.MANAGER, deciding.decide, request=made, outcome=Outcome.NOTHING, why="There is no such file")
    way = {"to": "Gil Ward", "what": "Letter that nothing is held", "way": "by secure e-mail"}
    one = desk.does(Role.MANAGER, instruct, request=made, **way)
    with nothing_changes(), pytest.raises(BadInput, match="few words"):
        desk.does(Role.MANAGER, routing.reopen, request=made, why="oops")
    desk.does(Role.MANAGER, routing.reopen, request=made, why="A file was found after all")
    assert desk.now(made).state == State.OPEN
    assert entered(made)[-1] == "request_reopened"
    with acting(Actor(user=desk.manager.pk)):
        assert Instruction.objects.get(pk=one.pk).withdrawn_at is not None
    desk.does(Role.MANAGER, deciding.decide, request=made, outcome=Outcome.NOTHING, why="It was another child's file")
    with nothing_changes(), pytest.raises(Refused, match="withdrawn"):
        desk.does(Role.BUSINESS_SUPPORT, sent, instruction=one, how="By secure e-mail")


def test_who_decides_on_a_route_takes_its_other_steps_too_and_nobody_else_by_that() -> None:
    legal = team()
    lawyer, other = person(Role.LAWYER, team=legal), person(Role.AUDITOR, team=legal)
    facts = {"order": ("none",)}
    defence = received(by=lawyer, team=legal, requester="defence_solicitor", context="criminal_defence", facts=facts)
    parent = received(by=lawyer, team=legal, requester="parent", context="childs_records", facts=facts)
    with acting(Actor(user=lawyer.pk)):
        assert routing.confirm(by=lawyer, request=defence).routed_by == lawyer
        with pytest.raises(StepRefused, match="confirm the route"):
            routing.confirm(by=lawyer, request=parent)
    with acting(Actor(user=other.pk)), pytest.raises(StepRefused, match="confirm the route"):
        routing.confirm(by=other, request=defence)
