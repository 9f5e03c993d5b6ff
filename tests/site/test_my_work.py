"""The page My work: in order, within what each person may see, quick however many cases there are; and the menus."""

from __future__ import annotations

import re
import sys
from inspect import isfunction
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect
from tests.cases.places import place, registered, signed_in, working
from tests.disclosure.disclosing import office, opened
from tests.site.working import waits
from tests.web.browser import Site, check_page, tab_to
from tests.web.people import case, days, person, team

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases import services
from candour.cases.models import Case, Gap, Preparation, Stage
from candour.disclosure.models import Disclosure, Hold, Production, Sheet, State
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now
from candour.site.my_work import FOR, my_work

pytestmark = pytest.mark.usefixtures("database")
_MOST_QUESTIONS = 90
"""To the database, for somebody with every role."""


def busy(one: Case, by: User) -> None:
    """Something of nearly every kind."""
    registered(one, "P1", "Orla Byrne", "subject")
    registered(one, "found.1", "Faith Okafor", "third_party", found=True, found_as="found-1")
    with working(one):
        Gap.objects.create(case=one, key="a", kind="unreadable", detail="Locked")
        Preparation.objects.create(case=one, asked_at=now(), ended_at=now(), stage=Stage.FAILED)
    for state in State:
        disclosed(one, by, state)


def disclosed(one: Case, by: User, state: State) -> None:
    with acting(Actor(case=one.pk)):
        made = Disclosure.objects.create(
            case=one, recipient="P1", recipient_role="subject", purpose="subject-access", pack="england",
            pack_version="1", pack_sha256="0" * 64, opened_by=by, opened_at=now(), state=state, prepared_as="x",
        )  # fmt: skip
        Sheet.objects.create(case=one, disclosure=made, record="R1", page=1, place=0, shown="x")
        if state is State.FAILED:
            Production.objects.create(case=one, disclosure=made, number=1, asked_by=by, asked_at=now(), what="Full.")
        if state is State.DELIVERED:
            Hold.objects.create(case=one, disclosure=made, reason="The court is asked", set_by=by, set_at=now())


def asked(user: User) -> int:
    """How many questions the page asks the database."""
    client = signed_in(user)
    client.get("/")
    with CaptureQueriesContext(connection) as questions:
        assert client.get("/?all=1").status_code == 200
    return len(questions)


def test_ten_cases_ask_the_database_no_more_than_two() -> None:
    ours = team()
    manager, everybody = person(Role.MANAGER), person(*Role, team=ours)
    for _ in range(2):
        busy(case(manager=manager, teams=(ours,)), manager)
    few, before = asked(everybody), len(waits(everybody))
    for _ in range(8):
        busy(case(manager=manager, teams=(ours,)), manager)
    assert len(waits(everybody)) == 5 * before
    assert asked(everybody) == few <= _MOST_QUESTIONS, few


def test_owner_colleague_and_reader_see_their_own_work_an_outsider_none_and_nobody_signed_out() -> None:
    here = place("The Marlow family")
    busy(here.case, here.owner)
    assert "Have the case file prepared again" in told(here.owner)
    assert "Have the case file prepared again" in told(here.colleague)
    for user in (here.reader, here.outsider):
        assert "prepared again" not in told(user)
    assert "Marlow" in told(here.reader)
    assert "Marlow" not in told(here.outsider)
    answer = Client().get("/")
    assert (answer.status_code, answer["Location"][:15]) == (302, "/sign-in/login/")
    for method in ("post", "put", "delete"):
        assert getattr(signed_in(here.owner), method)("/").status_code == 405


def told(user: User) -> str:
    return signed_in(user).get("/").content.decode()


def test_who_is_barred_sees_none_of_it() -> None:
    here = place("The Marlow family")
    busy(here.case, here.owner)
    with acting(Actor(user=here.owner.pk)):
        services.bar(by=here.owner, case=here.case, user=here.colleague, reason="She is the child's aunt")
    assert waits(here.colleague) == []
    assert "Marlow" not in told(here.colleague)


def test_every_kind_that_an_app_knows_is_gathered() -> None:
    modules = {kind.__module__ for kind in FOR}
    known = {
        each
        for name in modules
        for each in vars(sys.modules[name]).values()
        if isfunction(each)
        and each.__module__ == name
        and not each.__name__.startswith("_")
        and each.__annotations__.get("return") == "Iterator[Waiting]"
    }
    assert known == set(FOR)
    assert len(modules) > 4


def test_who_holds_no_role_has_nothing_to_do_even_in_a_team() -> None:
    ours = team()
    manager, nobody = person(Role.MANAGER), person(team=ours)
    busy(case(manager=manager, teams=(ours,)), manager)
    assert waits(nobody) == []


def test_what_has_a_day_comes_before_what_has_none_and_the_oldest_first() -> None:
    manager = person(Role.MANAGER)
    found = [case(manager=manager, name=f"Case {number}") for number in range(3)]
    for one, last in zip(found, (6, 2, 4), strict=True):
        with acting(Actor(user=manager.pk)):
            guest = person_named(f"Guest {last}")
            services.grant(by=manager, case=one, user=guest, purpose="Advice on the hearing", last_day=days(last))
    with acting(Actor(user=manager.pk)):
        groups = my_work(manager, at_most=None)
    days_of = [row.it.by for group in groups for row in group.shown]
    assert days_of == sorted(days_of)
    assert len(days_of) == 3


def person_named(name: str) -> User:
    return User.objects.create(name=name, email=f"{name.replace(' ', '')}@council.example", joined_at=now())


def test_a_group_shows_ten_until_all_are_asked_for() -> None:
    manager = person(Role.MANAGER)
    for number in range(12):
        one = case(manager=manager, name=f"Family {number}")
        with working(one):
            Gap.objects.create(case=one, key="a", kind="unreadable", detail="Locked")
    page = told(manager)
    assert page.count("Say why something is missing") == 10
    assert 'href="?all=1#later"' in page
    whole = signed_in(manager).get("/?all=1").content.decode()
    assert whole.count("Say why something is missing") == 12
    assert "?all=1" not in whole


def test_nothing_to_do_is_said() -> None:
    here = place()
    assert "Nothing waits for you" in told(here.reader)
    assert "Nothing waits for you" not in told(here.outsider)  # who has no case is told that


@pytest.fixture
def everywhere(tmp_path: Path) -> tuple[User, Case]:
    """Somebody with every role, with something in each group and a long name in the case."""
    here = office(tmp_path)
    opened(here, recipient="K3", purpose="parent-request")
    everybody = person(*Role, team=here.team, name="Eve Everybody-Featherstonehaugh")
    with acting(Actor(user=here.manager.pk)):
        services.grant(
            by=here.manager, case=here.case, user=person_named("Lee"), purpose="Advice on it", last_day=days(2)
        )
        services.change_case(
            by=here.manager,
            case=here.case,
            name="Children of the Featherstonehaugh-Wolstenholme family",
            manager=here.manager,
        )
    with working(here.case):
        Preparation.objects.create(case=here.case, asked_at=now(), ended_at=now(), stage=Stage.FAILED, error="Full.")
    return everybody, here.case


def test_the_page_is_accessible_fits_on_a_phone_and_leads_to_where_things_are_done(
    everywhere: tuple[User, Case], site: Site
) -> None:
    page = site.page(everywhere[0])
    page.goto("/")
    for title in ("Do these first", "Waiting for you", "When you have time"):
        expect(page.get_by_role("heading", name=re.compile(title))).to_be_visible()
    check_page(page)
    links = page.locator(".candour-work a").evaluate_all("(all) => all.map((each) => each.getAttribute('href'))")
    assert len(links) >= 3
    for link in links:
        answer = page.goto(link)
        assert answer is not None
        assert answer.status == 200, link


def test_the_page_works_by_keyboard_and_without_scripts(everywhere: tuple[User, Case], site: Site) -> None:
    page = site.page(everywhere[0], javascript=False)
    page.goto("/")
    page.get_by_role("link", name=re.compile("Have the case file prepared again")).click()
    expect(page.get_by_text("This case file could not be prepared")).to_be_visible()


def one_line(page: Page, menu: str) -> bool:
    """Whether everything that is seen of a menu begins at the same height."""
    items = page.get_by_role("navigation", name=menu).locator("ul").first.locator("> li")
    return len({round(top) for top in items.evaluate_all("(all) => all.map((each) => each.offsetTop)")}) == 1


def more_of_case(page: Page) -> Locator:
    return page.get_by_role("navigation", name="This case").locator(".candour-more__summary")


def test_both_menus_stand_on_one_line_and_what_is_rare_unfolds_by_keyboard(
    everywhere: tuple[User, Case], site: Site
) -> None:
    everybody, one = everywhere
    page = site.page(everybody)
    page.goto(f"/cases/{one.key}/")
    assert one_line(page, "Menu")
    assert one_line(page, "This case")
    kept = page.get_by_role("link", name="How long it is kept")
    expect(kept).to_be_hidden()
    more_of_case(page).focus()
    page.keyboard.press("Enter")
    expect(kept).to_be_visible()
    check_page(page)
    tab_to(page, "How long it is kept")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("How long this case is kept")
    expect(page.locator(".govuk-service-navigation__item--active .candour-more__summary")).to_be_visible()


def test_the_menu_of_a_case_unfolds_without_scripts_and_on_a_phone(everywhere: tuple[User, Case], site: Site) -> None:
    everybody, one = everywhere
    page = site.page(everybody, javascript=False)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(reverse("cases:people", args=[one.key]))
    more_of_case(page).click()
    page.get_by_role("link", name="Who can see it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who can see this case")
