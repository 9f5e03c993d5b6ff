"""A disclosure of some records only: everything in it is about these, and nothing of the others leaves."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from django.db import DatabaseError
from tests.cases.arrivals import add, named
from tests.cases.prepared import prepare
from tests.disclosure.disclosing import Office, again, checked, decide_everything, opened, passed, produced
from tests.disclosure.pages import entries
from tests.disclosure.test_producing import text_of

from candour.cases.models import Record
from candour.disclosure.choices import Choice
from candour.disclosure.choosing import chosen
from candour.disclosure.deciding import SeenPage, decide_pages, decide_person
from candour.disclosure.models import Alike, Disclosure, Named, Production, Proposal, Sheet, State
from candour.disclosure.opening import open_disclosure
from candour.disclosure.producing import folder_of
from candour.disclosure.queries import missing, progress
from candour.engine.errors import BadInput, Refused
from candour.engine.model import Action
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
WHY = "The core assessment was asked for."


def of(here: Office, *only: str, **more: str) -> Disclosure:
    return opened(here, only=only, only_why=WHY, **more)


def test_everything_put_to_people_is_of_these_records(here: Office) -> None:
    one = of(here, "R2")
    with acting(Actor(user=here.reader.pk)):
        for model in (Sheet, Proposal):
            assert set(model.objects.filter(disclosure=one).values_list("record", flat=True)) == {"R2"}
        assert {each.record for each in missing(one)} == {"R2"}
        assert progress(one).pages.total == 1
        people = set(Named.objects.filter(disclosure=one).values_list("person", flat=True))
        assert "K6" in people
        assert not people & {"K4", "K5"}, "they stand in other records"
        assert not Alike.objects.filter(disclosure=one, owners__contains=["K5"]).exists()


def test_the_whole_file_is_what_it_was(here: Office) -> None:
    one = opened(here)
    with acting(Actor(user=here.reader.pk)):
        records = set(Record.objects.filter(case=here.case).values_list("key", flat=True))
        assert set(Sheet.objects.filter(disclosure=one).values_list("record", flat=True)) == records
        assert (one.only, one.only_why, chosen(one)) == ([], "", None)


def test_a_record_that_the_case_does_not_hold_is_refused(here: Office) -> None:
    given = {"by": here.reviewer, "case": here.case, "recipient": "K1", "purpose": "subject-access"}
    with acting(Actor(user=here.reviewer.pk)):
        with pytest.raises(Refused, match="1 of the chosen records is not"):
            open_disclosure(**given, only=["R1", "R99"], only_why=WHY)
        with pytest.raises(BadInput, match="reason"):
            open_disclosure(**given, only=["R1"], only_why="")
        assert not Disclosure.objects.exists()


def test_why_is_in_the_ledger_and_neither_changes_later(here: Office) -> None:
    one = of(here, "R2")
    (entry,) = entries(here, "disclosure_opened")
    assert '"only":1' in entry.line
    assert WHY not in entry.line
    for change in ({"only": []}, {"only": ["R2", "R1"]}, {"only_why": "Another reason than before"}):
        with pytest.raises(DatabaseError, match="does not change"), acting(Actor(user=here.manager.pk)):
            Disclosure.objects.filter(pk=one.pk).update(**change)


def made_of(here: Office, one: Disclosure) -> tuple[Production, Path]:
    assert produced(here, one).state == State.READY
    with acting(Actor(user=here.manager.pk)):
        row = Production.objects.get(disclosure=one)
        return row, folder_of(here.case, one, row.number)


def test_only_these_leave_and_every_page_is_accounted_for(here: Office) -> None:
    one = of(here, "R2")
    checked(here, one)
    row, folder = made_of(here, one)
    text = text_of(folder / "send")
    assert "We cannot tell you where they live" in text
    assert "rabbit" not in text, "that is in the record of the visit"
    assert "some records of the file only" in text
    assert "1 document with 1 page" in text
    with (folder / "schedule.csv").open(encoding="utf-8") as handle:
        listed = [
            (line["record_id"], line["page"], line["decision"], line["bundle_page"]) for line in csv.DictReader(handle)
        ]
    assert {record for record, *_ in listed if record != "R2"} >= {"R1"}
    assert {(decision, page) for record, _, decision, page in listed if record != "R2"} == {("out_of_scope", "")}
    certificate = json.loads((folder / "certificate.json").read_text())
    assert certificate["asked_for"] == {"records": ["R2"], "why": WHY}
    assert certificate["verified"] is True
    numbers = row.numbers
    others = [page for record, page, *_ in listed if record != "R2"]
    assert (numbers["records"], numbers["pages"], sum(numbers["by_decision"].values())) == (1, 1, 1)
    assert numbers["outside"] == {
        "records": len({each[0] for each in listed}) - 1,
        "pages": len(list(filter(None, others))),
    }
    assert certificate["counts"]["pages"] == numbers["pages"] + numbers["outside"]["pages"]
    assert "out_of_scope" not in numbers["by_decision"]


def test_what_is_missing_elsewhere_is_not_told_of(here: Office) -> None:
    whole = opened(here)
    checked(here, whole)
    _, folder = made_of(here, whole)
    assert "R3" in (folder / "gaps.csv").read_text(), "the assessment of the manifest is not in the folder"
    one = of(here, "R2")
    checked(here, one)
    produced(here, one)
    with acting(Actor(user=here.manager.pk)):
        folder = folder_of(here.case, one, 1)
    assert "R3" not in (folder / "gaps.csv").read_text()
    assert "more document" not in text_of(folder / "send")


def test_a_locked_address_outside_does_not_block_and_inside_it_is_locked(here: Office) -> None:
    """Sinead Byrne's address and telephone are locked: the one stands in the visit, the other in the letter."""
    for record in ("R2", "R1"):
        one = of(here, record)
        keep = Choice(Action.KEEP, "", "She may be named here.")
        with acting(Actor(user=here.reviewer.pk)):
            locked = set(Proposal.objects.filter(disclosure=one, locked=True).values_list("text", flat=True))
            assert ("Rowan Cottage, Pike Lane, Ashby" in locked) == (record == "R1")
            decide_person(by=here.reviewer, disclosure=one, person="K2", choice=keep, version=0)
        checked(here, one)
        _, folder = made_of(here, one)
        text = text_of(folder)
        assert "07700 900002" not in text, record
        assert "Rowan Cottage" not in text, record


def test_somebody_all_of_whose_locks_are_outside_is_kept_without_being_refused(here: Office) -> None:
    add(here.manager, here.case, named("note.txt", b"Note of 1 May 2016\n\nSinead Byrne came with Orla Byrne.\n"))
    prepare(here.manager, here.case)
    with acting(Actor(user=here.manager.pk)):
        key = Record.objects.get(case=here.case, path="note.txt").key
    one = of(here, key)
    with acting(Actor(user=here.reviewer.pk)):
        assert not Proposal.objects.filter(disclosure=one, locked=True).exists()
        keep = Choice(Action.KEEP, "", "She may be named here.")
        decide_person(by=here.reviewer, disclosure=one, person="K2", choice=keep, version=0)
    checked(here, one)
    _, folder = made_of(here, one)
    text = text_of(folder)
    assert "Sinead Byrne came with Orla Byrne" in text
    assert "Rowan Cottage" not in text
    assert "07700 900002" not in text


def test_a_newer_version_stays_in_and_new_records_do_not_come_in(here: Office) -> None:
    one = of(here, "R2")
    decide_everything(here, one)
    newer = b"Dear Mr Moran,\n\nThey are well. Do not ring 07700 900002.\n\nOwen Parry\n"
    add(here.manager, here.case, named("letter.txt", newer), named("another.txt", b"Orla Byrne has a rabbit.\n"))
    prepare(here.manager, here.case)
    one = again(here, one)
    with acting(Actor(user=here.reader.pk)):
        (sheet,) = Sheet.objects.filter(disclosure=one)
        assert sheet.record == "R2"
        assert [(each.record, each.mention) for each in missing(one)] == [("R2", "")], "it is decided again"
    with acting(Actor(user=here.reviewer.pk)):
        page = SeenPage("R2", 1, sheet.shown, version=1)
        decide_pages(by=here.reviewer, disclosure=one, pages=[page], choice=Choice(Action.REDACT, "", "Looked at."))
    passed(here, one)
    _, folder = made_of(here, one)
    text = text_of(folder / "send")
    assert "They are well" in text
    assert "rabbit" not in text


def test_a_copy_of_a_record_that_was_not_asked_for_is_no_copy(here: Office) -> None:
    text = b"Note of 1 May 2016\n\nOrla Byrne likes the school.\n"
    add(here.manager, here.case, named("a.txt", text), named("b.txt", text), named("c.txt", text))
    prepare(here.manager, here.case)
    with acting(Actor(user=here.manager.pk)):
        found = Record.objects.filter(case=here.case, path__in=["a.txt", "b.txt", "c.txt"])
        copies = list(found.exclude(duplicate_of="").order_by("path").values_list("key", flat=True))
    assert len(copies) == 2
    one = of(here, *copies)
    with acting(Actor(user=here.reader.pk)):
        proposed = Sheet.objects.filter(disclosure=one).order_by("place").values_list("record", "action")
        assert list(proposed) == [(copies[0], ""), (copies[1], "duplicate")]
    checked(here, one)
    _, folder = made_of(here, one)
    assert "likes the school" in text_of(folder / "send")


def test_what_is_gone_from_the_file_is_told(here: Office) -> None:
    one = of(here, "R1", "R2")
    with acting(Actor(user=here.manager.pk)):
        Record.objects.filter(case=here.case, key="R1").update(gone_at="2026-01-01T00:00Z")
        found = chosen(one)
    assert found is not None
    assert ([each.key for each in found.records], found.gone) == (["R2"], 1)
