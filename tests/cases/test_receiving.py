"""Files into a case: at their paths, the older one kept, the same one skipped, the hostile one refused and nothing else."""

from __future__ import annotations

import dataclasses
import io
import json
import threading
import time

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from tests.cases.arrivals import add, named
from tests.web.people import case, person, team

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases import files, paths, receiving, store
from candour.cases.arriving import arrived
from candour.cases.models import TABLES_WITH_CASE, Case, File, FileState
from candour.engine.errors import Refused, Unavailable
from candour.ledger.acting import NOBODY, Actor, acting
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")


def standing(user: User, one: Case) -> dict[str, str]:
    with acting(Actor(user=user.pk)):
        return dict(files.files(case=one).values_list("path", "sha256"))


def entries(user: User, one: Case, verb: Verb) -> list[dict[str, object]]:
    with acting(Actor(user=user.pk)):
        return [json.loads(e.line)["details"] for e in Entry.objects.filter(chain=one.pk, verb=verb).order_by("seq")]


def test_a_file_is_received_at_its_path_and_its_bytes_are_in_the_store(manager: User, one: Case) -> None:
    (file,) = add(manager, one, named("letters/2019/Café.txt", b"Dear Mrs Okafor"))
    assert (file.state, file.path, file.size) == (FileState.RECEIVED, "letters/2019/Café.txt", 15)
    assert store.opened(file.sha256).read() == b"Dear Mrs Okafor"
    assert standing(manager, one) == {"letters/2019/Café.txt": file.sha256}


def test_the_same_bytes_at_the_same_path_are_here_already(manager: User, one: Case) -> None:
    (first,) = add(manager, one, named("a.txt"))
    (again,) = add(manager, one, named("a.txt"))
    assert again.state == FileState.SAME
    assert standing(manager, one) == {"a.txt": first.sha256}
    (elsewhere,) = add(manager, one, named("b.txt"))
    assert elsewhere.state == FileState.RECEIVED


def test_other_bytes_at_the_same_path_replace_the_older_which_stays_in_the_history(manager: User, one: Case) -> None:
    (older,) = add(manager, one, named("a.txt", b"old"))
    (newer,) = add(manager, one, named("a.txt", b"new"))
    assert newer.state == FileState.RECEIVED
    assert standing(manager, one) == {"a.txt": newer.sha256}
    with acting(Actor(user=manager.pk)):
        assert File.objects.get(pk=older.pk).state == FileState.REPLACED
    assert store.opened(older.sha256).read() == b"old"
    (back,) = add(manager, one, named("a.txt", b"old"))
    assert back.state == FileState.RECEIVED


def test_one_delivery_with_the_same_path_twice_keeps_the_last(manager: User, one: Case) -> None:
    results = add(manager, one, named("a.txt", b"1"), named("a.txt", b"2"), named("a.txt", b"2"))
    assert [file.state for file in results] == [FileState.REPLACED, FileState.RECEIVED, FileState.SAME]
    assert standing(manager, one) == {"a.txt": results[1].sha256}


HOSTILE = [
    "../../x", "a/../../x", "/etc/passwd", "\\\\server\\share\\x", "C:\\x", "c:/x", "..\\x", "..", ".", "", "a/", "a\0b",
    "a\nb", "x" * 256, "a/" * 600 + "x", "a\u202efdp.exe", "\ud800.txt", "\x7f", "é" * 130,
]  # fmt: skip


@pytest.mark.parametrize("path", HOSTILE, ids=range(len(HOSTILE)))
def test_a_path_that_leads_out_or_deceives_is_refused_and_the_others_are_received(
    manager: User, one: Case, path: str
) -> None:
    before = set(store.folder().rglob("*")) if store.folder().exists() else set()
    hostile, fine = add(
        manager, one, named(path, path.encode("utf-8", "surrogatepass") + b"hostile"), named("fine.txt")
    )
    assert hostile.state == FileState.REFUSED
    assert hostile.why
    assert hostile.sha256 == ""
    assert fine.state == FileState.RECEIVED
    new = {each.name for each in set(store.folder().rglob("*")) - before if each.is_file()}
    assert new <= {fine.sha256}
    assert set(standing(manager, one)) == {"fine.txt"}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a.txt", "a.txt"),
        ("./a//b.txt", "a/b.txt"),
        ("Letters\\2019\\a.txt", "Letters/2019/a.txt"),
        ("Cafe\u0301.txt", "Café.txt"),
        (" leading and trailing .txt ", " leading and trailing .txt "),
        ("...", "..."),
        ("a..b/..c", "a..b/..c"),
        ("CON", "CON"),
    ],
)
def test_a_path_is_otherwise_kept_as_it_was_given(given: str, kept: str) -> None:
    assert paths.received_as(given) == kept


def test_a_file_is_never_where_another_has_its_folder(manager: User, one: Case) -> None:
    """The case is laid out as a folder for the engine: a name is a file or a folder."""
    add(manager, one, named("a/b.txt"), named("c"))
    results = add(manager, one, named("a", b"1"), named("c/d.txt"), named("e/f"), named("e"), named("ab"))
    assert [file.state for file in results] == ["refused", "refused", "received", "refused", "received"]


def test_empty_and_too_large(manager: User, one: Case) -> None:
    with override_settings(ENVIRONMENT=dataclasses.replace(settings.ENVIRONMENT, upload_megabytes=1)):
        empty, large, fits = add(
            manager, one, named("empty.txt", b""), named("large", bytes((1 << 20) + 1)), named("fits", bytes(1 << 20))
        )
    assert empty.state == FileState.RECEIVED
    assert large.state == FileState.REFUSED
    assert "1 MB" in large.why
    assert fits.state == FileState.RECEIVED


def test_an_infected_file_is_refused_and_never_kept(manager: User, one: Case, tmp_path) -> None:
    program = tmp_path / "scan"
    program.write_text('#!/bin/sh\ngrep -q EICAR "$1" && exit 1\ngrep -q HUH "$1" && exit 50\nexit 0', encoding="utf-8")
    program.chmod(0o755)
    with override_settings(ENVIRONMENT=dataclasses.replace(settings.ENVIRONMENT, malware_scan=str(program))):
        clean, infected, unsure = add(
            manager, one, named("a", b"fine"), named("b", b"EICAR test_receiving"), named("c", b"HUH test_receiving")
        )
    assert clean.state == FileState.RECEIVED
    assert (infected.state, unsure.state) == (FileState.REFUSED, FileState.REFUSED)
    assert "something harmful" in infected.why
    assert "could not be checked" in unsure.why
    assert b"EICAR test_receiving" not in [each.read_bytes() for each in store.folder().rglob("*") if each.is_file()]
    with pytest.raises(RuntimeError):
        arrived(io.BytesIO(b"xx"), most=1).keep()


def test_the_ledger_holds_counts_and_no_names(manager: User, one: Case) -> None:
    add(manager, one, named("a.txt", b"old"))
    add(manager, one, named("a.txt", b"new"), named("Mrs Okafor.txt"), named("Mrs Okafor.txt"), named("../Okafor"))
    told = entries(manager, one, Verb.FILES_RECEIVED)
    assert told[-1] == {"received": 2, "same": 1, "replaced": 1, "bytes": 7}
    assert entries(manager, one, Verb.FILE_REFUSED) == [{"files": 1}]
    with acting(Actor(user=manager.pk)):
        assert not Entry.objects.filter(line__contains="Okafor").exists()


def test_only_who_may_add_files_does(manager: User) -> None:
    children = team()
    one = case(manager=manager, teams=(children,))
    reader, colleague = person(Role.READER, team=children), person(Role.PRACTITIONER, team=children)
    assert add(colleague, one, named("a.txt"))[0].state == FileState.RECEIVED
    with pytest.raises(Refused, match="role"):
        add(reader, one, named("b.txt"))
    with acting(Actor(user=manager.pk)):
        upload = receiving.begin(by=manager, case=one)
    with acting(Actor(case=one.pk)), pytest.raises(Refused, match="Nobody who may"):
        receiving.receive(by=None, case=one, upload=upload, files=[named("b.txt")])
    with acting(NOBODY), pytest.raises(Refused, match="Nobody who may"):
        receiving.begin(by=None, case=one)


def test_a_finished_delivery_takes_nothing_more_nor_does_another_cases(manager: User, one: Case) -> None:
    other = case(manager=manager)
    with acting(Actor(user=manager.pk)):
        ended, open_one = receiving.begin(by=manager, case=one), receiving.begin(by=manager, case=one)
        receiving.finish(by=manager, case=one, upload=ended)
        ended.refresh_from_db()
    for each, which in ((ended, one), (open_one, other)):
        with pytest.raises(Refused, match="finished"):
            add(manager, which, named("a.txt"), upload=each)


def test_nothing_stays_in_the_list_when_the_disk_is_full(manager: User, one: Case) -> None:
    import resource

    ends = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, ends[1]))
    try:
        with pytest.raises(Unavailable):
            add(manager, one, named("a.txt"), named("b", bytes(1 << 20)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, ends)
    assert standing(manager, one) == {}


def test_two_deliveries_of_the_same_paths_at_once_leave_one_file_each(manager: User, one: Case) -> None:
    def deliver(mark: bytes) -> None:
        try:
            add(manager, one, *[named(f"{number}.txt", mark) for number in range(20)])
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    broken: list[Exception] = []
    threads = [threading.Thread(target=deliver, args=(bytes([number]),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
    assert len(standing(manager, one)) == 20
    assert len(set(standing(manager, one).values())) == 1


def test_five_thousand_tiny_files_take_seconds(manager: User, one: Case) -> None:
    with acting(Actor(user=manager.pk)):
        upload = receiving.begin(by=manager, case=one)
    started = time.monotonic()
    for start in range(0, 5_000, 500):
        several = [named(f"f{number % 70}/{number}.txt", b"%d" % number) for number in range(start, start + 500)]
        assert {file.state for file in add(manager, one, *several, upload=upload)} == {FileState.RECEIVED}
    assert time.monotonic() - started < 60
    assert len(standing(manager, one)) == 5_000


def test_the_tables_of_files_are_closed_to_a_colleague_of_another_team(manager: User, one: Case) -> None:
    add(manager, one, named("a.txt"))
    outsider = person(Role.MANAGER, team=team())
    with acting(Actor(user=outsider.pk)):
        assert not files.files(case=one, state="").exists()
    assert {"cases_upload", "cases_file", "cases_manifest", "cases_manifest_draft"} <= set(TABLES_WITH_CASE)
