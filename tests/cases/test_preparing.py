"""A case is prepared as a job: its state shows how far it is and how it ended, whatever happened on the way."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest
from django.db import connection, connections
from tests.cases.arrivals import add, named
from tests.cases.prepared import asked, now, prepare, receive_small_case, register_all
from tests.jobs.process import wait_for, worker
from tests.small_case import PROTECTED
from tests.web.people import case, person, team
from tests.web.work import work_off

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases import files, preparing, store
from candour.cases.models import TABLES_WITH_CASE, Case, File, ManifestRow, Preparation, Record, Stage
from candour.cases.prepared import opened, received_folder
from candour.engine.errors import Refused
from candour.engine.typeset import Paragraph, write_pdf
from candour.jobs import stopping
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")


def entries(user: User, one: Case, *verbs: Verb) -> list[dict[str, object]]:
    with acting(Actor(user=user.pk)):
        found = Entry.objects.filter(chain=one.pk, verb__in=verbs).order_by("seq")
        return [json.loads(entry.line) for entry in found]


def test_a_case_becomes_ready_and_the_ledger_tells_how_much_there_was(manager: User, one: Case, tmp_path: Path) -> None:
    receive_small_case(manager, one, tmp_path)
    done = prepare(manager, one)
    assert (done.stage, done.error, done.by) == (Stage.READY, "", manager)
    assert done.ended_at
    assert len(done.case_hash) == 64
    (told,) = entries(manager, one, Verb.CASE_PREPARED)
    assert told["details"]["records"] == 3
    assert told["details"]["pages"] == 4
    assert told["details"]["gaps"] == 2
    assert not [word for word in PROTECTED if word in json.dumps(entries(manager, one, *Verb))]


def test_who_asks_again_while_one_waits_gets_that_one_and_afterwards_a_new_one(manager: User, one: Case) -> None:
    first = asked(manager, one)
    add(manager, one, named("later.txt"))
    assert asked(manager, one) == first
    with acting(Actor(user=manager.pk)):
        assert not files.unprepared(case=one), "what waits reads the later file too"
    assert len(entries(manager, one, Verb.PREPARATION_ASKED)) == 1
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where task_name = 'cases.prepare'")
        assert cursor.fetchone() == (1,)
    work_off()
    assert asked(manager, one) != first


def test_two_who_ask_at_once_get_the_same_one(manager: User, one: Case) -> None:
    answers: list[Preparation] = []

    def other() -> None:
        answers.append(asked(manager, one))
        connections.close_all()

    thread = threading.Thread(target=other)
    with acting(Actor(user=manager.pk)):
        first = preparing.ask(by=manager, case=one)
        thread.start()
        time.sleep(0.3)
        assert not answers  # it waits for how this one ends
    thread.join(timeout=10)
    assert answers == [first]


def test_what_is_asked_while_it_begins_is_not_lost(manager: User, one: Case) -> None:
    """Who asks while the worker lists the files gets a preparation of their own, after it."""
    waiting = asked(manager, one)
    answers: list[Preparation] = []

    def other() -> None:
        answers.append(asked(manager, one))
        connections.close_all()

    thread = threading.Thread(target=other)
    with acting(Actor(case=one.pk)):
        Preparation.objects.select_for_update().get(pk=waiting.pk)
        Preparation.objects.filter(pk=waiting.pk).update(stage=Stage.INTAKE)
        thread.start()
        time.sleep(0.3)
        assert not answers
    thread.join(timeout=10)
    assert answers
    assert answers[0] != waiting


def test_what_was_asked_in_a_transaction_that_failed_is_not_there(manager: User, one: Case) -> None:
    def rolled_back() -> None:
        with acting(Actor(user=manager.pk)):
            preparing.ask(by=manager, case=one)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rolled_back()
    with acting(Actor(user=manager.pk)):
        assert not Preparation.objects.filter(case=one).exists()
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where task_name = 'cases.prepare'")
        assert cursor.fetchone() == (0,)


def test_a_case_without_files_is_empty_and_nothing_failed(manager: User, one: Case) -> None:
    register_all(manager, one)
    done = prepare(manager, one)
    assert (done.stage, done.error) == (Stage.EMPTY, "")
    assert not entries(manager, one, Verb.PREPARATION_FAILED)
    with acting(Actor(user=manager.pk)), pytest.raises(Refused, match="Nothing has been prepared"):
        opened(case=one)


def test_files_without_a_register_are_prepared_too(manager: User, one: Case) -> None:
    add(manager, one, named("note.txt", b"Dr Priya Raman saw the child on 3 March 2016."))
    assert prepare(manager, one).stage == Stage.READY


def test_a_reader_cannot_ask(one: Case, manager: User) -> None:
    reader = person(Role.READER)
    with acting(Actor(user=manager.pk)), pytest.raises(Refused, match="role"):
        preparing.ask(by=reader, case=one)


def test_a_failure_is_a_state_with_a_reason_and_the_next_try_goes_through(
    manager: User, one: Case, tmp_path: Path
) -> None:
    receive_small_case(manager, one, tmp_path)
    with acting(Actor(user=manager.pk)):
        row = ManifestRow.objects.create(case=one, number=9, record_id="R9", filename="../Okafor.pdf")
    failed = prepare(manager, one)
    assert failed.stage == Stage.FAILED
    assert "outside the case folder" in failed.error
    assert "Okafor" not in failed.error
    (told,) = entries(manager, one, Verb.PREPARATION_FAILED)
    assert told["details"] == {"error": "BadInput"}
    with acting(Actor(user=manager.pk)):
        ManifestRow.objects.filter(pk=row.pk).delete()
    assert prepare(manager, one).stage == Stage.READY


def test_a_file_that_the_store_lost_is_never_silently_left_out(manager: User, one: Case) -> None:
    (file,) = add(manager, one, named("note.txt", b"A note that gets lost."))
    store.path(file.sha256).unlink()
    waiting = asked(manager, one)
    work_off()
    assert now(manager, waiting).stage == Stage.INTAKE  # it is tried again later: the disk may come back
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = null, attempts = 9 where status = 'todo'")
    work_off()
    failed = now(manager, waiting)
    assert failed.stage == Stage.FAILED
    assert "not in the store" in failed.error


def test_an_error_that_nobody_foresaw_shows_no_text_of_its_own(manager: User, one: Case) -> None:
    waiting = asked(manager, one)
    with acting(Actor(case=one.pk)):
        preparing.not_prepared(ValueError("Faith Okafor"), case=one.pk, preparation=waiting.pk)
    failed = now(manager, waiting)
    assert failed.stage == Stage.FAILED
    assert failed.error
    assert "Okafor" not in failed.error


def test_files_are_laid_out_as_they_are_now_and_stay_as_they_were(manager: User, one: Case) -> None:
    add(manager, one, named("a/one.txt", b"Old words."), named("b.txt", b"Other words."))
    prepare(manager, one)
    add(manager, one, named("a/one.txt", b"New words."))
    prepare(manager, one)
    folder = received_folder(one)
    laid = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert laid == {"a/one.txt": b"New words.", "b.txt": b"Other words."}
    with acting(Actor(user=manager.pk)):
        kept = [store.path(file.sha256) for file in File.objects.filter(case=one)]
    assert sorted(path.read_bytes() for path in kept) == [b"New words.", b"Old words.", b"Other words."]


def test_no_file_is_laid_out_beside_the_folder(tmp_path: Path) -> None:
    kept = store.put((tmp_path / "x").open("w+b")).sha256
    for path in ("../out.txt", "/etc/out.txt", "a/../../out.txt"):
        with pytest.raises(Exception, match="leads out"):
            preparing.lay_out([(path, kept)], folder=tmp_path / "case")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["case", "x"]


def test_a_worker_that_has_to_end_leaves_it_and_the_next_goes_on(manager: User, one: Case, tmp_path: Path) -> None:
    receive_small_case(manager, one, tmp_path)
    waiting = asked(manager, one)
    stopping.ASKED.set()
    try:
        with pytest.raises(stopping.Postponed):
            preparing.prepare(case=one.pk, preparation=waiting.pk)
    finally:
        stopping.ASKED.clear()
    assert now(manager, waiting).stage == Stage.INTAKE
    work_off()
    assert now(manager, waiting).stage == Stage.READY


def test_done_twice_it_is_done_once(manager: User, one: Case, tmp_path: Path) -> None:
    receive_small_case(manager, one, tmp_path)
    done = prepare(manager, one)
    preparing.prepare(case=one.pk, preparation=done.pk)
    assert len(entries(manager, one, Verb.CASE_PREPARED)) == 1


def test_killed_in_the_middle_it_is_finished_by_the_next_worker(manager: User, one: Case, tmp_path: Path) -> None:
    long = [Paragraph(f"{number}. Faith Okafor came with Orla Byrne to the fair.") for number in range(1_500)]
    write_pdf(long, out=tmp_path / "long.pdf", title="Notes")
    add(manager, one, named("long.pdf", (tmp_path / "long.pdf").read_bytes()))
    register_all(manager, one)
    waiting = asked(manager, one)
    database = connection.settings_dict["NAME"]
    seen: set[tuple[str, bool]] = set()

    def found() -> bool:
        row = now(manager, waiting)
        seen.add((row.stage, row.total > 0))
        return row.stage == Stage.FINDING

    with worker(database, CANDOUR_WORKERS="1") as first:
        wait_for(found, seconds=60)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    assert now(manager, waiting).stage == Stage.FINDING
    assert (Stage.FINDING, True) in seen
    with worker(database, CANDOUR_WORKERS="1"):
        wait_for(lambda: now(manager, waiting).stage == Stage.READY, seconds=120)
    with acting(Actor(user=manager.pk)):
        assert Record.objects.get(case=one).pages_count > 30
    assert len(entries(manager, one, Verb.CASE_PREPARED)) == 1


def test_nobody_outside_sees_a_row_of_what_was_found(manager: User, one: Case, tmp_path: Path) -> None:
    receive_small_case(manager, one, tmp_path)
    prepare(manager, one)
    outsider, other = person(Role.MANAGER, team=team()), case(manager=manager)
    found = ("cases_record", "cases_page", "cases_gap", "cases_mention", "cases_flag", "cases_question", "cases_known")
    assert set(found) <= set(TABLES_WITH_CASE)
    for actor, sees in (
        (Actor(user=outsider.pk), False),
        (Actor(case=other.pk), False),
        (Actor(user=manager.pk), True),
    ):
        for table in ("cases_preparation", *found):
            with acting(actor), connection.cursor() as cursor:
                cursor.execute(f"select exists (select from {table} where case_id = %s)", [one.pk])
                there = cursor.fetchone()[0]
            assert not there or sees, table
            assert there or not sees or table in ("cases_flag", "cases_known"), table
