"""What the engine found stands in rows that keep their keys and what people said of them, however often it is prepared."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec
import pytest
from django.db import connection
from tests.cases.arrivals import add, named
from tests.cases.prepared import asked, prepare, receive_small_case, register
from tests.web.people import case, person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases import completeness, questions
from candour.cases.found import Flag, Known, Mention, Question
from candour.cases.keeping import GAPS
from candour.cases.merging import merge
from candour.cases.models import Case, Gap, ManifestRow, Page, Person, Record
from candour.cases.prepared import opened
from candour.engine import pipeline
from candour.engine.errors import Refused
from candour.engine.model import Action
from candour.engine.work import Findings
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
NOBODY_ELSE = dict.fromkeys("aliases date_of_birth address phone email identifiers never_disclose notes".split(), "")


@pytest.fixture
def manager() -> User:
    return person(Role.MANAGER, Role.ACCESS_OFFICER)


@pytest.fixture
def one(manager: User) -> Case:
    return case(manager=manager)


@pytest.fixture
def small(manager: User, one: Case, tmp_path: Path) -> Case:
    receive_small_case(manager, one, tmp_path)
    prepare(manager, one)
    return one


def rows(user: User, model, **only) -> dict[str, int]:
    """Key → number of the row, of what is there now."""
    with acting(Actor(user=user.pk)):
        return dict(model.objects.filter(gone_at=None, **only).values_list("key", "pk"))


def versions(user: User, table: str) -> list[tuple[int, str]]:
    """Each row with the transaction that last wrote it."""
    with acting(Actor(user=user.pk)), connection.cursor() as cursor:
        cursor.execute(f"select id, xmin::text from {table} order by id")
        return cursor.fetchall()


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


def test_prepared_again_without_a_change_no_row_is_written(manager: User, small: Case) -> None:
    tables = [f"cases_{name}" for name in "record page gap mention flag question known person".split()]
    before = [versions(manager, table) for table in tables]
    prepare(manager, small)
    assert [versions(manager, table) for table in tables] == before


def test_a_new_file_adds_only_its_own(manager: User, small: Case) -> None:
    before, records = rows(manager, Mention, page__gt=0), rows(manager, Record)
    add(manager, small, named("later.txt", b"Faith Okafor and Orla Byrne went swimming.\n"))
    prepare(manager, small)
    after = rows(manager, Mention, page__gt=0)
    assert before.items() <= after.items()
    with acting(Actor(user=manager.pk)):
        new = Record.objects.get(path="later.txt")
        added = Mention.objects.filter(pk__in=after.values()).exclude(pk__in=before.values())
        assert {mention.record_id for mention in added} == {new.pk}
        assert {"K1", "K4"} <= {mention.person for mention in added}
    assert rows(manager, Record).items() - records.items() == {(new.key, new.pk)}


def test_a_file_that_was_replaced_is_the_same_record_with_other_pages(manager: User, small: Case) -> None:
    with acting(Actor(user=manager.pk)):
        before = Record.objects.get(key="R1")
        untouched = Record.objects.get(key="R2")
    old = rows(manager, Mention, record=before)
    add(manager, small, named("Notes/visit.pdf", b"Nobody was at home."))
    prepare(manager, small)
    with acting(Actor(user=manager.pk)):
        after = Record.objects.get(key="R1")
        assert after.pk == before.pk
        assert after.sha256 != before.sha256
        assert after.changed_at > before.changed_at
        assert Record.objects.get(key="R2").changed_at == untouched.changed_at
        assert [page.number for page in after.pages.order_by("number")] == [1]
        assert after.pages.get().text.strip() == "Nobody was at home."
        pages = Mention.objects.filter(record=after, page__gt=0)
        assert pages.filter(gone_at=None).count() == 0
        assert pages.exclude(gone_at=None).count() == sum(1 for key in old if pages.filter(key=key).exists())


def test_back_again_a_row_is_no_longer_gone(manager: User, small: Case, tmp_path: Path) -> None:
    before = rows(manager, Mention, page__gt=0)
    original = (tmp_path / "case/Notes/visit.pdf").read_bytes()
    for data in (b"Nobody was at home.", original):
        add(manager, small, named("Notes/visit.pdf", data))
        prepare(manager, small)
    assert rows(manager, Mention, page__gt=0) == before


def test_a_change_of_the_register_keeps_the_keys_of_what_it_does_not_concern(manager: User, small: Case) -> None:
    before = rows(manager, Mention, page__gt=0)
    add(manager, small, named("later.txt", b"Mr Wilfred Ashdown rang. Wilfred Ashdown is a neighbour.\n"))
    with acting(Actor(user=manager.pk)):
        register(small, {"id": "K9", "name": "Wilfred Ashdown", "role": "third_party", **NOBODY_ELSE})
        Person.objects.filter(key="K3").update(never_disclose=["all"])
    prepare(manager, small)
    after = rows(manager, Mention, page__gt=0)
    assert before.items() <= after.items()
    with acting(Actor(user=manager.pk)):
        assert Mention.objects.filter(person="K9", gone_at=None).count() == 2


def stranger(user: User, name: str) -> Person:
    with acting(Actor(user=user.pk)):
        return Person.objects.get(name=name)


def test_people_found_keep_their_key_when_others_are_found_before_them(manager: User, small: Case) -> None:
    add(manager, small, named("m.txt", b"Mr Wilfred Ashdown rang. Wilfred Ashdown is a neighbour.\n"))
    prepare(manager, small)
    first = stranger(manager, "Wilfred Ashdown")
    mentions = rows(manager, Mention, person=first.key)
    assert first.found
    assert len(mentions) == 2
    add(manager, small, named("Aa.txt", b"Mrs Bettina Crowley came. Bettina Crowley is a nurse.\n"))
    prepare(manager, small)
    again, other = stranger(manager, "Wilfred Ashdown"), stranger(manager, "Bettina Crowley")
    assert (again.pk, again.key) == (first.pk, first.key)
    assert again.found_as != first.found_as  # the engine numbers them anew
    assert other.key != first.key
    assert rows(manager, Mention, person=first.key) == mentions


def test_registering_a_person_who_was_found_keeps_the_keys_of_their_mentions(manager: User, small: Case) -> None:
    add(manager, small, named("m.txt", b"Mr Wilfred Ashdown rang. Wilfred Ashdown is a neighbour.\n"))
    prepare(manager, small)
    found = stranger(manager, "Wilfred Ashdown")
    mentions = rows(manager, Mention, person=found.key)
    with acting(Actor(user=manager.pk)):
        Person.objects.filter(pk=found.pk).update(found=False, role="third_party", never_disclose=["all"])
    prepare(manager, small)
    assert rows(manager, Mention, person=found.key) == mentions
    with acting(Actor(user=manager.pk)):
        assert not Person.objects.filter(found=True, name="Wilfred Ashdown").exists()


def test_whom_somebody_dismissed_stays_dismissed_and_who_is_found_no_more_is_told_apart(
    manager: User, small: Case
) -> None:
    add(manager, small, named("m.txt", b"Mr Wilfred Ashdown rang. Wilfred Ashdown is a neighbour.\n"))
    prepare(manager, small)
    found = stranger(manager, "Wilfred Ashdown")
    with acting(Actor(user=manager.pk)):
        Person.objects.filter(pk=found.pk).update(gone_at=found.case.opened_at)
    prepare(manager, small)
    assert stranger(manager, "Wilfred Ashdown").gone_at
    add(manager, small, named("m.txt", b"Nothing any more.\n"))
    prepare(manager, small)
    assert stranger(manager, "Wilfred Ashdown").found_as == ""


def test_what_people_said_stays(manager: User, small: Case) -> None:
    add(manager, small, named("m.txt", b"Sinead Byrne is well. Sinead takes Orla to Ashby Primary School.\n"))
    prepare(manager, small)
    with acting(Actor(user=manager.pk)):
        gap = Gap.objects.get(kind="missing_from_folder")
        completeness.explain(by=manager, gap=gap, text="Lost in the flood of 2017.")
        question = Question.objects.filter(gone_at=None).first()
        assert question
        questions.answer(by=manager, question=question, action=Action.REDACT, explanation="It is a village.")
    add(manager, small, named("later.txt", b"Faith Okafor and Orla Byrne went swimming.\n"))
    prepare(manager, small)
    with acting(Actor(user=manager.pk)):
        same, answered = Gap.objects.get(pk=gap.pk), Question.objects.get(pk=question.pk)
        assert (same.explained, same.explained_by, same.gone_at) == ("Lost in the flood of 2017.", manager, None)
        assert (answered.answer, answered.answered_by, answered.gone_at) == ("redact", manager, None)


def test_a_gap_that_was_filled_is_gone(manager: User, small: Case) -> None:
    add(manager, small, named("Assessments/core.pdf", b"Core assessment of Orla Byrne."))
    prepare(manager, small)
    with acting(Actor(user=manager.pk)):
        assert Gap.objects.get(kind="missing_from_folder").gone_at
        assert completeness.completeness(case=small).gaps["missing_from_folder"].all == 0


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


def test_while_a_case_waits_to_be_prepared_anew_nothing_is_made_from_it(manager: User, small: Case) -> None:
    asked(manager, small)
    with acting(Actor(user=manager.pk)), pytest.raises(Refused, match="prepared anew"):
        opened(case=small)


def test_a_case_whose_manifest_names_its_records_otherwise_keeps_the_old_ones_as_gone(
    manager: User, small: Case
) -> None:
    with acting(Actor(user=manager.pk)):
        ManifestRow.objects.filter(record_id="R2").update(record_id="LETTER-2")
    prepare(manager, small)
    with acting(Actor(user=manager.pk)):
        assert Record.objects.get(key="R2").gone_at
        assert Record.objects.get(key="LETTER-2").pages.count() == 1


def test_what_the_database_cannot_hold_is_made_fit_and_what_comes_twice_is_kept_once(manager: User, one: Case) -> None:
    row = ("k1", "unreadable", "a\0b" + "x" * 2_000, "Päth 🙂\\t\t\n", "R1")
    with acting(Actor(case=one.pk)):
        merge(GAPS, [row, row], case=one.pk)
        gap = Gap.objects.get(case=one)
    assert gap.detail.startswith("a\ufffdbxxx")
    assert len(gap.detail) == 1_000
    assert gap.detail.endswith("…")
    assert gap.source == row[3]


def test_rows_of_another_case_with_the_same_keys_stay_as_they_are(manager: User, small: Case) -> None:
    other = case(manager=manager)
    add(manager, other, named("Notes/visit.pdf", b"Nobody was at home."))
    before = versions_of(manager, small)
    prepare(manager, other)
    assert versions_of(manager, small) == before


def versions_of(user: User, one: Case) -> list[tuple[int, str]]:
    with acting(Actor(user=user.pk)), connection.cursor() as cursor:
        cursor.execute("select id, xmin::text from cases_mention where case_id = %s order by id", [one.pk])
        return cursor.fetchall()


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


def test_somebody_registered_under_an_id_of_the_engine_is_never_taken_for_a_stranger(manager: User, one: Case) -> None:
    with acting(Actor(user=manager.pk)):
        register(one, {"id": "found-1", "name": "Faith Okafor", "role": "other_child", **NOBODY_ELSE})
    add(manager, one, named("m.txt", b"Mr Wilfred Ashdown rang about Faith Okafor. Wilfred Ashdown is a neighbour.\n"))
    prepare(manager, one)
    with acting(Actor(user=manager.pk)):
        owners = dict(Mention.objects.filter(kind="PERSON", page=1).values_list("text", "person"))
        stranger_key = Person.objects.get(name="Wilfred Ashdown").key
    assert owners["Faith Okafor"] == "found-1"
    assert owners["Wilfred Ashdown"] == stranger_key != "found-1"
