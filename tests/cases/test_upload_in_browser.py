"""Adding files in a real browser: folders, progress, stopping, lines that break, and without JavaScript."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from tests.cases.arrivals import add, named
from tests.web.browser import Site, check_page, tab_to
from tests.web.people import case, person, team

from candour.accounts.models import Team, User
from candour.accounts.roles import Role
from candour.cases import files
from candour.cases.models import Case, Preparation, Upload
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def ours() -> Team:
    return team()


@pytest.fixture
def manager(ours: Team) -> User:
    return person(Role.MANAGER, team=ours)


@pytest.fixture
def one(manager: User, ours: Team) -> Case:
    return case(manager=manager, teams=(ours,))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Seventy files: more than go into one request."""
    top = tmp_path / "Case file"
    (top / "Letters").mkdir(parents=True)
    for number in range(69):
        (top / "Letters" / f"{number}.txt").write_text(f"Letter {number}", encoding="utf-8")
    (top / "Café.txt").write_text("Note", encoding="utf-8")
    return top


def here(user: User, one: Case) -> set[str]:
    with acting(Actor(user=user.pk)):
        return set(files.files(case=one).values_list("path", flat=True))


def opened(site: Site, user: User, one: Case, *, javascript: bool = True) -> Page:
    page = site.page(user, javascript=javascript)
    page.goto(f"/cases/{one.key}/files/add/")
    return page


def choose_folder(page: Page, folder: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a folder").click()
    chooser.value.set_files(folder)


def send(page: Page) -> None:
    page.get_by_role("button", name="Add files").click()


def test_a_folder_goes_in_several_requests_and_every_file_has_its_path(
    site: Site, manager: User, one: Case, folder: Path
) -> None:
    page = opened(site, manager, one)
    choose_folder(page, folder)
    expect(page.get_by_text("70 files are ready to be added.")).to_be_visible()
    check_page(page)
    send(page)
    expect(page.get_by_text("Done: 70 files.")).to_be_visible()
    check_page(page)
    assert here(manager, one) == {"Case file/Café.txt", *(f"Case file/Letters/{number}.txt" for number in range(69))}
    with acting(Actor(user=manager.pk)):
        assert Upload.objects.filter(case=one).count() == 1
        assert Preparation.objects.filter(case=one).count() == 1
    page.get_by_role("link", name="See what became of each file").click()
    expect(page.get_by_role("heading", name="What became of each file")).to_be_visible()
    check_page(page)


def test_folders_and_files_can_be_dropped(site: Site, manager: User, one: Case, folder: Path, tmp_path: Path) -> None:
    single = tmp_path / "single.txt"
    single.write_text("One", encoding="utf-8")
    page = opened(site, manager, one)
    box = page.locator("[data-upload-drop]").bounding_box()
    assert box is not None
    devtools = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        data = {"items": [], "files": [str(folder), str(single)], "dragOperationsMask": 1}
        devtools.send("Input.dispatchDragEvent", {"type": kind, "x": box["x"] + 20, "y": box["y"] + 20, "data": data})
    expect(page.get_by_text("71 files are ready to be added.")).to_be_visible()
    send(page)
    expect(page.get_by_text("Done: 71 files.")).to_be_visible()
    assert {"single.txt", "Case file/Café.txt", "Case file/Letters/68.txt"} <= here(manager, one)


def test_what_is_refused_is_listed_with_its_reason(site: Site, manager: User, one: Case, tmp_path: Path) -> None:
    add(manager, one, named("a/b.txt"))
    fine, clash = tmp_path / "fine.txt", tmp_path / "a"
    fine.write_text("fine", encoding="utf-8")
    clash.write_text("clash", encoding="utf-8")
    page = opened(site, manager, one)
    page.get_by_label("Files", exact=True).set_input_files([fine, clash])
    send(page)
    expect(page.get_by_text("Done: 2 files.")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("There is a file where its path has a folder"))).to_be_visible()
    check_page(page)
    assert here(manager, one) == {"a/b.txt", "fine.txt"}


def test_a_line_that_breaks_for_a_moment_costs_nothing(site: Site, manager: User, one: Case, folder: Path) -> None:
    page = opened(site, manager, one)
    tries: list[Route] = []

    def break_twice(route: Route) -> None:
        tries.append(route)
        route.abort("connectionreset") if len(tries) in (1, 3) else route.continue_()

    page.route("**/files/add/", break_twice)
    choose_folder(page, folder)
    send(page)
    expect(page.get_by_text("Done: 70 files.")).to_be_visible(timeout=20_000)
    assert len(here(manager, one)) == 70
    assert len(tries) == 5  # two batches, the end, and two that broke


def test_stopping_keeps_what_came_and_adding_again_goes_on(site: Site, manager: User, one: Case, folder: Path) -> None:
    page = opened(site, manager, one)
    held: list[Route] = []
    page.route(
        "**/files/add/", lambda route: held.append(route) if len(held) == 1 else (held.append(route), route.continue_())
    )
    choose_folder(page, folder)
    send(page)
    expect(page.get_by_text("50 of 70 files sent.")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped after 50 of 70 files.")).to_be_visible()
    assert len(here(manager, one)) == 50
    with acting(Actor(user=manager.pk)):
        assert Upload.objects.get(case=one).finished_at is not None
        assert Preparation.objects.filter(case=one).count() == 1
    again = opened(site, manager, one)
    choose_folder(again, folder)
    send(again)
    expect(again.get_by_text("Done: 70 files.")).to_be_visible()
    assert len(here(manager, one)) == 70


def test_somebody_signed_out_meanwhile_is_told_so(site: Site, manager: User, one: Case, folder: Path) -> None:
    page = opened(site, manager, one)
    choose_folder(page, folder)
    page.context.clear_cookies()
    send(page)
    expect(page.get_by_text("You were signed out")).to_be_visible()
    assert here(manager, one) == set()


def test_without_javascript(site: Site, manager: User, one: Case, tmp_path: Path) -> None:
    page = opened(site, manager, one, javascript=False)
    assert not page.get_by_role("button", name="Choose a folder").is_visible()
    several = [tmp_path / f"{number}.txt" for number in range(3)]
    for path in several:
        path.write_text(path.name, encoding="utf-8")
    page.get_by_label("Files", exact=True).set_input_files(several)
    send(page)
    expect(page.get_by_role("heading", name="What became of each file")).to_be_visible()
    assert here(manager, one) == {"0.txt", "1.txt", "2.txt"}
    page.get_by_role("link", name="Add more files").click()
    send(page)
    expect(page.get_by_text("Choose at least one file").first).to_be_visible()


def test_the_other_pages(site: Site, manager: User, one: Case, tmp_path: Path) -> None:
    page = site.page(manager)
    for address in ("", "list/", "list/hand-in/"):
        page.goto(f"/cases/{one.key}/files/{address}")
        check_page(page)
    add(manager, one, named("Letters/" + "a_very_long_name_" * 12 + ".txt"), named("../x"), named("b.txt"))
    add(manager, one, named("b.txt", b"newer"))
    page.goto(f"/cases/{one.key}/files/")
    page.get_by_label("Which files").select_option("all")
    page.get_by_role("button", name="Show these files").click()
    expect(page.get_by_role("table")).to_contain_text("Its path leads out of the case file.")
    check_page(page)
    rows = tmp_path / "list.csv"
    rows.write_text(
        "record_id,title,type,date,author,filename\nM1,Minutes,,,,b.txt\nM2,Gone,,,,gone.txt\nM3,Call,,,,\n",
        encoding="utf-8",
    )
    page.goto(f"/cases/{one.key}/files/list/hand-in/")
    page.get_by_label("List of records").set_input_files(rows)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Check the list before it is saved")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Save the list").click()
    expect(page.get_by_text("The list of records was saved.")).to_be_visible()
    check_page(page)


def test_tokens_by_keyboard(site: Site, manager: User, ours: Team) -> None:
    page = site.page(manager)
    page.goto("/cases/tokens/")
    check_page(page)
    tab_to(page, "Make a token")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Make a token for another system")).to_be_visible()
    send_empty = page.get_by_role("button", name="Make the token")
    send_empty.click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    check_page(page)
    tab_to(page, "Which system")
    page.keyboard.type("Records system")
    page.get_by_label("Team").select_option(label=ours.name)
    from tests.web.people import days

    day = days(30)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(label, exact=True).fill(str(value))
    send_empty.click()
    expect(page.get_by_text(re.compile(r"candour_[\w-]{43}"))).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="I have copied it").click()
    check_page(page)
    page.get_by_role("button", name="End the token of Records system").click()
    check_page(page)
    page.get_by_role("button", name="End the token").click()
    expect(page.get_by_text("The token was ended.")).to_be_visible()
