"""A case whose files are kept on S3: received, prepared, copied and destroyed as any other."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from tests.cases.arrivals import add, named
from tests.cases.due_cases import due_case
from tests.cases.prepared import asked, now, prepare
from tests.web.bucket import client, names, new_bucket
from tests.web.people import case, person
from tests.web.work import work_off

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases import disposing, exporting
from candour.cases.models import Case, File, Stage
from candour.cases.prepared import received_folder
from candour.cases.retention import Certificate
from candour.cases.store.bucket import Bucket
from candour.engine.errors import Unavailable
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
WHY = "Nobody has asked for it in years"


@pytest.fixture(autouse=True)
def bucket() -> Iterator[Bucket]:
    with kept_in(found := new_bucket()):
        yield found


@pytest.fixture
def manager() -> User:
    return person(Role.MANAGER)


@pytest.fixture
def second() -> User:
    return person(Role.INFORMATION_GOVERNANCE)


def kept_in(bucket: Bucket) -> override_settings:
    return override_settings(ENVIRONMENT=dataclasses.replace(settings.ENVIRONMENT, files=bucket))


def key(content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    return f"council/{sha256[:2]}/{sha256}"


def destroyed(manager: User, second: User, one: Case) -> Certificate:
    with acting(Actor(user=manager.pk)):
        disposing.propose(by=manager, case=one, reason=WHY)
    with acting(Actor(user=second.pk)):
        disposing.approve(by=second, case=one)
    work_off()
    with acting(Actor(user=manager.pk)):
        return Certificate.objects.get(chain=one.pk)


def test_it_is_received_prepared_and_read_again_when_a_file_is_new(manager: User, bucket: Bucket) -> None:
    one = case(manager=manager)
    add(manager, one, named("a/note.txt", b"Old words."), named("b.txt", b"Other words."))
    assert prepare(manager, one).stage == Stage.READY
    add(manager, one, named("a/note.txt", b"New words."))
    assert prepare(manager, one).stage == Stage.READY
    assert (received_folder(one) / "a/note.txt").read_bytes() == b"New words."
    assert sorted(names(bucket)) == sorted(map(key, (b"Old words.", b"Other words.", b"New words.")))


def test_one_whose_file_was_changed_in_the_bucket_is_not_prepared(manager: User, bucket: Bucket) -> None:
    one = case(manager=manager)
    add(manager, one, named("note.txt", b"Right words."))
    client().put_object(Bucket=bucket.name, Key=key(b"Right words."), Body=b"Wrong words.")
    waiting = asked(manager, one)
    work_off()
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = null, attempts = 9 where status = 'todo'")
    work_off()
    failed = now(manager, waiting)
    assert failed.stage == Stage.FAILED
    assert "not what was put" in failed.error


def test_nothing_is_received_while_the_bucket_is_away(manager: User, bucket: Bucket) -> None:
    one = case(manager=manager)
    away = dataclasses.replace(bucket, endpoint="http://127.0.0.1:9")
    assert Client().get("/health/ready").status_code == 200
    with kept_in(away):
        with pytest.raises(Unavailable, match="does not answer"):
            add(manager, one, named("note.txt", b"Words."))
        assert Client().get("/health/ready").status_code == 503
        assert Client().get("/health/live").status_code == 200
    with acting(Actor(user=manager.pk)):
        assert not File.objects.filter(case=one).exists()
    assert [file.state for file in add(manager, one, named("note.txt", b"Words."))] == ["received"]


def test_a_copy_has_its_files_and_names_what_is_not_there(manager: User, bucket: Bucket) -> None:
    one = case(manager=manager)
    add(manager, one, named("note.txt", b"Words."), named("gone.txt", b"Gone."), named("bad.txt", b"Bad."))
    client().delete_object(Bucket=bucket.name, Key=key(b"Gone."))
    client().put_object(Bucket=bucket.name, Key=key(b"Bad."), Body=b"Mad.")
    with acting(Actor(user=manager.pk)):
        made = exporting.ask(by=manager, case=one, reason=WHY)
    work_off()
    with acting(Actor(user=manager.pk)):
        _, stream = exporting.collect(by=manager, case=one, key=made.key)
        with stream:
            copy = zipfile.ZipFile(io.BytesIO(stream.read()))
    assert copy.read("files/note.txt") == b"Words."
    page = copy.read("index.html").decode()
    assert "files/gone.txt: missing in the store" in page
    assert "files/bad.txt: damaged in the store" in page


def test_what_is_destroyed_is_gone_but_for_bytes_that_another_case_holds(
    manager: User, second: User, bucket: Bucket
) -> None:
    both = b"A circular that went into every file"
    one, other = due_case(manager, second, files=(both,)), case(manager=manager)
    add(manager, other, named("circular.txt", both))
    assert len(names(bucket)) == 2
    found = destroyed(manager, second, one)
    assert (found.left, found.files, found.shared) == (None, 2, 1)
    assert found.finished_at is not None
    assert names(bucket) == [key(both)]


def test_a_bucket_that_does_not_let_files_go_leaves_no_certificate_and_it_is_tried_again(
    manager: User, second: User, bucket: Bucket, tmp_path: Path
) -> None:
    one = due_case(manager, second)
    with kept_in(dataclasses.replace(bucket, endpoint="http://127.0.0.1:9")):
        unfinished = destroyed(manager, second, one)
    assert unfinished.finished_at is None
    assert unfinished.left is not None
    assert len(names(bucket)) == 1
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = null where status = 'todo'")
    work_off()
    with acting(Actor(user=manager.pk)):
        assert Certificate.objects.get(chain=one.pk).finished_at is not None
    assert names(bucket) == []
