"""Signs in the text that somebody is named: titles, labels, roles, lists, signatures, speakers, well-known given names.

A clue is only a name as written and a guess of the role; who it is, is decided elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from candour.engine.detect import context, vocabulary
from candour.engine.detect.columns import columns_headed
from candour.engine.detect.doubt import perhaps_named
from candour.engine.detect.labels import (
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
from candour.engine.detect.roles import ROLE_OF, role_of
from candour.engine.detect.starts import Starts
from candour.engine.detect.tokens import Tokens

_WHO_NOT = (
    frozenset(
        "the a an i he she they we it you this that these those his her their our your my dear hello hi yes no not re fw fwd"
        " to from cc subject date sent attachments if when while after before because as since and but or so also then there"
        " here at in on of for with by ps nb tbc tba none unknown unborn n/a family team service services council children"
        " social worker school home child young person health visitor nurse police court mother father mum dad parent parents"
        " carer carers manager officer duty agency agencies gp doctor head teacher deputy nursery legal housing name role"
        " address relationship all everyone both sir madam team office access information panel board mr mrs ms miss dr pc"
        " street road tel telephone email mobile dob yours sincerely kind regards best wishes page record section part case"
        " english british muslim irish welsh scottish polish somali asian african european god".split()
    )
    | vocabulary.MONTHS
    | vocabulary.DAYS
    | vocabulary.KIN
)


@dataclass(frozen=True, slots=True)
class Clue:
    """A name as written: token range, the title before it, a guess of the role, and how far it may be trusted (0–3)."""

    first: int
    last: int
    title: str
    role: str
    trust: int


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
        yield from _clue(tokens, first, name_end(tokens, first, trusted=True), "", "", 2)
    yield from _known_given(tokens)


_TWO_INITIALS = re.compile(r"(?<![\w.])[A-Z]\.? ?(?:and|&) (?P<name>[A-Z]\.? [A-Z][a-z]+)")


def name_end(tokens: Tokens, at: int, *, trusted: bool) -> int:
    """The token after the name that starts at ``at`` (``at`` itself when none does)."""
    end = at
    while end < tokens.count and end - at < 5:
        if end > at and not _continues(tokens, end - 1):
            break
        key, raw = tokens.key[end], tokens.raw(end)
        if not raw[0].isupper() or any(c.isdigit() for c in raw):
            break
        particle = end > at and key in ("o", "mc", "mac", "al", "de", "bin")
        known = end == at + 1 and tokens.key[at] in vocabulary.given_names() and key in vocabulary.PLACES
        if known and tokens.gap(end).startswith(" (") and role_of(tokens.text[tokens.end[end] : tokens.end[end] + 40]):
            return end + 1
        if not particle and not _may_be_part(key, raw, first=end == at, trusted=trusted):
            break
        end += 1
    return end


def _continues(tokens: Tokens, at: int) -> bool:
    gap = tokens.gap(at)
    if gap in (" ", "-", "\u00a0"):
        return True
    if gap in ("'", "’"):
        return tokens.key[at] in ("o", "d")
    return len(tokens.key[at]) == 1 and gap in (". ", ".", "  ", ".  ")


def _may_be_part(key: str, raw: str, *, first: bool, trusted: bool) -> bool:
    if key in _WHO_NOT or key in vocabulary.TITLES or (key in vocabulary.PLACES and not (first and trusted)):
        return False
    if len(key) == 1:
        return raw.isupper()
    if not vocabulary.is_word(key) or key in vocabulary.given_names():
        return True
    return trusted


def _clue(tokens: Tokens, first: int, last: int, title: str, role: str, trust: int) -> Iterator[Clue]:
    while last > first and len(tokens.key[last - 1]) == 1 and last - first > 2:
        last -= 1
    if last <= first or all(len(k) == 1 for k in tokens.key[first:last]):
        return
    if context.in_place_name(tokens, first, last) and not title:
        return
    yield Clue(first, last, title, role, trust)


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
            tokens.key[name] in _WHO_NOT
            and (tokens.key[name] not in vocabulary.MONTHS | vocabulary.DAYS or key in vocabulary.KIN_TITLES)
        ):
            continue
        end = name_end(tokens, name, trusted=True)
        if end == name and tokens.raw(name)[0].isupper() and key not in vocabulary.KIN_TITLES:
            end = name + 1
        end = _cut_words(tokens, name, end)
        yield from _clue(tokens, name, end, key, _title_role(key), 3)


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
    for match in LABELS.finditer(tokens.text):
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
            yield from _clue(tokens, first, name_end(tokens, first, trusted=True), "", "", 4)


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
            yield from _clue(tokens, first, end, "", told, trust)
        if not several:
            return


def _known_given(tokens: Tokens) -> Iterator[Clue]:
    """Well-known given names, with a surname or by themselves, and names beside a role or a personal verb."""
    given = vocabulary.given_names()
    at = 0
    while at < tokens.count:
        key = tokens.key[at]
        if not tokens.text[tokens.start[at]].isupper() or key in _WHO_NOT or len(key) < 2:
            if (
                key in _MONTH_NAMES
                and context.capital(tokens, at)
                and context.names_a_person(tokens, at, at + 1, given=True)
            ):
                yield Clue(at, at + 1, "", "", 2)
            at += 1
            continue
        end = name_end(tokens, at, trusted=False)
        if end == at:
            at += 1
            continue
        end = _with_wordy_surname(tokens, at, end)
        yield from _judged(tokens, at, end, known=key in given)
        at = end


_MONTH_NAMES = frozenset({"april", "may", "june", "august"})


def _with_wordy_surname(tokens: Tokens, first: int, end: int) -> int:
    """ "Harrison Pike": a surname that is an ordinary word, after a given name that is not."""
    key = tokens.key[first]
    if (
        end == first + 1
        and end < tokens.count
        and tokens.gap(first) == " "
        and key in vocabulary.given_names()
        and not vocabulary.is_word(key)
        and tokens.raw(end).istitle()
        and tokens.key[end] not in _WHO_NOT | vocabulary.PLACES
        and not context.in_place_name(tokens, first, end + 1)
    ):
        return end + 1
    return end


def _judged(tokens: Tokens, first: int, end: int, *, known: bool) -> Iterator[Clue]:
    key, width = tokens.key[first], end - first
    word = vocabulary.is_word(key)
    after, before = context.follows(tokens, end - 1), context.precedes(tokens, first)
    if "-" in tokens.text[max(0, tokens.start[first] - 1) : tokens.start[first]] and not known:
        return
    role = _role_beside(tokens, first, end)
    if width > 1 and known and (not word or tokens.raw(end - 1).istitle()):
        yield from _clue(tokens, first, end, "", role, 2 if not word else 1)
    elif width == 1 and known and not word:
        yield from _clue(
            tokens, first, end, "", role, 2 if not context.shouting(tokens.text, tokens.start[first]) else 1
        )
    elif width == 1 and word and _acts(tokens, first, end):
        yield from _clue(tokens, first, end, "", role, 2)
    elif not word and not known:
        apposed = bool(role) and (before or width > 1 or tokens.gap(first - 1).startswith(","))
        told = apposed or (after in _PERSONAL and before not in context.DETERMINERS)
        acronym = tokens.raw(first).isupper() and width == 1 and not context.shouting(tokens.text, tokens.start[first])
        yield from _clue(tokens, first, end, "", role, 1) if told and not acronym else ()


def _acts(tokens: Tokens, first: int, end: int) -> bool:
    """A given name that is an ordinary word, where somebody acts: "Dean from housing called", "told Mark", "Rose's"."""
    if tokens.key[first] in vocabulary.SEASONS | vocabulary.DAYS | context.ABSTRACT or tokens.raw(first).isupper():
        return False
    if context.names_a_person(tokens, first, end, given=True) and (
        context.starts_sentence(tokens, first)
        or context.precedes(tokens, first) in context.CALLING
        or context.follows(tokens, end - 1) in context.FINITE
        or context.possessive(tokens, end - 1)
    ):
        return True
    return context.capital(tokens, first) and perhaps_named(tokens, first, end, after_name=False)


_PERSONAL = frozenset(
    "said says told asked thinks thought feels felt cried rang disclosed replied wept explained smiled laughed shouted wants"
    " wanted slept hit kicked denied denies alleged agreed apologised".split()
)


def _role_beside(tokens: Tokens, first: int, end: int) -> str:
    """A role right before the name ("interpreter Rima") or in brackets or commas after it ("Ngozi Ibe (school nurse")."""
    before = tokens.text[max(0, tokens.start[first] - 26) : tokens.start[first]]
    words = re.search(r"([a-z-]+ )?([a-z-]+),? [\"“'‘]?\Z", before)
    if words:
        for phrase in ((words.group(1) or "") + words.group(2), words.group(2)):
            if phrase.strip().removesuffix("s") in ROLE_OF or phrase.strip() in ROLE_OF:
                return ROLE_OF.get(phrase.strip()) or ROLE_OF[phrase.strip().removesuffix("s")]
    after = re.match(r" ?[(,-] ?([^(),\n]{2,40})", tokens.text[tokens.end[end - 1] : tokens.end[end - 1] + 44])
    return role_of(after.group(1)) if after else ""
