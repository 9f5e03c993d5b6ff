"""Names inside longer words: file names, handles, runs of spaced letters; it never looks inside ordinary words."""

from __future__ import annotations

from collections.abc import Iterator

from candour.engine.detect import vocabulary
from candour.engine.detect.hit import Hit, make_hit
from candour.engine.detect.index import Index
from candour.engine.detect.tokens import Tokens, pieces


def written_together(tokens: Tokens, at: int, index: Index) -> Iterator[Hit]:
    """Names written together with something else: "TylerBrannock.docx", "tyler2", a run of spaced letters."""
    start, end = tokens.start[at], tokens.end[at]
    key = tokens.key[at]
    raw = tokens.raw(at)
    if key in index.compact and (len(key) > 6 or "_" in tokens.text[max(0, start - 1) : end + 1]):
        yield make_hit(tokens, at, at + 1, index.compact[key])
    elif " " in raw or "\n" in raw:
        yield from _in_run(tokens, at, index)
    else:
        yield from _in_pieces(tokens, at, pieces(tokens.text, start, end), index)


def _in_pieces(tokens: Tokens, at: int, parts: list[tuple[int, int, str]], index: Index) -> Iterator[Hit]:
    place = 0
    while place < len(parts):
        for width in (4, 3, 2, 1):
            joined = "".join(key for _, _, key in parts[place : place + width])
            entry = index.compact.get(joined) or (index.single.get(joined) if len(joined) > 2 else None)
            if (
                entry
                and place + width <= len(parts)
                and not (width == 1 and vocabulary.is_word(joined) and index.guarded.isdisjoint(entry.people))
            ):
                yield Hit(parts[place][0], parts[place + width - 1][1], at, at + 1, entry.people, entry.rank)
                place += width - 1
                break
        place += 1


def _in_run(tokens: Tokens, at: int, index: Index) -> Iterator[Hit]:
    """Names in a run of single letters set apart, whose word limits are lost."""
    start, end = tokens.start[at], tokens.end[at]
    places = [i for i in range(start, end) if tokens.text[i].isalnum()]
    letters = tokens.key[at]
    if len(letters) != len(places):
        return
    place = 0
    while place < len(letters):
        for size in range(min(24, len(letters) - place), 3, -1):
            part = letters[place : place + size]
            entry = index.compact.get(part) or index.single.get(part)
            if entry and (size > 4 or not vocabulary.is_word(part)):
                yield Hit(places[place], places[place + size - 1] + 1, at, at + 1, entry.people, entry.rank)
                place += size - 1
                break
        place += 1
