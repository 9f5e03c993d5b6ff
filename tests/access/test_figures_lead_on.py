"""Every number of the figures of requests leads to as many rows, over each period, and stands in a file as on the page."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from tests.access.desk import FREEDOM, Desk, on_day
from tests.cases.places import signed_in
from tests.web.people import person

from candour.access import complaining
from candour.access.figures import Numbers
from candour.access.models import ComplaintKind
from candour.access.periods import periods
from candour.accounts.roles import Role
from candour.ledger.clock import today

pytestmark = pytest.mark.usefixtures("database")
OFFICER, GOVERNANCE = Role.ACCESS_OFFICER, Role.INFORMATION_GOVERNANCE
PAGES = ("figures", "figure_rows", "complaint_rows", "backlog_rows", "figures_csv", "complaints_csv", "backlog_csv")


def before(days: int) -> date:
    return today() - timedelta(days=days)


@pytest.fixture
def desk(database: None) -> Desk:
    """Requests of every age, and complaints and reviews as they can stand."""
    desk = Desk()
    for days in (0, 30, 31, 60, 61, 90, 91, 180, 181, 400):
        made = desk.request(on=before(days), **{**({} if days % 2 else FREEDOM), "name": f"Ada Marsh {days}"})
    for kind, on in ((ComplaintKind.COMPLAINT, 50), (ComplaintKind.COMPLAINT, 3), (ComplaintKind.REVIEW, 3)):
        one = desk.does(
            OFFICER, complaining.receive, request=made, kind=kind, text="They did not answer me", on=before(on)
        )
        if on == 3:
            desk.does(OFFICER, complaining.acknowledge, complaint=one)
    desk.does(GOVERNANCE, complaining.answer, complaint=one, outcome="It was late indeed", upheld=True)
    return desk


def read(client: Client, address: str) -> str:
    answer = client.get(unescape(address))
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def links(page: str) -> list[tuple[str, str]]:
    return re.findall(r'href="(/requests/figures/[a-z]+/[^"]*)">(\d+)</a>', page)


def test_each_number_leads_to_as_many_rows(desk: Desk) -> None:
    client = signed_in(desk.who(GOVERNANCE))
    page = read(client, reverse("access:figures"))
    found = links(page)
    kinds = {address.split("/")[3] for address, _ in found}
    assert kinds == {"rows", "complaints", "waiting"}
    for address, number in dict.fromkeys(found):
        assert f"{number} that you may see" in read(client, address), address
    numbers = [int(cell) for cell in re.findall(r"numeric\">(?:<a[^>]*>)?(\d+)", page)]
    assert len([each for each in numbers if each]) >= len(found) > 40


def test_what_is_not_answered_is_told_by_age_whenever_it_came(desk: Desk) -> None:
    page = html.fromstring(read(signed_in(desk.who(GOVERNANCE)), reverse("access:figures")))
    tables = {table.findtext("caption"): table for table in page.iter("table")}
    for by in ("route", "team"):
        rows = [
            [cell.text_content().strip() for cell in row]
            for row in tables[f"By {by} and days since they came"].iter("tr")
        ]
        assert rows[0][1:] == ["All", "Up to 30 days", "31 to 60", "61 to 90", "91 to 180", "More than 180"]
        assert rows[-1] == ["All of them", "10", "2", "2", "2", "2", "2"]


def test_the_files_say_what_the_page_says(desk: Desk) -> None:
    client = signed_in(desk.who(GOVERNANCE))
    page = html.fromstring(read(client, reverse("access:figures")))
    shown = [
        [" ".join(cell.text_content().split()) for cell in row]
        for table in page.iter("table") if table.get("id") is None
        for row in table.iter("tr")
    ]  # fmt: skip
    written = [
        [str(cell) for cell in row]
        for name in ("figures_csv", "complaints_csv", "backlog_csv")
        for row in csv.reader(io.StringIO(read(client, reverse(f"access:{name}"))))
        if row
    ]
    assert written == shown


def test_nobody_is_named_to_who_may_not_see_the_requests(desk: Desk) -> None:
    client = signed_in(person(Role.AUDITOR))
    page = read(client, reverse("access:figures"))
    for address, number in links(page)[-12:]:
        rows = read(client, address)
        assert f"{number} more" in rows
        assert "AR-" not in rows
    assert "Marsh" not in page


def test_a_period_is_a_financial_year_or_a_quarter_of_it() -> None:
    with on_day("2026-05-04"):
        found = periods()
        assert list(found)[:4] == ["", "2026", "2026-q1", "2025"]
        assert [(each.since, each.until) for each in (found["2026-q1"], found["2025-q4"])] == [
            (date(2026, 4, 1), date(2026, 7, 1)), (date(2026, 1, 1), date(2026, 4, 1)),
        ]  # fmt: skip
        assert found["2026-q1"].months == [date(2026, 4, 1), date(2026, 5, 1)]
        assert (len(found[""].months), found[""].months[-1]) == (12, date(2026, 5, 1))
        assert found["2025-q4"].title == "2025 to 2026, quarter 4: January to March 2026"
        desk = Desk()
        desk.request(on=date(2026, 3, 31))
        desk.request(on=date(2026, 4, 1), name="Bo Marsh")
        client = signed_in(desk.who(GOVERNANCE))
        for key in ("2026-q1", "2025-q4"):
            page = read(client, f"{reverse('access:figures')}?period={key}")
            ((address, number),) = {
                each
                for each in links(page)
                if "which=received" in each[0] and "month" not in each[0] and "kind" not in each[0]
            }
            assert number == "1"
            assert "1 that you may see" in read(client, address)


def test_nine_of_ten() -> None:
    for days, nine in (((), None), ((4,), 4), (tuple(range(1, 11)), 9), (tuple(range(1, 12)), 10), ((1, 2, 30), 30)):
        assert Numbers(days=days).ninetieth == nine, days


def test_who_may_see_them_and_what_there_is_not(desk: Desk) -> None:
    client = signed_in(desk.who(GOVERNANCE))
    for name, asked in (
        ("figures", {"period": "1999"}), ("figures", {"period": "2026-q9"}), ("complaint_rows", {}),
        ("complaint_rows", {"which": "late", "kind": "x"}), ("backlog_rows", {"band": "9"}),
        ("backlog_rows", {"team": "x"}), ("backlog_rows", {"route": "x"}), ("complaints_csv", {"period": "x"}),
    ):  # fmt: skip
        assert client.get(reverse(f"access:{name}"), asked).status_code == 404, (name, asked)
    for name in PAGES:
        address = reverse(f"access:{name}")
        assert client.post(address).status_code == 405
        assert Client().get(address).status_code == 302
        assert signed_in(desk.who(OFFICER)).get(address).status_code == 403
