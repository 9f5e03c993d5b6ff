"""Pages of requests in a real browser: by keyboard only, accessible, at the width of a phone, and without scripts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.access.people_of import a_request, around
from tests.web.browser import Site, check_page, tab_to

from candour.access import clarifying, routing
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today

pytestmark = pytest.mark.usefixtures("database")


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    check_page(page)


def press(page: Page, name: str, key: str = "Enter") -> None:
    tab_to(page, name)
    page.keyboard.press(key)


def write(page: Page, label: str, text: str) -> None:
    tab_to(page, label)
    page.keyboard.type(text)


def log_by_keyboard(page: Page) -> None:
    page.goto("/requests/")
    press(page, "Log a new request")
    heading(page, "Who asks?")
    write(page, "They are", "Child or")
    write(page, "Name", "Orla Byrne")
    press(page, "Continue")
    heading(page, "Whom is it about?")
    write(page, "Name of the child or other person, or what it is about", "Orla Byrne")
    press(page, "Continue")
    heading(page, "What is it for?")
    tab_to(page, "Records about themselves")
    page.keyboard.press("Space")
    press(page, "Continue")
    heading(page, "Are there orders of a court that bear on whoever asks?")
    tab_to(page, "It was asked: there is none")
    page.keyboard.press("Space")
    press(page, "Continue")
    heading(page, "What do you know about it?")
    tab_to(page, "Yes")
    page.keyboard.press("Space")
    press(page, "Continue")
    heading(page, "How can they safely be reached?")
    tab_to(page, "By e-mail")
    page.keyboard.press("Space")
    write(page, "Address, number or person", "orla@example.org")
    write(page, "What must never be used", "The telephone of her mother")
    press(page, "Continue")
    heading(page, "What do they ask for?")
    write(page, "What they want, in their own words", "What you wrote about me when I was ten")
    press(page, "Continue")
    heading(page, "Check before you log the request")
    expect(page.get_by_text("Note that the child understands").first).to_be_visible()


def test_a_request_is_logged_and_looked_at_by_keyboard(site: Site) -> None:
    here = around()
    page = site.page(here.colleague)
    log_by_keyboard(page)
    press(page, "Log this request")
    heading(page, "Child or young person: Records about themselves")
    expect(page.get_by_text("Never use: The telephone of her mother")).to_be_visible()
    press(page, "Why this date")
    expect(page.get_by_text("The clock starts.")).to_be_visible()
    check_page(page)
    tab_to(page, "Confirm the route")


def test_without_scripts_it_works_as_well(site: Site) -> None:
    here = around()
    page = site.page(here.colleague, javascript=False)
    page.goto("/requests/new/")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("They are").select_option("care_leaver")
    page.get_by_label("Name").fill("Ada Marsh")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Whom is it about?")
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_label("Name")).to_have_value("Ada Marsh")


def test_lists_errors_and_requests_in_every_state_are_accessible_and_narrow(site: Site) -> None:
    here = around()
    page = site.page(here.colleague)
    for address in ("/requests/", "/requests/new/", "/requests/new/nothing/"):
        page.goto(address)
        check_page(page)
    late = a_request(here, on=today() - timedelta(days=60), facts={"order": ("non_molestation",)},
                     wants="Averyveryverylongwordwithoutanyspace" * 4, contact_never="The house")  # fmt: skip
    still = a_request(here, on=today() - timedelta(days=9))
    with acting(Actor(user=here.colleague.pk)):
        routing.confirm(by=here.colleague, request=still)
        clarifying.ask(by=here.colleague, request=still, question="Which years do you mean?")
    a_request(here, requester="dbs", context="barring")
    page.goto("/requests/")
    check_page(page)
    page.get_by_label("Due").select_option("overdue")
    page.get_by_role("button", name="Show these requests").click()
    page.get_by_role("link", name="Save this view").click()
    check_page(page)
    page.get_by_label("Name of the view").fill("Late ones")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name=late.reference)).to_be_visible()
    check_page(page)
    for each in (late, still):
        for address in ("", "due/"):
            page.goto(f"/requests/{each.key}/{address}")
            check_page(page)
    page.goto("/")
    check_page(page)


def test_sharing_that_waits_for_nothing(site: Site) -> None:
    page = site.page(around().colleague)
    page.goto("/requests/new/")
    page.get_by_label("They are").select_option("police")
    page.get_by_label("Name").fill("DC Oake")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name of the child or other person, or what it is about").fill("A missing child")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Missing child").check()
    page.get_by_role("button", name="Continue").click()
    heading(page, "Share now")
