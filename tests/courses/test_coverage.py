"""Who needs a course, who has it and until when; names only for those who may see them, numbers for everybody."""

from __future__ import annotations

import csv
import io

import pytest
from tests.courses.learning import School, ago, signed_in
from tests.web.people import person

from candour.accounts import services as accounts
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting
from candour.training import coursing, coverage, planning
from candour.training.models import Attendance

pytestmark = pytest.mark.usefixtures("database")


def sees(user: User, course, **which: object) -> set[str]:
    """Whom somebody sees by name."""
    with acting(Actor(user=user.pk)):
        return {each.user.name for each in coverage.people(course, **which)}


def numbers(user: User, course) -> tuple[int, int, int]:
    with acting(Actor(user=user.pk)):
        count = coverage.counts().all_[course.pk]
    return count.needed, count.covered, count.ending


def test_a_course_counts_for_its_months_and_names_are_for_those_who_may_see_them() -> None:
    here = School()
    course = here.course(months=12)
    here.session(course, ago(400), here.anna)
    here.session(course, ago(340), here.ben)
    for user in (here.lawyer, here.auditor, here.manager, here.cora, person(Role.MEMBER)):
        assert numbers(user, course) == (3, 1, 1), user.name  # Anna's is over, Ben's ends soon, Cora has none
    every = {"Anna Able", "Ben Busy", "Cora Clear"}
    assert sees(here.lawyer, course) == sees(here.auditor, course) == every
    assert sees(here.manager, course) == {"Anna Able", "Ben Busy"}
    assert sees(here.cora, course) == {"Cora Clear"}
    assert sees(person(Role.MANAGER), course) == set()
    assert sees(here.lawyer, course, which="missing") == {"Anna Able", "Cora Clear"}
    assert sees(here.lawyer, course, which="missing", team=here.north) == {"Anna Able"}
    assert sees(here.lawyer, course, which="ending", role=Role.PRACTITIONER) == {"Ben Busy"}
    with acting(Actor(user=here.cora.pk)):
        assert Attendance.objects.count() == 0
        (own,) = coverage.own(here.cora)
        assert (own.course, own.stands.covered) == (course, False)
    with acting(Actor(user=here.ben.pk)):
        assert coverage.own(here.ben)[0].ending
        assert [each.user.name for each in Attendance.objects.select_related("user")] == ["Ben Busy"]


def test_who_leaves_joins_or_goes_counts_by_now_and_a_cancelled_session_counts_for_nobody() -> None:
    here, admin = School(), person(Role.ADMINISTRATOR)
    course = here.course(months=None, needed=False)
    with acting(Actor(user=here.lawyer.pk)):
        need = coursing.need(by=here.lawyer, course=course, team=here.north, role=Role.PRACTITIONER)
    session = here.session(course, ago(2_000), here.anna, here.cora)
    assert numbers(here.auditor, course) == (2, 1, 0)
    with acting(Actor(user=admin.pk)):
        accounts.leave_team(by=admin, user=here.ben, team=here.north)
        accounts.join_team(by=admin, user=here.cora, team=here.north)
    assert numbers(here.auditor, course) == (2, 2, 0)
    with acting(Actor(user=admin.pk)):
        accounts.end_access(by=admin, user=here.anna)
    assert numbers(here.auditor, course) == (1, 1, 0)
    with acting(Actor(user=here.lawyer.pk)):
        Attendance.objects.filter(session=session).update(status="booked")
        planning.cancel(by=here.lawyer, session=session, reason="The trainer was ill that day")
        Attendance.objects.filter(session=session).update(status="attended")
    assert numbers(here.auditor, course) == (1, 0, 0)
    with acting(Actor(user=here.lawyer.pk)):
        coursing.no_longer_needed(by=here.lawyer, need=need)
        assert coverage.counts().all_ == {}


def test_the_grid_its_rows_and_its_table_say_the_same_to_everybody_but_for_names() -> None:
    here = School()
    course = here.course(months=12)
    here.session(course, ago(10), here.anna)
    grid = signed_in(here.cora).get("/training/coverage/").content.decode()
    assert "1 of 2<span" in grid  # of North
    assert "0 of 1<span" in grid  # of South
    assert "1 of 3<span" in grid  # everybody
    assert "Anna" not in grid
    rows = f"/training/courses/{course.key}/people/?which=missing&team={here.north.key}"
    assert "Ben Busy" in signed_in(here.manager).get(rows).content.decode()
    other = signed_in(here.cora).get(rows).content.decode()
    assert "Ben Busy" not in other
    assert "whom you do not see by name" in other
    given = signed_in(here.auditor).get("/training/coverage/table/")
    table = list(csv.reader(io.StringIO(given.content.decode("utf-8-sig"))))
    assert ["Team", "North", course.title, "2", "1", "0", "1"] in table
    assert ["All", "Everybody", course.title, "3", "1", "0", "2"] in table
    assert "Anna" not in given.content.decode("utf-8-sig")
    assert signed_in(person(Role.ADMINISTRATOR)).get("/training/coverage/").status_code == 403
    told = signed_in(here.auditor).get("/ledger/").content.decode()
    assert "downloaded how many are trained" in told
    assert "set up the course “The duty of candour”" in told
