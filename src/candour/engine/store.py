"""The work folder: files kept byte for byte under their SHA-256, and results kept under the hash of all they depend on.

Every write is atomic (a rename, or one SQLite transaction), so a kill at any moment leaves only whole things. It never
changes or deletes what it holds.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import hashlib
import json
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from candour.engine.errors import Unavailable

CHUNK = 1 << 20
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system calls it when nothing more fits: on the disk, within a quota, or into one file."""


def sha256_of(*, path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(CHUNK):
            digest.update(block)
    return digest.hexdigest()


_KEEP = "insert or replace into result values (?, ?, ?)"
_HELD = "select key from result where stage = ? and key in (select value from json_each(?))"
_SOURCE = Path(__file__).parents[2]
_IMPORT = re.compile(r"^\s*from (candour[\w.]*) import (\([^)]*\)|[^\n]*)", re.MULTILINE)
"""The only form of import of its own modules in this project."""


def key_of(*parts: object) -> str:
    """One key for everything a result depends on: SHA-256 over the parts' text, each length-prefixed."""
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


@functools.cache
def code_digest(package: Path) -> str:
    """SHA-256 over a package's code and data and all modules of Candour that it imports, however far.

    Part of the key of what the package made, so that other code makes it again.
    """
    own = [path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    digest = hashlib.sha256()
    for path in sorted(_with_imported(own)):
        digest.update(path.relative_to(_SOURCE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _with_imported(paths: Iterable[Path]) -> set[Path]:
    found, ahead = set[Path](), set(paths)
    while ahead:
        path = ahead.pop()
        found.add(path)
        if path.suffix == ".py":
            ahead |= set(_imported(path.read_text(encoding="utf-8"))) - found
    return found


def _imported(code: str) -> Iterator[Path]:
    for module, names in _IMPORT.findall(code):
        for name in (module, *(f"{module}.{each}" for each in re.findall(r"\w+", names))):
            stem = _SOURCE.joinpath(*name.split("."))
            yield from (path for path in (stem.with_suffix(".py"), stem / "__init__.py") if path.is_file())


@contextlib.contextmanager
def disk_errors(*, where: Path) -> Iterator[None]:
    """Turns a full or read-only disk into one clear error."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        full = getattr(error, "errno", None) in FULL or "disk is full" in str(error)
        if not full:
            raise
        raise Unavailable(
            f"There is no space left on the disk that holds {where}.",
            means="Nothing that was finished is lost.",
            do="Free some space and run the same command again: it goes on where it stopped.",
        ) from None


class Store:
    """``folder`` is made when missing. Safe for several processes at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with disk_errors(where=folder):
            (folder / "files").mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(folder / "results.sqlite", timeout=60, isolation_level=None)
            self._db.execute("pragma journal_mode=wal")
            self._db.execute("pragma synchronous=normal")
            self._db.execute(
                "create table if not exists result (stage text, key text, value blob, primary key (stage, key)) without rowid"
            )

    def close(self) -> None:
        self._db.close()

    # -- files

    def path(self, sha256: str) -> Path:
        return self.folder / "files" / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def add_bytes(self, data: bytes) -> str:
        name = hashlib.sha256(data).hexdigest()
        if not self.has(name):
            with disk_errors(where=self.folder), self._temporary(name) as temporary:
                temporary.write_bytes(data)
        return name

    def add_file(self, path: Path) -> str:
        """Copies a file in and returns its SHA-256 (of what was copied, not of what it may be later)."""
        with disk_errors(where=self.folder):
            handle, name = tempfile.mkstemp(dir=self.folder / "files")
            temporary, digest = Path(name), hashlib.sha256()
            try:
                with os.fdopen(handle, "wb") as out, path.open("rb") as source:
                    while block := source.read(CHUNK):
                        digest.update(block)
                        out.write(block)
                sha = digest.hexdigest()
                self.path(sha).parent.mkdir(exist_ok=True)
                temporary.replace(self.path(sha))
            finally:
                temporary.unlink(missing_ok=True)
        return sha

    def read_bytes(self, sha256: str) -> bytes:
        return self.path(sha256).read_bytes()

    @contextlib.contextmanager
    def _temporary(self, name: str) -> Iterator[Path]:
        handle, temporary_name = tempfile.mkstemp(dir=self.folder / "files")
        os.close(handle)
        temporary = Path(temporary_name)
        try:
            yield temporary
            self.path(name).parent.mkdir(exist_ok=True)
            temporary.replace(self.path(name))
        finally:
            temporary.unlink(missing_ok=True)

    # -- results

    def get(self, stage: str, key: str) -> bytes | None:
        row = self._db.execute("select value from result where stage = ? and key = ?", (stage, key)).fetchone()
        return bytes(row[0]) if row else None

    def held(self, stage: str, keys: Sequence[str]) -> set[str]:
        """Those of ``keys`` for which there is a result."""
        rows = self._db.execute(_HELD, (stage, json.dumps(keys)))
        return {key for (key,) in rows}

    def put(self, stage: str, key: str, value: bytes) -> None:
        with disk_errors(where=self.folder):
            self._db.execute(_KEEP, (stage, key, value))

    def put_all(self, stage: str, results: Iterable[tuple[str, bytes]]) -> None:
        """Keys with their values: all are kept, or none."""
        with disk_errors(where=self.folder), self._transaction():
            rows = ((stage, key, value) for key, value in results)
            self._db.executemany(_KEEP, rows)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("begin immediate")
        try:
            yield
            self._db.execute("commit")
        except BaseException:
            if self._db.in_transaction:  # a full disk may have ended it already
                self._db.execute("rollback")
            raise
