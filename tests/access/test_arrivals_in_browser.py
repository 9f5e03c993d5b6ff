"""What came in, as staff meet it: by keyboard, on a phone, and with what was said beside the fields of a new request."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import expect
from tests.access.askers import MOTHER, sent
from tests.access.mails import eml
from tests.access.people_of import around
from tests.web.browser import Site, check_page, press

pytestmark = pytest.mark.usefixtures("database")


def test_what_came_by_the_public_form_is_taken_up(site: Site) -> None:
    sent(Client(), MOTHER)
    page = site.page(around().colleague)
    page.goto("/requests/")
    press(page, "What came in and is not logged yet")
    check_page(page)
    page.get_by_role("table").get_by_role("link").click()
    check_page(page)
    expect(page.get_by_text("He lives with his father")).to_be_visible()
    press(page, "Take it up")
    check_page(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Who asks?")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Beth Okafor")
    expect(page.get_by_text("He lives with his father")).to_be_visible()


def test_an_email_is_added_and_set_aside_without_javascript(site: Site, tmp_path: Path) -> None:
    mail, wrong = tmp_path / "mail.eml", tmp_path / "wrong.eml"
    mail.write_bytes(eml())
    wrong.write_bytes(b"no mail")
    officer = around().colleague
    watching, page = site.page(officer), site.page(officer, javascript=False)
    page.goto("/requests/arrivals/")
    page.get_by_label("An e-mail as a file").set_input_files(wrong)
    page.get_by_role("button", name="Add this e-mail").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be read as an e-mail")
    page.get_by_label("An e-mail as a file").set_input_files(mail)
    page.get_by_role("button", name="Add this e-mail").click()
    expect(page.get_by_text("Please send me my file.")).to_be_visible()
    watching.goto(page.url)
    check_page(watching)
    page.get_by_role("link", name="Set it aside").click()
    watching.goto(page.url)
    check_page(watching)
    page.get_by_label("It asks for no records").check()
    page.get_by_label("Why, and where it went").fill("She asked for a form only, and has it")
    page.get_by_role("button", name="Set it aside").click()
    page.get_by_role("link", name="What was set aside").click()
    expect(page.get_by_text("She asked for a form only")).to_be_visible()
    watching.goto(page.url)
    check_page(watching)
