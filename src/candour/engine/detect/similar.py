"""Near duplicates by shingled text: a record whose text stands, nearly whole, inside another; it only suggests.

Exact copies (``Record.duplicate_of``) are left out, and very short texts, whose few words prove nothing.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from candour.engine.detect.record_text import RecordText, plain
from candour.engine.model import Gap, GapKind, Record

SHINGLE = 5
"""Words in a shingle: long enough that stock phrases do not make two documents alike."""
CONTAINED = 0.8
FEWEST_WORDS = 25
MOST_SHARERS = 40
"""A shingle in more records than this is a form's fixed wording: it tells nothing and would cost the square of it."""
PARTS = 64
"""Shingles are compared in so many parts, one after the other: a table of all of them would be the largest thing in memory."""
RUN = 200
"""Pages whose words are taken at one go."""
WORD = re.compile(r"\w+")
QUOTE_MARK = re.compile(r"^[ \t]*(?:>[> ]*)", re.MULTILINE)
HEADER = re.compile(r"^\W{0,6}(?:from|to|cc|bcc|sent|date|subject|page)\b[:\s].{0,200}$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Text:
    record: Record
    shingles: array[int]
    """Different ones, ascending, 64 bits each."""


_Part = Callable[["array[int]"], "array[int]"]
"""Cuts one part out of a text's shingles."""


def _cut(number: int) -> _Part:
    low, high = (at * (1 << 64) // PARTS for at in (number, number + 1))
    return lambda shingles: shingles[bisect_left(shingles, low) : bisect_left(shingles, high)]


_PARTS = tuple(map(_cut, range(PARTS)))


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
            own, other = shingled[small].shingles, shingled[best].shingles
            whole = sum(len(set(part(own)).intersection(part(other))) for part in _PARTS) / len(own)
            if whole >= CONTAINED:
                gaps.append(_gap(small=shingled[small].record, large=shingled[best].record, share=whole))
    return tuple(gaps)


def _shingled(item: RecordText) -> _Text | None:
    if item.record.duplicate_of:
        return None
    words = _words(item)
    window = deque(islice(words, SHINGLE - 1), SHINGLE)
    parts = [array("Q") for _ in range(PARTS)]
    for word in words:
        window.append(word)
        number = _number(" ".join(window))
        parts[number * PARTS >> 64].append(number)
    if sum(map(len, parts)) + SHINGLE - 1 < FEWEST_WORDS:
        return None
    shingles = array("Q")
    while parts:
        shingles.extend(sorted(set(parts.pop(0))))
    return _Text(item.record, shingles)


def _words(item: RecordText) -> Iterator[str]:
    for start in range(0, len(item.pages), RUN):
        text = HEADER.sub(" ", QUOTE_MARK.sub("", plain("\n".join(item.pages[start : start + RUN]))))
        yield from (found[0] for found in WORD.finditer(text.casefold()))


def _number(shingle: str) -> int:
    # Not hash(): it differs from run to run, and results must not.
    return int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest())


def _shared(texts: list[_Text]) -> dict[int, tuple[int, dict[int, int]]]:
    """For each text: how many of its shingles tell anything, and how many of those each larger text shares."""
    telling: Counter[int] = Counter()
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for part in _PARTS:
        for sharers in _holders(texts, part):
            if len(sharers) > MOST_SHARERS:
                continue
            for place, number in enumerate(sharers):
                telling[number] += 1
                if place + 1 < len(sharers):
                    counts[number].update(sharers[place + 1 :])
    return {number: (telling[number], dict(shared)) for number, shared in sorted(counts.items())}


def _holders(texts: list[_Text], part: _Part) -> Iterable[tuple[int, ...]]:
    """Which texts, in their order, have each shingle of this part; of those too many have, some."""
    held: dict[int, tuple[int, ...]] = {}
    alone = [(number,) for number in range(len(texts))]
    for number, text in enumerate(texts):
        for shingle in part(text.shingles):
            others = held.get(shingle)
            if others is None:
                held[shingle] = alone[number]
            elif len(others) <= MOST_SHARERS:
                held[shingle] = (*others, number)
    return held.values()


def _gap(*, small: Record, large: Record, share: float) -> Gap:
    detail = f"{small.path}: {round(100 * share)} % of its text stands in {large.path}"
    return Gap(GapKind.NEAR_DUPLICATE, detail, small.path, status="suggested", record=small.id)
