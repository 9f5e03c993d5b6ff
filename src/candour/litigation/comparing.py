"""What differs between two texts, word by word. It knows no statement and no protocol."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\S+\s*|\s+")
_WHOLE = 5_000
"""Words that are compared one by one; a longer text is shown as taken out and put in."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a comparison. ``kind``: same, in or out."""

    kind: str
    text: str


def pieces_of(old: str, new: str) -> Iterator[Piece]:
    was, now = _WORD.findall(old), _WORD.findall(new)
    if len(was) + len(now) > _WHOLE:
        yield from (Piece(kind, text) for kind, text in (("out", old), ("in", new)) if text)
        return
    for what, start, stop, begin, end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(was[start:stop]))
            continue
        if start < stop:
            yield Piece("out", "".join(was[start:stop]))
        if begin < end:
            yield Piece("in", "".join(now[begin:end]))
