"""Who sees a case: its teams, its manager, grants that run, an emergency; a bar beats them all; the database decides."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection
from tests.web.people import case, days, person, team

from candour.accounts import services as accounts
from candour.accounts.roles import Role
from candour.cases import services
from candour.cases.models import TABLES_WITH_CASE, Case, Grant
from candour.engine.errors import Refused
from candour.ledger.acting import NOBODY, Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def sees(user, one) -> bool:
    with acting(Actor(user=user.pk)):
        return Case.objects.filter(pk=one.pk).exists()


def test_a_case_is_seen_by_its_manager_and_its_teams_and_by_nobody_else() -> None:
    children, other = team(), team()
    manager = person(Role.MANAGER)
    colleague, outsider = person(Role.PRACTITIONER, team=children), person(Role.MANAGER, Role.AUDITOR, team=other)
    one = case(manager=manager, teams=(children,))
    assert sees(manager, one)
    assert sees(colleague, one)
    assert not sees(outsider, one)


def test_without_anybody_acting_the_application_sees_no_row_of_any_case() -> None:
    one = case(manager=person(Role.MANAGER), teams=(team(),))
    with connection.cursor() as cursor:
        for table in TABLES_WITH_CASE:
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone() == (0,), table
    assert one.pk


def test_access_ends_with_the_team_the_grant_and_the_person() -> None:
    children, manager, admin = team(), person(Role.MANAGER), person(Role.ADMINISTRATOR)
    colleague, guest = person(Role.PRACTITIONER, team=children), person(Role.LAWYER)
    one = case(manager=manager, teams=(children,))
    with acting(Actor(user=manager.pk)):
        given = services.grant(by=manager, case=one, user=guest, purpose="Advice on the hearing", last_day=days(3))
    assert sees(guest, one)
    with acting(Actor(user=manager.pk)):
        services.end_grant(by=manager, grant=given)
    assert not sees(guest, one)
    with acting(Actor(user=admin.pk)):
        accounts.leave_team(by=admin, user=colleague, team=children)
    assert not sees(colleague, one)
    with acting(Actor(user=admin.pk)):
        accounts.end_access(by=admin, user=manager)
    assert not sees(manager, one)


def test_a_grant_of_yesterday_is_over() -> None:
    manager, guest = person(Role.MANAGER), person(Role.LAWYER)
    one = case(manager=manager)
    with acting(Actor(user=manager.pk)):
        given = services.grant(by=manager, case=one, user=guest, purpose="Advice on the hearing", last_day=days(0))
    assert sees(guest, one)
    with acting(Actor(user=manager.pk)):
        Grant.objects.filter(pk=given.pk).update(last_day=days(-1))
    assert not sees(guest, one)


def test_a_bar_beats_team_grant_and_emergency() -> None:
    children, manager = team(), person(Role.MANAGER)
    aunt = person(Role.PRACTITIONER, team=children)
    one = case(manager=manager, teams=(children,))
    assert sees(aunt, one)
    with acting(Actor(user=manager.pk)):
        services.bar(by=manager, case=one, user=aunt, reason="She is the child's aunt")
    assert not sees(aunt, one)
    with acting(Actor(user=manager.pk)), pytest.raises(Refused, match="barred"):
        services.grant(by=manager, case=one, user=aunt, purpose="Cover for a colleague", last_day=days(2))
    with acting(Actor(user=aunt.pk)), pytest.raises(Refused, match="no such case"):
        services.break_glass(by=aunt, reference=one.reference, reason="A child is missing tonight")


def test_breaking_the_glass_opens_the_case_until_tomorrow_and_says_so() -> None:
    manager, duty = person(Role.MANAGER), person(Role.PRACTITIONER)
    one = case(manager=manager)
    with acting(Actor(user=duty.pk)):
        services.break_glass(by=duty, reference=one.reference, reason="A child is missing tonight")
    assert sees(duty, one)
    with acting(Actor(user=manager.pk)):
        taken = Grant.objects.get(case=one, emergency=True)
    assert taken.last_day == days(1)
    assert taken.noted_at is None


def test_the_same_answer_for_a_case_that_is_not_there_and_one_that_is_barred() -> None:
    manager, aunt = person(Role.MANAGER), person(Role.PRACTITIONER)
    one = case(manager=manager)
    with acting(Actor(user=manager.pk)):
        services.bar(by=manager, case=one, user=aunt, reason="She is the child's aunt")
    answers = []
    for reference in (one.reference, "C-none"):
        with acting(Actor(user=aunt.pk)), pytest.raises(Refused) as refusal:
            services.break_glass(by=aunt, reference=reference, reason="A child is missing tonight")
        answers.append(str(refusal.value))
    assert answers[0] == answers[1]


def test_who_opens_a_case_for_others_sees_it_for_a_while() -> None:
    manager, clerk = person(Role.MANAGER), person(Role.BUSINESS_SUPPORT)
    with acting(Actor(user=clerk.pk)):
        one = services.open_case(by=clerk, reference="C-77", name="A family", manager=manager, teams=())
    assert sees(clerk, one)
    assert sees(manager, one)


def test_a_job_sees_the_one_case_it_works_on() -> None:
    manager = person(Role.MANAGER)
    one, other = case(manager=manager), case(manager=manager)
    with acting(Actor(case=one.pk)):
        assert list(Case.objects.values_list("pk", flat=True)) == [one.pk]
    assert other.pk


def test_nobody_gives_access_to_themselves_nor_without_a_purpose() -> None:
    manager, guest = person(Role.MANAGER), person(Role.LAWYER)
    one = case(manager=manager)
    with acting(Actor(user=manager.pk)):
        with pytest.raises(Refused):
            services.grant(by=manager, case=one, user=manager, purpose="I would like to see", last_day=days(3))
        with pytest.raises(Exception, match="few words"):
            services.grant(by=manager, case=one, user=guest, purpose="work", last_day=days(3))


def test_the_application_cannot_switch_the_rules_off() -> None:
    case(manager=person(Role.MANAGER))
    with pytest.raises(ProgrammingError, match="must be owner"), acting(NOBODY), connection.cursor() as cursor:
        cursor.execute("alter table cases_case disable row level security")
