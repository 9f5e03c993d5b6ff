"""Files as they were received, byte for byte under their SHA-256. It never changes, overwrites or removes one.

What arrives is written to a file of its own first, and becomes part of the store by getting its name there: whole or
not at all. Whoever keeps files elsewhere replaces ``Arriving``, ``path`` and ``opened``.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from candour.engine.errors import Unavailable

CHUNK = 1 << 20
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LEFT_BEHIND = 24 * 3600.0
"""Seconds without a byte after which a file that arrives is one whose process was killed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the store knows of a file."""

    sha256: str
    size: int


def folder() -> Path:
    home: Path = settings.ENVIRONMENT.home
    return home / "files"


def arriving() -> Path:
    """Where files are on their way in, on the same disk; for the site's own user only."""
    place = folder() / "arriving"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def path(sha256: str) -> Path:
    """Where the file's bytes are, whether or not they are there. ValueError for anything but a SHA-256 in hex."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("Not a SHA-256.")
    return folder() / sha256[:2] / sha256


def opened(sha256: str) -> BinaryIO:
    """The file for reading; FileNotFoundError when the store does not hold it."""
    return path(sha256).open("rb")


def put(stream: BinaryIO) -> Kept:
    """Keeps all that ``stream`` gives, a piece at a time. Unavailable: the disk is full, and nothing was kept."""
    arriving = Arriving()
    try:
        while block := stream.read(CHUNK):
            arriving.write(block)
        return arriving.keep()
    finally:
        arriving.discard()


class Arriving:
    """A file on its way in, hidden from everybody until ``keep``. ``discard`` may always be called, also after it."""

    def __init__(self) -> None:
        with _disk_errors():
            handle, name = tempfile.mkstemp(dir=arriving())  # 0600 from the first moment
        self.path = Path(name)
        self.size = 0
        self._out = os.fdopen(handle, "wb")
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def write(self, block: bytes) -> None:
        with _disk_errors():
            self._out.write(block)
        self._digest.update(block)
        self.size += len(block)

    def end(self) -> None:
        """No more comes: all of it is on the disk, where another program can read it."""
        if not self._out.closed:
            with _disk_errors():
                self._out.flush()
                os.fsync(self._out.fileno())
                self._out.close()

    def keep(self) -> Kept:
        """Makes it part of the store; a file with the same bytes stays as it is."""
        self.end()
        target = path(self.sha256)
        with _disk_errors():
            target.parent.mkdir(exist_ok=True, mode=0o700)
            with contextlib.suppress(FileExistsError):
                os.link(self.path, target)
            _settled(target.parent)
        self.discard()
        return Kept(self.sha256, self.size)

    def discard(self) -> None:
        with contextlib.suppress(OSError):  # closing writes what is still held back, which a full disk refuses
            self._out.close()
        self.path.unlink(missing_ok=True)


def sweep() -> int:
    """Removes what was on its way in when its process was killed; returns how many."""
    dead = 0
    for left in arriving().glob("*"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
                dead += 1
    return dead


def _settled(place: Path) -> None:
    """The names in a folder outlive a power cut."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _disk_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise Unavailable(
            "There is no space left for files.",
            means="What was received before is safe; nothing of this file was kept.",
            do="Tell a system administrator, then add the same files again: those that are here already are skipped.",
        ) from None
