"""Two people are needed to destroy a case, in roles that may, and only its job does it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection
from tests.cases.disposal import WHY, approve, propose
from tests.cases.due_cases import due_case
from tests.web.people import case, person

from candour.accounts.models import User
from candour.accounts.roles import MAY, Act, Role
from candour.cases import disposing
from candour.cases.models import Case
from candour.cases.retention import Disposal
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import NOBODY, Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def test_two_people_are_needed(manager: User, second: User) -> None:
    one = due_case(manager, second)
    proposal = propose(manager, one)
    with acting(Actor(user=manager.pk)), pytest.raises(Refused, match="proposed themselves"):
        disposing.approve(by=manager, case=one)
    with acting(Actor(user=second.pk)), pytest.raises(Refused, match="already"):
        disposing.propose(by=second, case=one, reason=WHY)
    with pytest.raises(IntegrityError, match="two_people"), acting(Actor(user=manager.pk)):
        Disposal.objects.filter(pk=proposal.pk).update(approved_by=manager)


@pytest.mark.parametrize("role", sorted(set(Role) - MAY[Act.DISPOSE]))
def test_only_roles_that_may_propose_approve_or_withdraw(manager: User, second: User, role: Role) -> None:
    other = person(role)
    one = due_case(manager, second, other)
    propose(manager, one)
    with acting(Actor(user=other.pk)):
        for act in (_propose_as, _approve_as, _withdraw_as):
            with pytest.raises(Refused, match="role"):
                act(other, one)


def _propose_as(user: User, one: Case) -> None:
    disposing.propose(by=user, case=one, reason=WHY)


def _approve_as(user: User, one: Case) -> None:
    disposing.approve(by=user, case=one)


def _withdraw_as(user: User, one: Case) -> None:
    disposing.withdraw(by=user, case=one, reason=WHY)


def test_the_database_knows_the_same_roles() -> None:
    for role in Role:
        user = person(role)
        with connection.cursor() as cursor:
            cursor.execute("select candour_may_dispose(%s)", [user.pk])
            assert cursor.fetchone() == (role in MAY[Act.DISPOSE],), role


def test_a_withdrawn_proposal_is_over_and_can_be_made_anew(manager: User, second: User) -> None:
    one = due_case(manager, second)
    propose(manager, one)
    with acting(Actor(user=second.pk)):
        with pytest.raises(BadInput, match="few words"):
            disposing.withdraw(by=second, case=one, reason="no")
        disposing.withdraw(by=second, case=one, reason="Her daughter has asked for it")
        with pytest.raises(Refused, match="Nobody has proposed"):
            disposing.approve(by=second, case=one)
    propose(second, one)
    approve(manager, one)


def test_only_the_job_of_the_case_may_call_it(manager: User, second: User) -> None:
    one, other = due_case(manager, second), case(manager=manager)
    propose(manager, one)
    approve(second, one)
    for actor in (Actor(user=manager.pk), Actor(case=other.pk), NOBODY):
        for question in ("select candour_dispose(%s)", "select candour_files_shared(%s, array['a'])"):
            with pytest.raises(DatabaseError, match="Only the job"), acting(actor), connection.cursor() as cursor:
                cursor.execute(question, [one.pk])
