"""A letter written by keyboard alone, and its pages looked at by axe and at the width of a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from tests.access.desk import Desk
from tests.access.letters import complete
from tests.web.browser import Site, check_page, press, running, tab_to
from tests.web.database import fresh

from candour.accounts.roles import Role


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with fresh():
        yield Desk()


@pytest.fixture
def site(desk: Desk) -> Iterator[Site]:
    with running() as there:
        yield there


@pytest.mark.parametrize("javascript", [True, False])
def test_a_letter_by_keyboard(desk: Desk, site: Site, javascript: bool) -> None:
    request = complete(desk, requester="care_leaver", context="own_records")
    page = site.page(desk.who(Role.ACCESS_OFFICER), javascript=javascript)
    page.goto(f"/requests/{request.key}/letters/")
    _check(page, javascript)
    press(page, "Acknowledgement: we have the request")
    _check(page, javascript)
    press(page, "Write this letter")
    _check(page, javascript)
    press(page, "Save and look at it")
    _check(page, javascript)
    press(page, "Finish the letter")
    _check(page, javascript)
    tab_to(page, "Download as PDF")
    with page.expect_download() as got:
        page.keyboard.press("Enter")
    assert got.value.suggested_filename == f"{request.reference}-acknowledgement.pdf"
    press(page, "Version 1")
    _check(page, javascript)
    page.goto(f"/requests/{request.key}/letters/new/consultation/")
    _check(page, javascript)
    press(page, "Write this letter")
    _check(page, javascript)
    assert page.title().startswith("Error: ")
    page.goto(f"/requests/{request.key}/letters/")
    _check(page, javascript)


def _check(page: Page, javascript: bool) -> None:
    """axe is a script itself: without scripts the page is the same one."""
    if javascript:
        check_page(page)
