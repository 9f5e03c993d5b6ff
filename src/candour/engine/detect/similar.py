"""Near duplicates by shingled text: a record whose text stands, nearly whole, inside another; it only suggests.

Exact copies (``Record.duplicate_of``) are left out, and very short texts, whose few words prove nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from candour.engine.detect.record_text import RecordText, plain
from candour.engine.model import Gap, GapKind, Record

SHINGLE = 5
"""Words in a shingle: long enough that stock phrases do not make two documents alike."""
CONTAINED = 0.8
FEWEST_WORDS = 25
MOST_SHARERS = 40
"""A shingle in more records than this is a form's fixed wording: it tells nothing and would cost the square of it."""
WORD = re.compile(r"\w+")
QUOTE_MARK = re.compile(r"^[ \t]*(?:>[> ]*)", re.MULTILINE)
HEADER = re.compile(r"^\W{0,6}(?:from|to|cc|bcc|sent|date|subject|page)\b[:\s].{0,200}$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Text:
    record: Record
    shingles: frozenset[int]


def near_duplicates(*, texts: Iterable[RecordText]) -> tuple[Gap, ...]:
    """One suggestion per record of which at least 80 % stands in a record at least as long (the closest one)."""
    shingled = [text for item in texts if (text := _shingled(item))]
    shingled.sort(key=lambda text: (len(text.shingles), text.record.path))
    shared = _shared(shingled)
    gaps = []
    for small, sharers in sorted(shared.items(), key=lambda pair: shingled[pair[0]].record.path):
        telling, counts = sharers
        best = min(counts, key=lambda large: (-counts[large], shingled[large].record.path))
        if telling >= FEWEST_WORDS // 3 and counts[best] >= CONTAINED * telling:
            whole = len(shingled[small].shingles & shingled[best].shingles) / len(shingled[small].shingles)
            if whole >= CONTAINED:
                gaps.append(_gap(small=shingled[small].record, large=shingled[best].record, share=whole))
    return tuple(gaps)


def _shingled(item: RecordText) -> _Text | None:
    if item.record.duplicate_of:
        return None
    text = HEADER.sub(" ", QUOTE_MARK.sub("", plain("\n".join(item.pages))))
    words = WORD.findall(text.casefold())
    if len(words) < FEWEST_WORDS:
        return None
    shingles = (" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))
    return _Text(item.record, frozenset(_number(shingle) for shingle in shingles))


def _number(shingle: str) -> int:
    # Not hash(): it differs from run to run, and results must not.
    return int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest())


def _shared(texts: list[_Text]) -> dict[int, tuple[int, dict[int, int]]]:
    """For each text: how many of its shingles tell anything, and how many of those each larger text shares."""
    holders: dict[int, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for shingle in text.shingles:
            holders[shingle].append(number)
    found: dict[int, tuple[int, dict[int, int]]] = {}
    for number, text in enumerate(texts):
        counts: dict[int, int] = defaultdict(int)
        telling = 0
        for shingle in text.shingles:
            sharers = holders[shingle]
            if len(sharers) > MOST_SHARERS:
                continue
            telling += 1
            for other in sharers:
                if other > number:
                    counts[other] += 1
        if counts:
            found[number] = (telling, dict(counts))
    return found


def _gap(*, small: Record, large: Record, share: float) -> Gap:
    detail = f"{small.path}: {round(100 * share)} % of its text stands in {large.path}"
    return Gap(GapKind.NEAR_DUPLICATE, detail, small.path, status="suggested", record=small.id)
