"""Rows of Devon's guidance in a real browser: one that asks for a fact, one with several hands, one of the police."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.access.desk import put_in_force
from tests.access.journey import Answers, Journey
from tests.web.browser import Site
from tests.web.people import person, team

from candour.accounts.roles import Role

_ANSWERED = (
    "Who asks?", "Whom is it about?", "What is it for?", "Are there orders of a court that bear on whoever asks?",
    "How can they safely be reached?", "What do they ask for?",
)  # fmt: skip
"""Pages that the journeys look at."""
_FACTS = "What do you know about it?"


def logged(site: Site, row: str, requester: str, context: str, *ticks: str) -> Page:
    put_in_force("devon")
    officer = person(Role.ACCESS_OFFICER, Role.SAFER_RECRUITMENT, team=team())
    pages = (*_ANSWERED[:4], *([_FACTS] if ticks else []), *_ANSWERED[4:])
    answers: dict[str, Answers] = {heading: {} for heading in pages}
    answers["Who asks?"] = {"They are": requester, "Name": "Nell Frost"}
    answers["Whom is it about?"] = {"Name of the child or other person, or what it is about": "Ada Marsh"}
    answers["How can they safely be reached?"] = {"Address, number or person": "frost@example.org"}
    journey = Journey(site, f"devon-{row}", seen=set(_ANSWERED))
    return journey.log(officer, *answers.items(), ticks=(context, "It was asked: there is none", "By e-mail", *ticks))


def part(page: Page, title: str) -> str:
    """What the page says of a part of the rule."""
    found = page.locator(".govuk-summary-list__row", has=page.locator("dt", has_text=title)).first
    return found.locator("dd").first.inner_text()


def test_a_closed_file_needs_permission_or_the_court(site: Site) -> None:
    page = logged(site, "R4", "Cafcass family court adviser", "Section 7 report by Cafcass: closed file", "Yes")
    expect(page.get_by_text("may view the closed file with permission or by order of the court").first).to_be_visible()
    assert part(page, "Who decides").startswith("Nobody in the council: those with parental responsibility")
    assert "Access without either permission or an order of the court" in part(page, "What must not be done")
    assert "How long it may take" in part(page, "Not stated")


def test_the_barring_service_goes_through_several_hands(site: Site) -> None:
    page = logged(site, "R14", "Disclosure and Barring Service", "Request of the Disclosure and Barring Service")
    assert part(page, "Who logs and tracks it").startswith("Safer Recruitment")
    assert part(page, "Who checks what goes out").startswith("Information Governance team")
    assert part(page, "What must not be done").startswith("A direct reply by the social work team")
    assert "What has to be shown" in part(page, "Not stated")


def test_the_police_go_to_information_governance_first(site: Site) -> None:
    page = logged(site, "R16", "Police", "Criminal investigation")
    assert part(page, "Who decides").startswith("Information Governance team (Access to Information)")
    assert part(page, "What must not be done").startswith("Sharing records directly with police officers")
    assert "How long it may take" in part(page, "Not stated")
    expect(page.get_by_text("For a strategy discussion, section 47, a missing child or a risk to life")).to_be_visible()
