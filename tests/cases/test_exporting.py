"""A copy of a whole case: everything in it, for who asked, once, for a day."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import signal
import time
import tracemalloc
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.cases.arrivals import add, named
from tests.cases.due_cases import NAME, due_case
from tests.jobs.process import wait_for, worker
from tests.web.people import case, person, team
from tests.web.work import work_off

from candour import chain
from candour.accounts.models import User
from candour.accounts.roles import MAY, Act, Role
from candour.cases import copying, exported, exporting, store
from candour.cases.models import Case, File
from candour.cases.retention import Export
from candour.engine.errors import Refused
from candour.engine.inputs import read_people
from candour.ledger import queries as ledger
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, standing_at
from candour.ledger.models import Entry

pytestmark = pytest.mark.usefixtures("database")
WHY = "The family moves to another council"


def ask(user: User, one: Case) -> Export:
    with acting(Actor(user=user.pk)):
        return exporting.ask(by=user, case=one, reason=WHY)


def collected(user: User, one: Case, key: str) -> zipfile.ZipFile:
    with acting(Actor(user=user.pk)):
        _, archive = exporting.collect(by=user, case=one, key=key)
    with archive:
        return zipfile.ZipFile(io.BytesIO(archive.read()))


def copy_of(user: User, one: Case) -> zipfile.ZipFile:
    asked = ask(user, one)
    work_off()
    return collected(user, one, asked.key)


def rows(copy: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(copy.read(name).decode())))


def test_everything_of_the_case_is_in_it(manager: User, tmp_path: Path) -> None:
    one = due_case(manager, prepared=True)
    with acting(Actor(user=manager.pk)):
        file = File.objects.get(case=one)
    copy = copy_of(manager, one)
    assert copy.testzip() is None
    assert hashlib.sha256(copy.read(f"files/{file.path}")).hexdigest() == file.sha256
    assert [row["name"] for row in rows(copy, "people.csv")] == [NAME]
    assert [row["path"] for row in rows(copy, "records.csv")] == [file.path]
    pages = [json.loads(line) for line in copy.read("pages.jsonl").splitlines()]
    assert NAME in pages[0]["text"]
    assert rows(copy, "retention.csv")[0]["kind"] == "child_in_need"
    assert "opened this case" in {row["what"] for row in rows(copy, "history.csv")}
    contents = {row["path"]: row["sha256"] for row in rows(copy, "contents.csv")}
    for name, sha256 in contents.items():
        assert hashlib.sha256(copy.read(name)).hexdigest() == sha256, name
    assert set(copy.namelist()) == {*contents, "contents.csv", "index.html"}


def test_its_register_can_be_read_again_and_its_ledger_verifies(manager: User, tmp_path: Path) -> None:
    one = due_case(manager)
    copy = copy_of(manager, one)
    (tmp_path / "people.csv").write_bytes(copy.read("people.csv"))
    (again,) = read_people(tmp_path / "people.csv")
    assert (again.name, again.date_of_birth, again.notes) == (NAME, "1940-02-03", "She likes marmalade")
    lines = copy.read("history.jsonl").decode().splitlines()
    assert chain.check(lines) is None
    assert len(lines) > 4
    reasons = [json.loads(line)["text"] for line in copy.read("reasons.jsonl").splitlines()]
    assert WHY in reasons


def test_replaced_files_are_in_it_apart(manager: User) -> None:
    one = case(manager=manager)
    add(manager, one, named("a/note.txt", b"first"))
    add(manager, one, named("a/note.txt", b"second"))
    copy = copy_of(manager, one)
    assert copy.read("files/a/note.txt") == b"second"
    (earlier,) = [name for name in copy.namelist() if name.startswith("earlier/")]
    assert copy.read(earlier) == b"first"


def test_a_file_that_is_missing_or_damaged_in_the_store_is_named(manager: User) -> None:
    one = due_case(manager, files=(b"damaged " + os.urandom(8),))
    with acting(Actor(user=manager.pk)):
        gone, damaged = File.objects.filter(case=one).order_by("path")
    store.path(gone.sha256).unlink()
    store.path(damaged.sha256).write_bytes(b"something else")
    copy = copy_of(manager, one)
    wrong = {row["path"]: row["wrong"] for row in rows(copy, "contents.csv") if row["wrong"]}
    assert wrong == {f"files/{gone.path}": "missing in the store", f"files/{damaged.path}": "damaged in the store"}
    page = copy.read("index.html").decode()
    assert "could not be copied" in page
    store.path(damaged.sha256).unlink()


def test_names_in_its_page_are_text(manager: User) -> None:
    one = case(manager=manager, name="<script>alert(1)</script>")
    page = copy_of(manager, one).read("index.html").decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_it_is_handed_out_once_to_who_asked_within_a_day(manager: User) -> None:
    children = team()
    other = person(Role.INFORMATION_GOVERNANCE, team=children)
    one = case(manager=manager, teams=(children,))
    asked = ask(manager, one)
    work_off()
    with acting(Actor(user=other.pk)), pytest.raises(Refused, match="not there"):
        exporting.collect(by=other, case=one, key=asked.key)
    with standing_at(now() + timedelta(hours=25)), pytest.raises(Refused, match="not there"):
        collected(manager, one, asked.key)
    collected(manager, one, asked.key)
    with acting(Actor(user=manager.pk)), pytest.raises(Refused, match="not there"):
        exporting.collect(by=manager, case=one, key=asked.key)
    assert not list((settings.ENVIRONMENT.home / "cases" / one.key / "exports").iterdir())
    with acting(Actor(user=manager.pk)):
        verbs = list(Entry.objects.filter(chain=one.pk).order_by("seq").values_list("verb", flat=True))
    assert verbs[-3:] == ["export_asked", "exported", "export_collected"]


def test_a_copy_whose_handing_out_failed_is_still_there(manager: User) -> None:
    one = case(manager=manager)
    asked = ask(manager, one)
    work_off()
    with pytest.raises(ZeroDivisionError), acting(Actor(user=manager.pk)):
        _collected_and_failed(manager, one, asked.key)
    assert collected(manager, one, asked.key).namelist()


def _collected_and_failed(user: User, one: Case, key: str) -> None:
    exporting.collect(by=user, case=one, key=key)
    raise ZeroDivisionError


def test_one_at_a_time_for_each_person(manager: User) -> None:
    one = case(manager=manager)
    ask(manager, one)
    with pytest.raises(Refused, match="already"):
        ask(manager, one)


@pytest.mark.parametrize("role", sorted(set(Role) - MAY[Act.EXPORT_CASE]))
def test_only_roles_that_may(role: Role) -> None:
    children = team()
    user, one = person(role, team=children), case(manager=person(Role.MANAGER), teams=(children,))
    with acting(Actor(user=user.pk)), pytest.raises(Refused, match="role"):
        exporting.ask(by=user, case=one, reason=WHY)


def test_another_part_of_the_site_adds_its_own(manager: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exported, "PARTS", [])

    @exported.in_copy
    def decisions(case: Case):
        yield "decisions.jsonl", "Decisions", exported.json_lines([{"case": case.pk}])

    monkeypatch.setattr(exporting, "PARTS", exported.PARTS)
    one = case(manager=manager)
    assert json.loads(copy_of(manager, one).read("decisions.jsonl")) == {"case": one.pk}


def test_a_failure_is_seen_and_leaves_no_half(manager: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(case: Case):
        raise Refused("It cannot be read.", means=NAME)
        yield

    monkeypatch.setattr(exporting, "PARTS", [broken])
    one = case(manager=manager)
    asked = ask(manager, one)
    work_off()
    with acting(Actor(user=manager.pk)):
        failed = Export.objects.get(pk=asked.pk)
        assert failed.error == f"It cannot be read. {NAME}"
        assert failed.ended_at
        assert ledger.history(case=one.pk, limit=1)[0].verb == "export_failed"
    assert not list((settings.ENVIRONMENT.home / "cases" / one.key / "exports").iterdir())
    ask(manager, one)


def test_killed_in_the_middle_it_is_made_by_the_next_worker(manager: User) -> None:
    one = case(manager=manager)
    add(manager, one, named("large.bin", os.urandom(24 << 20)))
    asked, database = ask(manager, one), str(connection.settings_dict["NAME"])
    half = settings.ENVIRONMENT.home / "cases" / one.key / "exports" / f"{asked.key}.part"
    with worker(database) as first:
        wait_for(lambda: half.exists() and half.stat().st_size > 1 << 20)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    assert half.exists()
    with worker(database):
        wait_for(lambda: _ended(manager, asked), seconds=60)
    copy = collected(manager, one, asked.key)
    assert copy.testzip() is None


def _ended(manager: User, asked: Export) -> bool:
    with acting(Actor(user=manager.pk)):
        return Export.objects.get(pk=asked.pk).ended_at is not None


def test_a_large_file_is_never_in_memory(tmp_path: Path) -> None:
    source = tmp_path / "large"
    with source.open("wb") as out:
        out.truncate(64 << 20)
    with source.open("rb") as stream:
        kept = store.put(stream)
    copy = copying.Copy.begun(tmp_path / "copy.zip")
    tracemalloc.start()
    copy.add_received("files/large", kept.sha256)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    copy.close(title="A copy")
    store.path(kept.sha256).unlink()
    assert not copy.wrong
    assert peak < 8 << 20


def test_what_nobody_collected_goes_after_a_day(manager: User) -> None:
    one = case(manager=manager)
    asked = ask(manager, one)
    work_off()
    archive = settings.ENVIRONMENT.home / "cases" / one.key / "exports" / f"{asked.key}.zip"
    exporting.export_over()
    assert archive.exists()
    os.utime(archive, (time.time() - 25 * 3600, time.time() - 25 * 3600))
    exporting.export_over()
    assert not archive.exists()


def test_an_outsider_sees_no_copy(manager: User) -> None:
    asked = ask(manager, case(manager=manager))
    with acting(Actor(user=person(Role.MANAGER).pk)):
        assert not Export.objects.filter(pk=asked.pk).exists()
