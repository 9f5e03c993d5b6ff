"""A lawyer answers redactions in a real browser by keyboard alone: the queue, side by side, the rates; accessible and narrow."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect
from tests.disclosure.disclosing import again, checked, office, opened
from tests.disclosure.pages import at
from tests.disclosure.test_ruling import REDACT, decide, free
from tests.web.browser import Site, check_page, press

from candour.disclosure.redaction_counts import awaiting
from candour.ledger.acting import Actor, acting


def test_redactions_are_answered_by_keyboard(site: Site, tmp_path: Path) -> None:
    here = office(tmp_path)
    one = opened(here, recipient="court", purpose="court-civil", matter=True)
    with acting(Actor(user=here.reviewer.pk)):
        first = free(one)[0]
    decide(here.reviewer, one, first.mention, REDACT)
    checked(here, one)
    page = site.page(here.lawyer)
    page.goto("/redactions/")
    check_page(page)
    press(page, f"{here.case.reference}, to The court")
    check_page(page)
    page.get_by_role("link", name="Schedule of redactions with explanations").click()
    check_page(page)
    page.goto("/redactions/rates/")
    expect(page.locator("canvas").first).to_be_visible()
    check_page(page)

    # side by side: next and previous, a reason first asked for, then approved
    page.goto(at("redaction", one, "mention", first.mention))
    expect(page.get_by_text("She asked not to be named.").first).to_be_visible()
    check_page(page)
    with page.expect_navigation():
        page.keyboard.press("ArrowRight")
    second = page.url
    with page.expect_navigation():
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("s")
    expect(page.get_by_label("What is wrong with it, or what do you need to know?")).to_be_focused()
    check_page(page)
    page.goto(second)
    page.keyboard.press("a")
    expect(page.get_by_label("Why does it have to be left out?").first).to_be_focused()
    page.keyboard.type("He would find her by it.")
    press(page, "Explain and approve")
    expect(page.get_by_text("Approved: 1 redaction.")).to_be_visible()

    # the rest in groups, each by Tab and Enter
    for _ in range(20):
        page.goto(f"{at('redactions', one)}?show=awaiting")
        groups = page.locator("tbody th a")
        if not groups.count():
            break
        groups.first.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        asked = page.get_by_label("Why does it have to be left out?")
        if page.get_by_role("button", name="Explain and approve").count():
            asked.first.fill("It would tell him where she lives.")
            press(page, "Explain and approve")
        else:
            check_page(page)
            press(page, "Approve")
    expect(page.get_by_text("Nothing here")).to_be_visible()
    with acting(Actor(user=here.lawyer.pk)):
        assert awaiting(again_in(one)) == ""
    page.goto(at("legal", one))
    check_page(page)
    press(page, "Approve it as it was checked")
    assert again(here, one).state == "checked"

    # without scripts the same forms are there
    plain = site.page(here.lawyer, javascript=False)
    plain.goto(at("redaction", one, "mention", first.mention))
    expect(plain.get_by_text("This disclosure is now “Checked”")).to_be_visible()


def again_in(one):
    return type(one).objects.get(pk=one.pk)
