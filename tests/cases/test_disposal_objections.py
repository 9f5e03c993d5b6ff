"""What stands against destroying a case stops it when it is proposed, when it is approved and in the database itself."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from django.db import DatabaseError, connection
from tests.cases.disposal import WHY, approve, hashes_of, propose, rows_of
from tests.cases.due_cases import NAME, due_case
from tests.cases.owner import as_owner
from tests.web.people import case
from tests.web.work import work_off

from candour.accounts.models import RoleHeld, User
from candour.cases import against, disposing, retaining, store
from candour.cases.models import Case, File, Person
from candour.cases.retention import Disposal
from candour.engine.errors import Refused
from candour.ledger import queries as ledger
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def test_nothing_is_proposed_before_it_is_due_and_free(manager: User) -> None:
    one = case(manager=manager)
    with acting(Actor(user=manager.pk)):
        with pytest.raises(Refused, match="which kind of file"):
            disposing.propose(by=manager, case=one, reason=WHY)
        Person.objects.create(
            case=one, key="P1", name=NAME, role="subject", child=True, date_of_birth="2015-02-03"
        )  # fmt: skip
        retaining.set_kind(by=manager, case=one, kind="looked_after", reason="The front of the file says so")
        with pytest.raises(Refused, match="from 4 February 2090, not before"):
            disposing.propose(by=manager, case=one, reason=WHY)


@pytest.mark.parametrize("kept_by", ["hold", "policy", "register"])
def test_what_stands_against_it_stops_proposal_and_approval(manager: User, second: User, kept_by: str) -> None:
    one = due_case(manager, second)
    proposal = propose(manager, one)
    with acting(Actor(user=second.pk)):
        if kept_by == "hold":
            retaining.hold(by=second, case=one, reason="A claim is expected this year")
        elif kept_by == "policy":
            as_owner("delete from cases_hold where case_id = %s", one.pk)
        else:
            Person.objects.filter(case=one).update(date_of_birth="")
    with acting(Actor(user=second.pk)), pytest.raises(Refused, match="cannot be destroyed"):
        disposing.approve(by=second, case=one)
    with acting(Actor(user=manager.pk)), pytest.raises(Refused, match="cannot be destroyed"):
        disposing.propose(by=manager, case=one, reason=WHY)
    work_off()
    with acting(Actor(user=manager.pk)):
        assert Disposal.objects.get(pk=proposal.pk).approved_at is None
        assert Case.objects.filter(pk=one.pk).exists()


def test_a_hold_that_comes_after_the_approval_still_stops_it(manager: User, second: User) -> None:
    one = due_case(manager, second)
    proposal = propose(manager, one)
    approve(second, one)
    with acting(Actor(user=second.pk)):
        retaining.hold(by=second, case=one, reason="A claim arrived this morning")
    work_off()
    with acting(Actor(user=manager.pk)):
        ended = Disposal.objects.get(pk=proposal.pk)
        assert ended.ended_at
        assert "A legal hold stands on it" in ended.why
        assert ledger.history(case=one.pk, limit=1)[0].verb == "disposal_failed"
        assert File.objects.filter(case=one).exists()
    assert store.path(hashes_of(manager, one)[0]).exists()
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="hold"):
        as_owner("delete from cases_case where id = %s", one.pk)


def test_another_part_of_the_site_can_object(manager: User, second: User, monkeypatch: pytest.MonkeyPatch) -> None:
    one = due_case(manager, second)
    monkeypatch.setattr(against, "_OBJECTIONS", [])
    against.before_disposal(lambda case: "A disclosure is open." if case == one else "")
    with acting(Actor(user=manager.pk)), pytest.raises(Refused, match="A disclosure is open"):
        disposing.propose(by=manager, case=one, reason=WHY)


def test_how_long_it_is_kept_cannot_change_while_a_proposal_is_open(manager: User, second: User) -> None:
    one = due_case(manager, second)
    propose(manager, one)
    with acting(Actor(user=manager.pk)), pytest.raises(Refused, match="Withdraw the proposal"):
        retaining.set_kind(by=manager, case=one, kind="contact_only", reason="The front of the file says so")


Broken = Callable[[User, User, Case], None]


def _not_approved(manager: User, second: User, one: Case) -> None:
    as_owner("update cases_disposal set approved_at = null, approved_by_id = null")


def _not_due(manager: User, second: User, one: Case) -> None:
    as_owner("update cases_disposal set not_before = current_date + 2")


def _left(manager: User, second: User, one: Case) -> None:
    RoleHeld.objects.filter(user=second).update(ended_at="2026-01-01T00:00Z")


def _held(manager: User, second: User, one: Case) -> None:
    with acting(Actor(user=second.pk)):
        retaining.hold(by=second, case=one, reason="A claim arrived this morning")


@pytest.mark.parametrize("broken", [_not_approved, _not_due, _left, _held])
def test_the_databases_function_asks_everything_again(manager: User, second: User, broken: Broken) -> None:
    one = due_case(manager, second)
    propose(manager, one)
    approve(second, one)
    broken(manager, second, one)
    with pytest.raises(DatabaseError), acting(Actor(case=one.pk)), connection.cursor() as cursor:
        cursor.execute("select candour_dispose(%s)", [one.pk])
    assert rows_of(one)["cases_case"] == 1
