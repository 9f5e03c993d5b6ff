"""What people meet when the machine fails: the database goes away, the disk is full, a worker is killed."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from tests.disclosure.disclosing import Office, again, checked, office, opened, produced
from tests.jobs.process import wait_for, worker
from tests.site.running import candour, clear, served, until
from tests.web import HOME
from tests.web.people import PASSWORD

from candour.cases.models import File, FileState
from candour.disclosure.jobs import produce
from candour.disclosure.models import Disclosure, Production, State
from candour.disclosure.producing import ask, folder_of
from candour.engine.errors import Unavailable
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry
from candour.site.embedded import SUPERUSER, Embedded

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a disk that is small")


@pytest.fixture
def here(database: None, tmp_path: Path) -> Office:
    return office(tmp_path)


@pytest.fixture
def ready(here: Office) -> Disclosure:
    """Decided and checked: it can be produced."""
    one = opened(here)
    checked(here, one)
    return one


def asked(here: Office, one: Disclosure) -> Production:
    with acting(Actor(user=here.sender.pk)):
        return ask(by=here.sender, disclosure=one)


def now(here: Office, production: Production) -> Production:
    with acting(Actor(user=here.sender.pk)):
        return Production.objects.get(pk=production.pk)


def entries(here: Office, verb: str) -> int:
    with acting(Actor(user=here.manager.pk)):
        return Entry.objects.filter(chain=here.case.pk, verb=verb).count()


# ---------------------------------------------------------------- the database


def answer(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=20) as got:
            return got.status, got.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.long
def test_without_its_database_a_page_says_so_in_words_and_then_works_again(tmp_path: Path) -> None:
    home = tmp_path / "home"
    words = tmp_path / "words"
    words.write_text(PASSWORD + "\n")
    candour(home, "createadmin", "--name", "Ruth", "--email", "ruth@council.example", "--password-file", str(words))
    try:
        with served(home, "--workers", "0") as site:
            page = f"{site.address}/sign-in/password/reset/key/any-any/"
            before = answer(page)[0]
            server = Embedded(home)
            os.kill(int((server.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
            until(lambda: site.status("/health/ready") == 503)
            status, text = answer(page)
            until(lambda: site.status("/health/ready") == 200)
            assert status == 503
            assert "The database does not answer" in text
            assert "<h1" in text
            assert "Traceback" not in text
            assert answer(page)[0] == before < 500
    finally:
        clear(home)


def test_a_job_whose_connections_break_is_done_again_and_the_bundle_is_made_once(
    here: Office, ready: Disclosure
) -> None:
    row = asked(here, ready)
    database = connection.settings_dict["NAME"]
    with worker(database, CANDOUR_WORKERS="1") as process:
        in_the_middle(here, row, process)
        connection.close()
        with psycopg.connect(**Embedded(HOME).connection(SUPERUSER, database="postgres"), autocommit=True) as admin:
            admin.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [database])
        process.send_signal(signal.SIGCONT)
        wait_for(lambda: now(here, row).ended_at is not None, seconds=90)
    made_once(here, ready, row)


# ---------------------------------------------------------------- the worker


def in_the_middle(here: Office, row: Production, process: subprocess.Popen[bytes]) -> None:
    """Stops the worker while it produces: the folder is begun, the bundle is not there."""
    out = folder_of(here.case, again(here, row.disclosure), row.number)
    wait_for(out.parent.exists, seconds=60)
    process.send_signal(signal.SIGSTOP)
    assert now(here, row).ended_at is None
    assert not out.exists()


def made_once(here: Office, one: Disclosure, row: Production) -> None:
    assert (now(here, row).outcome, again(here, one).state) == ("made", State.READY)
    out = folder_of(here.case, one, row.number)
    assert [each.name for each in out.parent.iterdir()] == [out.name]
    assert entries(here, "produced") == 1


def test_a_worker_killed_while_producing_leaves_no_bundle_and_the_next_makes_it(
    here: Office, ready: Disclosure
) -> None:
    row = asked(here, ready)
    database = connection.settings_dict["NAME"]
    with worker(database, CANDOUR_WORKERS="1") as first:
        in_the_middle(here, row, first)
        first.kill()
        first.wait()
    assert again(here, ready).state == State.PRODUCING
    assert not folder_of(here.case, ready, row.number).exists()
    with worker(database, CANDOUR_WORKERS="1"):
        wait_for(lambda: now(here, row).ended_at is not None, seconds=90)
    made_once(here, ready, row)


# ---------------------------------------------------------------- the disk


def test_a_file_that_finds_no_space_is_told_on_the_page_and_nothing_of_it_is_kept(here: Office) -> None:
    client, page = Client(), f"/cases/{here.case.key}/files/add/"
    client.force_login(here.manager)
    large = os.urandom(1 << 20)
    ends = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, ends[1]))
    try:
        full = client.post(page, {"file": SimpleUploadedFile("late.txt", large)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, ends)
    assert "There is no space left for files" in full.content.decode()
    assert standing(here) == 0
    assert client.post(page, {"file": SimpleUploadedFile("late.txt", large)}).status_code == 302
    assert standing(here) == 1


def standing(here: Office) -> int:
    with acting(Actor(user=here.manager.pk)):
        return File.objects.filter(case=here.case, path="late.txt", state=FileState.RECEIVED).count()


@pytest.fixture
def small(here: Office, ready: Disclosure) -> Iterator[Path]:
    """A disk of its own, with hardly any space, where the bundles of the disclosure go."""
    place = folder_of(here.case, ready, 1).parent
    place.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@ROOT_ONLY
def test_a_bundle_that_finds_no_space_is_a_state_with_its_reason_and_nothing_half_made(
    here: Office, ready: Disclosure, small: Path
) -> None:
    row = asked(here, ready)
    with pytest.raises(Unavailable, match="no space left") as full:
        produce(case=here.case.pk, production=row.pk)
    assert not folder_of(here.case, ready, 1).exists()
    assert list(small.iterdir()) == []
    with acting(Actor(case=here.case.pk)):
        produce.work.failed(full.value, case=here.case.pk, production=row.pk)
    assert again(here, ready).state == State.FAILED
    client = Client()
    client.force_login(here.sender)
    shown = client.get(f"/disclosures/{ready.key}/release/").content.decode()
    assert "There is no space left on the disk" in shown
    subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
    assert produced(here, ready).state == State.READY
