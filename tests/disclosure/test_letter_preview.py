"""The letter before its bundle: a draft of the whole as it would be now, and never an old letter taken for a new one."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pytest
from django.test import Client
from tests.disclosure.disclosing import Office, checked, office, opened
from tests.disclosure.pages import as_, at, entries, ready, said, sent
from tests.small_case import PROTECTED
from tests.web.database import fresh
from tests.web.people import person

from candour.accounts.roles import Role
from candour.disclosure.models import Disclosure
from candour.disclosure.producing import folder_of
from candour.ledger.acting import Actor, acting


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with fresh():
        yield office(tmp_path_factory.mktemp("case"))


def words_of(pdf: bytes) -> str:
    read = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in read).split())


def draft(here: Office, one: Disclosure) -> str:
    answer = as_(here.sender).get(at("letter_draft", one))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="draft-letter.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    return words_of(answer.content)


def change(here: Office, one: Disclosure, **given: str) -> None:
    texts = {"greeting": "", "contact": "", "paragraph": "", **given}
    assert as_(here.sender).post(at("letter", one), texts).status_code == 302


def test_before_any_bundle_the_draft_says_what_the_letter_will_say(here: Office) -> None:
    one = opened(here)
    checked(here, one)
    page = said(as_(here.sender).get(at("letter", one)))
    assert "as it would be now (PDF, marked as a draft)" in page
    assert "The letter itself is made with the bundle" in page
    change(
        here, one, greeting="Dear Orla", paragraph="We are sorry that it took so long.", contact="Ring 01632 960111."
    )
    words = draft(here, one)
    assert words.startswith("Draft: Your records This is a draft and not for sending.")
    for part in ("Dear Orla", "We are sorry that it took so long.", "Ring 01632 960111.", "Why parts are blacked out"):
        assert part in words, part
    assert not [word for word in PROTECTED if word in words]
    (entry,) = entries(here, "letter_drafted")
    assert (entry.actor, entry.object) == (here.sender.pk, f"disclosure:{one.pk}")


def test_the_draft_and_the_letter_that_is_made_say_the_same_but_for_numbers(here: Office) -> None:
    one = ready(here)
    with acting(Actor(user=here.sender.pk)):
        made = words_of((folder_of(here.case, one, 1) / "send" / "letter.pdf").read_bytes())
    words = draft(here, one)
    said_in_both = words[words.index("The council") :]
    plain = str.maketrans("", "", "0123456789")
    assert said_in_both.translate(plain).split() == made[made.index("The council") :].translate(plain).split()
    assert "Draft" not in made


def test_an_old_letter_is_said_to_be_old(here: Office) -> None:
    one, client = ready(here), as_(here.sender)
    page = said(client.get(at("letter", one)))
    assert "Open the letter of bundle 1 as it was made" in page
    assert "out of date" not in page
    change(here, one, paragraph="This came later.")
    page = said(client.get(at("letter", one)))
    assert "The letter of bundle 1 is out of date." in page
    assert "Open the old letter of bundle 1" in page
    assert "This came later." in draft(here, one)


def test_where_there_can_be_no_letter_yet_the_page_says_why(here: Office) -> None:
    one = opened(here)
    assert "marked as a draft" not in said(as_(here.sender).get(at("letter", one)))
    answer = as_(here.sender).get(at("letter_draft", one))
    assert answer.status_code == 409
    assert "Being decided" in said(answer)
    gone = ready(here)
    sent(here, gone)
    assert as_(here.sender).get(at("letter_draft", gone)).status_code == 409
    assert "as it was made" in said(as_(here.sender).get(at("letter", gone)))


def test_who_may_open_a_draft(here: Office) -> None:
    one = opened(here)
    address = at("letter_draft", one)
    for user in (here.manager, here.reader, here.lawyer):
        assert as_(user).get(address).status_code == 403
    assert as_(person(*Role)).get(address).status_code == 404
    assert Client().get(address).headers["Location"].startswith("/sign-in/")
    for wrong in ("post", "head"):
        assert getattr(as_(here.sender), wrong)(address).status_code == 405
