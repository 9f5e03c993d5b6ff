"""The database that comes with Candour: PostgreSQL's own programs, started and stopped by us, reached by a socket only.

It listens on no network address, is never started by a superuser of the machine, and its log holds no statement, since a
statement may hold case text. In production ``DATABASE_URL`` names a server of the council's own and nothing here runs.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import re
import secrets
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from candour.engine.errors import Unavailable
from candour.site.postgres import Programs
from candour.site.secret import kept

OWNER, APPLICATION, SUPERUSER = "candour_owner", "candour_app", "candour_admin"
"""Who owns the tables, who reads and writes them, and who only makes the two."""
NAME = "candour"
_PORT = 5432  # of the socket's name only; no network address is listened on
_LONGEST_SOCKET = 107 - len(f"/.s.PGSQL.{_PORT}.lock")
_PLAIN = re.compile(r"[\w/.+-]+", re.ASCII)
_PATIENCE = 60.0
"""Seconds. The children of a server that was killed hold its memory for a moment, and a new one must wait for them."""
_SETTINGS = {
    "listen_addresses": "''",
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_min_duration_statement": "-1",
    "log_error_verbosity": "terse",  # no DETAIL, which would quote the row
    "shared_buffers": "128MB",
    "max_connections": "120",
    "password_encryption": "scram-sha-256",
}
_users: dict[Path, IO[str]] = {}
"""The homes whose server this process uses; the lock on the open file goes with the process, however that ends."""


@dataclass(frozen=True, slots=True)
class Passwords:
    """One for each role; kept in a file that only its owner may read."""

    admin: str
    owner: str
    application: str


class Embedded:
    """The server of one ``CANDOUR_HOME``."""

    def __init__(self, home: Path) -> None:
        self.home = home.resolve()
        self.programs = Programs()

    # -- where things are

    @cached_property
    def _place(self) -> Path:
        """Outside root's home when root asks: the server's user could not reach it there."""
        own = self.home / "database"
        if self.programs.runner is None:
            return own
        if (own / "data").exists():
            raise Unavailable(
                f"The database in {self.home} belongs to an ordinary user.",
                means="Started by root, Candour would make another, empty one.",
                do="Start Candour as the user that made it.",
            )
        return Path("/var/lib") / f"candour-{self._mark}"

    @cached_property
    def _mark(self) -> str:
        return hashlib.sha256(str(self.home).encode()).hexdigest()[:10]

    @property
    def data(self) -> Path:
        return self._place / "data"

    @cached_property
    def socket(self) -> Path:
        """The name of a socket may hold 107 bytes, and is given as a setting: where the home's cannot be, elsewhere."""
        beside = self._place / "socket"
        if len(str(beside).encode()) <= _LONGEST_SOCKET and _PLAIN.fullmatch(str(beside)):
            return beside
        return Path(tempfile.gettempdir()) / f"candour-{self._mark}"

    @property
    def log(self) -> Path:
        return self._place / "server.log"

    @cached_property
    def passwords(self) -> Passwords:
        made = {name: secrets.token_urlsafe(24) for name in ("admin", "owner", "application")}
        return Passwords(**json.loads(kept(self.home / "database.json", json.dumps(made))))

    def connection(self, role: str, *, database: str = NAME) -> dict[str, str]:
        """What psycopg and Django need to connect as ``role``."""
        named = {
            SUPERUSER: self.passwords.admin,
            OWNER: self.passwords.owner,
            APPLICATION: self.passwords.application,
        }
        return {
            "host": str(self.socket),
            "port": str(_PORT),
            "dbname": database,
            "user": role,
            "password": named[role],
        }

    def _address(self) -> str:
        return make_conninfo("", **self.connection(SUPERUSER, database="postgres"))

    # -- life

    def made(self) -> bool:
        """Whether there is a database in this home."""
        return (self.data / "PG_VERSION").exists()

    def start(self) -> None:
        """Makes the database when there is none and starts the server when it does not answer. May be called again.

        From then on this process counts as one that uses the server, until it ends or ``leave``s.
        """
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._use()
        with self._alone():
            self._check_passwords()
            if not self.made():
                self._make()
            deadline = time.monotonic() + _PATIENCE
            while not self.answers():
                if time.monotonic() < deadline:
                    self._launch()
                    continue
                raise Unavailable(
                    "The database did not start.",
                    means="Nothing is lost; nothing can be read or saved until it runs.",
                    do=f"Look at the end of {self.log} and start Candour again.",
                )
            self._make_roles()

    def _check_passwords(self) -> None:
        """Root's database is not in its home, so it is still there when somebody has removed the home."""
        told = self.home / "database.json"
        if self.made() and not told.exists():
            raise Unavailable(
                f"The passwords of the database are gone: there is no {told}.",
                means=f"The database of an earlier start is in {self._place}, as it was, and nothing can reach it.",
                do=f"Put that file back, from a backup too. If you need nothing of it, move {self._place} away and start again.",
            )

    def answers(self) -> bool:
        """Whether a real connection can be made: a socket or a process number alone proves nothing after a kill."""
        try:
            with psycopg.connect(self._address(), connect_timeout=5) as probe:
                return probe.execute("select 1").fetchone() == (1,)
        except psycopg.Error:
            return False

    def leave(self) -> None:
        """This process needs the server no more; whoever leaves last stops it."""
        mine = _users.pop(self.home, None)
        if mine is None:
            return
        fcntl.flock(mine, fcntl.LOCK_UN)  # children that were forked share it
        mine.close()
        with (self.home / "database.users").open("a") as users, contextlib.suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.stop()

    def stop(self) -> None:
        """Stops the server, whoever uses it; without one nothing happens."""
        if (self.data / "postmaster.pid").exists():
            self.programs.run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w")

    def _use(self) -> None:
        if self.home not in _users:
            users = (self.home / "database.users").open("a")
            fcntl.flock(users, fcntl.LOCK_SH)  # waits while the last user stops the server
            _users[self.home] = users

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One start at a time, whatever number of servers and workers begin together."""
        with (self.home / "database.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make(self) -> None:
        self._place.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.programs.give(self._place)
        for left in (self.data, *self._place.glob("making-*")):  # by a start that was killed half way
            shutil.rmtree(left, ignore_errors=True)
        part = Path(tempfile.mkdtemp(dir=self._place, prefix="making-"))  # that start's initdb may still be writing
        self.programs.give(part)
        words = self._place / "password"
        words.touch(mode=0o600)
        self.programs.give(words)
        words.write_text(self.passwords.admin + "\n", encoding="utf-8")
        try:
            code = self.programs.run(
                "initdb", "-D", str(part), "-U", SUPERUSER, "-A", "scram-sha-256", f"--pwfile={words}",
                "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums",
            )  # fmt: skip
        finally:
            words.unlink(missing_ok=True)
        if code:
            raise Unavailable(
                f"The database could not be made (initdb ended with {code}).",
                means="Candour cannot start on this machine yet.",
                do=f"See that {self._place} can be written and holds at least 200 MB, then start again.",
            )
        part.rename(self.data)

    def _launch(self) -> None:
        self._forget_the_dead()
        self._make_socket_folder()
        given = {**_SETTINGS, "unix_socket_directories": f"'{self.socket}'", "unix_socket_permissions": "0700"}
        options = " ".join(f"-c {name}={value}" for name, value in given.items())
        self.programs.run("pg_ctl", "start", "-D", str(self.data), "-l", str(self.log), "-w", "-t", "60", "-o", options)
        time.sleep(0.1)

    def _make_socket_folder(self) -> None:
        """Also where everybody may write: a folder or a link that somebody else put there is not used."""
        with contextlib.suppress(FileExistsError):
            self.socket.mkdir(mode=0o700)
            self.programs.give(self.socket)
        found = self.socket.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != self.data.stat().st_uid or found.st_mode & 0o077:
            raise Unavailable(
                f"{self.socket} is not the database's own folder.",
                means="The database was not started: somebody else could listen there.",
                do="Remove it, or set TMPDIR to a folder that only you can write to.",
            )

    def _forget_the_dead(self) -> None:
        """Removes the mark of a server that was killed when its number now belongs to another program or server.

        One of ours that listens elsewhere (the temporary folder was another one then) is stopped.
        """
        mark = self.data / "postmaster.pid"
        try:
            lines = mark.read_text(encoding="utf-8").split("\n")
            running = Path(f"/proc/{int(lines[0])}/cwd").samefile(self.data)
        except PermissionError:
            running = False
        except (OSError, ValueError):
            return
        if not running:
            mark.unlink(missing_ok=True)
        elif len(lines) > 4 and lines[4] != str(self.socket):
            self.stop()

    def _make_roles(self) -> None:
        """Two roles without a superuser's rights, and the database that the first one owns."""
        with psycopg.connect(self._address(), autocommit=True) as admin:
            for role, password in ((OWNER, self.passwords.owner), (APPLICATION, self.passwords.application)):
                there = admin.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
                verb = "alter" if there else "create"
                admin.execute(
                    sql.SQL("{} role {} login nosuperuser nocreatedb nocreaterole nobypassrls password {}").format(
                        sql.SQL(verb), sql.Identifier(role), sql.Literal(password)
                    )
                )
            if not admin.execute("select 1 from pg_database where datname = %s", [NAME]).fetchone():
                admin.execute(f"create database {NAME} owner {OWNER} template template0 encoding 'UTF8'")
