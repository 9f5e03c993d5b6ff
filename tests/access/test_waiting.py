"""What of requests waits on somebody's first page: their own steps, the pressing ones first, and complaints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.access.people_of import a_request, around, as_
from tests.cases.owner import as_owner
from tests.web.people import person

from candour.access import complaining, routing
from candour.access import waiting as kinds
from candour.access.models import ComplaintKind
from candour.access.waiting import complaints
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.accounts.waiting import Pressing, Waiting
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today

pytestmark = pytest.mark.usefixtures("database")


def steps(user: User) -> Iterator[Waiting]:
    for kind in (kinds.pressing_steps, kinds.steps, kinds.later_steps):
        yield from kind(user)


def waiting(user: User, kind=steps) -> list[Waiting]:
    user = User.objects.get(pk=user.pk)  # roles are asked once for each
    with acting(Actor(user=user.pk)):
        return list(kind(user))


def test_a_step_waits_for_who_may_take_it_and_for_nobody_else() -> None:
    here = around()
    made = a_request(here)
    (one,) = waiting(here.colleague)
    assert one.what == f"Confirm the route: {made.reference}"
    assert one.href == f"/requests/{made.key}/"
    assert (one.by, one.pressing) == (made.due_on, Pressing.NEXT)
    assert waiting(here.reader) == []
    assert waiting(here.outsider) == []


def test_what_is_nearly_due_or_overdue_is_pressing() -> None:
    here = around()
    a_request(here, on=today() - timedelta(days=60))
    a_request(here, on=today() - timedelta(days=26))
    assert {each.pressing for each in waiting(here.colleague)} == {Pressing.FIRST}
    assert "Overdue by" in waiting(here.colleague)[0].more


def test_a_lawyer_is_told_of_the_advice_that_is_theirs_though_other_steps_come_first() -> None:
    here = around()
    lawyer = person(Role.LAWYER, team=here.team)
    made = a_request(here, facts={"order": ("non_molestation",)})
    assert [each.what for each in waiting(lawyer)] == [f"Check evidence: {made.reference}"]
    as_owner("insert into access_evidence (request_id, at, by_id, what, verdict, shown_as, why) values"
             " (%s, now(), %s, 'identity', 'accepted', 'Passport', '')", made.pk, here.colleague.pk)  # fmt: skip
    assert [each.what for each in waiting(lawyer)] == [f"Give a lawyer's advice: {made.reference}"]


def test_what_is_closed_waits_for_nobody() -> None:
    here = around()
    a_request(here)
    as_owner("update access_request set state = 'closed'")
    assert waiting(here.colleague) == []


def test_complaints_wait_to_be_acknowledged_and_then_for_who_may_answer() -> None:
    here = around()
    governance = person(Role.INFORMATION_GOVERNANCE, team=here.team)
    made = a_request(here)
    with acting(Actor(user=here.colleague.pk)):
        complaint = complaining.receive(
            by=here.colleague, request=made, kind=ComplaintKind.COMPLAINT, text="I was not heard"
        )
    (one,) = waiting(here.colleague, complaints)
    assert one.what == f"Acknowledge a complaint: {made.reference}"
    assert one.by == complaint.due_on
    with acting(Actor(user=here.colleague.pk)):
        complaining.acknowledge(by=here.colleague, complaint=complaint)
    assert waiting(here.colleague, complaints) == []
    (other,) = waiting(governance, complaints)
    assert other.what == f"Answer a complaint or review: {made.reference}"
    with acting(Actor(user=governance.pk)):
        complaint.refresh_from_db()
        complaining.answer(by=governance, complaint=complaint, outcome="We heard you again", upheld=True)
    assert waiting(governance, complaints) == []


def test_they_stand_on_the_first_page() -> None:
    here = around()
    made = a_request(here, on=today() - timedelta(days=60))
    page = as_(here.colleague).get("/").content.decode()
    assert f"Confirm the route: {made.reference}" in page
    assert "Overdue" in page


def test_many_requests_ask_no_more_than_one() -> None:
    here = around()

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            waiting(here.colleague)
        return len(asked)

    a_request(here)
    waiting(here.colleague)
    one = questions()
    for number in range(10):
        made = a_request(here, name=f"Person {number}")
        with acting(Actor(user=here.colleague.pk)):
            routing.confirm(by=here.colleague, request=made)
    assert questions() == one
