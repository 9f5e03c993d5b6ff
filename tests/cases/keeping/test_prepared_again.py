"""Prepared again, rows keep their keys and what people said of them; only what changed is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from tests.cases.arrivals import add, named
from tests.cases.keeping.rows import NOBODY_ELSE, rows
from tests.cases.prepared import asked, prepare, register
from tests.web.people import case

from candour.accounts.models import User
from candour.cases import completeness, questions
from candour.cases.found import Mention, Question
from candour.cases.models import Case, Gap, ManifestRow, Person, Record
from candour.cases.prepared import opened
from candour.engine.errors import Refused
from candour.engine.model import Action
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def versions(user: User, table: str) -> list[tuple[int, str]]:
    """Each row with the transaction that last wrote it."""
    with acting(Actor(user=user.pk)), connection.cursor() as cursor:
        cursor.execute(f"select id, xmin::text from {table} order by id")
        return cursor.fetchall()


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
