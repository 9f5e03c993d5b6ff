"""A fee from its notice to its payment: how the clock moves with it, who may ask for one, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.access.desk import FREEDOM, POLICE, Desk, entered, nothing_changes, on_day
from tests.access.stepping import as_, at, day, take, text

from candour.access import charging, clarifying, evidence
from candour.access import waiting_awaited as awaited
from candour.access.guarding import StepRefused
from candour.access.models import Request
from candour.access.timing import deadline
from candour.accounts.roles import Role
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting
from candour.policy.counting import Deadline

pytestmark = pytest.mark.usefixtures("database")
OFFICER, GOVERNANCE = Role.ACCESS_OFFICER, Role.INFORMATION_GOVERNANCE
WHY = "Copies and postage of forty plans"


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def stands(desk: Desk, request: Request) -> Deadline:
    """As it is worked out, which is as it is kept for lists."""
    with acting(Actor(user=desk.who(OFFICER).pk)):
        now = Request.objects.get(pk=request.pk)
        found = deadline(now)
    assert found is not None
    assert now.due_on == found.due
    return found


def test_the_working_days_from_the_notice_to_the_fee_do_not_count(desk: Desk) -> None:
    with on_day("2026-03-02"):
        made = desk.request(**FREEDOM)
    assert stands(desk, made).due == date(2026, 3, 31)
    with on_day("2026-03-09"):
        with nothing_changes(), pytest.raises(StepRefused):
            desk.does(Role.MANAGER, charging.ask, request=made, amount=Decimal(20), why=WHY)
        for wrong in ({"amount": Decimal(0), "why": WHY}, {"amount": Decimal(9), "why": "Paper"}):
            with nothing_changes(), pytest.raises(BadInput):
                desk.does(OFFICER, charging.ask, request=made, **wrong)
        desk.does(OFFICER, charging.ask, request=made, amount=Decimal("24.50"), why=WHY)
        with nothing_changes(), pytest.raises(Refused, match="No fee can be asked for"):
            desk.does(OFFICER, charging.ask, request=made, amount=Decimal(9), why=WHY)
        waits = stands(desk, made)
        assert (waits.due, waits.waiting_for, waits.pay_by) == (None, "fee", date(2026, 6, 8))
    with on_day("2026-06-09"), nothing_changes(), pytest.raises(BadInput, match="to pay it was over"):
        desk.does(OFFICER, charging.came, request=made)
    with on_day("2026-03-13"):
        with nothing_changes(), pytest.raises(BadInput):
            desk.does(OFFICER, charging.came, request=made, on=date(2026, 3, 8))
        desk.does(GOVERNANCE, charging.came, request=made)
        assert stands(desk, made).due == date(2026, 4, 9)
        with nothing_changes(), pytest.raises(Refused, match="No fee is awaited"):
            desk.does(OFFICER, charging.drop, request=made, why="It is paid for already")
    assert entered(made)[-2:] == ["fee_asked", "fee_came"]


def test_somebodys_own_records_start_with_the_fee_unless_it_is_dropped(desk: Desk) -> None:
    with on_day("2026-03-02"):
        made, police = desk.request(), desk.request(**POLICE)
    with on_day("2026-03-09"):
        with nothing_changes(), pytest.raises(Refused):
            desk.does(OFFICER, charging.ask, request=police, amount=Decimal(9), why=WHY)
        desk.does(OFFICER, charging.ask, request=made, amount=Decimal(10), why="The fifth request of this year")
        assert stands(desk, made).started is None
    with on_day("2026-03-16"):
        desk.does(OFFICER, charging.drop, request=made, why="They cannot pay it now")
        assert stands(desk, made).due == date(2026, 4, 2)
        desk.does(OFFICER, charging.ask, request=made, amount=Decimal(5), why="The fifth request of this year")
        desk.does(OFFICER, charging.came, request=made)
        assert stands(desk, made).due == date(2026, 4, 16)
    assert entered(made)[1:] == ["fee_asked", "fee_dropped", "fee_asked", "fee_came"]


def test_the_page_of_a_fee(desk: Desk) -> None:
    made = desk.request(**FREEDOM)
    officer = as_(desk.who(OFFICER))
    page = text(officer.get(at(made, "charge")))
    for told in ("3 months, beginning with the day of the notice", "stands still until the fee comes", "How much"):
        assert told in page
    wrong = take(desk, OFFICER, made, "charge", "ask", amount="much", why=WHY, **day())
    assert (wrong.status_code, "such as 24.50" in text(wrong)) == (422, True)
    assert "Ask for a fee" in text(officer.get(f"/requests/{made.key}/"))
    assert take(desk, OFFICER, made, "charge", "ask", amount="24.50", why=WHY, **day()).status_code == 302
    page = text(officer.get(f"/requests/{made.key}/"))
    for told in ("The clock stands still until the fee comes. It can be paid until", "£24.50", WHY, "Not paid yet"):
        assert told in page
    assert as_(desk.who(Role.MANAGER)).get(at(made, "charge")).status_code == 403
    assert take(desk, OFFICER, made, "charge", "drop", why="It would cost more to collect").status_code == 302
    assert "Dropped" in text(officer.get(f"/requests/{made.key}/"))


def test_what_has_not_come_is_put_to_who_can_ask_again(desk: Desk) -> None:
    with on_day("2026-09-01"):
        made, free = desk.request(), desk.request(**FREEDOM)
        desk.does(OFFICER, evidence.ask, request=made, what="identity")
        desk.does(OFFICER, clarifying.ask, request=made, question="Which years do you mean?")
        desk.does(OFFICER, charging.ask, request=free, amount=Decimal(9), why=WHY)

    def told(day: str, role: Role = OFFICER) -> list[str]:
        with on_day(day), acting(Actor(user=desk.who(role).pk)):
            kinds = (awaited.evidence, awaited.answers, awaited.fees)
            return [each.what.partition(":")[0] for kind in kinds for each in kind(desk.who(role))]

    shown, meant, fee = (
        "Ask again for what has to be shown",
        "Ask again what is meant",
        "Say what happens without the fee",
    )
    assert told("2026-09-11") == []
    assert told("2026-09-12") == [shown]  # ten days, as the policy says
    assert told("2026-09-16") == [shown, meant]  # and fourteen
    assert told("2026-12-01") == [shown, meant, fee]
    assert told("2026-12-01", Role.BUSINESS_SUPPORT) == []
    with on_day("2026-12-01"):
        assert shown in text(as_(desk.who(OFFICER)).get("/"))
        desk.does(OFFICER, clarifying.answer, request=made, words="All of the years")
        desk.does(OFFICER, charging.drop, request=free, why="They cannot pay it")
    assert told("2026-12-01") == [shown]
