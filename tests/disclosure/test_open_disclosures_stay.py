"""The database itself refuses to destroy a case with a disclosure that is not over, whatever the application asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import psycopg
import pytest
from django.db import DatabaseError, connection
from tests.cases.due_cases import due_case
from tests.cases.owner import as_owner, connected
from tests.web.people import person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases import disposing
from candour.cases.models import Case
from candour.disclosure.models import Channel, Contact, Delivery, Disclosure, Enquiry, Hold, Production, State
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now

pytestmark = pytest.mark.usefixtures("database")
Left = Callable[[Disclosure, User], None]


@pytest.fixture
def manager() -> User:
    return person(Role.MANAGER)


@pytest.fixture
def agreed(manager: User) -> Case:
    """A case that two people agreed to destroy; the job has not begun."""
    second = person(Role.INFORMATION_GOVERNANCE)
    one = due_case(manager, second)
    with acting(Actor(user=manager.pk)):
        disposing.propose(by=manager, case=one, reason="Nobody has asked for it in years")
    with acting(Actor(user=second.pk)):
        disposing.approve(by=second, case=one)
    return one


def disclosure(one: Case, by: User, state: State) -> Disclosure:
    return Disclosure.objects.create(
        case=one, recipient="P1", recipient_role="subject", purpose="subject-access", pack="england",
        pack_version="1", pack_sha256="0" * 64, state=state, opened_by=by, opened_at=now(),
    )  # fmt: skip


def dispose(one: Case) -> None:
    with acting(Actor(case=one.pk)), connection.cursor() as cursor:
        cursor.execute("select candour_dispose(%s)", [one.pk])


def _nothing(made: Disclosure, by: User) -> None:
    pass


def _held(made: Disclosure, by: User) -> None:
    Hold.objects.create(case=made.case, disclosure=made, reason="A claim", set_by=by, set_at=now())


def _lifted(made: Disclosure, by: User) -> None:
    _held(made, by)
    Hold.objects.filter(disclosure=made).update(lifted_at=now(), lifted_by=by, lifted_because="It was settled")


def _asked(made: Disclosure, by: User) -> None:
    mine = {"case": made.case, "disclosure": made}
    to = [Contact.objects.create(**mine, channel=each, added_by=by, added_at=now()) for each in list(Channel)[:2]]
    production = Production.objects.create(**mine, number=1, asked_by=by, asked_at=now(), ended_at=now())
    sent = Delivery.objects.create(
        **mine, production=production, link_to=to[0], code_to=to[1], token="0" * 64, made_by=by, made_at=now(),
        last_day=date.today() - timedelta(days=9), folder="",
    )  # fmt: skip
    Enquiry.objects.create(**mine, delivery=sent, kind="question", text="Why?", sent_at=now())


def _answered(made: Disclosure, by: User) -> None:
    _asked(made, by)
    Enquiry.objects.filter(disclosure=made).update(settled_at=now(), settled_by=by)


@pytest.mark.parametrize("state", [state for state in State if state != State.CLOSED])
def test_one_that_is_not_closed_stops_it(agreed: Case, manager: User, state: State) -> None:
    with acting(Actor(user=manager.pk)):
        disclosure(agreed, manager, State.CLOSED)
        disclosure(agreed, manager, state)
    with pytest.raises(DatabaseError, match="is open"):
        dispose(agreed)
    assert as_owner("select count(*) from cases_case where id = %s", agreed.pk) == [(1,)]


@pytest.mark.parametrize(("left", "says"), [(_held, "legal hold"), (_asked, "not settled")])
def test_a_hold_and_an_open_question_stop_it(agreed: Case, manager: User, left: Left, says: str) -> None:
    with acting(Actor(user=manager.pk)):
        left(disclosure(agreed, manager, State.CLOSED), manager)
    with pytest.raises(DatabaseError, match=says):
        dispose(agreed)
    assert as_owner("select count(*) from disclosure_disclosure where case_id = %s", agreed.pk) == [(1,)]


@pytest.mark.parametrize("left", [_nothing, _lifted, _answered])
def test_when_all_of_it_is_over_it_goes(agreed: Case, manager: User, left: Left) -> None:
    """Or the tests above would prove nothing."""
    with acting(Actor(user=manager.pk)):
        left(disclosure(agreed, manager, State.CLOSED), manager)
    dispose(agreed)
    assert as_owner("select count(*) from cases_case where id = %s", agreed.pk) == [(0,)]


def test_not_even_the_owner_deletes_an_open_one(agreed: Case, manager: User) -> None:
    with acting(Actor(user=manager.pk)):
        disclosure(agreed, manager, State.DELIVERED)
    with connected("owner") as owner, pytest.raises(psycopg.DatabaseError, match="is open"):
        owner.execute("delete from disclosure_disclosure")
