"""The disclosure list: marked one by one, noted as disclosed, and what leaves the house says nothing of what Legal thinks."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cases.places import record, signed_in, working
from tests.litigation.matters import Place
from tests.web.people import case

from candour.cases.models import Gap, Record
from candour.ledger import queries as ledger
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.litigation import disclosed, documents, listed, opening, parties
from candour.litigation.models import Disclosed, Marking, Party
from candour.litigation.parties import Named

pytestmark = pytest.mark.usefixtures("database")


def a_record(all_: Place, key: str, content: str = "", **more: object) -> Record:
    return record(all_.case, key, f"The text of {key}", sha256=content * 64, size=len(content), on=today(), **more)


def party(all_: Place) -> Party:
    with acting(Actor(user=all_.owner.pk)):
        return parties.add(by=all_.owner, matter=all_.matter, named=Named("Mary Marsh", "claimant"))


def said(stance: str, reason: str, **more: str) -> dict[str, str]:
    return {"stance": stance, "reason": reason, "inspection": "given", **more}


def on_today() -> dict[str, str]:
    return {f"on_{part}": str(getattr(today(), part)) for part in ("day", "month", "year")}


def words_of(word_file: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(word_file)) as inside:
        return inside.read("word/document.xml").decode()


def test_marked_one_by_one_and_never_forgotten(all_: Place) -> None:
    one, two = a_record(all_, "assessment", "a"), a_record(all_, "letter", "b")
    copy = a_record(all_, "letter-copy", "b", duplicate_of="letter")
    at, lawyer = f"/matters/{all_.matter.key}/documents/", signed_in(all_.owner)
    assert "Not marked</a> (3)" in lawyer.get(at).content.decode()
    mark = f"{at}{one.pk}/mark/"
    assert lawyer.post(mark, said("adverse", "Yes")).status_code == 422  # no reason
    assert lawyer.post(mark, {**said("neutral", "It is a letter."), "inspection": "withheld"}).status_code == 422
    went_on = lawyer.post(mark, said("adverse", "It shows that we knew in May."))
    assert went_on.headers["Location"] == f"{at}{two.pk}/mark/"
    withheld = {**said("neutral", "It is advice of counsel."), "inspection": "withheld", "ground": "Legal advice"}
    assert lawyer.post(f"{at}{two.pk}/mark/", withheld).headers["Location"] == at  # its copy went with it
    with acting(Actor(user=all_.colleague.pk)):
        told = listed.latest(all_.matter)
        assert {number: each.stance for number, each in told.items()} == {
            one.pk: "adverse", two.pk: "neutral", copy.pk: "neutral",
        }  # fmt: skip
        assert [each.pk for each in listed.adverse(all_.matter)] == [one.pk]
    page = lawyer.get(at + "?which=adverse").content.decode()
    assert "It shows that we knew in May." in page
    assert "It is advice of counsel." not in page
    with working(all_.case):
        Record.objects.filter(pk=one.pk).update(sha256="c" * 64)
    assert "Changed since" in lawyer.get(at).content.decode()
    assert "Not marked</a> (1)" in lawyer.get(at).content.decode()
    lawyer.post(mark, said("not_relevant", "It is about another child."))
    page = lawyer.get(at + "?which=adverse").content.decode()
    assert "Was marked adverse" in page  # it stays in view, whatever was said later
    story = lawyer.get(f"{at}{one.pk}/").content.decode()
    assert story.index("It is about another child.") < story.index("It shows that we knew in May.")
    with acting(Actor(user=all_.owner.pk)):
        assert Marking.objects.count() == 3
        entries = ledger.history(case=all_.case.pk, limit=100)
    assert next(each.reason for each in entries if each.verb == Verb.DOCUMENT_MARKED) == "It is about another child."


def test_the_files_for_the_other_side_and_for_legal(all_: Place) -> None:
    at, lawyer = f"/matters/{all_.matter.key}/documents/", signed_in(all_.owner)
    marks = {
        "bad": said("adverse", "It harms us a lot."),
        "advice": said("neutral", "It is legal advice.", inspection="withheld", ground="Advice of counsel"),
        "menu": said("not_relevant", "A lunch menu of 2012."),
        "=open": said("helpful", "It shows what we did."),
    }
    for number, (name, marking) in enumerate(marks.items()):
        made = a_record(all_, name, str(number))
        lawyer.post(f"{at}{made.pk}/mark/", marking)
    a_record(all_, "bad-copy", "0", duplicate_of="bad")
    a_record(all_, "unread", "9")
    with working(all_.case):
        lost = {"detail": "the viability assessment (page 1)", "explained": "It was lost in a flood."}
        Gap.objects.create(case=all_.case, key="g1", kind="mentioned_not_held", **lost)
    word = words_of(lawyer.get(at + "file/docx/").content)
    first, rest = word.split("objects to your inspecting")
    objected, no_longer = rest.split("no longer has")
    assert all(title in first for title in ("bad", "=open"))
    assert "1 of the documents in scope" in first
    assert word.count(">bad<") == 1
    assert "bad-copy" not in word
    assert "advice" in objected
    assert "Advice of counsel" in objected
    assert "the viability assessment" in no_longer
    assert "flood" in no_longer
    assert not any(secret in word for secret in ("harms", "Harms", "menu", "lunch", "Helps", "what we did", "unread"))
    assert lawyer.get(at + "file/pdf/").content.startswith(b"%PDF")
    rows = list(csv.reader(io.StringIO(lawyer.get(at + "file/csv/").content.decode("utf-8-sig"))))
    assert len(rows) == 7
    assert "'=open" in {row[2] for row in rows}
    assert "It harms us a lot." in {row[7] for row in rows}
    assert lawyer.get(at + "file/exe/").status_code == 404


def test_noted_as_disclosed_with_a_warning_for_what_was_withheld(all_: Place) -> None:
    mary, lawyer = party(all_), signed_in(all_.owner)
    other = case(manager=all_.manager)
    with acting(Actor(user=all_.owner.pk)):
        opening.link(by=all_.owner, matter=all_.matter, case=other.reference)
    good, kept = a_record(all_, "good", "a"), a_record(all_, "kept", "b")
    elsewhere = record(other, "else", "Text", sha256="a" * 64, size=1)  # the same bytes in another case
    at = f"/matters/{all_.matter.key}/"
    lawyer.post(f"{at}documents/{good.pk}/mark/", said("helpful", "It shows what we did."))
    lawyer.post(f"{at}documents/{kept.pk}/mark/", {**said("neutral", "It is advice."), "inspection": "withheld"})
    withheld = {**said("neutral", "It is advice of counsel."), "inspection": "withheld", "ground": "Advice"}
    lawyer.post(f"{at}documents/{kept.pk}/mark/", withheld)
    with acting(Actor(user=all_.owner.pk)):
        assert [each.pk for each in disclosed.not_yet(all_.matter)] == [good.pk, elsewhere.pk]
    form = f"{at}disclosed/note/?which="
    given = {"party": mary.pk, "how": "With the defence.", **on_today(), "record": [good.pk, kept.pk]}
    refused = lawyer.post(form, given)
    assert refused.status_code == 422
    assert "One of these is marked as withheld or not relevant." in refused.content.decode()
    assert "I have looked at these, and they did go" in refused.content.decode()
    assert lawyer.post(form, {**given, "record": []}).status_code == 422
    with acting(Actor(user=all_.owner.pk)):
        assert not Disclosed.objects.exists()
    assert lawyer.post(form, {**given, "looked_at": "on"}).status_code == 302
    lawyer.post(form, {**given, "looked_at": "on"})  # the same again is noted once
    with acting(Actor(user=all_.owner.pk)):
        went = disclosed.of(all_.matter)
        assert {number: len(rows) for number, rows in went.items()} == {good.pk: 1, kept.pk: 1, elsewhere.pk: 1}
        assert disclosed.not_yet(all_.matter) == []
        verbs = [each.verb for each in ledger.history(case=all_.case.pk, limit=100)]
    assert verbs.count(Verb.DOCUMENTS_DISCLOSED) == 1
    page = lawyer.get(f"{at}disclosed/").content.decode()
    assert page.count("Mary Marsh") == 2
    with working(all_.case):
        Record.objects.filter(pk=good.pk).update(sha256="e" * 64, gone_at=now())
    page = lawyer.get(f"{at}documents/").content.decode()
    assert "No longer in the file" in page  # who has it can still be told


def test_four_hundred_documents_ask_no_more_of_the_database_than_four(all_: Place) -> None:
    lawyer, asked = signed_in(all_.owner), []
    pages = [f"/matters/{all_.matter.key}/{page}" for page in ("documents/", "scope/", "gaps/")]
    for many in (4, 40):
        for number in range(many):
            a_record(all_, f"record-{many}-{number}", "a")
            with working(all_.case):
                seen = [[f"record-{many}-{number}", 1, "the letter of May"]]
                about = {"kind": "mentioned_not_held", "detail": "the letter of May", "seen": seen}
                Gap.objects.create(case=all_.case, key=f"g{many}-{number}", **about)
        for page in pages:
            with CaptureQueriesContext(connection) as context:
                assert lawyer.get(page).status_code == 200
            asked.append(len(context))
    assert asked[:3] == asked[3:]
    with acting(Actor(user=all_.owner.pk)):
        assert len(documents.documents(all_.matter)) == 44


def test_who_may_open_what(all_: Place) -> None:
    one = a_record(all_, "one", "a")
    at = f"/matters/{all_.matter.key}/"
    read = ("documents/", "documents/file/csv/", "disclosed/", "later/")
    of_records = (f"documents/{one.pk}/",)
    forms = (f"documents/{one.pk}/mark/", "disclosed/note/", f"scope/{one.pk}/out/", f"scope/{one.pk}/back/")
    for user in (all_.owner, all_.colleague, all_.head):
        assert {signed_in(user).get(at + page).status_code for page in (*read, *of_records, *forms)} == {200}
    assert {signed_in(all_.witness).get(at + page).status_code for page in (*read, *of_records)} == {200}
    assert {signed_in(all_.witness).get(at + page).status_code for page in forms} == {403}
    instructing = signed_in(all_.instructing)  # sees the matter, and none of the records
    assert {instructing.get(at + page).status_code for page in read} == {200}
    assert "There are no documents yet" in instructing.get(at + "documents/").content.decode()
    assert instructing.get(at + of_records[0]).status_code == 404
    for user in (all_.stranger, all_.manager, all_.worker, all_.reader, all_.outsider):
        assert {signed_in(user).get(at + page).status_code for page in (*read, *of_records, *forms)} == {404}
    assert {Client().get(at + page).status_code for page in (*read, *of_records, *forms)} == {302}
    assert {signed_in(all_.owner).post(at + page).status_code for page in (*read, *of_records)} == {405}
    assert {signed_in(all_.owner).delete(at + page).status_code for page in forms} == {405}
    assert signed_in(all_.owner).get(f"{at}documents/999999/").status_code == 404
