"""What comes after an answer in the care leaver's journey: the records are collected, a complaint answered, the request closed."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.access.journey import Journey
from tests.disclosure.disclosing import Office
from tests.disclosure.test_release_in_browser import (
    collect_the_records,
    follow_the_link_and_mistype_the_code,
    give_the_code,
    make_link_and_code,
    note_where_it_is_safe_to_write_and_to_ring,
)
from tests.web.browser import Site

from candour.access.models import Request
from candour.accounts.models import User
from candour.disclosure.models import Disclosure
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today


def collect(site: Site, here: Office, one: Disclosure) -> None:
    sender = site.page(here.sender)
    note_where_it_is_safe_to_write_and_to_ring(sender, one)
    link, code = make_link_and_code(sender)
    sender.get_by_role("button", name="I have handed them over").click()
    phone = site.page()
    follow_the_link_and_mistype_the_code(phone, link)
    give_the_code(phone, code)
    collect_the_records(phone)


def complain(on: Journey, support: User) -> None:
    on.step(
        support, "Log a complaint or a wish for review", button="Log it", said="It is logged, and its time runs.",
        ticks=("Data protection complaint",),
        answers={"What do they complain of, or want looked at again?": "My foster mother’s letters are missing."},
    )  # fmt: skip
    page = on.step(
        support, "Log a complaint or a wish for review",
        complaint("Note that they were told it came"),
        button="Save", said="It is noted.",
    )  # fmt: skip
    on.look(page, "A complaint")


def complaint(title: str) -> str:
    return f"{title}: Data protection complaint of {today().day} {today():%B %Y}"


def answer_the_complaint(on: Journey, manager: User) -> None:
    on.step(
        manager, "Answer a complaint or review", button="Save the answer",
        said="It is answered. Tell them the outcome.", ticks=("Yes, wholly or in part",),
        answers={"The outcome, and the reasons": "We looked again. The letters are in another file, which you get as well."},
    )  # fmt: skip


def close(on: Journey, officer: User) -> None:
    page = on.step(
        officer, "Close the request", "Close it: it is finished", button="Close it", said="It is closed.",
        answers={"Why is it closed?": "She has what there is, and the complaint is answered"},
    )  # fmt: skip
    expect(page.get_by_text("Nothing more has to be done. It may be destroyed from")).to_be_visible()
    on.look(page, "Closed")


def check_the_story(here: Office) -> None:
    """In the request's own story and in the ledger of the case."""
    with acting(Actor(user=here.manager.pk)):
        made = Request.objects.get()
        assert made.kept_until is not None
        story = [each.verb for each in made.steps.order_by("pk")]
    assert story == [
        "request_received", "request_routed", "evidence_asked", "evidence_came", "evidence_checked", "clarification_asked",
        "clarification_answered", "request_linked", "search_noted", "consulted", "consultation_answered", "advised",
        "request_decided", "release_begun", "instructed", "letter_finished", "letter_downloaded", "sent_out",
        "complaint_received", "complaint_acknowledged", "complaint_answered", "request_closed",
    ]  # fmt: skip
