"""What each reader is told, and what they are not: reasons, letter, withheld list, people guide."""

from __future__ import annotations

import csv
import re
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bundle_factory import SILENT, TOLD, a_bundle, a_context, a_mark, a_plan, a_record, keep_all
from hypothesis import given
from hypothesis import strategies as st

from candour.engine.bundle import Form, LetterWords, people_told
from candour.engine.bundle.reasons import notes, reasons, struck
from candour.engine.model import (
    Action,
    Box,
    Gap,
    GapKind,
    Kind,
    Mark,
    Mention,
    PagePlan,
    Person,
    Plan,
    Record,
    RedactedPage,
    Span,
)


def words_of(pdf: Path) -> str:
    shown = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True)
    return re.sub(r"\s+", " ", shown.stdout)


def two_grounds(folder: Path) -> Path:
    records = [a_record(number, pages=1) for number in range(1, 5)]
    told, silent = a_mark(Box(100, 60, 200, 75)), a_mark(Box(100, 100, 200, 115), ground=SILENT.id, mention="m2")
    pages = keep_all(records, marks={("HR-001", 1): [told, silent]})
    held: Mapping[str, str] = {"HR-003": TOLD.id, "HR-004": SILENT.id}
    pages = [
        replace(page, action=Action.WITHHOLD, ground=held[page.record]) if page.record in held else page
        for page in pages
    ]
    return a_bundle(folder, records, plan=a_plan(pages))[0]


def test_a_silent_ground_shows_nowhere_in_what_is_sent(tmp_path: Path) -> None:
    send = two_grounds(tmp_path) / "send"
    sent = words_of(send / "bundle.pdf") + words_of(send / "letter.pdf") + (send / "withheld.csv").read_text()
    assert TOLD.title in sent
    assert "Visit 3" in sent
    for word in (SILENT.title, SILENT.explanation, SILENT.id, SILENT.citation, "Visit 4"):
        assert word not in sent
    assert "4 documents" not in sent, "the count of what was searched would tell of the document that is not told"


def test_withheld_documents_are_listed_with_their_ground_as_told(tmp_path: Path) -> None:
    with (two_grounds(tmp_path) / "send/withheld.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert rows == [
        {
            "document": "Visit 3",
            "date": "2017-03-07",
            "pages": "all",
            "ground": TOLD.title,
            "explanation": TOLD.explanation,
        }
    ]


def test_a_reason_letter_stands_beside_told_redactions_only() -> None:
    page = PagePlan(
        "R", 1, Action.REDACT, (a_mark(Box(100, 60, 200, 75)), a_mark(Box(9, 300, 20, 312), ground=SILENT.id))
    )
    way = RedactedPage(1, "vector", boxes=(Box(99, 59, 201, 76), Box(8, 299, 21, 313)))
    found = struck(page, way)
    key = reasons(found, grounds={TOLD.id: TOLD, SILENT.id: SILENT})
    assert [(one.letter, one.ground.id, one.count) for one in key] == [("a", TOLD.id, 1)]
    beside = notes(found, letters={one.ground.id: one.letter for one in key})
    assert [(note.letters, note.top) for note in beside] == [("a", 59)]


def test_boxes_that_moved_along_their_line_go_to_their_own_marks() -> None:
    marks = (a_mark(Box(100, 60, 140, 75)), a_mark(Box(150, 60, 180, 75), ground=SILENT.id, mention="m2"))
    way = RedactedPage(1, "vector", boxes=(Box(170, 59, 230, 76), Box(100, 59, 160, 76)))
    found = struck(PagePlan("R", 1, Action.REDACT, marks), way)
    assert [(one.mark.mention, one.box.x0) for one in found] == [("m1", 100), ("m2", 170)]


boxes = st.builds(lambda x, y, w: Box(x, y, x + w, y + 12), st.integers(0, 400), st.integers(0, 60).map(lambda n: n * 13),
                  st.integers(5, 90))  # fmt: skip


@given(planned=st.lists(boxes, min_size=1, max_size=8), drawn=st.lists(boxes, max_size=8))
def test_every_mark_and_every_drawn_box_is_listed(planned: list[Box], drawn: list[Box]) -> None:
    marks = tuple(a_mark(box, mention=f"m{at}") for at, box in enumerate(planned))
    found = struck(PagePlan("R", 1, Action.REDACT, marks), RedactedPage(1, "vector", boxes=tuple(drawn)))
    assert {one.mark.mention for one in found} == {mark.mention for mark in marks}
    assert {one.box for one in found} >= set(drawn)


def a_letter(folder: Path, *, records: list[Record], plan: Plan, form: Form, **more: Any) -> str:
    gaps = more.pop("gaps", ())
    words = LetterWords(contact="Access team\n01632 960000", support="Call Sam on 01632 960001.", purpose="You asked.")
    context = a_context(records, form=form, **({"words": words} | more))
    out, _ = a_bundle(folder, records, plan=plan, context=context, gaps=gaps, out=f"{form}-{plan.recipient_role}")
    return words_of(out / "send/letter.pdf")


def test_each_reader_gets_the_letter_for_them(tmp_path: Path) -> None:
    records = [a_record(1), a_record(2, pages=0), a_record(3, pages=1)]
    pages = [
        replace(page, action=Action.LATER_STAGE) if page.record == "HR-003" else page for page in keep_all(records)
    ]
    subject = a_letter(tmp_path, records=records, plan=a_plan(pages), form=Form.SUBJECT_ACCESS)
    assert "21 November 2026 To: Ms A Reader You asked." in subject
    for phrase in ("ask us to look again", "complaint", "Information Commissioner", "ask a court", "01632 960001"):
        assert phrase in subject
    assert "could not open We hold these files but could not open them. • Visit 2" in subject
    assert "come later" in subject
    assert "• Visit 3" in subject
    father = a_letter(tmp_path, records=records, plan=a_plan(pages, recipient_role="father"), form=Form.SUBJECT_ACCESS)
    assert "Information Commissioner" in father
    assert "Support for you" not in father
    court = a_letter(tmp_path, records=records, plan=a_plan(pages, recipient_role="court"), form=Form.CIVIL)
    assert "Disclosure of children's services records" in court
    assert "Information Commissioner" not in court
    assert "Support for you" not in court
    assert "01632 960000" in court


def test_a_person_reads_of_missing_documents_only_what_their_own_pages_mention(tmp_path: Path) -> None:
    records = [a_record(1), a_record(2)]
    pages = [replace(page, action=Action.WITHHOLD, ground=SILENT.id) if page.record == "HR-002" else page
             for page in keep_all(records)]  # fmt: skip
    gaps = (
        Gap(
            GapKind.MENTIONED_NOT_HELD, "Viability assessment, 3 March 2017 (manifest row HR-098)", "a", record="HR-001"
        ),
        Gap(GapKind.MENTIONED_NOT_HELD, "Intelligence log", "b", record="HR-002"),
        Gap(GapKind.MISSING_FROM_FOLDER, "HR-099 Chronology", "manifest HR-099"),
        Gap(GapKind.MISSING_FROM_FOLDER, "HR-098 Viability assessment", "manifest HR-098"),
    )
    person = a_letter(tmp_path, records=records, plan=a_plan(pages), form=Form.SUBJECT_ACCESS, gaps=gaps)
    assert "Viability assessment, 3 March 2017" in person
    assert "1 more document that our list of records names" in person
    assert "Intelligence log" not in person
    assert "HR-099" not in person
    court = a_letter(tmp_path, records=records, plan=a_plan(pages, recipient_role="court"), form=Form.CIVIL, gaps=gaps)
    assert "HR-099 Chronology" in court


def test_the_letter_is_plain(tmp_path: Path) -> None:
    """Flesch-Kincaid grade of the letter's own sentences: a reader of eleven is at about grade 6."""
    records = [a_record(1)]
    marks = {("HR-001", 1): [a_mark(Box(100, 60, 200, 75))]}
    plan = a_plan(keep_all(records, marks=marks))
    text = a_letter(tmp_path, records=records, plan=plan, form=Form.SUBJECT_ACCESS, words=LetterWords())
    body = text[text.index("If you think") :]
    assert "Reading your records can be hard." in body
    sentences = [part for part in re.split(r"[.!?:]\s", body) if part.strip()]
    words = re.findall(r"[A-Za-z']+", body)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e\b", "", word.lower())))) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    assert grade <= 7


def a_mention(number: int, person: str, **more: Any) -> Mention:
    span = Span(0, 5, Kind.PERSON, person, more.pop("candidates", ()))
    return Mention(f"m{number}", more.pop("record", "HR-001"), more.pop("page", 1), "text", span, "a name")


def test_the_people_guide_names_those_who_are_named_though_an_ambiguous_name_is_redacted() -> None:
    page = PagePlan("HR-001", 1, Action.REDACT, (Mark((), "g", mention="m2"),))
    mentions = [a_mention(1, "P1"), a_mention(2, "", candidates=("P1", "P2"))]
    people = (Person("P1", "Joan Finch", "mother"), Person("P2", "Jane Finch", "relative"))
    assert [one.name for one in people_told(people=people, mentions=mentions, plan=a_plan([page]))] == ["Joan Finch"]


@pytest.mark.parametrize(
    ("person", "why"),
    [
        (Person("P2", "Hidden Hare", "sibling"), "a redacted mention"),
        (Person("P4", "Locked Lark", "mother", never_disclose=frozenset({"name"})), "never disclosed"),
        (Person("P5", "Found Finch", "health", found=True), "a guessed role"),
        (Person("P6", "Unseen Owl", "health"), "not on a page that goes out"),
        (Person("P7", "Other Otter", "other_child"), "a role that is never listed"),
        (Person("P8", "Secret Swan", "father"), "among the secrets"),
    ],
)
def test_the_people_guide_leaves_out_whom_it_may_not_name(person: Person, why: str) -> None:
    kept = Person("P1", "Joan Worker", "social_worker")
    page = PagePlan("HR-001", 1, Action.REDACT, (Mark((), "g", mention="m2"),))
    plan = a_plan([page, PagePlan("HR-002", 1, Action.WITHHOLD)], secrets=("Swan",))
    mentions = [
        *(a_mention(1, "P1"), a_mention(2, "P2"), a_mention(9, "P2")),
        *(a_mention(4, "P4"), a_mention(5, "P5"), a_mention(6, "P6", record="HR-002")),
        *(a_mention(7, "P7"), a_mention(8, "P8")),
    ]
    told = people_told(people=(kept, person), mentions=mentions, plan=plan)
    assert [one.name for one in told] == ["Joan Worker"], why
