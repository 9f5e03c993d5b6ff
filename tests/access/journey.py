"""A request worked on in a real browser: by which links people go, what they fill in, and every new page looked at.

The review of its records goes through the pages too, but for what is decided on each single page of them.

What axe finds takes most of the time, so pages that other tests show to it are not shown to it again: ``LOOKED_AT``.

Where the variable CANDOUR_SCREENSHOTS names a folder, each page that was looked at is kept there as a picture.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from tests.disclosure.disclosing import Office, decide_everything
from tests.disclosure.test_release_in_browser import (
    agree_with_every_page,
    pass_the_check,
    produce_the_bundle,
    send_to_be_checked,
    start_checking_every_page,
)
from tests.web.browser import Site, check_narrow, check_page
from tests.web.work import work_off

from candour.accounts.models import User
from candour.disclosure.models import Disclosure
from candour.ledger.acting import Actor, acting

_PICTURES = os.environ.get("CANDOUR_SCREENSHOTS", "")
LOOKED_AT = frozenset({
    # test_pages_in_browser: a request is logged
    "Who asks?", "Whom is it about?", "What is it for?", "Are there orders of a court that bear on whoever asks?",
    "How can they safely be reached?", "What do they ask for?", "Check before you log",
    # test_steps_in_browser: the pages of steps
    "Confirm the route", "Say whether it is good: Who they are", "Ask what is meant, and note the answer", "Note a search",
    "Note that somebody is asked: Somebody else", "Decide", "Give clear instructions for sending", "Note that it was sent",
    "Log a complaint or a wish for review",
    # test_letters_in_browser: a letter from its first draft
    "Letter before it is kept", "Letter being written", "Letter to be finished", "Letter finished",
})  # fmt: skip
Answers = Mapping[str, "str | date"]
"""What is filled in, by label; a day by the name of its group."""


@dataclass
class Journey:
    """Of one request. Everybody has a browser of their own; ``address`` is known once it is logged."""

    site: Site
    name: str
    address: str = ""
    pages: dict[int, Page] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def page(self, user: User) -> Page:
        if user.pk not in self.pages:
            self.pages[user.pk] = self.site.page(user)
        return self.pages[user.pk]

    def log(self, user: User, *answers: tuple[str, Answers], ticks: tuple[str, ...] = ()) -> Page:
        """Through the pages of a new request: each heading with what is filled in on it. ``ticks``: radios and boxes."""
        page = self.page(user)
        page.goto("/requests/")
        page.get_by_role("button", name="Log a new request").click()
        for heading, given in answers:
            expect(page.get_by_role("heading", level=1)).to_have_text(heading)
            fill(page, given, ticks=ticks)
            self.look(page, heading)
            page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Check before you log the request")
        self.look(page, "Check before you log")
        return page

    def save(self, page: Page) -> None:
        page.get_by_role("button", name="Log this request").click()
        expect(page.get_by_text("The request is logged.")).to_be_visible()
        self.address = page.url.removeprefix(self.site.address)

    def open(self, user: User, picture: str = "") -> Page:
        """The page of the request; ``picture``: what is to be looked at on it."""
        page = self.page(user)
        page.goto(self.address)
        if picture:
            self.look(page, picture)
        return page

    def step(
        self, user: User, *links: str, button: str, said: str, answers: Answers | None = None,
        ticks: tuple[str, ...] = (),
    ) -> Page:  # fmt: skip
        """From the page of the request by these links to a form; filled in, sent, and back on the page of the request."""
        page = self.open(user)
        for link in links:
            page.get_by_role("link", name=_named(link)).click()
        fill(page, answers or {}, ticks=ticks)
        self.look(page, links[-1])
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_text(said)).to_be_visible()
        assert page.url.endswith(self.address)
        return page

    def refused(self, user: User, step: str) -> Page:
        """Somebody goes by the address to a step that is not theirs, and is told why."""
        page = self.page(user)
        page.goto(f"{self.address}{step}/")
        expect(page.get_by_text("Your role does not let you take this step")).to_be_visible()
        self.look(page, f"refused: {step}")
        return page

    def look(self, page: Page, what: str) -> None:
        """Each page once: accessible unless that is known, on a phone as well, and kept as a picture where that is wanted."""
        if what in self.seen:
            return
        self.seen.add(what)
        (check_narrow if what in LOOKED_AT else check_page)(page)
        if _PICTURES:
            words = re.sub(r"\W+", "-", what.lower()).strip("-")
            folder = Path(_PICTURES)
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{self.name}-{len(self.seen):02}-{words}.png", full_page=True)


def review_the_records(on: Journey, here: Office, *, recipient: str) -> Disclosure:
    """Begun from the request, checked by a second person, produced: ready to be sent."""
    page = on.step(
        here.reviewer, "Begin the review of the records", button="Begin the review", said="The review has begun.",
        ticks=(recipient, "All records of the case file"),
    )  # fmt: skip
    on.look(page, "The review has begun")
    work_off()
    with acting(Actor(user=here.manager.pk)):
        one = Disclosure.objects.select_related("case").get()
    decide_everything(here, one)
    send_to_be_checked(on.page(here.reviewer), one)
    checker = on.page(here.checker)
    start_checking_every_page(checker, one)
    agree_with_every_page(checker)
    pass_the_check(checker)
    produce_the_bundle(on.page(here.sender), one)
    return one


def _named(link: str) -> re.Pattern[str]:
    """A link by all of its words; what only screen readers read stands a space apart."""
    return re.compile(rf"^{re.escape(link)}$".replace(":", r"\s*:"))


def fill(page: Page, answers: Answers, *, ticks: tuple[str, ...] = ()) -> None:
    for label, value in answers.items():
        if isinstance(value, date):
            _fill_day(page.get_by_role("group", name=label, exact=True), value)
            continue
        control = page.get_by_label(label, exact=True)
        if control.evaluate("each => each.tagName") == "SELECT":
            control.select_option(label=value)
        else:
            control.fill(value)
    for label in ticks:
        box = page.get_by_label(label, exact=True)
        if box.count() and box.first.is_visible():
            box.first.check()


def _fill_day(group: Locator, day: date) -> None:
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(value))
