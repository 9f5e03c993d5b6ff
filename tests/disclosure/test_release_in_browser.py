"""From the last decision to the collected bundle in a real browser: by keyboard, on a phone's width, with and without scripts."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect
from tests.disclosure.disclosing import Office, again, decide_everything
from tests.disclosure.pages import at, sent
from tests.web.browser import Site, check_narrow, check_page, press, tab_to
from tests.web.people import days
from tests.web.work import work_off

from candour.disclosure.models import Channel, Contact, Disclosure
from candour.ledger.acting import Actor, acting


def test_from_the_last_decision_to_the_collected_bundle(site: Site, here: Office, one: Disclosure) -> None:
    decide_everything(here, one)
    send_to_be_checked(site.page(here.reviewer), one)

    checker = site.page(here.checker)
    start_checking_every_page(checker, one)
    write_and_take_back_what_should_be_different(checker)
    look_ahead_and_come_back(checker)
    agree_with_every_page(checker)
    pass_the_check(checker)

    look_as_a_lawyer(site.page(here.lawyer), one)

    sender = site.page(here.sender)
    produce_the_bundle(sender, one)
    read_the_letter(sender, one)
    note_where_it_is_safe_to_write_and_to_ring(sender, one)
    link, code = make_link_and_code(sender)

    phone = site.page()
    follow_the_link_and_mistype_the_code(phone, link)
    give_the_code(phone, code)
    collect_the_records(phone)
    write_a_complaint(phone)

    hand_over_and_see_what_happened(sender, one)
    leave_quickly_and_find_it_closed(phone)
    meet_a_link_that_leads_nowhere(phone)

    collect_and_leave_without_scripts(site, here, one)


# ---------------------------------------------------------------- who reviewed it


def send_to_be_checked(reviewer: Page, one: Disclosure) -> None:
    reviewer.goto(at("overview", one))
    check_page(reviewer)
    press(reviewer, "Send it to be checked")
    check_page(reviewer)
    press(reviewer, "Send it to be checked")
    expect(reviewer.get_by_text("It can be checked.")).to_be_visible()


# ---------------------------------------------------------------- who checks it


def start_checking_every_page(checker: Page, one: Disclosure) -> None:
    checker.goto(at("checks", one))
    check_page(checker)
    checker.get_by_label("Every page").check()
    checker.get_by_role("button", name="Start the check").click()
    is_at_page(checker, 1)
    check_page(checker)


def is_at_page(checker: Page, number: int) -> None:
    expect(checker.get_by_role("heading", level=1)).to_contain_text(f"page {number} of 4")


def write_and_take_back_what_should_be_different(checker: Page) -> None:
    """Keys that mark a page are letters while somebody writes."""
    checker.locator("body").press("d")  # without words it goes to where they are written
    words = checker.get_by_label("What should be different?")
    expect(words).to_be_focused()
    checker.keyboard.type("a d a d")
    is_at_page(checker, 1)
    words.fill("")


def look_ahead_and_come_back(checker: Page) -> None:
    checker.get_by_role("heading", level=1).click()
    checker.keyboard.press("ArrowRight")
    is_at_page(checker, 2)
    checker.keyboard.press("ArrowLeft")


def agree_with_every_page(checker: Page) -> None:
    for number in range(1, 5):
        is_at_page(checker, number)
        checker.keyboard.press("a")
    expect(checker.get_by_text("every page of this check")).to_be_visible()
    check_page(checker)


def pass_the_check(checker: Page) -> None:
    press(checker, "Pass it")
    expect(checker.get_by_text("The check is passed.")).to_be_visible()


def look_as_a_lawyer(lawyer: Page, one: Disclosure) -> None:
    for address in (at("legal", one), at("legal_page", one, 1)):
        lawyer.goto(address)
        check_page(lawyer)


# ---------------------------------------------------------------- who sends it


def produce_the_bundle(sender: Page, one: Disclosure) -> None:
    sender.goto(at("release", one))
    check_page(sender)
    press(sender, "Produce the bundle")
    expect(sender.get_by_text("The bundle is being made")).to_be_visible()
    check_page(sender)
    work_off()
    expect(sender.get_by_text("Verified", exact=True)).to_be_visible()  # the page asked for itself
    check_page(sender)


def read_the_letter(sender: Page, one: Disclosure) -> None:
    sender.goto(at("letter", one))
    check_page(sender)


def note_where_it_is_safe_to_write_and_to_ring(sender: Page, one: Disclosure) -> None:
    sender.goto(at("deliver", one))
    check_page(sender)
    for channel, value in (("E-mail", "orla@example.org"), ("Telephone", "07700 900001")):
        if not sender.get_by_label("Address or number").is_visible():
            sender.get_by_text("Note a safe contact").click()
        sender.get_by_label(channel, exact=True).check()
        sender.get_by_label("Address or number").fill(value)
        sender.get_by_role("button", name="Note it").click()
        expect(sender.get_by_role("row", name=value)).to_be_visible()


def make_link_and_code(sender: Page) -> tuple[str, str]:
    sender.get_by_role("group", name="The link goes to").get_by_label("E-mail").check()
    sender.get_by_role("group", name="The code goes to").get_by_label("Telephone").check()
    day = days(9)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        sender.get_by_role("group", name="Last day", exact=True).get_by_label(label).fill(str(value))
    check_page(sender)
    sender.get_by_role("button", name="Make the link and the code").click()
    expect(sender.get_by_role("heading", level=1)).to_have_text("Hand these over now")
    check_page(sender)
    link = sender.locator("[data-link]").get_attribute("data-link")
    code = sender.locator("[data-code]").get_attribute("data-code")
    assert link
    assert code
    return link, code


def hand_over_and_see_what_happened(sender: Page, one: Disclosure) -> None:
    sender.get_by_role("button", name="I have handed them over").click()
    expect(sender.get_by_text("My sister is missing.")).to_be_visible()
    expect(sender.get_by_text("Collected", exact=True)).to_be_visible()
    check_page(sender)
    sender.goto(at("overview", one))
    check_page(sender)


# ---------------------------------------------------------------- who collects it


def follow_the_link_and_mistype_the_code(phone: Page, link: str) -> None:
    phone.goto(link)
    check_page(phone)
    tab_to(phone, "Your code")
    phone.keyboard.type("12")
    with phone.expect_navigation():
        phone.keyboard.press("Enter")
    expect(phone.get_by_role("alert")).to_contain_text("4 more tries")
    check_page(phone)


def give_the_code(phone: Page, code: str) -> None:
    phone.get_by_label("Your code").fill(code)
    press(phone, "Continue")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your records")
    check_page(phone)


def collect_the_records(phone: Page) -> None:
    with phone.expect_download() as download:
        phone.get_by_role("link", name="The records (download bundle.pdf)").click()
    assert Path(download.value.path()).read_bytes()[:5] == b"%PDF-"


def write_a_complaint(phone: Page) -> None:
    press(phone, "Write to us")
    check_page(phone)
    phone.get_by_label("I want to complain").check()
    phone.get_by_label("What would you like to say?").fill("My sister is missing.")
    press(phone, "Send")
    expect(phone.get_by_role("heading", level=1)).to_have_text("We have your message")
    check_page(phone)


def leave_quickly_and_find_it_closed(phone: Page) -> None:
    for _ in range(3):
        phone.keyboard.press("Escape")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Page closed")
    check_narrow(phone)
    phone.go_back()
    expect(phone.get_by_text("You need a new code").first).to_be_visible()


def meet_a_link_that_leads_nowhere(phone: Page) -> None:
    phone.goto("/collect/" + "A" * 43 + "/")
    check_page(phone)


def collect_and_leave_without_scripts(site: Site, here: Office, one: Disclosure) -> None:
    """By another link, with a new code."""
    with acting(Actor(user=here.sender.pk)):
        assert Contact.objects.filter(disclosure=one, channel=Channel.PHONE).exists()
    fresh = sent(here, again(here, one))
    plain = site.page(javascript=False)
    plain.goto(fresh.link)
    plain.get_by_label("Your code").fill(f"{fresh.code[:4]} {fresh.code[4:]}")
    plain.get_by_role("button", name="Continue").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Your records")
    plain.get_by_role("button", name="Leave this page quickly").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Page closed")
    plain.goto(fresh.link)
    expect(plain.get_by_role("heading", level=1)).to_have_text("You need a new code")
