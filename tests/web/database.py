"""One embedded server for the whole run; every test finds a database with all migrations made and no rows of anybody else's."""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.db import connections

from candour.site.embedded import Embedded
from candour.site.migrating import migrate
from tests.web import HOME
from tests.web.database_used import Used, as_superuser

_numbers = itertools.count()
_server: Embedded | None = None
_kept: Used | None = None


@contextlib.contextmanager
def fresh() -> Iterator[None]:
    """An empty database for the block; the connection is the application's, without a superuser's rights.

    One is used again as long as what a block left is rows only; emptying it takes a tenth of the time of copying the template.
    """
    global _kept
    used, _kept = _kept or Used(_started(), f"test_{os.getpid()}_{next(_numbers)}"), None
    for alias in connections.settings:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = used.name
    try:
        yield
    finally:
        connections.close_all()
        if _kept is None and used.emptied():
            _kept = used
        else:
            used.drop()


def _started() -> Embedded:
    """The run's server; whichever process comes first starts it and makes the template."""
    global _server
    if _server is None:
        with _alone():
            server = Embedded(HOME)
            server.start()
            if not (HOME / "template-made").exists():
                _careless(server)
                migrate()
                connections.close_all()
                (HOME / "template-made").touch()
            with (HOME / "users").open("a") as out:
                out.write(f"{os.getpid()}\n")
        atexit.register(_leave, server)
        _server = server
    return _server


def _careless(server: Embedded) -> None:
    """Nothing of these databases has to outlive a power cut: a test takes a quarter of a second less."""
    with as_superuser(server, "postgres") as admin:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            admin.execute(f"alter system set {name} = off")
        admin.execute("select pg_reload_conf()")


def _leave(server: Embedded) -> None:
    """The last process of the run stops the server and takes everything away."""
    with _alone():
        left = [number for number in (HOME / "users").read_text().split() if number != str(os.getpid())]
        (HOME / "users").write_text("".join(f"{number}\n" for number in left))
        if any(Path(f"/proc/{number}").exists() for number in left):
            return
        server.stop()
        for folder in (server.data.parent, server.socket, HOME):
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    with HOME.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
