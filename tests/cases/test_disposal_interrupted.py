"""A disposal that was killed or whose files could not be erased goes on until it is done."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from tests.cases.disposal import approve, certificate, hashes_of, propose
from tests.cases.due_cases import due_case
from tests.cases.owner import as_owner, connected
from tests.jobs.process import wait_for, worker
from tests.web.work import work_off

from candour.accounts.models import User
from candour.cases import erasing, store
from candour.cases.models import Case
from candour.jobs import tending

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def database_name() -> str:
    return str(connection.settings_dict["NAME"])


@pytest.fixture
def somebody_at_work() -> Iterator[psycopg.Connection]:
    """A transaction of the application that began before the files are taken out."""
    with connected("default") as other:
        other.execute("select 1")
        yield other


def test_killed_between_rows_and_files_it_goes_on(
    manager: User, second: User, database_name: str, somebody_at_work: psycopg.Connection
) -> None:
    one = due_case(manager, second)
    (sha256,) = hashes_of(manager, one)
    propose(manager, one)
    approve(second, one)
    with worker(database_name) as first:
        wait_for(lambda: not store.path(sha256).exists())
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    unfinished = certificate(manager, one)
    assert unfinished is not None
    assert unfinished.finished_at is None
    assert (store.folder() / "leaving" / sha256).exists()
    somebody_at_work.rollback()
    with worker(database_name):
        wait_for(lambda: _finished(manager, one), seconds=60)
    assert not (store.folder() / "leaving" / sha256).exists()
    verbs = [verb for (verb,) in as_owner("select verb from ledger_entry where chain = %s order by seq", one.pk)]
    assert verbs.count("case_erased") == verbs.count("disposal_certified") == 1


def _finished(manager: User, one: Case) -> bool:
    found = certificate(manager, one)
    return found is not None and found.finished_at is not None


def test_files_that_could_not_be_erased_are_tried_again_each_day(
    manager: User, second: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = due_case(manager, second)
    propose(manager, one)
    approve(second, one)
    erasing.erase_rows(one.pk)
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")
    tending.tend()
    work_off()
    assert _finished(manager, one)
