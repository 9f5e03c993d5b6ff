"""What has come in and was looked at, before anybody's transaction: size, malware, archives. Nothing here is kept yet."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from django.conf import settings

from candour.cases import scanning, store
from candour.engine.errors import Refused, Unreadable
from candour.engine.intake import archive
from candour.engine.intake.bounds import Limits
from candour.engine.intake.shown import Job

_UNPACKED = Limits(members=2_000, unpacked=4 << 30)
"""Of one archive, all at once and while somebody waits."""


def largest() -> int:
    """Bytes that a file, and a request with all its files, may have."""
    megabytes: int = settings.ENVIRONMENT.upload_megabytes
    return megabytes << 20


class Arrival:
    """The bytes of one file, and why they are refused when they are."""

    def __init__(self, *, most: int | None = None) -> None:
        self.most = largest() if most is None else most
        self.refusal = ""
        self._file = store.Arriving()

    @property
    def path(self) -> Path:
        """Where the bytes are until they are kept or discarded."""
        return self._file.path

    @property
    def size(self) -> int:
        return self._file.size

    @property
    def sha256(self) -> str:
        return self._file.sha256

    def write(self, block: bytes) -> None:
        """What comes after the limit was passed is not even written."""
        if self.refusal:
            return
        if self._file.size + len(block) > self.most:
            self.refuse(f"It is larger than {self.most >> 20:,} MB. Ask a system administrator to raise the limit.")
            return
        self._file.write(block)

    def end(self) -> None:
        """All has come: it is checked for malware."""
        if not self.refusal:
            self._file.end()
            try:
                scanning.check(self.path)
            except Refused as error:
                self.refuse(f"{error.what} {error.do}")

    def refuse(self, why: str) -> None:
        self.refusal = why
        self._file.discard()

    def keep(self) -> store.Kept:
        """RuntimeError for what is refused: no caller can keep it by mistake."""
        if self.refusal:
            raise RuntimeError("A refused file is never kept.")
        return self._file.keep()

    def discard(self) -> None:
        self._file.discard()


@dataclass(frozen=True, slots=True)
class Named:
    """A file and the path it was sent under, which nobody has looked at yet."""

    path: str
    arrival: Arrival


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def arrived(stream: Readable, *, most: int | None = None) -> Arrival:
    """All of ``stream``, a piece at a time. Unavailable: the disk is full, and nothing is left of it."""
    arrival = Arrival(most=most)
    try:
        while not arrival.refusal and (block := stream.read(store.CHUNK)):
            arrival.write(block)
        arrival.end()
    except BaseException:
        arrival.discard()
        raise
    return arrival


def all_unpacked(files: Iterable[Named]) -> list[Named]:
    """Each file, or what was in it; when one cannot be taken to its end, nothing is left of any."""
    done: list[Named] = []
    try:
        for each in files:
            for member in unpacked(each):
                done.append(member)  # noqa: PERF402 -- one by one, so that what came before a failure is known
    except BaseException:
        for member in done:
            member.arrival.discard()
        raise
    return done


def unpacked(named: Named) -> Iterator[Named]:
    """The files of a zip archive at their paths beside it; the file itself when it is refused or no zip archive.

    Members that are encrypted, damaged or beyond the limits come as refused. A second member of the same name is
    refused too: of two texts under one name only one would be read.
    """
    if named.arrival.refusal or not _is_zip(named.arrival.path):
        yield named
        return
    folder, seen = PurePosixPath(named.path.replace("\\", "/")).parent, set[str]()
    with tempfile.TemporaryDirectory(dir=named.arrival.path.parent, prefix="unpacking-") as scratch:
        job = Job(named.arrival.path, Path(scratch), _UNPACKED, {})
        try:
            shown = archive.read(job)
        except Unreadable as error:
            yield _refused(named.path, f"It cannot be unpacked: {error.what}.")
            return
        if not shown.losses and not shown.members:
            yield _refused(named.path, "There is no file in the archive.")
        for loss in shown.losses:
            yield _refused(str(folder / loss.name) if loss.name else named.path, f"It was not unpacked: {loss.reason}.")
        for member in shown.members:
            path = str(folder / member.name)
            if path in seen:
                yield _refused(path, "The archive holds two files of this name. Add them one by one.")
            else:
                seen.add(path)
                with member.file.open("rb") as stream:
                    yield Named(path, arrived(stream))
            member.file.unlink()
    named.arrival.discard()


def _is_zip(path: Path) -> bool:
    with path.open("rb") as handle:
        return handle.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def _refused(path: str, why: str) -> Named:
    arrival = Arrival(most=0)
    arrival.refuse(why)
    return Named(path, arrival)
