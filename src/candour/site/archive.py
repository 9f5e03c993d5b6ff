"""The one file of a backup: a tar archive whose last member holds the SHA-256 of every other. It encrypts nothing.

Reading refuses an archive that is cut short, changed, or would write outside the folder it is unpacked into.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from pathlib import Path, PurePosixPath
from typing import IO

from candour.engine.errors import BadInput, Unavailable
from candour.engine.store import FULL

SUMS = "sums.json"
_PIECE = 1 << 20


class Writer:
    """Adds members one after the other to a stream that need not be seekable."""

    def __init__(self, out: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115 (closed by end)
        self.sums: dict[str, str] = {}

    def add(self, name: str, source: IO[bytes], size: int) -> None:
        """The first ``size`` bytes of ``source``."""
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        hashed = _Hashed(source)
        self._tar.addfile(member, hashed)
        self.sums[name] = hashed.digest.hexdigest()

    def add_words(self, name: str, words: str) -> None:
        data = words.encode()
        self.add(name, io.BytesIO(data), len(data))

    def end(self) -> str:
        """Adds the sums; returns the SHA-256 over them, which names the backup."""
        sums = json.dumps(self.sums, sort_keys=True)
        self.add_words(SUMS, sums)
        self._tar.close()
        return hashlib.sha256(sums.encode()).hexdigest()


def unpack(source: IO[bytes], *, into: Path) -> str:
    """Writes every member below ``into`` and returns the name of the backup, once all of them proved to be whole.

    Raises BadInput for an archive that is damaged or none, Unavailable when the disk is full.
    """
    try:
        return _unpacked(source, into)
    except OSError as error:
        if error.errno in FULL:
            raise Unavailable(
                "There is no space left for the backup's files.", do="Make room and start again."
            ) from None
        raise _damaged() from None
    except (tarfile.TarError, EOFError, ValueError, KeyError):
        raise _damaged() from None


def _unpacked(source: IO[bytes], into: Path) -> str:
    found: dict[str, str] = {}
    with tarfile.open(fileobj=source, mode="r|") as tar:
        for member in tar:
            content = tar.extractfile(member)
            if not member.isreg() or content is None or member.name in found:
                raise ValueError
            target = into / _inside(member.name)
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            found[member.name] = _written(content, target)
    sums = (into / SUMS).read_bytes()
    name = found.pop(SUMS)
    if json.loads(sums) != found:
        raise ValueError
    (into / SUMS).unlink()
    return name


def _written(content: IO[bytes], target: Path) -> str:
    hashed = _Hashed(content)
    with target.open("xb") as out:
        target.chmod(0o600)
        while piece := hashed.read(_PIECE):
            out.write(piece)
    return hashed.digest.hexdigest()


def _inside(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or ".." in path.parts or "\0" in name:
        raise ValueError
    return path


def _damaged() -> BadInput:
    return BadInput(
        "This is no whole backup of Candour.",
        means="It is damaged, cut short or something else; nothing was restored.",
        do="Copy it again from where it is kept, or use another backup.",
    )


class _Hashed:
    """A stream, and the hash of what was read of it."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._source.read(size)
        self.digest.update(piece)
        return piece
