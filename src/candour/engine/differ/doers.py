"""Who did it, as far as the order of words tells; it guesses nobody where a sentence is passive and names nobody."""

from __future__ import annotations

import re

from candour.engine.differ.clause import Ref
from candour.engine.differ.side import Side
from candour.engine.differ.stems import stem

_AUX = frozenset("was were is are been being be".split())
_DONE_BY = re.compile(r"(\w+)\s+by\b[^.]{0,30}$", re.IGNORECASE)


def doers(side: Side) -> list[Ref]:
    """Those named behind "by", else those before the first verb of an active sentence."""
    by = [ref for ref in side.refs if ref.by]
    if by:
        return by
    verb = _verb(side)
    return [ref for ref in side.refs if ref.end <= verb] if verb >= 0 else []


def _verb(side: Side) -> int:
    """Where the words behind the first named begin; -1 where they are passive, or there are none."""
    first = min((ref.end for ref in side.refs), default=0)
    behind = [token for token in side.clause.tokens if token.start >= first and token.word not in ("", "and", "both")]
    return behind[0].start if behind and behind[0].word not in _AUX else -1


def done_by(side: Side) -> str:
    """The stem of the verb before "by", where the vocabulary does not know it."""
    by = next((ref for ref in side.refs if ref.by), None)
    found = _DONE_BY.search(side.clause.text[: by.start]) if by else None
    return stem(found[1]) if found and stem(found[1]) in side.clause.words else ""
