"""Restores a backup into an empty home and an empty database, and proves that all of it is there; else nothing is.

It never adds to what is there already: a case file that comes back into another state would tell two stories.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from candour.cases.store.place import Place
from candour.engine.errors import BadInput, Refused, Unavailable, Unsafe
from candour.site import archive, databases, files_back
from candour.site.backup import ABOUT, ANCHORS, DATABASE, FILES, About, counted, received
from candour.site.embedded import Embedded
from candour.site.environment import kept_in, read
from candour.site.postgres import Programs


def restore(source: IO[bytes]) -> About:
    """Raises BadInput for a damaged archive, Refused where something is already, Unsafe when what came back is not the same.

    Nothing is imported that reads the settings before the home is there: they would make a home of their own.
    """
    home = Path(os.environ.get("CANDOUR_HOME") or ".candour").resolve()
    if home.exists() and any(home.iterdir()):
        raise Refused(
            f"{home} is not empty.",
            means="A backup is restored into a new home only; nothing was changed.",
            do="Name an empty folder with CANDOUR_HOME.",
        )
    bucket = kept_in()
    if bucket:
        files_back.refuse_used(bucket, home)
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=f".{home.name}-restoring-") as place:
        name = archive.unpack(source, into=Path(place))
        about = _about(Path(place) / ABOUT)
        with _new_home(home, Path(place) / FILES):
            _database(Path(place) / DATABASE)
            with files_back.brought_back(home, bucket) as files:
                _proved(about, files, home / ANCHORS, name)
    return about


def _about(path: Path) -> About:
    try:
        about = msgspec.json.decode(path.read_bytes(), type=About)
    except (OSError, msgspec.DecodeError):
        about = None
    if about is None or about.format != 1:
        raise BadInput(
            "This backup is of a form that this version of Candour does not know.",
            means="Nothing was restored.",
            do="Use the version that made it, or a newer one.",
        )
    return about


@contextlib.contextmanager
def _new_home(home: Path, files: Path) -> Iterator[None]:
    """The files are the home from here on; when the block fails there is none, as before."""
    files.mkdir(exist_ok=True)
    files.chmod(0o700)
    files.rename(home)  # onto nothing or an empty folder
    try:
        yield
    except BaseException:
        if read().embedded:
            server = Embedded(home)
            server.stop()
            for folder in (server.data.parent, server.socket):
                shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)
        raise


def _database(dump: Path) -> None:
    environment = read()
    databases.ready(environment)
    with databases.connected(environment) as owner:
        if counted(owner):
            raise Refused(
                "The database is not empty.",
                means="A backup is restored into a new database only; nothing was changed.",
                do="Make an empty one, owned by candour_owner, and name it in DATABASE_URL and DATABASE_OWNER_URL.",
            )
    address, secret = databases.for_programs(databases.owner(environment))
    with dump.open("rb") as content:
        code = Programs(own=environment.embedded).run(
            "pg_restore", f"--dbname={address}", "--no-owner", "--exit-on-error", "--single-transaction",
            environment=secret, source=content, seconds=None,
        )  # fmt: skip
    if code:
        raise Unavailable(
            f"The database could not be restored (pg_restore ended with {code}).",
            means="Nothing was restored.",
            do="See that the disk has room, and that the roles candour_owner and candour_app are there.",
        )


def _proved(about: About, files: Place, anchors: Path, name: str) -> None:
    """As many rows in every table, every file that they name, every chain of the ledger whole; then this version's form."""
    with databases.connected(read()) as owner:
        differ, named = sorted(set(counted(owner).items()) ^ set(about.tables.items())), received(owner)
    if differ:
        raise _not_the_same(f"the table {differ[0][0]} does not hold what it held")
    if gone := named - {kept.sha256 for kept in files.held()} - set(about.lost):
        raise _not_the_same(f"received files are missing that the database names: {len(gone)}")
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.site.settings")
    django.setup()
    _ledger_proved(about, anchors if anchors.exists() else None)
    from candour.ledger.acting import NOBODY, acting, record
    from candour.ledger.verbs import Verb
    from candour.site import migrating, rights

    migrating.migrate()
    rights.check()
    with acting(NOBODY):
        record(Verb.RESTORED, backup=name, made_at=about.made_at)


def _ledger_proved(about: About, anchors: Path | None) -> None:
    from django.db import connections
    from django.db.migrations.loader import MigrationLoader

    from candour.ledger import checking, queries
    from candour.site.databases import OWNER_ALIAS

    known = {f"{app}.{name}" for app, name in MigrationLoader(connections[OWNER_ALIAS]).disk_migrations or ()}
    if not known.issuperset(about.migrations):
        raise Refused(
            "This backup was made by a newer version of Candour.",
            means="Nothing was restored.",
            do=f"Install version {about.version} or a newer one.",
        )
    heads = {str(chain): end for chain, end in queries.heads(using=OWNER_ALIAS).items()}
    if heads != about.heads:
        raise _not_the_same("the ledger does not end where it ended")
    if broken := checking.broken(using=OWNER_ALIAS, anchors=anchors):
        raise _not_the_same(f"the ledger is broken at entry {broken[0].link} of chain {broken[0].chain}")


def _not_the_same(why: str) -> Unsafe:
    return Unsafe(
        f"What came back is not what was backed up: {why}.",
        means="It is not used; a database that DATABASE_URL names has to be dropped.",
        do="Use another backup, and find out what happened to this one.",
    )
