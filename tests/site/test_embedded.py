"""The embedded database comes up again after anything that can happen to it, and is one server however often started."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from candour.engine.errors import Unavailable
from candour.site.embedded import APPLICATION, OWNER, Embedded

ROOT = Path(__file__).parents[2]
START = "import sys; from pathlib import Path; from candour.site.embedded import Embedded;"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    """One server for these tests: making one takes seconds. Each test leaves it running."""
    made = Embedded(tmp_path_factory.mktemp("home"))
    made.start()
    yield made
    clear(made)


def clear(server: Embedded) -> None:
    server.leave()
    server.stop()
    for folder in (server.data.parent, server.socket):
        shutil.rmtree(folder, ignore_errors=True)


def number(server: Embedded) -> int:
    return int((server.data / "postmaster.pid").read_text().split("\n")[0])


def ask(server: Embedded, query: str, *, role: str = APPLICATION) -> tuple[object, ...] | None:
    with psycopg.connect(**server.connection(role)) as connection:
        return connection.execute(query).fetchone()


def started(home: Path, then: str = "") -> subprocess.Popen[str]:
    """Its standard input is ours to end: the tests' own is at its end already where no terminal is."""
    return subprocess.Popen(
        [sys.executable, "-c", f"{START} s = Embedded(Path(sys.argv[1])); s.start(); {then}", str(home)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_nobody_who_reads_or_writes_cases_has_a_superusers_rights(server: Embedded) -> None:
    rights = (
        "select bool_or(rolsuper or rolbypassrls or rolcreaterole) from pg_roles where rolname = any(array['{}', '{}'])"
    )
    assert ask(server, rights.format(OWNER, APPLICATION)) == (False,)


def test_it_listens_on_no_network_address_and_its_log_holds_no_statement(server: Embedded) -> None:
    assert ask(server, "show listen_addresses") == ("",)
    with pytest.raises(psycopg.Error):
        ask(server, "select 'Kayleigh Sample' from not_there")
    with pytest.raises(psycopg.Error):
        ask(server, "select 'Kayleigh Sample'::integer", role=OWNER)
    assert "not_there" in server.log.read_text()
    assert "from not_there" not in server.log.read_text()


def test_the_socket_and_the_passwords_are_for_their_owner_only(server: Embedded) -> None:
    assert server.socket.stat().st_mode & 0o077 == 0
    assert (server.home / "database.json").stat().st_mode & 0o077 == 0
    assert server.data.stat().st_mode & 0o077 == 0


def test_starting_again_changes_nothing(server: Embedded) -> None:
    before = number(server)
    Embedded(server.home).start()
    assert number(server) == before


@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGQUIT, signal.SIGTERM], ids=lambda each: each.name)
def test_it_comes_up_after_its_server_was_killed(server: Embedded, kill: signal.Signals) -> None:
    with psycopg.connect(**server.connection(OWNER)) as connection:
        connection.execute("create table if not exists kept (name text)")
        connection.execute("insert into kept values (%s)", [kill.name])
    before = number(server)
    os.kill(before, kill)
    while Path(f"/proc/{before}").exists():
        time.sleep(0.02)
    server.start()
    assert number(server) != before
    assert ask(server, f"select count(*) from kept where name = '{kill.name}'", role=OWNER) == (1,)


def test_a_mark_of_a_dead_server_does_not_keep_it_down(server: Embedded) -> None:
    """Not even when its number now belongs to another program, which is left alone."""
    other = subprocess.Popen(["sleep", "60"])
    try:
        server.stop()
        mark = server.data / "postmaster.pid"
        mark.write_text(f"{other.pid}\n{server.data}\n0\n5432\n{server.socket}\n")
        server.programs.give(mark)
        server.start()
        assert number(server) != other.pid
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_database_whose_passwords_are_gone_is_left_as_it_is(server: Embedded) -> None:
    told = server.home / "database.json"
    away = told.rename(server.home / "away")
    try:
        with pytest.raises(Unavailable, match="passwords of the database are gone") as refusal:
            Embedded(server.home).start()
        assert str(server.data.parent) in refusal.value.do
        assert server.made()
        assert not told.exists()
    finally:
        away.rename(told)
    server.start()
    assert ask(server, "select 1") == (1,)


def test_starts_at_the_same_moment_make_one_server(server: Embedded) -> None:
    server.stop()
    several = [started(server.home, "print((s.data / 'postmaster.pid').read_text().split()[0])") for _ in range(3)]
    told = {each.communicate(timeout=120)[0] for each in several}
    assert [each.returncode for each in several] == [0, 0, 0]
    assert told == {f"{number(server)}\n"}


def test_first_starts_at_the_same_moment_make_one_database(tmp_path: Path) -> None:
    several = [started(tmp_path) for _ in range(2)]
    assert [each.wait(timeout=120) for each in several] == [0, 0]
    server = Embedded(tmp_path)
    try:
        assert server.answers()
        assert ask(server, "select current_user") == (APPLICATION,)
    finally:
        clear(server)


def test_a_start_that_was_killed_while_it_made_the_database_is_made_good(tmp_path: Path) -> None:
    first = started(tmp_path)
    server = Embedded(tmp_path)
    while not list(server.data.parent.glob("making-*/*")):
        time.sleep(0.005)
    first.kill()
    first.wait()
    assert not server.made()
    try:
        server.start()
        assert ask(server, "select current_user") == (APPLICATION,)
    finally:
        clear(server)


def test_who_leaves_last_stops_it(server: Embedded) -> None:
    other = started(server.home, "print('there', flush=True); sys.stdin.read()")
    assert other.stdout
    assert other.stdout.readline() == "there\n"
    server.leave()
    assert server.answers()
    other.kill()  # it cannot say good-bye
    other.communicate()
    server.start()
    server.leave()
    assert not server.answers()
    server.start()


def test_a_home_whose_name_is_long_or_strange_works(tmp_path: Path) -> None:
    home = tmp_path / ("a long name, with a space " * 5) / "and 'quotes'"
    server = Embedded(home)
    try:
        server.start()
        assert ask(server, "select current_user") == (APPLICATION,)
        assert len(str(server.socket)) < 80
    finally:
        clear(server)


def test_a_folder_of_somebody_else_is_not_listened_in(
    server: Embedded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.stop()
    (tmp_path / "link").symlink_to(tmp_path)
    monkeypatch.setitem(server.__dict__, "socket", tmp_path / "link")
    with pytest.raises(Unavailable, match="own folder"):
        server.start()
    monkeypatch.undo()
    server.start()


def test_an_ordinary_user_runs_it_in_their_own_home(tmp_path: Path) -> None:
    """The way it is meant to run; the other tests run as whoever runs the tests."""
    python = shutil.which("python3", path="/usr/bin")
    if os.geteuid() != 0 or python is None or shutil.which("setpriv") is None:
        pytest.skip("needs root, a Python that everybody can run, and setpriv")
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    if subprocess.run([*nobody, "test", "-r", ROOT / "src/candour/__init__.py"], check=False).returncode:
        pytest.skip("this checkout lies where only root can read it")
    home = Path("/tmp") / f"candour-test-nobody-{os.getpid()}"
    home.mkdir(mode=0o700)
    os.chown(home, 65534, 65534)
    script = (
        f"{START} import psycopg; s = Embedded(Path(sys.argv[1])); s.start(); s.start();"
        "print(psycopg.connect(**s.connection('candour_app')).execute('select current_user').fetchone()[0]);"
        "print(s.data.owner(), s.socket.is_relative_to(s.home)); s.leave(); print(s.answers())"
    )
    paths = os.pathsep.join([str(ROOT / "src"), *(path for path in sys.path if "site-packages" in path)])
    try:
        done = subprocess.run(
            [*nobody, python, "-c", script, str(home)],
            cwd="/", env={"PYTHONPATH": paths, "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.stdout.split() == ["candour_app", "nobody", "True", "False"], done.stderr
    finally:
        shutil.rmtree(home, ignore_errors=True)


def test_root_does_not_make_another_database_beside_an_ordinary_users(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root")
    (tmp_path / "database" / "data").mkdir(parents=True)
    with pytest.raises(Unavailable, match="ordinary user"):
        Embedded(tmp_path).start()
