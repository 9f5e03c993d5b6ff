"""Whole journeys by keyboard alone, in a real browser: from no case to a prepared one, and from there to a decision."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.disclosure.disclosing import office
from tests.web.browser import Site, press, tab_to
from tests.web.people import person
from tests.web.work import work_off

from candour.accounts.roles import Role
from candour.cases.models import Case
from candour.disclosure.models import Decision
from candour.ledger.acting import Actor, acting

pytestmark = [pytest.mark.usefixtures("database"), pytest.mark.long]
_MOST_TABS = 120


def follow(page: Page, name: str, heading: str) -> None:
    """Tab to the link or button, Enter, and there is the page with this heading."""
    tab_to(page, name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def tab_to_first(page: Page, group: str) -> None:
    """To the first choice of a group, whatever it is called."""
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name || ''") == group:
            return
    raise AssertionError(f"{page.url}: Tab does not come to {group}")


def test_a_manager_opens_a_case_adds_a_person_and_a_file_and_sees_it_prepared(site: Site, tmp_path: Path) -> None:
    manager = person(Role.MANAGER, name="Mo Manager")
    page = site.page(manager)
    page.goto("/")
    follow(page, "Cases", "Cases")
    press(page, "Open a case")
    for label, words in (("Reference", "C-900"), ("Name", "The Moran family"), ("Manager", manager.name)):
        tab_to(page, label)
        page.keyboard.type(words)
    follow(page, "Continue", "Check before you open the case")
    follow(page, "Open this case", "The Moran family")
    follow(page, "People", "People")
    press(page, "Add a person")
    tab_to(page, "Name")
    page.keyboard.type("Orla Moran")
    tab_to(page, "What they are to the child")
    page.keyboard.press("ArrowDown")
    press(page, "Add this person")
    expect(page.get_by_role("main")).to_contain_text("Orla Moran")
    press(page, "Files")
    follow(page, "Add files", "Add files")
    notes = tmp_path / "Visit.txt"
    notes.write_text("Visit on 3 March 2016. Orla Moran keeps a rabbit.")
    tab_to_first(page, "file")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(notes)
    tab_to(page, "Add files")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Done: 1 file.")).to_be_visible()
    work_off()
    with acting(Actor(user=manager.pk)):
        page.goto(f"/cases/{Case.objects.get().key}/")
    press(page, "Visit.txt")
    expect(page.get_by_role("main")).to_contain_text("Orla Moran keeps a rabbit.")


def test_a_reviewer_opens_a_disclosure_decides_its_first_page_by_keys_and_undoes(site: Site, tmp_path: Path) -> None:
    made = office(tmp_path)
    page = site.page(made.reviewer)
    page.goto(f"/cases/{made.case.key}/disclosures/")
    follow(page, "Prepare a disclosure", "Prepare a disclosure")
    for group in ("recipient", "purpose"):
        tab_to_first(page, group)
        page.keyboard.press("Space")
    press(page, "Open it")
    expect(page.get_by_role("main")).to_contain_text("working out")
    work_off()
    page.goto(f"{page.url}review/")
    expect(page.locator(".review__item.is-chosen")).to_be_visible()
    undecided = page.locator('[data-item][data-open="1"]')
    before = undecided.count()
    page.keyboard.press("l")
    expect(undecided).not_to_have_count(before)
    with acting(Actor(user=made.manager.pk)):
        assert Decision.objects.get().by == made.reviewer
    page.keyboard.press("u")
    expect(undecided).to_have_count(before)
