"""A request of the police for a criminal investigation in a real browser: by the access team, and directly by nobody.

What is done on each single page of the records is done by the services: tests of the review try that in a browser.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.access.journey import Journey, review_the_records
from tests.cases.owner import as_owner
from tests.disclosure.disclosing import Office, office
from tests.web.browser import Site
from tests.web.people import person, team

from candour.access.models import Request, State
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today

CAME, ASKED = (today() - timedelta(days=each) for each in (6, 3))
_WHY_HELD = "Why they believe that we hold it"


@pytest.fixture
def here(database: None, tmp_path: Path) -> Office:
    return office(tmp_path)


@pytest.fixture
def worker(here: Office) -> User:
    """Of a team that does not handle such requests: what he logged he can follow."""
    return person(Role.PRACTITIONER, team=team("Milford children’s team"), name="Pat Practitioner")


def test_by_the_access_team_and_directly_by_nobody(site: Site, here: Office, worker: User) -> None:
    on = Journey(site, "police")
    log(on, worker, here)
    be_refused_to_send(on, worker)
    look_at_the_queue(on, here.checker, "Written request to check")
    confirm_and_take_the_form(on, here)
    find_a_point_missing(on, here.checker)
    note_what_was_missing(on, here.checker)
    search(on, here.reviewer)
    decide(on, here.reviewer)
    review_the_records(on, here, recipient="The police")
    send(on, here)
    look_at_the_queue(on, here.checker, "No such request waits that you can see.")
    check_the_story(here, worker)


def log(on: Journey, worker: User, here: Office) -> None:
    page = on.log(
        worker,
        ("Who asks?", {"They are": "Police", "Name": "DC Oake", "Organisation": "Moorland Police"}),
        ("Whom is it about?", {"Name of the child or other person, or what it is about": "Orla Byrne"}),
        ("What is it for?", {}),
        ("Are there orders of a court that bear on whoever asks?", {}),
        ("How can they safely be reached?", {"Address, number or person": "oake@moorland.police.example"}),
        ("What do they ask for?", {
            "What they want, in their own words": "Records of visits in March 2016", "When did it come?": CAME,
            "Their reference": "Operation Heron 12", "Which team handles it?": here.team.name,
        }),
        ticks=("Criminal investigation", "It was asked: there is none", "By e-mail"),
    )  # fmt: skip
    expect(page.get_by_text("Giving records directly to an officer outside of this process")).to_be_visible()
    on.save(page)
    on.look(page, "Just logged")


def be_refused_to_send(on: Journey, worker: User) -> None:
    page = on.refused(worker, "send")
    expect(page.get_by_text("Giving records directly to an officer outside of this process")).to_be_visible()
    ((line,),) = as_owner("select line from ledger_entry where verb = 'step_refused' and actor = %s", worker.pk)
    assert '"send"' in line


def look_at_the_queue(on: Journey, who: User, words: str) -> None:
    page = on.page(who)
    page.goto("/requests/queues/police/")
    expect(page.get_by_text(words).first).to_be_visible()
    on.look(page, f"Queue: {words}")


def confirm_and_take_the_form(on: Journey, here: Office) -> None:
    on.step(
        here.reviewer, "Confirm the route", "Confirm the route", button="This is the route", said="The route is confirmed.",
    )  # fmt: skip
    on.step(
        here.reviewer, "Link the case file", button="Link it", said="The case file is linked.",
        answers={"Reference of the case file": here.case.reference},
    )  # fmt: skip
    form = "Written request in the form of the protocol"
    on.step(
        here.checker, "Check evidence", f"Note that it came: {form}", button="Save",
        said="Somebody has to look now whether it is good.",
        answers={"What was shown?": "The protocol’s form, four pages", "On which day did it come?": CAME},
    )  # fmt: skip
    on.step(
        here.checker, "Check evidence", f"Say whether it is good: {form}", button="Save",
        said="It is noted under your name.", ticks=("Good",),
    )  # fmt: skip


def find_a_point_missing(on: Journey, governance: User) -> None:
    go_through_the_list(on, governance, missing=_WHY_HELD)
    page = on.page(governance)
    page.goto(f"{on.address}decide/")
    expect(
        page.get_by_text("Missing from the written request: why they believe that we hold it.").first
    ).to_be_visible()
    on.look(page, "What giving waits for")
    on.step(
        governance, "Check the written request", "Ask for what is missing", button="Note that it is asked for",
        said="It is asked for.", answers={"On which day do you ask it?": ASKED},
    )  # fmt: skip


def note_what_was_missing(on: Journey, governance: User) -> None:
    on.step(
        governance, "Ask what is meant, and note the answer", button="Save", said="The answer is noted.",
        answers={"What did they answer?": "She told her teacher that you looked after her"},
    )  # fmt: skip
    go_through_the_list(on, governance)


def go_through_the_list(on: Journey, governance: User, *, missing: str = "") -> None:
    page = on.page(governance)
    page.goto(f"{on.address}check_written_request/?do=check")
    for group in page.locator("main fieldset").all():
        title = group.locator("legend").inner_text()
        group.get_by_label("It is missing" if title == missing else "It is there", exact=True).check()
    on.look(page, f"The written request, {missing or 'complete'}")
    page.get_by_role("button", name="Save what you found").click()
    expect(page.get_by_text("What you found is noted under your name.")).to_be_visible()


def search(on: Journey, officer: User) -> None:
    on.step(
        officer, "Note what was searched", "Note a search", button="Save", said="The search is noted.",
        answers={"Where was it looked for?": "The case system", "What was found?": "One case file with the visits"},
    )  # fmt: skip


def decide(on: Journey, officer: User) -> None:
    page = on.step(
        officer, "Decide", button="Save the decision", said="It is decided.", ticks=("Give a part",),
        answers={"Why?": "The visits are a reasonable line of enquiry. The rest is not necessary for it."},
    )  # fmt: skip
    on.look(page, "Decided")


def send(on: Journey, here: Office) -> None:
    on.step(
        here.reviewer, "Give clear instructions for sending", button="Give these instructions",
        said="The instructions are given.", answers={"What is to be sent?": "The bundle, on the evidence portal"},
    )  # fmt: skip
    page = on.step(
        here.checker, "Note that it was sent", button="It was sent", said="It is noted.",
        answers={"How was it sent?": "By the evidence portal"},
    )  # fmt: skip
    on.look(page, "Answered")


def check_the_story(here: Office, worker: User) -> None:
    with acting(Actor(user=here.manager.pk)):
        made = Request.objects.get()
        story = [(each.verb, each.by_id) for each in made.steps.order_by("pk")]
    assert made.state == State.ANSWERED
    assert made.due_on is not None
    assert {by for verb, by in story if verb in ("request_decided", "instructed", "sent_out")} <= {
        here.reviewer.pk, here.checker.pk,
    }  # fmt: skip
    assert [verb for verb, by in story if by == worker.pk] == ["request_received"]
