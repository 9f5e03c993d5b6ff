"""The commands that run the site, as processes: they start what they need, come through kills and tidy up."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from tests.site.running import ROOT, candour, children, clear, served, surroundings, until, worker_of
from tests.web.people import PASSWORD

from candour.accounts.models import User
from candour.engine.errors import BadInput, Refused
from candour.site import administrator
from candour.site.embedded import OWNER, SUPERUSER, Embedded

EMAIL = "ruth.adeyemi@council.example"
ADMIN = ("createadmin", "--name", "Ruth Adeyemi", "--email", EMAIL)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One home for all: making its database takes seconds. Each test stops what it started in it."""
    made = tmp_path_factory.mktemp("running") / "home"
    words = made.parent / "words"
    words.write_text(PASSWORD + "\n")
    done = candour(made, *ADMIN, "--password-file", str(words))
    assert (done.returncode, done.stderr) == (0, "")
    yield made
    clear(made)


def rows(home: Path, query: str) -> list[tuple[object, ...]]:
    """What stands in the home's database, which is started and left again."""
    server = Embedded(home)
    server.start()
    try:
        with psycopg.connect(**server.connection(SUPERUSER)) as connection:
            return connection.execute(query).fetchall()
    finally:
        server.leave()


def test_an_administrator_is_there_and_in_the_ledger(home: Path) -> None:
    assert rows(home, "select email, is_active from accounts_user") == [(EMAIL, True)]
    assert rows(home, "select role from accounts_role where ended_at is null") == [("administrator",)]
    verbs = [verb for (verb,) in rows(home, "select verb from ledger_entry where chain = 0 order by seq")]
    assert verbs[:3] == ["policy_found", "person_added", "role_given"]
    assert rows(home, "select count(*) from accounts_user where password like '%horse%'") == [(0,)]


@pytest.mark.parametrize(
    ("password", "why"), [("password1234", "too common"), ("brief words", "too short"), (EMAIL[:20], "similar")]
)
@pytest.mark.usefixtures("database")
def test_a_weak_password_is_refused(password: str, why: str) -> None:
    with pytest.raises(BadInput, match=why) as refusal:
        administrator.add(name="Ruth Adeyemi", email=EMAIL, password=password)
    assert password not in str(refusal.value)
    assert not User.objects.exists()


@pytest.mark.usefixtures("database")
def test_who_is_there_already_is_not_added_again() -> None:
    administrator.add(name="Ruth Adeyemi", email=EMAIL, password=PASSWORD)
    with pytest.raises(Refused, match="is there already"):
        administrator.add(name="Ruth Adeyemi", email=EMAIL.upper(), password=PASSWORD)


def test_nobody_is_asked_where_nobody_is(home: Path) -> None:
    assert candour(home, "createadmin").returncode == 2
    assert "--password-file" in candour(home, *ADMIN).stderr


@pytest.mark.long
def test_migrating_again_changes_nothing(home: Path) -> None:
    before = rows(home, "select count(*) from django_migrations")
    assert candour(home, "migrate").returncode == 0
    assert rows(home, "select count(*) from django_migrations") == before
    assert not Embedded(home).answers()


def test_the_site_comes_through_kills_of_what_it_consists_of(home: Path) -> None:
    server = Embedded(home)
    with served(home) as site:
        assert site.status("/sign-in/login/") == 200
        assert site.status("/") == 200  # sent on to sign in

        until(lambda: worker_of(site) is not None)
        worker = worker_of(site)
        assert worker
        os.kill(worker, signal.SIGKILL)
        until(lambda: worker_of(site) not in (None, worker))

        database = int((server.data / "postmaster.pid").read_text().split()[0])
        os.kill(database, signal.SIGKILL)
        until(lambda: site.status("/health/ready") == 503)
        until(lambda: site.status("/health/ready") == 200)

        later = worker_of(site)
        for pid, line in children(site.process.pid).items():
            if "candour.site.worker" not in line:
                os.kill(pid, signal.SIGTERM)  # one of gunicorn's own
        until(lambda: site.status("/sign-in/login/") == 200)
        assert worker_of(site) == later

        left = children(site.process.pid)
        assert site.stop() == 0
        assert not any(Path(f"/proc/{pid}").exists() for pid in left)
        assert not server.answers()
        assert PASSWORD not in site.log.read_text()
        assert "Traceback" not in site.log.read_text()


@pytest.mark.long
def test_what_a_killed_site_leaves_behind_does_not_stay(home: Path) -> None:
    server = Embedded(home)
    with served(home) as site:
        until(lambda: worker_of(site) is not None)
        left = children(site.process.pid)
        site.process.kill()
        site.process.wait()
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in left))
    with served(home) as again:
        assert again.status("/sign-in/login/") == 200
        assert again.stop() == 0
    assert not server.answers()


@pytest.mark.long
def test_two_sites_share_the_database_until_the_last_stops(home: Path) -> None:
    with served(home) as first, served(home, "--workers", "0") as second:
        assert first.stop() == 0
        assert second.status("/health/ready") == 200
        assert second.stop() == 0
    assert not Embedded(home).answers()


def test_a_port_that_is_taken_is_told(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = candour(home, "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 6
    assert "--port" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_worker_on_its_own_ends_when_asked_and_stops_the_database(home: Path) -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "candour", "worker"], cwd=ROOT, env=surroundings(home), stderr=subprocess.PIPE, text=True
    )
    try:
        assert started.stderr
        while '"ready"' not in started.stderr.readline():
            assert started.poll() is None
        started.send_signal(signal.SIGTERM)
        assert started.wait(timeout=60) == 0
        assert not Embedded(home).answers()
    finally:
        started.kill()
        started.communicate()


@pytest.mark.parametrize("role", [OWNER, pytest.param(SUPERUSER, marks=pytest.mark.long)])
def test_a_role_above_the_rules_is_refused(home: Path, role: str) -> None:
    server = Embedded(home)
    server.start()
    try:
        given = server.connection(role)
        address = f"postgresql://{role}:{quote(given['password'])}@/candour?host={quote(given['host'], safe='')}"
        key = {"DATABASE_URL": address, "CANDOUR_SECRET_KEY": "k" * 50}
        done = candour(home, "worker", **key)
        assert done.returncode == 3
        assert "would not apply" in done.stderr
        assert given["password"] not in done.stderr
        told = candour(home, "doctor", **key)
        assert "MISSING Site: database role" in told.stdout
    finally:
        server.leave()


@pytest.mark.long
def test_a_database_of_the_councils_own_is_not_migrated_by_the_way(home: Path) -> None:
    server = Embedded(home)
    server.start()
    try:
        with psycopg.connect(**server.connection(SUPERUSER), autocommit=True) as admin:
            admin.execute(f"create database empty owner {OWNER}")
        given = server.connection("candour_app")
        host = quote(given["host"], safe="")
        address = f"postgresql://candour_app:{quote(given['password'])}@/empty?host={host}"
        owner = f"postgresql://{OWNER}:{quote(server.passwords.owner)}@/empty?host={host}"
        key = {"DATABASE_URL": address, "CANDOUR_SECRET_KEY": "k" * 50}
        done = candour(home, "serve", **key)
        assert (done.returncode, "candour migrate" in done.stderr) == (6, True)
        assert candour(home, "migrate", **key).returncode == 6
        assert candour(home, "migrate", **key, DATABASE_OWNER_URL=owner).returncode == 0
        with served(home, **key, DATABASE_OWNER_URL=owner) as site:
            assert worker_of(site) is None
            told = candour(home, "doctor", **key)
            assert "MISSING Site: workers" in told.stdout
            assert "ok      Site: row-level security" in told.stdout
            assert "ok      Site: database role" in told.stdout
            assert site.stop() == 0
        assert server.answers()
    finally:
        server.leave()


def test_the_doctor_starts_nothing_and_says_what_it_finds(home: Path, tmp_path: Path) -> None:
    before = sorted(home.iterdir())
    told = candour(home, "doctor").stdout
    assert "its own, not running" in told
    assert sorted(home.iterdir()) == before
    assert not Embedded(home).answers()
    assert "none in" in candour(tmp_path / "nothing", "doctor").stdout
    assert not (tmp_path / "nothing").exists()
    wrong = candour(home, "doctor", CANDOUR_TSL="1")
    assert "not known: CANDOUR_TSL" in wrong.stdout
    assert wrong.returncode == 6
