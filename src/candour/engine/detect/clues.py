"""Signs in the text that somebody is named: titles, labels, roles, lists, signatures, speakers, well-known given names.

A clue is only a name as written and a guess of the role; who it is, is decided elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from candour.engine.detect import context, vocabulary
from candour.engine.detect.clue import NO_NAMES, Clue, clue_of, name_end
from candour.engine.detect.columns import columns_headed
from candour.engine.detect.given_clues import given_clues
from candour.engine.detect.labels import (
    BEFORE_LABELS,
    CLOSING,
    INTRODUCED,
    INTRODUCED_STARTS,
    LABELS,
    NAME_COLUMN,
    NAME_COLUMN_STARTS,
    NAMED,
    NAMED_STARTS,
    OPEN_LABELS,
    SPEAKER,
    WROTE,
)
from candour.engine.detect.roles import role_of
from candour.engine.detect.starts import Starts, tried
from candour.engine.detect.tokens import Tokens


def find_clues(tokens: Tokens) -> Iterator[Clue]:
    """All clues of a text, in no particular order."""
    places = {start: at for at, start in enumerate(tokens.start)}
    yield from _titled(tokens)
    yield from _labelled(tokens, places)
    starts = Starts(tokens)
    yield from _in_columns(tokens, starts)
    named, introduced = starts.matches(NAMED, NAMED_STARTS), starts.matches(INTRODUCED, INTRODUCED_STARTS)
    for found, trust in ((named, 4), (introduced, 2), (CLOSING.finditer(tokens.text), 2)):
        for match in found:
            yield from _listed(tokens, places, match.end(), "", trust, several=False)
    for pattern in (SPEAKER, WROTE):
        for match in pattern.finditer(tokens.text):
            yield from _listed(tokens, places, match.start("name"), "", 3, several=False)
    for match in _TWO_INITIALS.finditer(tokens.text):
        first = places[match.start("name")]
        yield from clue_of(tokens, first, name_end(tokens, first, trusted=True), "", "", 2)
    yield from given_clues(tokens)


_TWO_INITIALS = re.compile(r"[A-Z](?<![\w.][A-Z])\.? ?(?:and|&) (?P<name>[A-Z]\.? [A-Z][a-z]+)")


def _titled(tokens: Tokens) -> Iterator[Clue]:
    for at, key in enumerate(tokens.key[:-1]):
        if key not in vocabulary.TITLES and key not in vocabulary.KIN_TITLES:
            continue
        raw = tokens.raw(at)
        if raw in ("mr", "mrs", "ms", "dr") and tokens.gap(at) in (" ", ". ") and _lower_surname(tokens, at + 1):
            yield Clue(at + 1, at + 2, key, _title_role(key), 3)
        if not raw[0].isupper() or (key in ("judge", "sister", "nurse", "constable") and not raw.istitle()):
            continue
        name = at + 1
        if tokens.gap(at).strip(" .\t\n>") or tokens.gap(at).count("\n") > 1:
            continue
        while name < tokens.count - 1 and (tokens.key[name].isdigit() or tokens.key[name] in vocabulary.TITLES):
            name += 1
        if tokens.key[name] in vocabulary.KIN_TITLES - {"mama"} or (
            tokens.key[name] in NO_NAMES
            and (tokens.key[name] not in vocabulary.MONTHS | vocabulary.DAYS or key in vocabulary.KIN_TITLES)
        ):
            continue
        end = name_end(tokens, name, trusted=True)
        if end == name and tokens.raw(name)[0].isupper() and key not in vocabulary.KIN_TITLES:
            end = name + 1
        end = _cut_words(tokens, name, end)
        yield from clue_of(tokens, name, end, key, _title_role(key), 3)


def _lower_surname(tokens: Tokens, at: int) -> bool:
    return tokens.raw(at).islower() and len(tokens.key[at]) > 2 and not vocabulary.is_word(tokens.key[at])


def _cut_words(tokens: Tokens, first: int, end: int) -> int:
    """A title vouches for the first word after it (and initials), and for more only when they look like names."""
    at = first
    while at < end and len(tokens.key[at]) == 1:
        at += 1
    given = at < end and tokens.key[at] in vocabulary.given_names()
    at += 1
    if given and at < end and tokens.raw(at).istitle() and tokens.key[at] not in vocabulary.PLACES:
        at += 1
    while at < end and (not vocabulary.is_word(tokens.key[at]) or tokens.gap(at - 1) == "-"):
        at += 1
    return min(at, end)


def _title_role(title: str) -> str:
    if title in vocabulary.POLICE_TITLES:
        return "police"
    if title in vocabulary.KIN_TITLES:
        return "relative"
    return {
        "dr": "health",
        "doctor": "health",
        "nurse": "health",
        "sister": "health",
        "matron": "health",
        "judge": "court",
        "hhj": "court",
        "recorder": "court",
        "pastor": "other_professional",
        "imam": "other_professional",
    }.get(title, "")


def _labelled(tokens: Tokens, places: dict[int, int]) -> Iterator[Clue]:
    places_of_labels = [0, *(before.end() for before in BEFORE_LABELS.finditer(tokens.text))]
    for match in tried(LABELS, tokens.text, places_of_labels):
        label, link = match.group("label").lower(), match.group("link")
        if ":" not in link and "|" not in link and label.split()[0] not in OPEN_LABELS and len(link) < 2:
            continue
        role = role_of(label)
        trust = 3 if ":" in link or label in ("dear", "hi", "hello", "hey") else 1
        yield from _listed(tokens, places, match.end(), role, trust, several=label not in ("name", "from"))


def _in_columns(tokens: Tokens, starts: Starts) -> Iterator[Clue]:
    """Names in the cells below "Surname", "Pupil", …"""
    for low, high in columns_headed(tokens.text, starts.matches(NAME_COLUMN, NAME_COLUMN_STARTS), exact=True):
        first = bisect_left(tokens.start, low)
        if first < tokens.count and tokens.start[first] < high and context.capital(tokens, first):
            yield from clue_of(tokens, first, name_end(tokens, first, trusted=True), "", "", 4)


def _listed(
    tokens: Tokens, places: dict[int, int], offset: int, role: str, trust: int, *, several: bool
) -> Iterator[Clue]:
    """Names from ``offset`` to the end of the line, separated by commas, semicolons, "and" or brackets."""
    text = tokens.text
    while offset < len(text) and text[offset] in " \t\"“'‘>@\n":
        offset += 1
    line_end = text.find("\n", offset)
    line_end = len(text) if line_end < 0 else line_end
    for part in re.finditer(r"(?:\([^()]*\)|[^;,()&/|\n])+", text[offset:line_end]):
        piece = re.split(r"\band\b|[ \t]{2,}", part.group())
        at = offset + part.start()
        for words in piece:
            start = text.find(words.strip(), at) if words.strip() else at
            at = start + len(words.strip())
            first = places.get(start + len(words.strip()) - len(words.strip().lstrip("\"“'‘@<")))
            if first is None:
                continue
            while first < tokens.count - 1 and tokens.key[first] in vocabulary.TITLES:
                first += 1
            end = name_end(tokens, first, trusted=trust > 1)
            told = (
                role or role_of(text[tokens.end[end - 1] : tokens.end[end - 1] + 40].split("\n")[0])
                if end > first
                else role
            )
            yield from clue_of(tokens, first, end, "", told, trust)
        if not several:
            return
