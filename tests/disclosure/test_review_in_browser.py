"""Review in a real browser: by keyboard alone, two at once, on a phone, without scripts, with nothing fetched ahead."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect
from tests.disclosure.disclosing import Office, office, opened
from tests.web.browser import Site, check_accessible, check_narrow, check_page

from candour.disclosure.models import Decision, Disclosure, Proposal, Sheet
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def made(database: object, tmp_path: Path) -> Office:
    return office(tmp_path)


def visit(made: Office, disclosure: Disclosure) -> Sheet:
    """The visit: a page that names everybody."""
    with acting(Actor(user=made.manager.pk)):
        each = Proposal.objects.filter(disclosure=disclosure, text="Faith Okafor", page__gt=0).order_by("pk")[0]
        return Sheet.objects.get(disclosure=disclosure, record=each.record, page=each.page)


def address(disclosure: Disclosure, sheet: Sheet) -> str:
    return f"/disclosures/{disclosure.key}/review/{sheet.place}/"


def decisions(made: Office, disclosure: Disclosure) -> list[tuple[str, str, str]]:
    with acting(Actor(user=made.manager.pk)):
        found = Decision.objects.filter(disclosure=disclosure).order_by("pk")
        return list(found.values_list("about", "action", "key"))


def chosen(page: Page) -> str:
    return page.locator(".review__item.is-chosen").inner_text()


def go_to(page: Page, text: str) -> None:
    """Down the list with J until the item with this text is chosen."""
    for _ in range(20):
        if text in chosen(page).split("\n")[0]:
            return
        page.keyboard.press("j")
    raise AssertionError(f"J does not come to {text}, only to {chosen(page)}")


def press(page: Page, key: str) -> None:
    """A key that sends a decision, and its answer."""
    before = page.query_selector("[data-review]")
    assert before is not None
    page.keyboard.press(key)
    before.wait_for_element_state("hidden")
    expect(page.locator("[data-review] .review__item.is-chosen")).to_be_visible()


def test_by_keyboard_accept_black_out_leave_visible_undo_and_go_on(site: Site, made: Office) -> None:
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    page = site.page(made.reviewer)
    page.goto(address(disclosure, sheet))
    go_to(page, "Owen Parry")
    page.keyboard.press("b")
    assert page.evaluate("document.activeElement.name") == "ground", "policy gives no reason, so one is asked for"
    assert not decisions(made, disclosure)
    page.keyboard.type("Info")
    page.keyboard.press("Escape")
    press(page, "b")
    assert [each[:2] for each in decisions(made, disclosure)] == [("mention", "redact")]
    assert "Not decided" in chosen(page), "the next open one is chosen"
    press(page, "u")
    assert [each[:2] for each in decisions(made, disclosure)] == [("mention", "redact"), ("mention", "")]
    for _ in range(20):
        page.keyboard.press("k")
    assert chosen(page).startswith("The page")
    press(page, "a")
    assert decisions(made, disclosure)[-1][:2] == ("page", "redact")
    expect(page.locator("[data-review]")).to_contain_text("1 of")
    assert "Could this tell" in chosen(page), "a question is answered by itself"
    press(page, "l")
    before = page.locator("h1").inner_text()
    page.keyboard.press("n")
    expect(page.locator("h1")).not_to_have_text(before)


def test_all_that_say_the_same_are_decided_with_one_key(site: Site, made: Office) -> None:
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    with acting(Actor(user=made.manager.pk)):
        alike = Proposal.objects.get(disclosure=disclosure, record=sheet.record, page=sheet.page, text="Owen Parry")
        assert Proposal.objects.filter(disclosure=disclosure, said=alike.said).count() > 1
    page = site.page(made.reviewer)
    page.goto(address(disclosure, sheet))
    go_to(page, "Owen Parry")
    page.keyboard.press("s")
    press(page, "l")
    assert decisions(made, disclosure) == [("group", "keep", alike.said)]


def test_a_note_and_a_box_drawn_by_keys(site: Site, made: Office) -> None:
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    page = site.page(made.reviewer)
    page.goto(address(disclosure, sheet))
    go_to(page, "Owen Parry")
    page.keyboard.press("c")
    page.keyboard.type("Ask the school")
    page.keyboard.press("Tab")
    press(page, "Enter")
    expect(page.locator(".review__list")).to_contain_text("Ask the school")
    page.keyboard.press("d")
    assert page.locator('[data-does="draw"]').get_attribute("aria-pressed") == "true"
    for key in ("ArrowDown", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown"):
        page.keyboard.press(key)
    press(page, "Enter")
    (drawn,) = decisions(made, disclosure)
    assert drawn[:2] == ("drawn", "redact")
    expect(page.locator(".review__list")).to_contain_text("Drawn box")
    page.keyboard.press("d")
    page.keyboard.press("Escape")
    assert page.locator("[data-drawn]").count() == 0


def test_the_list_of_keys_and_keys_switched_off(site: Site, made: Office) -> None:
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    page = site.page(made.reviewer)
    page.goto(address(disclosure, sheet))
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    check_accessible(page)
    dialog.get_by_label("Keys are on").uncheck()
    dialog.get_by_role("button", name="Close").click()
    first = chosen(page)
    page.keyboard.press("j")
    page.keyboard.press("a")
    assert chosen(page) == first
    assert not decisions(made, disclosure)
    page.get_by_role("button", name="Keys").click()
    dialog.get_by_label("Keys are on").check()
    page.keyboard.press("Escape")
    page.locator(".review__item.is-chosen").focus()
    page.keyboard.press("j")
    assert chosen(page) != first


def test_original_and_as_it_would_leave_at_a_key(site: Site, made: Office) -> None:
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    page = site.page(made.reviewer)
    page.goto(address(disclosure, sheet))
    button, boxes = page.get_by_role("button", name="As it would leave"), page.locator("svg[data-sheet]")
    assert button.get_attribute("aria-pressed") == "false"
    expect(boxes).to_be_visible()
    with page.expect_response(lambda answer: "leaving.png" in answer.url) as drawn:
        page.keyboard.press("o")
    assert drawn.value.status == 200
    assert button.get_attribute("aria-pressed") == "true"
    expect(boxes).to_be_hidden()
    check_accessible(page)
    with page.expect_response(lambda answer: "leaving.png" in answer.url):
        press(page, "a")  # drawn again, as it is after the decision
    page.keyboard.press("o")
    expect(boxes).to_be_visible()
    assert "leaving" not in str(page.locator("[data-picture]").get_attribute("src"))


def test_two_reviewers_on_one_page(site: Site, made: Office) -> None:
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    mine, theirs = site.page(made.reviewer), site.page(made.other)
    for page in (mine, theirs):
        page.goto(address(disclosure, sheet))
        go_to(page, "Owen Parry")
    press(theirs, "l")
    press(mine, "l")
    refused = mine.locator("[data-refused]")
    expect(refused).to_contain_text(made.other.name)
    assert mine.evaluate("document.activeElement.hasAttribute('data-refused')")
    assert len(decisions(made, disclosure)) == 1
    check_page(mine)


def test_nothing_of_the_next_page_is_fetched_before_it_is_asked_for(site: Site, made: Office) -> None:
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    page, answers = site.page(made.reviewer), list[Response]()
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address(disclosure, sheet))
    page.wait_for_load_state("networkidle")
    ahead = [each for each in answers if "?ahead" in each.url]
    assert ahead
    assert {each.status for each in ahead} == {204}
    own = page.locator("[data-picture]").get_attribute("src")
    pictures = [each for each in answers if each.url.endswith(".png")]
    assert [each.url.removeprefix(site.address) for each in pictures] == [own]
    before = page.locator("h1").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator("h1")).not_to_have_text(before)
    page.keyboard.press("ArrowLeft")
    expect(page.locator("h1")).to_have_text(before)


def test_every_page_is_accessible_wide_and_narrow(site: Site, made: Office) -> None:
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    page = site.page(made.reviewer)
    page.goto(address(disclosure, sheet))
    check_page(page)
    page.set_viewport_size({"width": 320, "height": 640})
    expect(page.locator(".review__picture")).to_be_hidden()
    expect(page.locator(".review__list button").first).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    start = f"/disclosures/{disclosure.key}/people/"
    for there in (f"{address(disclosure, sheet)}leaving/", f"{address(disclosure, sheet)}otherwise/", start):
        page.goto(there)
        check_page(page)
    page.goto(start)
    page.get_by_role("link", name="Owen Parry", exact=True).click()
    check_page(page)
    page.get_by_label("Black out").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("reason")
    check_accessible(page)
    check_narrow(page)
    page.goto(f"{start}unclear/")
    check_page(page)
    page.goto(f"{address(disclosure, sheet)}otherwise/")
    page.get_by_label("See this page as").select_option(label="Sinead Byrne: Subject access request")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("table")).to_contain_text("Differs")
    check_page(page)


def test_without_scripts_a_decision_and_both_pictures_are_there(site: Site, made: Office) -> None:
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    page = site.page(made.reviewer, javascript=False)
    page.goto(address(disclosure, sheet))
    page.get_by_role("button", name="Accept all that is proposed here").click()
    assert decisions(made, disclosure)[-1][:2] == ("page", "redact")
    expect(page.get_by_role("button", name="As it would leave")).to_be_hidden()
    page.get_by_role("link", name="As it would leave").click()
    expect(page.get_by_alt_text("Picture of the page as it would leave")).to_be_visible()
    assert page.get_by_alt_text("Picture of the page as it would leave").evaluate("(each) => each.naturalWidth") == 1000


def test_nothing_moves_and_one_line_each_where_the_window_is_wide(site: Site, made: Office) -> None:
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    page = site.page(made.reviewer)
    page.goto(address(disclosure, sheet))
    lines, buttons = page.locator(".review__list .review__row"), page.locator(".is-chosen .review__buttons")
    heights = [line.bounding_box() or {"height": 0.0} for line in lines.all()]
    assert len(heights) > 1
    assert max(each["height"] for each in heights) < 40
    go_to(page, "Owen Parry")
    before, picture = lines.first.bounding_box(), page.locator("[data-picture]")
    page.keyboard.press("j")
    assert lines.first.bounding_box() == before
    picture.evaluate("(each) => { each.same = true }")
    page.keyboard.press("k")
    assert "Owen Parry" in chosen(page)
    press(page, "l")
    assert lines.first.bounding_box() == before
    assert picture.evaluate("(each) => each.same"), "the picture that was there is kept"
    expect(buttons).to_be_visible()


def test_tab_comes_to_each_line_and_into_what_can_be_done_with_it(site: Site, made: Office) -> None:
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    page = site.page(made.reviewer)
    page.goto(address(disclosure, sheet))
    seen = {chosen(page).split("\n")[0]}
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.add(chosen(page).split("\n")[0])
    assert len(seen) > 3
    assert page.locator(".review__detail:visible").count() == 1
