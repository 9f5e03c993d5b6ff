"""The recipient's page and letter name whom to turn to as the disclosure's own pack has it, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from django.test import Client
from tests.disclosure.disclosing import Office, checked, office, opened, produced
from tests.disclosure.packs import put_in_force
from tests.disclosure.pages import Sent, as_, at, said, sent
from tests.web.database import fresh

from candour.disclosure.models import Disclosure
from candour.disclosure.producing import folder_of

PACK = """[pack]
name = "moorland"
version = "1"
title = "Moorland"
extends = "england"
remove = ["helplines.shout"]

[helplines.samaritans]
title = "Moorland listens"
words = "To talk to somebody: Moorland listens, 01632 960999."
told_to = ["any"]
source = "our own list"
checked = "verified"
"""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with fresh():
        yield office(tmp_path_factory.mktemp("case"))


def made(here: Office, **given: str) -> Disclosure:
    one = opened(here, **given)
    checked(here, one)
    return produced(here, one)


def page_of(got: Sent) -> str:
    client = Client()
    client.post(got.link, {"code": got.code})
    return said(client.get(got.link))


def letter_of(here: Office, one: Disclosure) -> str:
    pdf = pypdfium2.PdfDocument(folder_of(here.case, one, 1) / "send" / "letter.pdf")
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())


def test_who_reads_their_own_records_is_told_on_page_and_in_letter(here: Office) -> None:
    one = made(here)
    on_page, in_letter = page_of(sent(here, one)), letter_of(here, one)
    preview = said(as_(here.sender).get(at("letter", one)))
    for shown in (on_page, in_letter, preview):
        for words in (
            "ring 999",
            "Samaritans, 116 123",
            "text SHOUT to 85258",
            "Childline, 0800 1111",
            "Become, 0800 023 2033",
        ):
            assert words in shown, words


def test_others_are_told_what_is_for_everybody(here: Office) -> None:
    one = made(here, recipient="court", purpose="court-family")
    on_page = page_of(sent(here, one))
    assert "Samaritans, 116 123" in on_page
    assert "Childline" not in on_page
    assert "Samaritans" not in letter_of(here, one)


def test_a_councils_own_stand_instead(here: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_force(tmp_path, monkeypatch, PACK)
    one = made(here)
    for shown in (page_of(sent(here, one)), letter_of(here, one)):
        assert "Moorland listens, 01632 960999" in shown
        assert "116 123" not in shown
        assert "SHOUT" not in shown
