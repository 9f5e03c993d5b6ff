"""The bundle is made of what was decided and verified, or a state says why there is none; the letter comes with it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from tests.disclosure.disclosing import Office, checked, produced
from tests.small_case import PROTECTED
from tests.web.work import work_off

from candour.disclosure.choices import Choice
from candour.disclosure.drawing import draw
from candour.disclosure.letter import change_letter, letter_of
from candour.disclosure.models import Disclosure, Production, State
from candour.disclosure.producing import ask, fail, folder_of
from candour.engine.errors import BadInput, Refused, Unsafe
from candour.engine.model import Action, Box
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def text_of(folder: Path) -> str:
    made = [
        subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
        for path in sorted(folder.rglob("*.pdf"))
    ]
    others = [path.read_text() for path in folder.rglob("*") if path.is_file() and path.suffix != ".pdf"]
    return " ".join(" ".join([*made, *others]).split())


def test_what_was_decided_is_what_leaves(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.reviewer.pk)):
        draw(
            by=here.reviewer, disclosure=one, record="R1", page=1, box=Box(56, 107, 121, 119), snap=False,
            choice=Choice(Action.REDACT, "third_party", "Somebody else"),
        )  # fmt: skip
    checked(here, one)
    made = produced(here, one)
    with acting(Actor(user=here.reader.pk)):
        row = Production.objects.get(disclosure=one)
        assert (made.state, row.outcome) == (State.READY, "made"), (row.what, row.positions)
        folder = folder_of(here.case, one, row.number)
        text = text_of(folder)
        assert not [word for word in PROTECTED if word.casefold() in text.casefold()]
        assert "Owen Parry" in text
        assert "Not reviewed" not in text
        certificate = json.loads((folder / "certificate.json").read_text())
        assert (certificate["verified"], certificate["accepted"]) == (True, False)
        assert "Ada First" in certificate["decided_by"]
        assert "Cy Third" in certificate["approved_by"]
        assert sum(row.numbers["by_decision"].values()) == row.numbers["pages"]
        assert row.numbers["redactions"] >= 5
        story = json.dumps(row.story)
        assert [each["title"] for each in row.story["chronology"]]
        assert {"name": "Owen Parry", "role": "a social worker"} in row.story["people"]
        assert not [word for word in PROTECTED if word.casefold() in story.casefold()]


def test_what_is_refused_becomes_a_state_with_its_reason_and_no_bundle(here: Office, one: Disclosure) -> None:
    checked(here, one)
    with acting(Actor(user=here.sender.pk)):
        ask(by=here.sender, disclosure=one)
        Disclosure.objects.filter(pk=one.pk).update(prepared_as="0" * 64)
    work_off()
    with acting(Actor(user=here.reader.pk)):
        row = Production.objects.get(disclosure=one)
        assert again_state(one) == State.FAILED
        assert row.outcome == "refused"
        assert "changed since" in row.what
        assert row.do
        assert not folder_of(here.case, one, row.number).exists()


def test_what_is_unsafe_says_where_and_is_asked_for_anew(here: Office, one: Disclosure) -> None:
    checked(here, one)
    with acting(Actor(user=here.sender.pk)):
        row = ask(by=here.sender, disclosure=one)
        folder = folder_of(here.case, one, row.number)
        folder.mkdir(parents=True)
        found = {"findings": [{"kind": "secret", "page": 3, "where": "send/bundle.pdf"}]}
        (folder / "certificate.json").write_text(json.dumps({"verified": False, "verification": found}))
        fail(row.pk, Unsafe("Verification found 1 thing(s).", means="There is no bundle.", do="Decide the page anew."))
        row.refresh_from_db()
        assert (row.outcome, row.positions) == ("unsafe", found["findings"])
        assert again_state(one) == State.FAILED
        assert ask(by=here.sender, disclosure=one).number == 2


def again_state(one: Disclosure) -> str:
    return Disclosure.objects.values_list("state", flat=True).get(pk=one.pk)


def test_nothing_is_produced_unchecked_or_by_who_may_not(here: Office, one: Disclosure) -> None:
    with acting(Actor(user=here.sender.pk)), pytest.raises(Refused, match="Being decided"):
        ask(by=here.sender, disclosure=one)
    checked(here, one)
    for user in (here.reader, here.lawyer):
        with acting(Actor(user=user.pk)), pytest.raises(Refused, match="role"):
            ask(by=user, disclosure=one)


def test_the_letter_is_changed_but_never_says_what_is_protected(here: Office, one: Disclosure) -> None:
    checked(here, one)
    with acting(Actor(user=here.sender.pk)):
        with pytest.raises(Refused, match="must not leave"):
            change_letter(
                by=here.sender, disclosure=one, greeting="Dear Orla", contact="", paragraph="Faith Okafor sends love."
            )
        with pytest.raises(BadInput):
            change_letter(by=here.sender, disclosure=one, greeting="x" * 900, contact="", paragraph="")
        change_letter(
            by=here.sender, disclosure=one, greeting="Dear Orla", contact="Ask for Mr Green on 01234 567890.",
            paragraph="We are sorry that this took so long.",
        )  # fmt: skip
        assert letter_of(again_row(one)) is None
    made = produced(here, one)
    with acting(Actor(user=here.sender.pk)):
        letter = letter_of(made)
        said = subprocess.run(["pdftotext", str(letter), "-"], capture_output=True, text=True, check=True).stdout
    said = " ".join(said.split())
    assert "Dear Orla" in said
    assert "We are sorry that this took so long." in said
    assert "Mr Green" in said


def again_row(one: Disclosure) -> Disclosure:
    return Disclosure.objects.select_related("case").get(pk=one.pk)
