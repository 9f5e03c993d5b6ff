"""The path under which a file is received: kept as it was given, refused when it could lead anywhere else or deceive."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from candour.engine.errors import Refused

LONGEST = 1_000
_LONGEST_PART = 255
"""Bytes in the name of a file or folder; no file system takes more."""
_DRIVE = re.compile(r"[A-Za-z]:(/|$)")
_DECEIVING = frozenset("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They turn the order of the letters on the screen round, or end a line."""


def received_as(given: str) -> str:
    """The path with ``/`` between its parts, in Unicode's composed form. Refused, in words that do not repeat it."""
    path = unicodedata.normalize("NFC", given.replace("\\", "/"))
    if any(unicodedata.category(letter) in ("Cc", "Cs") or letter in _DECEIVING for letter in path):
        raise _wrong("Its name holds characters that cannot be shown.")
    if path.startswith("/") or _DRIVE.match(path) or ".." in path.split("/"):
        raise _wrong("Its path leads out of the case file.")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if not parts or path.endswith("/"):
        raise _wrong("It has no name.")
    path = "/".join(parts)
    if len(path) > LONGEST or any(len(part.encode()) > _LONGEST_PART for part in parts):
        raise _wrong("Its name is too long.")
    return path


def folders(path: str) -> Iterator[str]:
    """Every folder that ``path`` is in, the nearest last."""
    parts = path.split("/")[:-1]
    yield from ("/".join(parts[:end]) for end in range(1, len(parts) + 1))


def shown(given: str) -> str:
    """A refused path as it may be listed: what cannot be shown becomes a mark, what is too long is cut."""
    marked = (
        "\ufffd" if letter in _DECEIVING or unicodedata.category(letter) in ("Cc", "Cs") else letter
        for letter in given[:LONGEST]
    )
    return "".join(marked)


def _wrong(what: str) -> Refused:
    return Refused(what, means="The file was not kept.", do="Give it another name and add it again.")
