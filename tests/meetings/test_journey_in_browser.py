"""A conference and a review in a real browser, each step by the one whose it is: pages are accessible and fit on a phone."""

from __future__ import annotations

import re

from playwright.sync_api import Page
from tests.meetings.rooms import Room
from tests.web.browser import Site, check_page

from candour.ledger.acting import Actor, acting
from candour.meetings.models import Attendee, Sending

_DECIDE = re.compile("^Decide.*The record of the meeting")


def added(page: Page, here: Room, name: str, capacity: str, *happened: str, parent: str = "") -> None:
    page.goto(here.at("add_person"))
    check_page(page)
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label(capacity, exact=True).check()
    for each in happened:
        page.get_by_label(each).check()
    if parent:
        page.get_by_label("With which parent did they come?").select_option(label=parent)
    page.get_by_role("button", name="Add them").click()
    page.get_by_role("heading", name=name).wait_for()


def opened(page: Page, here: Room, name: str) -> None:
    page.goto(here.at("distribution"))
    page.get_by_role("link", name=name).first.click()
    page.get_by_role("heading", name=name, exact=True).wait_for()


def decided(page: Page, here: Room, name: str, answer: str, why: str) -> None:
    opened(page, here, name)
    page.get_by_role("link", name=_DECIDE).click()
    check_page(page)
    page.get_by_label(answer, exact=True).check()
    page.get_by_label("Why?").fill(why)
    page.get_by_role("button", name="Decide").click()
    page.get_by_text("Your decision is noted.").wait_for()
    check_page(page)


def instructed(page: Page, here: Room, name: str) -> None:
    opened(page, here, name)
    page.get_by_role("button", name="Give instructions").click()
    check_page(page)
    page.get_by_label("Post", exact=True).check()
    page.get_by_label("Where to?").fill("8 Canal Street, Milford")
    page.get_by_label("How can they safely be reached?").fill("Nothing speaks against this way")
    page.get_by_role("button", name="Give these instructions").click()
    page.get_by_text("Business support can send it now.").wait_for()


def sent(page: Page, here: Room, name: str) -> None:
    page.goto("/meetings/to-send/")
    check_page(page)
    page.get_by_role("link", name=name).click()
    page.get_by_role("button", name="Note it as sent").click()
    page.get_by_text("nothing about it can be undone").wait_for()
    check_page(page)
    page.get_by_role("button", name="Note it as sent").click()
    page.get_by_text("Noted as sent.").wait_for()


def signed(page: Page, address: str) -> None:
    page.goto(address)
    check_page(page)
    page.get_by_role("button", name="I have read them and sign them").click()
    page.get_by_text("You have signed the minutes.").wait_for()
    check_page(page)


def things_sent(here: Room) -> dict[str, list[str]]:
    with acting(Actor(user=here.owner.pk)):
        return {each.attendee.name: each.things for each in Sending.objects.select_related("attendee")}


def test_a_conference_with_an_excluded_parent_a_supporter_a_solicitor_and_a_child(here: Room, site: Site) -> None:
    worker, chair, business = site.page(here.worker), site.page(here.chair), site.page(here.business)
    worker.goto(f"/cases/{here.case.key}/meetings/")
    check_page(worker)
    added(worker, here, "Sinead Byrne", "Parent, or somebody else with parental responsibility", "They were there")
    added(worker, here, "Declan Byrne", "Parent, or somebody else with parental responsibility", "They were invited")
    added(worker, here, "Fay Friend", "Friend or supporter of a parent", "They were there", parent="Sinead Byrne")
    added(worker, here, "Saul Solicitor", "Solicitor of a parent", "They were there", parent="Sinead Byrne")
    added(worker, here, "Anna Byrne", "Child", "They were there")

    opened(chair, here, "Declan Byrne")
    chair.get_by_role("link", name="I kept them out").click()
    check_page(chair)
    chair.get_by_label("Reason").fill("He threatened the social worker")
    chair.get_by_role("button", name="Note it").click()
    opened(worker, here, "Declan Byrne")
    worker.get_by_role("link", name="Change what is noted").click()
    check_page(worker)
    worker.get_by_label("Their views were recorded and presented").check()
    worker.get_by_role("button", name="Save").click()
    for name, answer in (("Fay Friend", "Yes, they may have a copy"), ("Saul Solicitor", "No, they may not")):
        opened(chair, here, name)
        chair.get_by_role("link", name="Note what the parent said").click()
        check_page(chair)
        chair.get_by_label(answer).check()
        chair.get_by_role("button", name="Note it").click()

    signed(chair, here.at("overview"))
    decided(chair, here, "Declan Byrne", "They do not get it", "It tells where the mother lives now")
    decided(chair, here, "Fay Friend", "They get it", "She helps the mother to keep to the plan")
    decided(chair, here, "Anna Byrne", "They get it", "She is fourteen and asked for it")
    chair.goto(here.at("distribution"))
    check_page(chair)
    assert chair.get_by_text("Everything is decided.").is_visible()
    assert chair.get_by_text("Sinead Byrne does not want them to have a copy.").is_visible()
    for name in ("Sinead Byrne", "Declan Byrne", "Fay Friend", "Anna Byrne"):
        instructed(chair if name != "Anna Byrne" else worker, here, name)
        sent(business, here, name)
    assert things_sent(here) == {
        "Sinead Byrne": ["record"], "Declan Byrne": ["report"], "Fay Friend": ["record"], "Anna Byrne": ["record"],
    }  # fmt: skip


def test_a_review_with_an_absent_parent(here: Room, site: Site) -> None:
    here.meeting = here.review
    father = here.person("Declan Byrne", "parent", contributed=True, contact="supervised")
    worker, officer, business = site.page(here.worker), site.page(here.officer), site.page(here.business)
    signed(officer, here.at("overview"))
    opened(worker, here, "Declan Byrne")
    assert worker.get_by_text("Think of this above all where there is").is_visible()
    worker.get_by_role("link", name=_DECIDE).click()
    check_page(worker)
    worker.get_by_label("They get other written information instead").check()
    worker.get_by_label("Which written information do they get instead?").fill(
        "A letter about her health and her school year"
    )
    worker.get_by_label("Why?").fill("Contact is supervised and the record tells where she lives")
    worker.get_by_role("button", name="Decide").click()
    worker.get_by_text("Ros Officer has to agree.").first.wait_for()
    opened(officer, here, "Declan Byrne")
    officer.get_by_role("button", name="I agree").click()
    officer.get_by_text("It is decided now.").wait_for()
    instructed(officer, here, "Declan Byrne")
    sent(business, here, "Declan Byrne")
    assert things_sent(here) == {"Declan Byrne": ["information"]}
    with acting(Actor(user=here.owner.pk)):
        assert Attendee.objects.get(pk=father.pk).sending.by == here.business
