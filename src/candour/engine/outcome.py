"""The output folder: it appears whole and verified, is never written over, and is recognised when it is already there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from candour.engine.errors import Refused
from candour.engine.store import Store, key_of, sha256_of

CERTIFICATE = "certificate.json"


def refuse_used(out: Path) -> None:
    """Refused when ``out`` holds anything but an earlier result: a bundle that was sent must stay what it was."""
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / CERTIFICATE).is_file())):
        raise _not_empty(out)


def already_made(*, out: Path, key: str, store: Store) -> tuple[str, ...] | None:
    """What was told when this very result was put in ``out``: a kill can fall between that and the end of the program.

    None when there is still something to do. Refused when ``out`` holds another result.
    """
    if not out.exists() or not any(out.iterdir()):
        return None
    kept = store.get("made", key_of(out.resolve(), key))
    if kept is not None:
        certificate, told = msgspec.json.decode(kept, type=tuple[str, tuple[str, ...]])
        if certificate == sha256_of(path=out / CERTIFICATE):
            return told
    if _failed(out):
        return None
    raise _not_empty(out)


def put_in_place(*, partial: Path, out: Path, key: str, store: Store, told: tuple[str, ...]) -> None:
    """Moves a finished folder to where it was asked for, in one step, after noting that it is this result."""
    noted = (sha256_of(path=partial / CERTIFICATE), told)
    store.put("made", key_of(out.resolve(), key), msgspec.json.encode(noted))
    if out.exists():
        shutil.rmtree(out)
    partial.rename(out)


def _failed(out: Path) -> bool:
    """``out`` holds only the certificate of a bundle that did not pass verification."""
    if [path.name for path in out.iterdir()] != [CERTIFICATE]:
        return False
    told: Mapping[str, Any] = json.loads((out / CERTIFICATE).read_text(encoding="utf-8"))
    return told.get("verified") is False


def _not_empty(out: Path) -> Refused:
    return Refused(
        f"{out} is not empty.",
        means="A bundle is never written over another, nor among other files.",
        do="Name a folder that does not exist.",
    )
