"""The replay in a real browser, by the roles in turn: lawyer, witness, lawyer again at the redactions, head of litigation."""

from __future__ import annotations

from pathlib import Path

from django.core import mail
from playwright.sync_api import expect
from tests.litigation.replay import MENTIONED_IN, TITLES, WORDS, replay
from tests.web.browser import Site, check_page
from tests.web.people import person

from candour.accounts.roles import Role


def test_what_happened_once_is_seen_in_time(site: Site, tmp_path: Path) -> None:
    of = replay(tmp_path)
    mail.outbox.clear()

    # a lawyer who does not see the case opens a matter on it, and has the whole file at once
    page = site.page(person(Role.LAWYER))
    page.goto("/matters/open/")
    check_page(page)
    page.get_by_label("Case number").fill(of.here.case.reference)
    page.get_by_label("Judicial review").check()
    page.get_by_label("What are the proceedings called?").fill("R (Tully) v Council")
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("R (Tully) v Council")
    check_page(page)
    page.get_by_role("button", name="Open the whole file").or_(
        page.get_by_role("link", name="Open the whole file")
    ).click()
    expect(page.get_by_text(MENTIONED_IN[0]).first).to_be_visible()
    check_page(page)

    # the lawyer of the matter sees what is missing, with each page that mentions it
    page = site.page(of.here.lawyer)
    page.goto("/matters/")
    check_page(page)
    page.get_by_role("link", name=TITLES[0]).first.click()
    check_page(page)
    page.goto(f"{of.at}gaps/")
    expect(page.locator("mark")).to_have_count(len(MENTIONED_IN))
    expect(page.locator("mark").first).to_have_text(WORDS)
    check_page(page)

    # the witness sees what is missing, and cannot sign
    page = site.page(of.witness)
    page.goto(f"{of.statement_at}gate/")
    expect(page.get_by_text("things are missing.")).to_be_visible()
    expect(page.get_by_text(WORDS).first).to_be_visible()
    check_page(page)
    page.goto(f"{of.statement_at}reading/")
    check_page(page)

    # the lawyer in the queue of redactions
    page = site.page(of.here.lawyer)
    page.goto("/redactions/")
    check_page(page)
    page.get_by_role("link", name=f"{of.here.case.reference}, to The court").click()
    check_page(page)

    # the head of litigation sweeps
    page = site.page(of.head)
    page.goto("/sweeps/")
    page.get_by_role("button", name="Sweep the live matters").click()
    page.get_by_role("button", name="Look at every live matter").click()
    for title in TITLES:
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    check_page(page)
