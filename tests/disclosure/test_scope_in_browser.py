"""Choosing records for a disclosure in a real browser: found by words, kept when others are looked for, accessible, narrow."""

from __future__ import annotations

from pathlib import Path

from django.urls import reverse
from playwright.sync_api import expect
from tests.disclosure.disclosing import office
from tests.disclosure.packs import put_in_force
from tests.web.browser import Site, check_page
from tests.web.work import work_off

WHY = "The letter to the father was asked for."


def test_some_records_are_looked_for_chosen_and_told_of(site: Site, tmp_path: Path, monkeypatch) -> None:
    here = office(tmp_path)
    page = site.page(here.reviewer)
    page.goto(reverse("disclosure:open", args=[here.case.key]))
    check_page(page)
    page.get_by_label("Orla Byrne").check()
    page.get_by_label("Subject access request").check()
    page.get_by_label("Some records only").check()
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one record, or the whole file")
    check_page(page)
    site.complaints.clear()  # the browser notes an answer of 422
    page.get_by_role("link", name="Choose at least one record, or the whole file").click()
    expect(page.get_by_label("Visit 3 March 2016 (")).to_be_focused()
    page.get_by_label("Visit 3 March 2016 (").check()
    page.get_by_label("Find records").fill("letter")
    page.get_by_label("Find records").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 of 3 records has these words. What you chose stands first.")
    expect(page.get_by_label("Visit 3 March 2016 (")).to_be_checked()
    check_page(page)
    page.get_by_label("Visit 3 March 2016 (").uncheck()
    page.get_by_label("Letter to Mr Moran").check()
    page.get_by_label("Why these records only?").fill(WHY)
    page.get_by_role("button", name="Open it").click()
    work_off()
    page.reload()
    expect(page.get_by_text(f"1 record only: {WHY}")).to_be_visible()
    page.get_by_text("Which records these are").click()
    expect(page.get_by_role("link", name="Letter to Mr Moran")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Who is who: decide for whole people").click()
    expect(page.get_by_text("This is about 1 record of the file only.")).to_be_visible()
    check_page(page)
    page.go_back()
    put_in_force(tmp_path, monkeypatch, '[pack]\nname = "own"\nversion = "2"\ntitle = "Ours"\nextends = "england"\n')
    page.reload()
    check_page(page)
    page.get_by_role("link", name="Work out the proposals again under the policy in force").click()
    check_page(page)
    page.get_by_label("Why is it decided under the policy in force from now on?").fill("The council decided so.")
    page.get_by_role("button", name="Work out the proposals again").click()
    work_off()
    page.reload()
    expect(page.get_by_text("Ours, version 2")).to_be_visible()
    expect(page.get_by_text("Another policy is in force")).to_have_count(0)
