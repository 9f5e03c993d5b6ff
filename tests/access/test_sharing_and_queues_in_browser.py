"""Sharing now and the queues in a real browser: by keyboard, without JavaScript, narrow, and read by axe."""

from __future__ import annotations

import pytest
from tests.access.desk import BARRING, POLICE, Desk
from tests.web.browser import Site, check_page, press, tab_to

from candour.access.chains_lists import WRITTEN_REQUEST
from candour.accounts.roles import Role

pytestmark = pytest.mark.usefixtures("database")


def test_what_was_shared_is_noted_by_keyboard_and_looked_at(site: Site) -> None:
    desk = Desk()
    page = site.page(desk.who(Role.PRACTITIONER))
    page.goto("/requests/share-now/")
    check_page(page)
    press(page, "Save this note")
    assert page.get_by_role("alert").is_visible()
    check_page(page)
    tab_to(page, "Strategy discussion")
    for key in ("Space", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    assert page.get_by_label("Missing child").is_checked()
    for label, words in (
        ("With whom?", "Sergeant Pike"), ("Agency", "Avon Police"), ("Reference of the child’s case", desk.case.reference),
        ("What did you share?", "Her friends’ names"), ("Why did they need it?", "To find her tonight"),
    ):  # fmt: skip
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_label("By telephone").check()
    page.get_by_label("Day").fill("1")
    page.get_by_label("Month").fill("3")
    page.get_by_label("Year").fill("2026")
    page.get_by_role("button", name="Save this note").click()
    assert page.get_by_role("heading", name="What was shared with Avon Police").is_visible()
    assert page.get_by_text("Noted late").is_visible()
    check_page(page)
    page.goto("/requests/share-now/notes/")
    check_page(page)
    boss = site.page(desk.manager, javascript=False)
    boss.goto("/")
    boss.get_by_role("link", name="Look at what was shared").click()
    boss.get_by_role("button", name="I have looked at it").click()
    assert boss.get_by_text("Looked at", exact=True).first.is_visible()
    boss.goto(f"/requests/share-now/case/{desk.case.key}/")
    assert boss.get_by_text("Sergeant Pike").is_visible()


def test_queues_and_lists_can_be_read(site: Site) -> None:
    desk = Desk()
    made = desk.request(**POLICE)
    desk.request(**BARRING, by=Role.SAFER_RECRUITMENT)
    page = site.page(desk.who(Role.ACCESS_OFFICER))
    for address in (
        "/requests/queues/police/", "/requests/queues/police/?stage=request", "/requests/queues/police/?stage=send&answered",
        "/requests/queues/dbs/", f"/requests/{made.key}/{WRITTEN_REQUEST}/",
    ):  # fmt: skip
        page.goto(address)
        check_page(page)
