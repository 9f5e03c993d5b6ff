"""Makes a backup of everything while the site runs: the database as it was at one moment, and the files beside it.

Files as received are never changed or overwritten, so those that the database of that moment tells of are there when
they are copied after it; from a bucket they come under the names that a disk gives them. The archive is not encrypted:
whoever keeps it elsewhere sends it through a program that does.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import msgspec
import psycopg
from psycopg import sql

from candour import __version__
from candour.cases import store
from candour.cases.store.place import Place
from candour.engine.errors import Refused, Unavailable
from candour.site import databases
from candour.site.archive import Writer
from candour.site.environment import Environment
from candour.site.postgres import Programs

ABOUT, DATABASE, ANCHORS, FILES = "candour-backup.json", "database.dump", "anchors.jsonl", "home"
RECEIVED = "files"
"""The folder of the home with received files."""
NOT_KEPT = ("django_session", "site_cache")
"""Tables whose rows stay out: everybody signs in again."""
_LEFT_OUT = frozenset({"database", "database.json", "database.lock", "database.users", "incoming", "static"})
_ON_THEIR_WAY = Path("files/arriving")
_IN_MEMORY = 16 << 20


class About(msgspec.Struct, frozen=True):
    """What a restored database must hold, and the received files (SHA-256) that it names and the store had lost."""

    format: int
    version: str
    made_at: str
    tables: dict[str, int]
    heads: dict[str, tuple[int, str]]
    migrations: list[str]
    lost: list[str] = []


@dataclass(frozen=True, slots=True)
class Made:
    """``lost``: how many received files the store no longer had as they came."""

    name: str
    files: int
    lost: int


def write(out: IO[bytes], environment: Environment) -> Made:
    """Writes the archive to ``out``. Unavailable without the owner's address, or where files are kept does not answer."""
    archive = Writer(out)
    anchors = environment.home / ANCHORS
    if anchors.exists():  # before the database: no anchor may tell of entries that the backup has not
        _add_file(archive, anchors, f"{FILES}/{ANCHORS}")
    with databases.connected(environment) as owner, tempfile.TemporaryFile() as dump:
        owner.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        snapshot = owner.execute("select pg_export_snapshot()").fetchone()
        about, named = _about(owner), received(owner)
        _dump(environment, str(snapshot[0] if snapshot else ""), dump)
        size = dump.seek(0, os.SEEK_END)
        dump.seek(0)
        archive.add(DATABASE, dump, size)
    for path in _files(environment):
        _add_file(archive, path, f"{FILES}/{path.relative_to(environment.home).as_posix()}")
    if environment.files:
        _add_kept(archive, store.place_in(environment.home, environment.files))
    lost = sorted(named - _whole(archive))
    archive.add_words(ABOUT, msgspec.json.encode(msgspec.structs.replace(about, lost=lost)).decode())
    files = sum(name.startswith(f"{FILES}/") for name in archive.sums)
    return Made(archive.end(), files, len(lost))


def received(owner: psycopg.Connection[Any]) -> set[str]:
    """The SHA-256 of every received file that the database names."""
    return {name for (name,) in owner.execute("select distinct sha256 from cases_file where sha256 <> ''")}


def _whole(archive: Writer) -> set[str]:
    """Received files whose bytes are those of their name."""
    names = ((name.rpartition("/"), found) for name, found in archive.sums.items())
    return {name for (folder, _, name), found in names if folder == f"{FILES}/{RECEIVED}/{name[:2]}" and name == found}


def _about(owner: psycopg.Connection[Any]) -> About:
    heads = owner.execute("select chain, seq, hash from ledger_heads()").fetchall()
    made = owner.execute("select app || '.' || name from django_migrations order by 1").fetchall()
    return About(
        format=1,
        version=__version__,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        tables=counted(owner),
        heads={str(chain): (seq, found) for chain, seq, found in heads},
        migrations=[name for (name,) in made],
    )


def counted(owner: psycopg.Connection[Any]) -> dict[str, int]:
    """How many rows each table holds."""
    tables = owner.execute("select tablename from pg_tables where schemaname = 'public' order by 1").fetchall()
    found = {}
    for (table,) in tables:
        if table not in NOT_KEPT:
            row = owner.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table))).fetchone()
            found[table] = row[0] if row else 0
    return found


def _dump(environment: Environment, snapshot: str, target: IO[bytes]) -> None:
    address, secret = databases.for_programs(databases.owner(environment))
    left_out = [f"--exclude-table-data={table}" for table in NOT_KEPT]
    code = Programs(own=environment.embedded).run(
        "pg_dump", f"--dbname={address}", "--format=custom", "--no-owner", f"--snapshot={snapshot}", *left_out,
        environment=secret, target=target, seconds=None,
    )  # fmt: skip
    if code:
        raise Unavailable(
            f"The database could not be copied (pg_dump ended with {code}).",
            means="There is no backup.",
            do="See that the disk has room, and that DATABASE_OWNER_URL names the tables' owner.",
        )


def _files(environment: Environment) -> Iterator[Path]:
    """Where a bucket keeps received files, what the home still has of them is not the database's."""
    home, left_out = environment.home, _LEFT_OUT | ({RECEIVED} if environment.files else set())
    for folder, inner, names in os.walk(home):
        here = Path(folder).relative_to(home)
        inner[:] = sorted(name for name in inner if (here / name) != _ON_THEIR_WAY and str(here / name) not in left_out)
        for name in sorted(names):
            path = Path(folder, name)
            if str(here / name) not in left_out | {ANCHORS} and path.is_file() and not path.is_symlink():
                yield path


def _add_file(archive: Writer, path: Path, name: str) -> None:
    """A file that is gone by now was not the database's."""
    with contextlib.suppress(FileNotFoundError), path.open("rb") as source:
        _add(archive, source, name)


def _add_kept(archive: Writer, place: Place) -> None:
    for kept in place.held():
        with contextlib.suppress(FileNotFoundError), place.opened(kept.sha256) as source:
            _add(archive, source, f"{FILES}/{RECEIVED}/{kept.sha256[:2]}/{kept.sha256}")


def _add(archive: Writer, source: IO[bytes], name: str) -> None:
    """What may be written to meanwhile, or break off, is read whole first."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as whole:
        shutil.copyfileobj(source, whole, 1 << 20)
        size = whole.tell()
        whole.seek(0)
        archive.add(name, whole, size)


def into_file(path: Path, environment: Environment) -> Made:
    """A new file that only its owner may read; there whole or not at all. Refused for one that is there already."""
    if path.exists():
        raise Refused(f"{path} is there already.", means="No backup was made.", do="Give a name that is not used yet.")
    part = path.with_name(f".{path.name}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            made = write(out, environment)
            out.flush()
            os.fsync(out.fileno())
        os.link(part, path)
    finally:
        part.unlink(missing_ok=True)
    return made
