"""Requests and the case they are about: what is seen, what a copy holds, what goes with the case, and records for review."""

from __future__ import annotations

import json
import zipfile
from datetime import date

import pytest
from django.db import ProgrammingError, connection
from tests.access.desk import GUARDIAN, Desk, entered, nothing_changes, ready_to_decide
from tests.access.logged import received
from tests.cases.disposal import destroyed
from tests.cases.owner import as_owner
from tests.disclosure.disclosing import Office, checked, office, produced
from tests.web.people import person, team
from tests.web.work import work_off

from candour.access import answering, closing, deciding, routing, searching
from candour.access.guarding import StepRefused
from candour.access.models import PARTS, Outcome, Request, State
from candour.accounts.roles import Role
from candour.cases import exporting, retaining
from candour.cases import services as cases
from candour.cases.against import obstacles
from candour.cases.models import Person
from candour.engine.errors import Refused
from candour.ledger.acting import NOBODY, Actor, acting
from candour.ledger.clock import today

pytestmark = pytest.mark.usefixtures("database")
OFFICER, SUPPORT = Role.ACCESS_OFFICER, Role.BUSINESS_SUPPORT
TABLES = ("access_request", *(each._meta.db_table for each in PARTS))


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def sees(user, made: Request) -> bool:
    with acting(Actor(user=user.pk)):
        return Request.objects.filter(pk=made.pk).exists()


def test_a_request_is_seen_by_its_team_and_by_who_sees_its_case_and_by_nobody_who_is_barred(desk: Desk) -> None:
    handling, aunt = team(), desk.who(Role.PRACTITIONER)
    officer, outsider = person(OFFICER, team=handling), person(OFFICER, team=team())
    made = received(by=officer, team=handling)
    assert sees(officer, made)
    assert not sees(aunt, made)
    assert not sees(outsider, made)
    as_owner("update access_request set case_id = %s", desk.case.pk)
    assert sees(aunt, made)
    assert sees(desk.manager, made)
    with acting(Actor(user=desk.manager.pk)):
        for user in (aunt, officer):
            cases.bar(by=desk.manager, case=desk.case, user=user, reason="They are of the family")
    assert not sees(aunt, made)
    assert not sees(officer, made)  # who logged it


def test_without_anybody_acting_the_application_sees_no_row_of_any_request(desk: Desk) -> None:
    made = ready_to_decide(desk, desk.request())
    desk.does(OFFICER, searching.note, request=made, place="The archive", found="Nothing")
    for who in (None, NOBODY):
        for table in TABLES:
            with connection.cursor() as cursor:
                if who is not None:
                    with acting(who):
                        cursor.execute(f"select count(*) from {table}")
                        assert cursor.fetchone() == (0,), table
                else:
                    cursor.execute(f"select count(*) from {table}")
                    assert cursor.fetchone() == (0,), table


def test_what_was_done_is_never_changed_or_removed(desk: Desk) -> None:
    made = ready_to_decide(desk, desk.request(**GUARDIAN))
    desk.does(Role.MANAGER, deciding.decide, request=made, outcome=Outcome.NOTHING, why="There is no such file")
    for statement in (
        "update access_decision set why = 'otherwise'", "update access_step set verb = 'x'", "delete from access_request",
        "delete from access_evidence", "truncate access_step",
    ):  # fmt: skip
        denied = pytest.raises(ProgrammingError, match="permission denied")
        with nothing_changes(), denied, acting(Actor(user=desk.manager.pk)), connection.cursor() as cursor:
            cursor.execute(statement)


def make_due(desk: Desk) -> None:
    with acting(Actor(user=desk.manager.pk)):
        Person.objects.create(
            case=desk.case, key="K1", name="Ada Marsh", role="subject", child=True, date_of_birth="1940-02-03"
        )
        why = "The front of the file says so"
        retaining.set_kind(by=desk.manager, case=desk.case, kind="child_in_need", reason=why, closed=date(1960, 5, 6))
        for each in retaining.holds(desk.case).named:
            retaining.lift_named(by=desk.manager, case=desk.case, name=each.id, reason="Legal has confirmed it")


def against(desk: Desk) -> list[str]:
    with acting(Actor(user=desk.manager.pk)):
        return obstacles(desk.case)


def test_a_case_goes_with_its_requests_once_they_are_over(desk: Desk) -> None:
    made, elsewhere = ready_to_decide(desk, desk.request()), desk.request(case=None)
    as_owner("update access_request set same_as_id = %s where id = %s", made.pk, elsewhere.pk)
    desk.does(OFFICER, searching.note, request=made, place="The archive", found="Nothing")
    make_due(desk)
    assert against(desk) == ["A request for records of it is open: close it first."]
    desk.does(OFFICER, closing.close, request=made, why="She rang and does not want it", withdrawn=True)
    (kept,) = against(desk)
    assert kept.startswith("A request for records of it is kept until")
    as_owner("update access_request set kept_until = %s where id = %s", today(), made.pk)
    assert against(desk) == []
    destroyed(desk.manager, desk.who(Role.INFORMATION_GOVERNANCE), desk.case)
    assert as_owner("select id, same_as_id from access_request") == [(elsewhere.pk, None)]
    for table in TABLES[1:]:
        assert as_owner(f"select count(*) from {table} where request_id = %s", made.pk) == [(0,)], table


def test_a_copy_of_the_case_holds_its_requests_and_no_others(desk: Desk) -> None:
    made, _ = ready_to_decide(desk, desk.request()), desk.request(case=None)
    desk.does(OFFICER, searching.note, request=made, place="The archive", found="Nothing")
    with acting(Actor(user=desk.manager.pk)):
        asked = exporting.ask(by=desk.manager, case=desk.case, reason="The family moves to another council")
    work_off()
    with acting(Actor(user=desk.manager.pk)):
        _, archive = exporting.collect(by=desk.manager, case=desk.case, key=asked.key)
    with archive, zipfile.ZipFile(archive) as copy:
        rows = [json.loads(line) for line in copy.read("requests/request.jsonl").splitlines()]
        searches = [json.loads(line) for line in copy.read("requests/search.jsonl").splitlines()]
        names = set(copy.namelist())
    assert [row["key"] for row in rows] == [made.key]
    assert [row["place"] for row in searches] == ["The archive"]
    assert {f"requests/{each._meta.model_name}.jsonl" for each in PARTS} <= names


# -- records, through the review of the site


@pytest.fixture
def here(tmp_path) -> Office:
    return office(tmp_path)


def test_records_are_reviewed_produced_and_then_sent(here: Office) -> None:
    desk = Desk(team=here.team, manager=here.manager)
    made = ready_to_decide(desk, desk.request(case=None))
    with nothing_changes():
        with pytest.raises(Refused, match="no case file that you may see"):
            desk.does(OFFICER, answering.begin_release, request=made, recipient="K1")
        with pytest.raises(StepRefused, match="searched"):
            desk.does(Role.LAWYER, answering.begin_release, request=made, recipient="K1")
    desk.does(OFFICER, routing.link_case, request=made, case=here.case)
    with nothing_changes():
        with pytest.raises(Refused, match="does not let you do this"):
            desk.does(Role.PRACTITIONER, answering.begin_release, request=made, recipient="K1")
        with pytest.raises(Refused, match="neither the id nor the role"):
            desk.does(OFFICER, answering.begin_release, request=made, recipient="K999")
    disclosure = desk.does(OFFICER, answering.begin_release, request=made, recipient="K1")
    assert (disclosure.purpose, disclosure.recipient) == ("subject-access", "K1")
    assert entered(made)[-1] == "release_begun"
    with nothing_changes(), pytest.raises(Refused, match="begun already"):
        desk.does(OFFICER, answering.begin_release, request=made, recipient="K1")
    work_off()
    desk.does(OFFICER, searching.note, request=made, place="The case file", found="All of it")
    desk.does(OFFICER, deciding.decide, request=made, outcome=Outcome.GIVE, why="It is all about herself")
    way = {"to": "Ada Marsh", "what": "Bundle and letter", "way": "By the site, link and code"}
    with nothing_changes(), pytest.raises(Refused, match="not reviewed, checked and produced"):
        desk.does(OFFICER, answering.instruct, request=made, **way)
    checked(here, disclosure)
    produced(here, disclosure)
    one = desk.does(OFFICER, answering.instruct, request=made, **way)
    desk.does(SUPPORT, answering.sent, instruction=one, how="Link by e-mail, code by telephone")
    assert desk.now(made).state == State.ANSWERED


def test_a_review_that_was_closed_without_anything_going_out_can_begin_anew(here: Office) -> None:
    from candour.disclosure.opening import close

    desk = Desk(team=here.team, manager=here.manager)
    made = ready_to_decide(desk, desk.request(case=here.case))
    first = desk.does(OFFICER, answering.begin_release, request=made, recipient="K1")
    with acting(Actor(user=here.sender.pk)):
        close(by=here.sender, disclosure=first, reason="It was for the wrong person")
    second = desk.does(OFFICER, answering.begin_release, request=made, recipient="K1")
    assert desk.now(made).disclosure_id == second.pk != first.pk


def test_a_route_without_a_purpose_has_nothing_to_review(desk: Desk) -> None:
    made = desk.request(requester="public", context="council_information")
    with nothing_changes(), pytest.raises(Refused, match="No records are reviewed"):
        desk.does(OFFICER, answering.begin_release, request=made, recipient="K1")
