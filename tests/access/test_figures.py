"""Timeliness: numbers over everything for whoever may see charts, rows only as far as seen, the same by both ways."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.access.desk import FREEDOM, POLICE, Desk, ready_to_decide
from tests.cases.owner import as_owner
from tests.cases.places import signed_in
from tests.web.people import person

from candour.access import answering, clarifying, complaining, deciding, evidence
from candour.access.figures import COLUMNS, Numbers, counted, rows, together
from candour.access.figures_complaints import complaints
from candour.access.models import ComplaintKind, Outcome, Request
from candour.access.periods import Period, periods
from candour.accounts.models import User
from candour.accounts.roles import MAY, Act, Role
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today

pytestmark = pytest.mark.usefixtures("database")
OFFICER, GOVERNANCE = Role.ACCESS_OFFICER, Role.INFORMATION_GOVERNANCE


def last() -> Period:
    return periods()[""]


def before(days: int) -> date:
    return today() - timedelta(days=days)


@pytest.fixture
def desk(database: None) -> Desk:
    """One of every sort, all of the desk's team."""
    desk = Desk()
    answered(desk, desk.request(on=before(40), **FREEDOM))  # late: twenty working days are over
    answered(desk, desk.request(on=before(2), **FREEDOM))
    desk.request(on=before(70))  # overdue
    still = desk.request(on=before(1))
    desk.does(OFFICER, clarifying.ask, request=still, question="Which years do you mean?")
    who = desk.request(on=before(1), name="Bo Marsh")
    desk.does(OFFICER, evidence.ask, request=who, what="identity")
    more = desk.request(on=before(3), name="Cy Marsh")
    desk.does(OFFICER, clarifying.extend, request=more, why="It is nine volumes")
    desk.request(on=before(1), **POLICE)
    desk.request(requester="public", context="barring")
    return desk


def answered(desk: Desk, made: Request) -> None:
    ready_to_decide(desk, made)
    desk.does(OFFICER, deciding.decide, request=made, outcome=Outcome.NOTHING, why="There is no such paper")
    way = {"to": "Pat Reed", "what": "The letter of today", "way": "By e-mail"}
    one = desk.does(OFFICER, answering.instruct, request=made, **way)
    desk.does(OFFICER, answering.sent, instruction=one, how="By e-mail")


def numbers(user: User, **asked: str) -> Numbers:
    with acting(Actor(user=user.pk)):
        return together(each.numbers for each in counted(period=last(), **asked))


def test_each_number_is_right_and_its_rows_are_as_many(desk: Desk) -> None:
    complained = desk.request(on=before(5))
    desk.does(
        OFFICER, complaining.receive, request=complained, kind=ComplaintKind.COMPLAINT, text="They do not answer me"
    )
    desk.does(
        OFFICER, complaining.receive, request=complained, kind=ComplaintKind.REVIEW, text="Look at it again, please"
    )
    governor = desk.who(GOVERNANCE)
    found = numbers(governor)
    assert found == Numbers(9, 2, 1, 1, 7, 1, 2, 1, 1, 1, found.days)
    assert (sorted(found.days), found.median, found.longest) == ([2, 40], 21, 40)
    with acting(Actor(user=governor.pk)):
        for which in COLUMNS:
            assert rows(which=which, period=last(), month=None, kind="", user=governor).count() == getattr(
                found, which
            ), which
            by_month = [
                rows(which=which, period=last(), month=month, kind="", user=governor).count() for month in last().months
            ]
            assert sum(by_month) == getattr(found, which), which


def test_it_is_told_by_kind_and_also_what_has_no_route(desk: Desk) -> None:
    governor = desk.who(GOVERNANCE)
    with acting(Actor(user=governor.pk)):
        by_kind = {
            kind: together(each.numbers for each in counted(period=last(), kind=kind)).received
            for kind in ("police", "none", "dbs")
        }
        shown = {
            kind: rows(which="received", period=last(), month=None, kind=kind, user=governor).count()
            for kind in by_kind
        }
    assert by_kind == shown == {"police": 1, "none": 1, "dbs": 0}


def test_what_came_before_the_months_is_not_counted(desk: Desk) -> None:
    governor = desk.who(GOVERNANCE)
    there = numbers(governor).received
    desk.request(on=before(800))
    assert numbers(governor).received == there


def test_everything_is_counted_and_only_what_is_seen_is_shown(desk: Desk) -> None:
    outside = person(Role.AUDITOR)
    assert numbers(outside).received == numbers(desk.who(GOVERNANCE)).received == 8
    with acting(Actor(user=outside.pk)):
        assert not Request.objects.exists()
    page = signed_in(outside).get(reverse("access:figure_rows"), {"which": "received"}).content.decode()
    assert "8 more are counted that you may not see" in page
    assert "Ada Marsh" not in page


@pytest.mark.parametrize("role", Role)
def test_the_database_tells_numbers_to_nobody_else(database: None, role: Role) -> None:
    desk = Desk()
    desk.request(on=before(1))
    assert numbers(person(role)).received == (1 if role in MAY[Act.SEE_CHARTS] else 0)
    for name in ("figures", "figure_rows", "figures_csv"):
        answer = signed_in(person(role)).get(reverse(f"access:{name}"), {"which": "received"})
        assert answer.status_code == (200 if role in MAY[Act.SEE_CHARTS] else 403), name


def test_complaints_are_in_time_once_acknowledged_and_reviews_once_answered(desk: Desk) -> None:
    made = desk.request(on=before(60), name="Di Marsh")
    for kind, on in (
        (ComplaintKind.COMPLAINT, before(50)),
        (ComplaintKind.COMPLAINT, before(3)),
        (ComplaintKind.REVIEW, before(3)),
    ):
        one = desk.does(OFFICER, complaining.receive, request=made, kind=kind, text="They did not answer me", on=on)
        if on == before(3):
            desk.does(OFFICER, complaining.acknowledge, complaint=one)
    desk.does(GOVERNANCE, complaining.answer, complaint=one, outcome="It was late indeed", upheld=True)
    with acting(Actor(user=desk.who(GOVERNANCE).pk)):
        found = complaints(period=last())
    of = {kind: [each for each in found if each.kind == kind] for kind in ComplaintKind}
    told = {
        kind: tuple(
            sum(getattr(each, name) for each in some) for name in ("received", "in_time", "late", "waiting", "upheld")
        )
        for kind, some in of.items()
    }
    assert told == {ComplaintKind.COMPLAINT: (2, 1, 1, 2, 0), ComplaintKind.REVIEW: (1, 1, 0, 0, 1)}


def test_the_page_leads_from_each_number_to_its_rows(desk: Desk) -> None:
    client = signed_in(desk.who(GOVERNANCE))
    page = client.get(reverse("access:figures")).content.decode()
    links = re.findall(r'href="(/requests/figures/rows/[^"]*)">(\d+)</a>', page)
    assert len(links) > 20
    for address, number in links[:: len(links) // 12]:
        rows_page = client.get(address.replace("&amp;", "&")).content.decode()
        assert f"{number} that you may see" in rows_page, address
    assert "Ada Marsh" not in page
    only = client.get(reverse("access:figures"), {"kind": "dbs"}).content.decode()
    assert "No request of this kind came" in only


def test_the_table_can_be_had_as_csv_and_that_is_entered(desk: Desk) -> None:
    answer = signed_in(desk.who(GOVERNANCE)).get(reverse("access:figures_csv"))
    by_month = answer.content.decode().split("\r\n\r\n")[0]
    table = list(csv.DictReader(io.StringIO(by_month)))
    assert [int(row["Received"]) for row in table[-1:]] == [sum(int(row["Received"]) for row in table[:-1])] == [8]
    assert "Marsh" not in answer.content.decode()
    assert as_owner("select count(*) from ledger_entry where verb = 'figures_downloaded'") == [(1,)]


def test_what_is_not_there_is_not_found_and_nothing_is_posted(desk: Desk) -> None:
    client = signed_in(desk.who(GOVERNANCE))
    for asked in ({"which": "names"}, {"which": "late", "kind": "x"}, {"which": "late", "month": "1999-01"}, {}):
        assert client.get(reverse("access:figure_rows"), asked).status_code == 404
    assert client.get(reverse("access:figures"), {"kind": "x"}).status_code == 404
    for name in ("figures", "figure_rows", "figures_csv"):
        assert client.post(reverse(f"access:{name}")).status_code == 405
        assert Client().get(reverse(f"access:{name}")).status_code == 302


def test_it_says_so_when_there_is_nothing(database: None) -> None:
    page = signed_in(person(Role.MANAGER)).get(reverse("access:figures")).content.decode()
    for told in ("No request came in this period", "None came in this period", "Every request is answered"):
        assert told in page


def test_the_list_and_the_charts_lead_to_it_for_who_may_see_it(desk: Desk) -> None:
    link = f'href="{reverse("access:figures")}"'
    manager, officer = signed_in(desk.who(Role.MANAGER)), signed_in(desk.who(OFFICER))
    for address in (reverse("access:list"), reverse("disclosure:charts")):
        assert link in manager.get(address).content.decode()
    assert link not in officer.get(reverse("access:list")).content.decode()
