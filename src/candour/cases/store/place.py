"""What a place for received files has to do, wherever it is. It knows of no place itself."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from candour.engine.errors import Unavailable

CHUNK = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Kept:
    """What the store knows of a file."""

    sha256: str
    size: int


class Place(Protocol):
    """Every name is a SHA-256 in hex; ValueError for anything else. Unavailable: the place does not answer or is full."""

    def keep(self, path: Path, kept: Kept) -> None:
        """Keeps the file at ``path``, whole or not at all; one that is there with these bytes stays as it is."""

    def opened(self, sha256: str) -> BinaryIO:
        """The file for reading; FileNotFoundError when it is not held."""

    def fetch(self, sha256: str, to: Path) -> None:
        """Lays the file at ``to``, whole or not at all. FileNotFoundError when it is not held."""

    def held(self) -> Iterator[Kept]:
        """Every file."""

    def kept_between(self, *, since: datetime | None, until: datetime) -> Iterator[str]:
        """The names of files that were kept after ``since`` (None: ever) and before ``until``."""

    def set_aside(self) -> Iterator[str]:
        """The names of files that were taken out and neither put back nor erased."""

    def take_out(self, sha256: str) -> None:
        """Sets the file aside, as if it were gone; nothing when it is not held."""

    def put_back(self, sha256: str) -> None:
        """Undoes ``take_out``; nothing when the file came anew, or was not taken out."""

    def erase(self, sha256: str) -> None:
        """What was set aside is gone for good; nothing when there is none."""

    def answers(self) -> None:
        """Unavailable when it does not, within seconds."""


def checked(sha256: str) -> str:
    """ValueError for anything but a SHA-256 in hex."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("Not a SHA-256.")
    return sha256


def is_name(name: str) -> bool:
    return _SHA256.fullmatch(name) is not None


def hash_of(stream: BinaryIO) -> str:
    return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]  # it only reads


def write_whole(stream: BinaryIO, *, sha256: str, to: Path) -> None:
    """``to`` is there with all of the stream, or not there. Unavailable when those are other bytes than the name's."""
    digest = hashlib.sha256()
    handle, part = tempfile.mkstemp(dir=to.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            while block := stream.read(CHUNK):
                out.write(block)
                digest.update(block)
        if digest.hexdigest() != sha256:
            raise other_bytes()
        os.replace(part, to)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(part)


def other_bytes() -> Unavailable:
    return Unavailable(
        "The store's file is not what was put into it.",
        means="It was damaged or changed where it is kept, so it was not used.",
        do="Ask whoever runs Candour to bring the file back from the backup.",
    )
