"""A hash chain over JSON lines: each entry names the hash of the one before, so that no past entry changes unseen.

Pure: no database, no engine. It refuses to write after a broken link. Entries are meant to hold identifiers and hashes
only. A chain cannot tell by itself that its tail was cut off: keep ``head`` elsewhere (the certificate holds it) and
give it to ``check``.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

START = "0" * 64
"""What the first entry names as the hash before it."""
OWN_KEYS = frozenset({"seq", "prev", "hash"})


class BrokenChain(ValueError):
    """The file to be appended to is not an intact chain; ``link`` is the number of the first broken entry."""

    def __init__(self, link: int) -> None:
        self.link = link
        super().__init__(f"The record of what was done is broken at entry {link}; nothing was added to it.")


def canonical(entry: Mapping[str, object]) -> bytes:
    """The bytes that are hashed: UTF-8 JSON, keys sorted, no spaces, no NaN; raises ValueError or TypeError."""
    return json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def hash_of(entry: Mapping[str, object]) -> str:
    """SHA-256 (hex) of an entry without its ``hash``."""
    return hashlib.sha256(canonical({key: value for key, value in entry.items() if key != "hash"})).hexdigest()


def link(entry: Mapping[str, object], *, seq: int, prev: str) -> dict[str, object]:
    """``entry`` as link ``seq`` (from 1) after the hash ``prev``. ValueError if it uses one of the chain's own keys."""
    if OWN_KEYS & entry.keys():
        raise ValueError("An entry may not bring its own seq, prev or hash.")
    linked = {**entry, "seq": seq, "prev": prev}
    return {**linked, "hash": hash_of(linked)}


def append(path: Path, entry: Mapping[str, object]) -> dict[str, object]:
    """Adds one entry to a JSON-lines file (made when missing) and returns it as written; on disk before it returns.

    Raises BrokenChain when what is there is not intact, ValueError for an entry that is not plain JSON. One writer at
    a time: the caller holds the case's lock.
    """
    seq, prev = 1, START
    if path.exists():
        lines = entries(path.read_bytes().decode("utf-8", "replace").split("\n"))
        broken = check(lines)
        if broken is not None:
            raise BrokenChain(broken)
        seq, prev = len(lines) + 1, head(lines)
    linked = link(entry, seq=seq, prev=prev)
    with path.open("ab") as handle:
        handle.write(canonical(linked) + b"\n")
        handle.flush()
        os.fsync(handle.fileno())
    return linked


def entries(lines: Iterable[str]) -> list[str]:
    """The lines of a ledger without their ends; an empty last one does not count (``str.splitlines`` cuts too much)."""
    found = [line.rstrip("\n") for line in lines]
    return found[:-1] if found and not found[-1] else found


def head(lines: Iterable[str]) -> str:
    """The hash of the last entry (START for an empty chain): note it elsewhere to show later that nothing was cut."""
    last = ""
    for line in lines:
        last = line or last
    return str(_entry(last).get("hash", "")) if last else START


def check(lines: Iterable[str], *, head: str | None = None) -> int | None:
    """The number (from 1) of the first broken link, or None for an intact chain.

    Finds entries that were edited, moved, removed or slipped in. With the ``head`` noted earlier it also finds a tail
    that was cut off: the answer is then the number after the last entry.
    """
    prev, seq, heads = START, 0, {START}
    for seq, line in enumerate(lines, start=1):
        entry = _entry(line)
        if entry.get("seq") != seq or entry.get("prev") != prev or entry.get("hash") != hash_of(entry):
            return seq
        if canonical(entry).decode() != line:
            return seq  # the same values in other bytes: somebody rewrote it
        prev = str(entry["hash"])
        heads.add(prev)
    return None if head is None or head in heads else seq + 1


def _entry(line: str) -> dict[str, object]:
    try:
        entry = json.loads(line)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}
