"""What the engine found stands in rows as people read them, and fit for the database."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec
import pytest
from django.db import connection
from tests.cases.arrivals import add, named
from tests.cases.keeping.rows import rows, stranger
from tests.cases.prepared import prepare

from candour.accounts.models import User
from candour.cases.found import Flag, Known, Mention, Question
from candour.cases.keeping import GAPS
from candour.cases.merging import merge
from candour.cases.models import Case, Gap, Page, Record
from candour.cases.prepared import opened
from candour.engine import pipeline
from candour.engine.work import Findings
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def found_by_the_command(folder: Path) -> Findings:
    source = pipeline.Source(
        folder / "case", folder / "people.csv", folder / "manifest.csv", folder / "work", datetime.date(2026, 1, 5)
    )
    return pipeline.prepare(source=source, progress=lambda *_: None).findings


def test_rows_are_what_the_engine_found(manager: User, small: Case, tmp_path: Path) -> None:
    findings = found_by_the_command(tmp_path)
    assert set(rows(manager, Mention)) == {mention.id for mention in findings.mentions}
    assert len(rows(manager, Mention)) > 15
    assert set(rows(manager, Question)) == {question.id for question in findings.questions}
    with acting(Actor(user=manager.pk)):
        told = {(gap.kind, gap.detail, gap.source, gap.record) for gap in Gap.objects.all()}
        assert told == {(gap.kind, gap.detail, gap.source, gap.record) for gap in findings.gaps}
        assert Flag.objects.count() == len(findings.flags)
        assert Known.objects.count() == len(findings.known)
        for mention in findings.mentions:
            row = Mention.objects.get(key=mention.id)
            assert (row.page, row.layer, row.kind, row.text) == (
                mention.page, mention.layer, mention.span.kind, mention.text,
            )  # fmt: skip
            assert (row.person, tuple(row.candidates)) == (mention.span.person, mention.span.candidates)
            assert row.boxes == [[box.x0, box.y0, box.x1, box.y1] for box in mention.boxes]
            assert (row.record.key if row.record else "") == mention.record


def test_records_and_pages_as_people_read_them(manager: User, small: Case) -> None:
    with acting(Actor(user=manager.pk)):
        visit = Record.objects.get(case=small, key="R1")
        assert (visit.path, visit.title, visit.author) == ("Notes/visit.pdf", "Visit 3 March 2016", "Owen Parry")
        assert (visit.date, visit.pages_count, visit.listed) == (datetime.date(2016, 3, 3), 2, True)
        first, hidden = visit.pages.order_by("number")
        assert (first.kind, hidden.kind) == ("own", "hidden")
        assert "she will keep her rabbit" in first.text
        for mention in Mention.objects.filter(record=visit, page=1, layer=first.layer):
            assert first.text[mention.start : mention.end].split() == mention.text.split()


def test_the_engine_gets_the_case_under_the_keys_of_the_rows(manager: User, small: Case) -> None:
    add(manager, small, named("m.txt", b"Mr Wilfred Ashdown rang. Wilfred Ashdown is a neighbour.\n"))
    prepare(manager, small)
    found = stranger(manager, "Wilfred Ashdown")
    with acting(Actor(user=manager.pk)):
        prepared = opened(case=small)
        assert {mention.id for mention in prepared.findings.mentions} == set(rows_now())
        assert found.key in {each.id for each in prepared.findings.found}
        assert found.key in {mention.span.person for mention in prepared.findings.mentions}


def rows_now() -> list[str]:
    return list(Mention.objects.filter(gone_at=None).values_list("key", flat=True))


def test_what_the_database_cannot_hold_is_made_fit_and_what_comes_twice_is_kept_once(manager: User, one: Case) -> None:
    row = ("k1", "unreadable", "a\0b" + "x" * 2_000, "Päth 🙂\\t\t\n", "R1", "[]")
    with acting(Actor(case=one.pk)):
        merge(GAPS, [row, row], case=one.pk)
        gap = Gap.objects.get(case=one)
    assert gap.detail.startswith("a\ufffdbxxx")
    assert len(gap.detail) == 1_000
    assert gap.detail.endswith("…")
    assert gap.source == row[3]


def test_words_in_every_reading_of_a_page_are_searched(manager: User, small: Case) -> None:
    with acting(Actor(user=manager.pk)):
        page = Page.objects.filter(case=small).first()
        assert page
        page.besides = "Willowherb in the picture"
        page.save()
        with connection.cursor() as cursor:
            cursor.execute("select page, snippet from candour_search(%s, 'willowherb', 10, 0)", [small.pk])
            ((number, snippet),) = cursor.fetchall()
    assert number == page.pk
    assert f"{chr(57344)}Willowherb{chr(57345)}" in snippet


def test_boxes_are_numbers_as_the_engine_has_them(manager: User, small: Case) -> None:
    with acting(Actor(user=manager.pk)):
        boxes = [box for mention in Mention.objects.filter(page=1) for box in mention.boxes]
    assert boxes
    assert all(len(box) == 4 and box[0] < box[2] and box[1] < box[3] for box in boxes)
    assert msgspec.json.encode(boxes)
