"""Pages of people, teams and the ledger in a real browser: accessible, narrow, by keyboard."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.core import mail
from playwright.sync_api import Page, expect
from tests.ledger.tampering import tamper
from tests.web.browser import Site, check_page, tab_to
from tests.web.people import person, team

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.ledger.acting import NOBODY, acting
from candour.ledger.anchors import anchor
from candour.ledger.models import AUTHORITY

pytestmark = pytest.mark.usefixtures("database")


def shot(page: Page, name: str) -> None:
    """Kept where CANDOUR_SHOTS says, for whoever wants to look."""
    if folder := os.environ.get("CANDOUR_SHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_a_person_is_added_changed_and_ended(site: Site) -> None:
    north, admin = team("North, where names of teams are rather long"), person(Role.ADMINISTRATOR, name="Ada Admin")
    person(Role.LAWYER, Role.READER, team=north, name="Bo Lawyer-With-A-Remarkably-Long-Name")
    page = site.page(admin)
    page.goto("/people/")
    check_page(page)
    shot(page, "people")
    tab_to(page, "Add a person")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a person")
    check_page(page)
    shot(page, "add")
    page.get_by_role("button", name="Add and send the link").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter the person’s name")
    check_page(page)
    shot(page, "add-wrong")
    page.get_by_label("Name", exact=True).fill("Cy Newcomer")
    page.get_by_label("E-mail address").fill("cy@council.example")
    page.get_by_label("Manager").check()
    page.get_by_label(north.name).check()
    page.get_by_role("button", name="Add and send the link").click()
    expect(page.get_by_role("alert")).to_contain_text("was added")
    assert mail.outbox[-1].to == ["cy@council.example"]
    page.get_by_role("link", name="Cy Newcomer").click()
    check_page(page)
    shot(page, "person")
    for name in ("Change name and e-mail address", "Change roles", "Change teams"):
        page.get_by_role("link", name=name).click()
        check_page(page)
        shot(page, name.replace(" ", "-"))
        page.go_back()
    page.get_by_role("button", name="Reset the sign-in").click()
    check_page(page)
    page.go_back()
    page.get_by_role("button", name="End the access").click()
    check_page(page)
    shot(page, "end")
    page.get_by_role("button", name="End the access").click()
    expect(page.get_by_role("main")).to_contain_text("The access of this person has ended")
    check_page(page)
    assert not User.objects.get(email="cy@council.example").is_active


def test_teams(site: Site) -> None:
    page = site.page(person(Role.ADMINISTRATOR))
    page.goto("/people/teams/")
    check_page(page)
    shot(page, "teams-empty")
    page.get_by_label("Name of the team").fill("North")
    page.get_by_role("button", name="Make the team").click()
    page.get_by_role("link", name="North").click()
    check_page(page)
    user = person(name="Bo Lawyer")
    page.get_by_label("E-mail address of the person").fill(user.email)
    page.get_by_role("button", name="Put into the team").click()
    check_page(page)
    shot(page, "team")
    page.get_by_role("button", name="Take out Bo Lawyer").click()
    expect(page.get_by_role("main")).to_contain_text("Nobody is in this team")


def test_the_ledger(site: Site, tmp_path: Path) -> None:
    page = site.page(person(Role.AUDITOR, name="Ada Auditor"))
    page.goto("/ledger/")
    check_page(page)
    with acting(NOBODY):
        anchor(file=tmp_path / "anchors.jsonl")
    page.get_by_role("button", name="Check now").click()
    expect(page.get_by_role("main")).to_contain_text("Unbroken")
    check_page(page)
    shot(page, "ledger")
    page.get_by_label("From").fill("2031-01-02")
    page.get_by_label("To").fill("2031-01-01")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("alert").first).to_contain_text("The last day")
    check_page(page)
    tamper(f"delete from ledger_entry where chain = {AUTHORITY} and seq = 1")
    page.get_by_role("button", name="Check now").click()
    expect(page.get_by_role("main")).to_contain_text("The ledger is broken")
    check_page(page)
    shot(page, "ledger-broken")
