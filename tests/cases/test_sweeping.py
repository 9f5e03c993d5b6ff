"""Stored files that no case names go after two days, wherever they are kept; none goes that somebody names meanwhile."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import threading
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import override_settings
from tests.cases.arrivals import add, being_received, named
from tests.web import bucket as buckets
from tests.web.people import case, person
from tests.web.work import work_off

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases import letting_go, receiving, store, sweeping
from candour.cases.models import Case
from candour.engine.errors import Unavailable
from candour.jobs import tending
from candour.ledger import queries as ledger
from candour.ledger.acting import NOBODY, Actor, acting, record
from candour.ledger.clock import now, standing_at
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")
LATER = timedelta(days=3)


@pytest.fixture(params=["disk", "s3"], autouse=True)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    """A store of this test's own."""
    bucket = buckets.new_bucket() if request.param == "s3" else None
    with override_settings(ENVIRONMENT=dataclasses.replace(settings.ENVIRONMENT, home=tmp_path / "home", files=bucket)):
        yield


@pytest.fixture
def manager() -> User:
    return person(Role.MANAGER)


@pytest.fixture
def one(manager: User) -> Case:
    return case(manager=manager)


def put(content: bytes) -> str:
    return store.put(io.BytesIO(content)).sha256


def held() -> set[str]:
    return {each.sha256 for each in store.place().held()}


def sweep_later() -> None:
    with standing_at(now() + LATER):
        sweeping.sweep()


def swept() -> list[dict[str, int]]:
    with acting(Actor(user=person(Role.AUDITOR).pk)):
        return [dict(each.details) for each in ledger.history() if each.verb == "files_swept"]


def test_what_no_case_names_goes_and_what_one_names_stays(manager: User, one: Case) -> None:
    add(manager, one, named("a.txt", b"named"))
    add(manager, one, named("a.txt", b"named later at the same path"))
    left = put(b"left when the upload was undone")
    before = held()
    sweep_later()
    assert held() == before - {left}
    assert len(held()) == 2  # a file that was replaced is named as well
    assert swept() == [{"looked": 3, "gone": 1}]


def test_what_came_in_the_last_two_days_stays(one: Case) -> None:
    left = put(b"just now")
    sweeping.sweep()
    assert held() == {left}
    assert swept() == []


def test_an_upload_that_is_undone_leaves_nothing_in_the_end(manager: User, one: Case) -> None:
    def undone() -> None:
        with acting(Actor(user=manager.pk)):
            upload = receiving.begin(by=manager, case=one)
            receiving.receive(by=manager, case=one, upload=upload, files=[named("a.txt", b"undone")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    assert len(held()) == 1
    sweep_later()
    assert held() == set()


def test_files_from_before_the_site_was_brought_back_stay(one: Case) -> None:
    left = put(b"named by a row that a later backup has")
    time.sleep(1.1)  # a bucket tells whole seconds
    with acting(NOBODY):
        record(Verb.RESTORED)
    sweep_later()
    assert held() == {left}


def test_the_same_bytes_received_meanwhile_are_not_lost(manager: User, one: Case) -> None:
    """They are found in the store, so nothing is put, and named in a transaction that ends after the sweep has looked."""
    data = f"received meanwhile {uuid.uuid4()}".encode()
    sha256 = put(data)
    with being_received(manager, one, data, gone=lambda: sha256 not in held()):
        sweep_later()
    with store.opened(sha256) as stream:
        assert stream.read() == data
    assert swept() == []


def test_received_anew_after_it_was_taken_out_it_stays(manager: User, one: Case) -> None:
    data = f"received anew {uuid.uuid4()}".encode()
    sha256 = put(data)
    store.place().take_out(sha256)
    add(manager, one, named("same.txt", data))
    sweep_later()
    with store.opened(sha256) as stream:
        assert stream.read() == data
    assert not list(store.place().set_aside())


def test_a_sweep_that_was_killed_is_gone_on_with(manager: User, one: Case) -> None:
    """One file had been named meanwhile by who found it in the store, the other had not."""
    data = b"found in the store before the sweep took it out"
    add(manager, one, named("a.txt", data))
    mine, other = hashlib.sha256(data).hexdigest(), put(b"nobody's")
    for sha256 in (mine, other):
        store.place().take_out(sha256)
    assert held() == set()
    sweep_later()
    assert held() == {mine}
    assert not list(store.place().set_aside())


def test_who_is_at_it_for_long_stops_the_sweep(manager: User, one: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is lost: the next attempt puts it back or ends it."""
    sha256 = put(b"left")
    monkeypatch.setattr(letting_go, "PATIENCE", 0.2)
    begun, done = threading.Event(), threading.Event()

    def busy() -> None:
        with acting(Actor(user=manager.pk)):
            begun.set()
            assert done.wait(20)
        connection.close()

    thread = threading.Thread(target=busy)
    thread.start()
    assert begun.wait(20)
    with pytest.raises(Unavailable, match="not certain"):
        sweep_later()
    done.set()
    thread.join()
    assert list(store.place().set_aside()) == [sha256]
    sweep_later()
    assert not list(store.place().set_aside())


def test_a_worker_does_it_each_day() -> None:
    put(b"left")
    with standing_at(now() + LATER):
        tending.tend()
    work_off()
    with connection.cursor() as cursor:
        cursor.execute("select status::text from procrastinate_jobs where task_name = 'cases.sweep'")
        assert cursor.fetchall() == [("succeeded",)]


def test_only_the_sweep_may_ask_which_files_no_case_names(manager: User, one: Case) -> None:
    for actor in (Actor(user=manager.pk), Actor(case=one.pk), Actor(delivery="0" * 64), Actor(token=1)):
        with pytest.raises(DatabaseError, match="Only the daily sweep"), acting(actor), connection.cursor() as cursor:
            cursor.execute("select candour_files_unnamed(array['a'])")
