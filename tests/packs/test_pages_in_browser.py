"""The pages of the policy in a real browser: accessible, narrow, and a change put in force from the keyboard on."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests.packs.conftest import Write
from tests.packs.written import CHANGED, FAULTY
from tests.web.browser import Site, check_narrow, check_page
from tests.web.people import person

from candour.accounts.roles import Role
from candour.ledger.clock import today
from candour.packs import in_force
from candour.packs.chapters import CHAPTERS

_SOME = "[...document.querySelectorAll('.govuk-summary-card')].forEach((each, place) => place % 8 && each.remove())"
"""Every eighth rule stays: they are all made from one template, and looking at hundreds of them takes long."""
pytestmark = pytest.mark.usefixtures("database")


def test_every_page_holds_for_everybody_and_on_a_phone(site: Site) -> None:
    page = site.page(person(Role.PRACTITIONER))
    for chapter in CHAPTERS:
        page.goto(reverse("packs:chapter", args=[chapter]))
        check_narrow(page)  # every word of it
        page.evaluate(_SOME)
        check_page(page)
    for address in ("/policy/", "/policy/?q=mother", "/policy/?q=nothing-like-this", "/policy/routes/subject-access-adult/",
                    "/policy/versions/", "/policy/change/"):  # fmt: skip
        page.goto(address)
        check_page(page)


def test_a_changed_policy_is_looked_at_and_put_in_force(site: Site, write: Write) -> None:
    in_force.current(on=today())
    page = site.page(person(Role.INFORMATION_GOVERNANCE, name="Gwen Governance"))
    write(FAULTY)
    page.goto("/policy/change/")
    check_page(page)
    write(CHANGED)
    page.goto("/")
    page.get_by_role("link", name="Look at a changed policy that waits").click()
    check_page(page)
    page.get_by_role("button", name="Put in force").click()
    check_page(page)
    page.get_by_role("link", name="Fill in “Why the policy changes, and who agreed to it”").click()
    page.keyboard.type("Agreed by the board on 3 March")
    page.get_by_role("button", name="Put in force").click()
    expect(page.get_by_role("alert")).to_contain_text("The changed policy is in force.")
    check_page(page)
    page.get_by_role("link", name="All versions").click()
    check_page(page)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("2 differences")).to_be_visible()
    check_page(page)
    assert in_force.current(on=today()).version == "2"
