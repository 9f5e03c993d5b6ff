"""Tries out a bucket with a file of no meaning, and says what it would do to files of cases. It leaves nothing there."""

from __future__ import annotations

import hashlib
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

from candour.cases.store.place import Kept
from candour.cases.store.s3 import S3, plainly
from candour.engine.errors import Unavailable


def tried(place: S3) -> Iterator[tuple[str, str, bool]]:
    """(what was found, what to do about it if anything, whether it has to be done). Unavailable: the bucket cannot be used."""
    place.answers()
    next(place.held(), None)
    if place.locks_objects():  # before anything is put: it could not be taken away again
        yield "locks its objects", "Use one without: files of a destroyed case could not be erased.", True
        return
    with tempfile.TemporaryDirectory() as folder:
        if _writes_over(place, Path(folder)):
            yield "writes over files that are there", "Use a server that honours If-None-Match.", True
        if _believes(place, Path(folder)):
            yield "does not check what arrives", "Use a server that checks SHA-256, or says nothing of it.", True
    with plainly():
        kept = place.keeps_versions
    if kept:
        yield (
            "keeps earlier versions",
            "They are erased with a destroyed case's files, but not what is copied elsewhere: docs/retention.md.",
            False,
        )


def _writes_over(place: S3, folder: Path) -> bool:
    """Puts, puts again, fetches and erases."""
    path, kept = _made(folder)
    place.keep(path, kept)
    try:
        return place.put_new(path, kept) is not None
    finally:
        place.fetch(kept.sha256, folder / "fetched")
        _gone(place, kept)


def _believes(place: S3, folder: Path) -> bool:
    """Puts a file under the name of another."""
    _, other = _made(folder)
    path, _ = _made(folder)
    try:
        place.keep(path, other)
    except Unavailable:
        return False
    finally:
        _gone(place, other)
    return True


def _made(folder: Path) -> tuple[Path, Kept]:
    path, content = folder / "put", secrets.token_bytes(32)
    path.write_bytes(content)
    return path, Kept(hashlib.sha256(content).hexdigest(), len(content))


def _gone(place: S3, kept: Kept) -> None:
    place.take_out(kept.sha256)
    place.erase(kept.sha256)
