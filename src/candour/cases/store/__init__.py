"""Files as they were received, byte for byte under their SHA-256. It never changes, overwrites or removes one.

What arrives is written to a file of its own on the disk first, and becomes part of the store whole or not at all. The
store is a folder of the site's home, or a bucket that ``CANDOUR_FILES`` names.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from candour.cases.store.bucket import Bucket
from candour.cases.store.disk import Disk, disk_errors
from candour.cases.store.place import CHUNK as CHUNK
from candour.cases.store.place import Kept as Kept
from candour.cases.store.place import Place
from candour.engine.errors import Unavailable

_LEFT_BEHIND = 24 * 3600.0
"""Seconds without a byte after which a file that arrives is one whose process was killed."""
_FETCHED_AT_ONCE = 8


def folder() -> Path:
    """Files that arrive, and those of a store that is on the disk."""
    home: Path = settings.ENVIRONMENT.home
    return home / "files"


def place() -> Place:
    """Where the files are kept."""
    return place_in(settings.ENVIRONMENT.home, settings.ENVIRONMENT.files)


def place_in(home: Path, bucket: Bucket | None) -> Place:
    if bucket is None:
        return Disk(home / "files")
    from candour.cases.store.s3 import S3  # its library is there only where it is wanted

    return S3(bucket)


def arriving() -> Path:
    """Where files are on their way in; for the site's own user only."""
    place = folder() / "arriving"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def path(sha256: str) -> Path:
    """Where a store on the disk has the file's bytes, whether or not they are there. ValueError for no SHA-256."""
    return Disk(folder()).path(sha256)


def opened(sha256: str) -> BinaryIO:
    """The file for reading; FileNotFoundError when the store does not hold it."""
    return place().opened(sha256)


def fetch(wanted: Iterable[tuple[str, Path]]) -> None:
    """Lays each file (SHA-256) at its path: a link or a copy, whole. Unavailable when the store does not hold one."""
    here = place()
    with ThreadPoolExecutor(1 if isinstance(here, Disk) else _FETCHED_AT_ONCE) as pool:
        try:
            for done in [pool.submit(here.fetch, sha256, to) for sha256, to in wanted]:
                done.result()
        except BaseException as error:
            pool.shutdown(wait=False, cancel_futures=True)
            if isinstance(error, FileNotFoundError):
                raise _lost() from None
            raise


def _lost() -> Unavailable:
    return Unavailable(
        "A file that was received is not in the store.",
        means="The case file would not be whole, so nothing was read.",
        do="Ask whoever runs Candour to bring the store back from the backup.",
    )


def put(stream: BinaryIO) -> Kept:
    """Keeps all that ``stream`` gives, a piece at a time. Unavailable: the store is full or away; nothing was kept."""
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
        with disk_errors():
            handle, name = tempfile.mkstemp(dir=arriving())  # 0600 from the first moment
        self.path = Path(name)
        self.size = 0
        self._out = os.fdopen(handle, "wb")
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def write(self, block: bytes) -> None:
        with disk_errors():
            self._out.write(block)
        self._digest.update(block)
        self.size += len(block)

    def end(self) -> None:
        """No more comes: all of it is on the disk, where another program can read it."""
        if not self._out.closed:
            with disk_errors():
                self._out.flush()
                os.fsync(self._out.fileno())
                self._out.close()

    def keep(self) -> Kept:
        """Makes it part of the store; a file with the same bytes stays as it is."""
        self.end()
        kept = Kept(self.sha256, self.size)
        place().keep(self.path, kept)
        self.discard()
        return kept

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
