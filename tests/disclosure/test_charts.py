"""Charts: what they count, for whom, and that each picture has its table."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.disclosure.disclosing import decide_everything, office, opened
from tests.web.browser import Site, check_page
from tests.web.people import person

from candour.accounts.roles import Role
from candour.disclosure.figures import Figure, figures
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def told(user) -> dict[str, Figure]:
    with acting(Actor(user=user.pk)):
        return {each.key: each for each in figures(grounds={})}


def test_figures_count_what_was_done_and_only_for_who_sees_the_case(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    decide_everything(made, disclosure)
    seen, elsewhere = told(made.manager), told(person(Role.MANAGER))
    assert seen["in-hand"].rows == (("Being decided", 1.0),)
    with acting(Actor(user=made.manager.pk)):
        pages = disclosure.sheets.count()
    assert seen["pages"].rows[-1][1] == pages
    assert sum(row[1] for row in seen["pages"].rows) == pages
    assert seen["reviewers"].rows[0][0] == made.reviewer.name
    assert seen["gaps"].rows
    assert all(not figure.rows for figure in elsewhere.values())


def test_charts_are_for_those_who_look_after_the_work() -> None:
    address, table = reverse("disclosure:charts"), reverse("disclosure:chart_table", args=["in-hand"])
    assert Client().get(address).status_code == 302
    for role, status in ((Role.MANAGER, 200), (Role.AUDITOR, 200), (Role.ACCESS_OFFICER, 403), (Role.READER, 403)):
        client = Client()
        client.force_login(person(role))
        assert client.get(address).status_code == status
        assert client.get(table).status_code == status
        assert client.post(address).status_code == 405
    client.force_login(person(Role.MANAGER))
    assert client.get(reverse("disclosure:chart_table", args=["nothing"])).status_code == 404
    assert "nothing to show yet" in client.get(address).content.decode()


def test_pictures_are_drawn_above_their_tables(site: Site, tmp_path: Path) -> None:
    made = office(tmp_path)
    decide_everything(made, opened(made))
    page = site.page(made.manager)
    page.goto(reverse("disclosure:charts"))
    page.wait_for_selector("[data-chart]:visible canvas")
    assert page.locator("[data-chart]:visible").count() == page.locator("table.govuk-table").count()
    check_page(page)
    with page.expect_download() as download:
        page.locator(f"a[href='{reverse('disclosure:chart_table', args=['in-hand'])}']").click()
    assert download.value.path().read_text(encoding="utf-8-sig").splitlines() == [
        "State,Disclosures",
        "Being decided,1.0",
    ]
