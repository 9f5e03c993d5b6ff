"""Case pages in a real browser: accessible, narrow, by keyboard, with and without scripts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect
from tests.cases.places import Place, place, record, registered, signed_in, working
from tests.cases.test_record_page import with_pdf
from tests.small_case import PEOPLE
from tests.web.browser import Site, check_page, tab_to
from tests.web.people import days, team

from candour.cases import services
from candour.cases.models import Gap, Preparation, Record, Stage
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now

pytestmark = pytest.mark.usefixtures("database")


def full(folder: Path) -> tuple[Place, Record]:
    """A case with something of everything."""
    here = place()
    visit = record(here.case, "Visit to the family", "Orla keeps a rabbit.", "She saw her father.", on=date(2016, 3, 3),
                   type="Case note", author="Owen Parry", meta=[["from", "Owen Parry"]])  # fmt: skip
    record(here.case, "Letter about the school", "Dear Mr Moran", on=date(2016, 3, 9), type="Letter", kind="hidden")
    locked = record(here.case, "Scanned-assessment-of-a-very-long-name-that-nobody-shortened-2016-final-v2.pdf")
    with_pdf(here, visit, folder)
    with working(here.case):
        Gap.objects.create(case=here.case, key="g1", kind="unreadable", detail="It is encrypted.", record=locked.key)
        Gap.objects.create(case=here.case, key="g2", kind="mentioned_not_held", detail="Viability assessment, 2017")
        Preparation.objects.create(case=here.case, asked_at=now(), stage=Stage.READY)
    registered(here.case, "P1", "Orla Byrne", "subject", date_of_birth="2006-05-01", address="2 Hatch Row, Milford")
    registered(here.case, "P2", "Sinead Byrne", never_disclose=["address", "phone"], aliases=["Shin"])
    registered(here.case, "found.1", "Faith Okafor", "third_party", found=True, found_as="found-1")
    with acting(Actor(user=here.owner.pk)):
        services.grant(by=here.owner, case=here.case, user=here.outsider, purpose="Advice on the hearing",
                       last_day=days(3))  # fmt: skip
    return here, visit


def test_every_page_of_a_case_is_accessible_and_narrow(site: Site, tmp_path: Path) -> None:
    here, visit = full(tmp_path)
    first = registered(here.case, "P3", "Declan Moran", "father")
    page = site.page(here.owner)
    for address in (
        "", "missing/", "search/", "people/", "people/add/", "people/import/", f"people/{first.pk}/",
        f"people/{first.pk}/remove/", f"people/{first.pk}/merge/", "access/", "access/team/", "access/give/",
        "access/bar/", "history/", "change/", f"records/{visit.pk}/1/", f"records/{visit.pk}/2/",
    ):  # fmt: skip
        page.goto(here.at + address)
        check_page(page)
    for address in ("/cases/", "/cases/open/", "/cases/emergency/"):
        page.goto(address)
        check_page(page)


def test_opening_a_case_by_keyboard(site: Site) -> None:
    here = place()
    north, page = team("North"), site.page(here.owner)
    page.goto("/cases/")
    tab_to(page, "Open a case")
    page.keyboard.press("Enter")
    page.get_by_label("Reference").focus()
    page.keyboard.type("C-900")
    tab_to(page, "Name")
    page.keyboard.type("The Moran family")
    tab_to(page, "Manager")
    page.keyboard.type(here.owner.name)
    tab_to(page, north.name)
    page.keyboard.press("Space")
    tab_to(page, "Continue")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before you open the case")
    check_page(page)
    tab_to(page, "Open this case")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The Moran family")
    check_page(page)


def test_searching_and_going_through_pages_with_the_arrow_keys(site: Site, tmp_path: Path) -> None:
    here, visit = full(tmp_path)
    page = site.page(here.reader)
    page.goto(f"{here.at}search/")
    page.get_by_label("Words to look for").fill("rabbits")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 page found")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Visit to the family, page 1").click()
    expect(page.locator("mark")).to_have_text("rabbit")
    drawn = page.evaluate("""async () => {
        const picture = new Image();
        picture.src = document.querySelector("svg image").getAttribute("href");
        await picture.decode();
        return picture.naturalWidth;
    }""")
    assert drawn == 1000
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Page 1 of 2")).to_be_visible()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_role("heading", level=1)).to_have_text("Letter about the school")
    with working(here.case):
        pages = {each.number: each.pk for each in visit.pages.all()}
    viewed = [entry.object for entry in here.entries("page_viewed")]
    assert viewed[:3] == [f"page:{pages[1]}", f"page:{pages[2]}", f"page:{pages[1]}"]
    assert len(viewed) == 4  # what was fetched ahead is not among them


def test_progress_goes_on_by_itself_and_without_scripts_by_a_link(site: Site) -> None:
    here = place()
    with working(here.case):
        run = Preparation.objects.create(case=here.case, asked_at=now(), stage=Stage.READING, done=1, total=9)
    page, plain = site.page(here.owner), site.page(here.owner, javascript=False)
    for each in (page, plain):
        each.goto(here.at)
        expect(each.get_by_text("reading pages, 1 of 9")).to_be_visible()
    check_page(page)
    with working(here.case):
        Preparation.objects.filter(pk=run.pk).update(done=5)
    expect(page.get_by_text("reading pages, 5 of 9")).to_be_visible()
    plain.get_by_role("link", name="Load this page again").click()
    expect(plain.get_by_text("reading pages, 5 of 9")).to_be_visible()
    record(here.case, "Visit", "x")
    with working(here.case):
        Preparation.objects.filter(pk=run.pk).update(stage=Stage.READY)
    expect(page.get_by_role("link", name="Visit")).to_be_visible()


def test_people_brought_in_from_a_file_without_scripts(site: Site) -> None:
    here = place()
    page = site.page(here.colleague, javascript=False)
    page.goto(f"{here.at}people/")
    page.get_by_role("link", name="Bring people in from a file").click()
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()}
    page.get_by_label("File with people").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Save these people").click()
    expect(page.get_by_text("6 people were added and 0 changed.")).to_be_visible()


def test_errors_of_forms_and_the_check_of_a_file_are_accessible(site: Site) -> None:
    here = place()
    page = site.page(here.owner)
    for address, button in (("people/add/", "Add this person"), ("access/give/", "Give access"), ("search/", "Search")):
        page.goto(here.at + address)
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert page.title().startswith("Error: ")
        check_page(page)
    shown = signed_in(here.owner).post(
        f"{here.at}people/import/", {"file": SimpleUploadedFile("people.csv", PEOPLE.encode())}
    )
    assert shown.status_code == 302
