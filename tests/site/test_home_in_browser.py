"""Home, the menu, the demo's notice and pages of errors, in a real browser."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import expect
from tests.site.newcomer import newcomer, sign_in
from tests.web.browser import Site, check_page, tab_to
from tests.web.people import case, person

from candour.accounts.roles import Role
from candour.cases import queries, services
from candour.ledger.acting import Actor, acting


def test_home_of_who_has_cases_none_and_none_to_expect(site: Site) -> None:
    manager, duty = person(Role.MANAGER), person(Role.PRACTITIONER, name="Dev Patel")
    one = case(manager=manager, name="The Marlow family")
    with acting(Actor(user=duty.pk)):
        services.break_glass(by=duty, reference=one.reference, reason="A child is missing tonight")
    page = site.page(manager)
    page.goto("/")
    expect(page.get_by_role("link", name="The Marlow family")).to_be_visible()
    expect(page.get_by_text("Dev Patel opened The Marlow family in an emergency")).to_be_visible()
    check_page(page)
    tab_to(page, "Cases")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cases")
    for roles, told in (
        ((Role.MANAGER,), "You have no cases yet"),
        ((Role.READER,), "You have no cases yet"),
        ((Role.ADMINISTRATOR,), "Your roles do not include work on cases"),
        ((), "Your roles do not include work on cases"),
    ):
        page = site.page(person(*roles))
        page.goto("/")
        expect(page.get_by_text(re.compile(told))).to_be_visible()
        check_page(page)


def test_on_a_phone_the_menu_opens_and_without_scripts_it_is_open(site: Site) -> None:
    user = person(Role.MANAGER)
    for javascript in (True, False):
        page = site.page(user, javascript=javascript)
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto("/")
        if javascript:
            expect(page.get_by_role("link", name="Cases", exact=True)).to_be_hidden()
            page.get_by_role("button", name="Menu").click()
        expect(page.get_by_role("link", name="Cases", exact=True)).to_be_visible()


def test_the_demo_says_on_every_page_that_it_is_one(site: Site) -> None:
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, demo=True)):
        page = site.page()
        sign_in(page, newcomer())
        expect(page.get_by_role("heading", level=1)).to_have_text("My work")
        expect(page.get_by_role("banner")).to_contain_text("Everybody in it is made up")
        check_page(page)
        page.goto("/there-is-no-such-page")
        expect(page.get_by_role("banner")).to_contain_text("Everybody in it is made up")


def test_a_fault_is_told_without_its_message(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("Kez of 4 Mill Lane")

    monkeypatch.setattr(queries, "cases", fail)
    page = site.page(person(Role.MANAGER))
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Something went wrong")
    assert "Kez" not in page.content()
    check_page(page)


@pytest.mark.parametrize("signed_in", [True, False])
def test_pages_of_errors(site: Site, signed_in: bool) -> None:
    page = site.page(person(Role.READER) if signed_in else None)
    page.goto("/there-is-no-such-page")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    check_page(page)
    if signed_in:
        page.goto("/people/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Your role does not let you do this")
        check_page(page)
