"""A care leaver's request from its arrival to its retention mark in a real browser, by each role in turn.

What is done on each single page of the records is done by the services: tests of the review try that in a browser. Around
it everything goes through the pages: the review is begun, checked by a second person, produced, handed over, collected.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.access.journey import Journey, review_the_records
from tests.access.journey_after import answer_the_complaint, check_the_story, close, collect, complain
from tests.cases.owner import as_owner
from tests.disclosure.disclosing import Office, office
from tests.web.browser import Site
from tests.web.people import person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.ledger.clock import today
from candour.packs import in_force
from candour.policy.counting import due

CAME, ASKED, SHOWN, UNCLEAR, CLEAR = (today() - timedelta(days=each) for each in (20, 19, 14, 9, 6))
"""Days: the request came, proof was asked for and came, it was asked what is meant, and that was answered."""


@pytest.fixture
def here(database: None, tmp_path: Path) -> Office:
    return office(tmp_path)


@pytest.fixture
def support(here: Office) -> User:
    return person(Role.BUSINESS_SUPPORT, team=here.team, name="Sue Support")


def test_from_arrival_to_the_retention_mark(site: Site, here: Office, support: User) -> None:
    on = Journey(site, "care-leaver")
    log(on, support)
    confirm_the_route(on, here.reviewer)
    wait_for_proof(on, here.reviewer)
    take_proof(on, here.reviewer)
    ask_what_is_meant(on, here.reviewer)
    note_what_they_mean(on, here.reviewer)
    link_the_case_file_and_search(on, here)
    ask_somebody_else(on, here.reviewer)
    be_refused_as_a_lawyer(on, here.lawyer)
    advise(on, here.checker)
    decide(on, here.reviewer)
    one = review_the_records(on, here, recipient="Orla Byrne, subject")
    instruct(on, here.reviewer)
    write_the_letter(on, here.reviewer)
    send(on, support)
    collect(site, here, one)
    complain(on, support)
    answer_the_complaint(on, here.manager)
    close(on, here.reviewer)
    check_the_story(here)


def log(on: Journey, support: User) -> None:
    page = on.log(
        support,
        ("Who asks?", {"They are": "Care leaver", "Name": "Orla Byrne"}),
        ("Whom is it about?", {
            "Name of the child or other person, or what it is about": "Orla Byrne", "Date of birth": "1 May 2006",
        }),
        ("What is it for?", {}),
        ("Are there orders of a court that bear on whoever asks?", {}),
        ("How can they safely be reached?", {
            "Address, number or person": "orla@example.org", "What must never be used": "01632 960111",
        }),
        ("What do they ask for?", {
            "What they want, in their own words": "Why was I moved, and what did people write about my rabbit?",
            "When did it come?": CAME,
        }),
        ticks=("Records about themselves", "It was asked: there is none", "By e-mail"),
    )  # fmt: skip
    expect(page.get_by_text("An adult who was in care asks for their own records").first).to_be_visible()
    on.save(page)
    on.look(page, "Just logged")


def confirm_the_route(on: Journey, officer: User) -> None:
    page = on.open(officer, "Before the route is confirmed")
    expect(page.get_by_text("Nobody has confirmed it yet.")).to_be_visible()
    on.step(
        officer, "Confirm the route", "Confirm the route", button="This is the route", said="The route is confirmed."
    )
    expect(page.get_by_text("Confirmed by Ada First")).to_be_visible()


def wait_for_proof(on: Journey, officer: User) -> None:
    page = on.open(officer)
    expect(when_due(page)).to_contain_text(told(counted(CAME)))
    on.step(
        officer, "Check evidence", "Note that it was asked for: Who they are", button="Save", said="It is noted.",
        answers={"On which day was it asked for?": ASKED},
    )  # fmt: skip
    expect(when_due(page)).to_contain_text("The clock has not started: it waits for proof of who they are.")


def take_proof(on: Journey, officer: User) -> None:
    on.step(
        officer, "Check evidence", "Note that it came: Who they are", button="Save",
        said="Somebody has to look now whether it is good.",
        answers={"What was shown?": "Passport, seen by video", "On which day did it come?": SHOWN},
    )  # fmt: skip
    page = on.step(
        officer, "Check evidence", "Say whether it is good: Who they are", button="Save",
        said="It is noted under your name.", ticks=("Good",),
    )  # fmt: skip
    expect(when_due(page)).to_contain_text(told(counted(SHOWN)))


def ask_what_is_meant(on: Journey, officer: User) -> None:
    page = on.step(
        officer, "Ask what is meant, and note the answer", button="Save", said="The question is noted.",
        answers={
            "What do you ask them?": "Do you want the school’s letters as well?",
            "On which day do you ask it?": UNCLEAR,
        },
    )  # fmt: skip
    expect(when_due(page)).to_contain_text("The clock stands still until they answer what they mean.")
    on.look(page, "The clock stands still")


def note_what_they_mean(on: Journey, officer: User) -> None:
    page = on.step(
        officer, "Ask what is meant, and note the answer", button="Save", said="The answer is noted.",
        answers={"What did they answer?": "No, only what social workers wrote", "On which day did the answer come?": CLEAR},
    )  # fmt: skip
    later = counted(SHOWN, clarification=(UNCLEAR, CLEAR))
    assert later > counted(SHOWN)
    expect(when_due(page)).to_contain_text(told(later))


def link_the_case_file_and_search(on: Journey, here: Office) -> None:
    on.step(
        here.reviewer, "Link the case file", button="Link it", said="The case file is linked.",
        answers={"Reference of the case file": here.case.reference},
    )  # fmt: skip
    on.step(
        here.reviewer, "Note what was searched", "Note a search", button="Save", said="The search is noted.",
        answers={
            "Where was it looked for?": "The case system and the paper archive", "With which words?": "Orla Byrne, rabbit",
            "Whom did you ask?": "The archivist", "What was found?": "One case file",
            "What was not found that could be there?": "The school’s own file",
        },
    )  # fmt: skip


def ask_somebody_else(on: Journey, officer: User) -> None:
    on.step(
        officer, "Ask somebody else whom it is about", "Note that somebody is asked: Somebody else", button="Save",
        said="It is noted, with the day until which they can answer.",
        answers={
            "Who is it?": "Owen Parry", "How can they safely be asked?": "owen.parry@council.example",
            "Which information of theirs is it?": "His name on the visits of 2016",
        },
    )  # fmt: skip
    on.step(
        officer, "Ask somebody else whom it is about", "Note their answer: Owen Parry", button="Save",
        said="Their answer is noted.", ticks=("Agrees",), answers={"In their words": "My name may stay in it"},
    )  # fmt: skip


def be_refused_as_a_lawyer(on: Journey, lawyer: User) -> None:
    page = on.refused(lawyer, "decide")
    expect(page.get_by_text("These roles may: Access to information officer, Information governance.")).to_be_visible()
    ((line,),) = as_owner("select line from ledger_entry where verb = 'step_refused' and actor = %s", lawyer.pk)
    assert '"decide"' in line


def advise(on: Journey, governance: User) -> None:
    on.step(
        governance, "Advise", button="Save the advice", said="Your advice is noted.",
        answers={"Your advice": "Leave out who gave the information in confidence."},
    )  # fmt: skip
    page = on.page(governance)
    page.goto(f"{on.address}decide/")
    expect(page.get_by_text("You took part in this request before")).to_be_visible()
    on.look(page, "Who advised does not decide")


def decide(on: Journey, officer: User) -> None:
    page = on.step(
        officer, "Decide", button="Save the decision", said="It is decided.", ticks=("Give a part",),
        answers={"Why?": "It is her own file. What others told us in confidence stays out."},
    )  # fmt: skip
    on.look(page, "Decided")


def write_the_letter(on: Journey, officer: User) -> None:
    page = on.open(officer)
    page.get_by_role("link", name="Letters of this request").click()
    page.get_by_role("link", name="Answer: a part is given").click()
    on.look(page, "Letter before it is kept")
    page.get_by_role("button", name="Write this letter").click()
    words = page.get_by_label("Text")
    assert "The letter of today" in words.input_value()  # what is enclosed is known from the instructions
    words.fill(re.sub(r"\[…[^\]]*\]", "Ask us", words.input_value()))
    on.look(page, "Letter being written")
    page.get_by_role("button", name="Save and look at it").click()
    on.look(page, "Letter to be finished")
    page.get_by_role("button", name="Finish the letter").click()
    expect(page.get_by_text("The letter is finished.")).to_be_visible()
    on.look(page, "Letter finished")
    with page.expect_download() as got:
        page.get_by_role("link", name="Download as PDF").click()
    assert Path(got.value.path()).read_bytes()[:5] == b"%PDF-"


def instruct(on: Journey, officer: User) -> None:
    page = on.step(
        officer, "Give clear instructions for sending", button="Give these instructions",
        said="The instructions are given.",
        answers={"What is to be sent?": "The letter of today. The link to her records goes from the review."},
    )  # fmt: skip
    on.look(page, "Instructed")


def send(on: Journey, support: User) -> None:
    page = on.step(
        support, "Note that it was sent", button="It was sent", said="It is noted.",
        answers={"How was it sent?": "By e-mail to the address she named"},
    )  # fmt: skip
    expect(when_due(page)).to_contain_text("It was answered on")
    on.look(page, "Answered")


def when_due(page: Page) -> Locator:
    return page.locator("#due + p")


def counted(start: date, *, clarification: tuple[date, date] | None = None) -> date:
    """Worked out by the policy's own clock: tests of clocks hold that against days written by hand."""
    clock = in_force.current(on=today()).clocks["subject-access"]
    found = due(clock, received=start, clarifications=(clarification,) if clarification else ()).due
    assert found is not None
    return found


def told(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
