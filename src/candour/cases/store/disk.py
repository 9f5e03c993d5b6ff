"""Received files on a disk. It never changes or writes over one: a file gets its name when it is whole."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from candour.cases.store.place import Kept, checked, is_name, write_whole
from candour.engine.errors import Unavailable
from candour.engine.store import FULL


class Disk:
    """``folder`` is on the same file system as the files that arrive."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        return self.folder / checked(sha256)[:2] / sha256

    def keep(self, path: Path, kept: Kept) -> None:
        target = self.path(kept.sha256)
        with disk_errors():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with contextlib.suppress(FileExistsError):
                os.link(path, target)
            _settled(target.parent)

    def opened(self, sha256: str) -> BinaryIO:
        return self.path(sha256).open("rb")

    def fetch(self, sha256: str, to: Path) -> None:
        """A link, or a copy on another disk."""
        try:
            os.link(self.path(sha256), to)
        except FileNotFoundError:
            raise
        except OSError:
            with self.opened(sha256) as stream:
                write_whole(stream, sha256=sha256, to=to)

    def held(self) -> Iterator[Kept]:
        for path in self.folder.glob("??/*"):
            if is_name(path.name) and path.parent.name == path.name[:2]:
                yield Kept(path.name, path.stat().st_size)

    def kept_between(self, *, since: datetime | None, until: datetime) -> Iterator[str]:
        after = since.timestamp() if since else float("-inf")
        for each in self.held():
            with contextlib.suppress(FileNotFoundError):
                if after < self.path(each.sha256).stat().st_mtime < until.timestamp():
                    yield each.sha256

    def set_aside(self) -> Iterator[str]:
        return (path.name for path in (self.folder / "leaving").glob("*") if is_name(path.name))

    def take_out(self, sha256: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            os.replace(self.path(sha256), self._leaving(sha256))

    def put_back(self, sha256: str) -> None:
        with contextlib.suppress(FileExistsError, FileNotFoundError):
            os.link(self._leaving(sha256), self.path(sha256))

    def erase(self, sha256: str) -> None:
        self._leaving(sha256).unlink(missing_ok=True)

    def _leaving(self, sha256: str) -> Path:
        place = self.folder / "leaving"
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        return place / checked(sha256)

    def answers(self) -> None:
        """A disk does; what it lacks is told when something is kept."""


@contextlib.contextmanager
def disk_errors() -> Iterator[None]:
    """A full disk as one clear error."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise Unavailable(
            "There is no space left for files.",
            means="What was received before is safe; nothing of this file was kept.",
            do="Tell a system administrator, then add the same files again: those that are here already are skipped.",
        ) from None


def _settled(place: Path) -> None:
    """The names in a folder outlive a power cut."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
