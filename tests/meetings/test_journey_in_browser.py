"""A conference and a review in a real browser, each step by the one whose it is: pages are accessible and fit on a phone."""

from __future__ import annotations

import re

from playwright.sync_api import Page
from tests.meetings.rooms import Room
from tests.meetings.test_instead import HOME, TEXT, homes
from tests.web.browser import Site, check_page

from candour.ledger.acting import Actor, acting
from candour.meetings.models import Attendee, Sending

_DECIDE = re.compile("^Decide.*The record of the meeting")


def opened(page: Page, here: Room, one: Attendee) -> None:
    page.goto(here.at("person", one))
    page.get_by_role("heading", name=one.name, exact=True).wait_for()


def decided(page: Page, answer: str, why: str) -> None:
    page.get_by_role("link", name=_DECIDE).click()
    check_page(page)
    page.get_by_label(answer, exact=True).check()
    page.get_by_label("Why?").fill(why)
    page.get_by_role("button", name="Decide").click()


def instructed(page: Page, here: Room, one: Attendee, thing: str) -> None:
    opened(page, here, one)
    page.get_by_role("button", name=re.compile(f"^Give instructions.*{thing}")).click()
    page.get_by_label("Post", exact=True).check()
    page.get_by_label("Where to?").fill("8 Canal Street, Milford")
    page.get_by_label("How can they safely be reached?").fill("Nothing speaks against this way")
    page.get_by_role("button", name="Give these instructions").click()
    page.get_by_text("Business support can send it now.").wait_for()


def sent(page: Page, one: Attendee) -> None:
    page.goto("/meetings/to-send/")
    page.get_by_role("link", name=one.name).click()
    page.get_by_role("button", name="Note it as sent").click()
    page.get_by_text("nothing about it can be undone").wait_for()
    page.get_by_role("button", name="Note it as sent").click()
    page.get_by_text("Noted as sent.").wait_for()


def things_sent(here: Room) -> set[tuple[str, str, bool]]:
    """Who, what, and whether it is other information."""
    with acting(Actor(user=here.owner.pk)):
        found = Sending.objects.select_related("attendee")
        return {(each.attendee.name, each.thing, each.information_id is not None) for each in found}


def test_a_conference_with_an_excluded_parent_a_supporter_and_a_child(here: Room, site: Site) -> None:
    worker, chair, business = site.page(here.worker), site.page(here.chair), site.page(here.business)
    worker.goto(f"/cases/{here.case.key}/meetings/")
    check_page(worker)
    worker.goto(here.at("add_person"))
    check_page(worker)
    worker.get_by_label("Name", exact=True).fill("Declan Byrne")
    worker.get_by_label("Parent, or somebody else with parental responsibility", exact=True).check()
    worker.get_by_label("They were invited").check()
    worker.get_by_role("button", name="Add them").click()
    worker.get_by_role("heading", name="Declan Byrne").wait_for()
    mother = here.person("Sinead Byrne", "parent", attended=True)
    friend = here.person("Fay Friend", "supporter", attended=True, supports=mother)
    child = here.person("Anna Byrne", "child", attended=True)
    with acting(Actor(user=here.owner.pk)):
        father = Attendee.objects.get(name="Declan Byrne")

    opened(chair, here, father)
    chair.get_by_role("link", name="I kept them out").click()
    chair.get_by_label("Reason").fill("He threatened the social worker")
    chair.get_by_role("button", name="Note it").click()
    instructed(worker, here, father, "The social worker’s report")
    check_page(worker)
    sent(business, father)  # before anybody has signed
    worker.goto(here.at("views", father))
    check_page(worker)
    worker.get_by_label("Their views were recorded and presented to the meeting").check()
    worker.get_by_label("Their views", exact=True).fill("He wants to see the children at his sister’s.")
    worker.get_by_label("Who put them to the meeting?").fill("Will Worker")
    worker.get_by_role("button", name="Save").click()
    worker.get_by_text("Put to the meeting by Will Worker on").first.wait_for()
    opened(chair, here, friend)
    chair.get_by_role("link", name="Note what the parent said").click()
    check_page(chair)
    chair.get_by_label("Yes, they may have a copy").check()
    chair.get_by_role("button", name="Note it").click()

    chair.goto(here.at("overview"))
    chair.get_by_role("button", name="I have read them and sign them").click()
    chair.get_by_text("You have signed the minutes.").wait_for()
    check_page(chair)
    opened(chair, here, father)
    decided(chair, "They do not get it", "It tells where the mother lives now")
    chair.get_by_text("Your decision is noted.").wait_for()
    here.decide(friend)
    here.decide(child)
    chair.goto(here.at("distribution"))
    check_page(chair)
    assert chair.get_by_text("Everything is decided.").is_visible()
    instructed(worker, here, child, "The record of the meeting")
    business.goto("/meetings/to-send/")
    check_page(business)
    sent(business, child)
    assert things_sent(here) == {("Declan Byrne", "report", False), ("Anna Byrne", "record", False)}


def test_a_review_with_an_absent_parent(here: Room, site: Site) -> None:
    here.meeting = here.review
    homes(here, HOME)
    father = here.person("Declan Byrne", "parent", person=here.father, contributed=True, contact="supervised")
    here.sign()
    worker, officer, business = site.page(here.worker), site.page(here.officer), site.page(here.business)
    opened(worker, here, father)
    assert worker.get_by_text("Think of this above all where there is").is_visible()
    worker.get_by_role("link", name=_DECIDE).click()
    check_page(worker)
    worker.get_by_label("They get other written information instead").check()
    worker.get_by_label("Which written information do they get instead?").fill("Her health and her school year")
    worker.get_by_label("Why?").fill("Contact is supervised and the record tells where she lives")
    worker.get_by_role("button", name="Decide").click()
    worker.get_by_text("Ros Officer has to agree.").first.wait_for()
    opened(officer, here, father)
    officer.get_by_role("button", name="I agree").click()
    officer.get_by_text("It is decided now.").wait_for()
    officer.get_by_role("link", name="Write the information").click()
    officer.get_by_role("button", name="Write the text").click()
    check_page(officer)
    officer.get_by_label("Text", exact=True).fill(f"{TEXT} Write to {HOME}.")
    officer.get_by_role("button", name="Save this version").click()
    officer.get_by_text("It tells where a child of the case lives").first.wait_for()
    officer.get_by_label("Text", exact=True).fill(TEXT)
    officer.get_by_role("button", name="Save this version").click()
    for page in (officer, worker):
        page.goto(here.at("information", father))
        check_page(page)
        page.get_by_label("I have read it.").check()
        page.get_by_role("button", name="I agree to this version").click()
        page.get_by_text("You have agreed to this version.").wait_for()
    instructed(officer, here, father, "The record of the meeting")
    business.goto(here.at("information", father))
    with business.expect_download() as downloading:
        business.get_by_role("link", name="as Word").click()
    assert downloading.value.suggested_filename == "written-information.docx"
    sent(business, father)
    assert things_sent(here) == {("Declan Byrne", "record", True)}
