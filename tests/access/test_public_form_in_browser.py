"""The public form in a browser without JavaScript, by keyboard and on a phone; and the quick way out with it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.access.askers import CARE_LEAVER, MOTHER
from tests.web.browser import Site, check_page, press, tab_to
from tests.web.people import person

from candour.access.arrival import Arrival
from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def shown(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    check_page(page)


def test_a_parent_asks_without_javascript(site: Site) -> None:
    quick, page = site.page(), site.page(javascript=False)
    quick.goto("/ask/")
    check_page(quick)
    page.goto("/ask/")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose which is closest to you")
    page.get_by_label("I am a parent").check()
    page.get_by_label("Your name").fill(MOTHER["name"])
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name of the person").fill(MOTHER["about"])
    page.get_by_label("What are you to this person").fill(MOTHER["relation"])
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("What you want", exact=True).fill(MOTHER["wants"])
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Name of the person")).to_have_value(MOTHER["about"])
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("What you want", exact=True)).to_have_value(MOTHER["wants"])
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("By e-mail").check()
    page.get_by_label("The address, number or person").fill(MOTHER["contact"])
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("I do not know").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    assert "Okafor" not in page.url
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your request")
    officer = person(Role.ACCESS_OFFICER)
    with acting(Actor(user=officer.pk)):
        assert page.get_by_text(Arrival.objects.get().reference).is_visible()
    page.get_by_role("button", name="Leave this page quickly").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Page closed")


def test_every_page_is_accessible_and_goes_by_keyboard(site: Site) -> None:
    page = site.page()
    page.goto("/ask/form/")
    shown(page, "Who are you?")
    press(page, "Continue")
    check_page(page)
    page.get_by_label("I was in care").check()
    page.get_by_label("Your name").fill(CARE_LEAVER["name"])
    press(page, "Continue")
    shown(page, "Who is it about?")
    press(page, "Continue")
    shown(page, "What do you want?")
    tab_to(page, "What you want")
    page.keyboard.type(CARE_LEAVER["wants"])
    press(page, "Continue")
    shown(page, "How can we safely reach you?")
    page.get_by_label("By post").check()
    page.get_by_label("The address, number or person").fill("1 High Street")
    press(page, "Continue")
    shown(page, "Is there a court order?")
    page.get_by_label("No", exact=True).check()
    press(page, "Continue")
    shown(page, "Do you need help, or another format?")
    press(page, "Continue")
    shown(page, "Check your answers")
    press(page, "Send")
    shown(page, "We have your request")


def test_escape_pressed_three_times_leaves_at_once(site: Site) -> None:
    page = site.page()
    page.goto("/ask/")
    page.goto("/ask/form/")
    for _ in range(3):
        page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page closed")
