"""All the ways in which one person's name is written; it looks at no text and decides nothing about ambiguity.

Sources: the person's row (name and aliases), the package ``nicknames``, our British nicknames and spellings, and naming
customs: surname first (Somali, Vietnamese, Tigrinya, forms), particles (al-, bin, O', Mc/Mac), surnames that change
with gender (Polish, Czech, Bulgarian, Lithuanian), double surnames (Spanish, double-barrelled), Abu and Umm.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from typing import Any

from candour.engine.detect import vocabulary
from candour.engine.detect.tokens import fold, tokenise
from candour.engine.model import Person

Keys = tuple[str, ...]


class Rank(IntEnum):
    """How much a form says by itself, weakest first."""

    LETTERS = -1
    """Initials that nobody wrote down for this person."""
    INITIALS = 0
    MIDDLE = 1
    INFERRED = 2
    """A nickname or spelling that nobody wrote down for this person."""
    SURNAME = 3
    GIVEN = 4
    FULL = 5
    COMPACT = 6
    """Written together, as in file names and handles."""


PARTICLES = frozenset(
    "al el ul ur bin ibn bint ben abu umm de da do dos das del della di du la le van von der den ter o mc mac st ap ab"
    " ferch ould ait".split()
)
_DIGRAPHS = frozenset("ch kh ph sh th zh".split())
"""Two letters that stand for one sound, and for a name ("Kh. Warsame")."""
_ENDINGS = (
    ("ski", "ska"),
    ("cki", "cka"),
    ("dzki", "dzka"),
    ("sky", "ska"),
    ("ov", "ova"),
    ("ev", "eva"),
    ("ek", "kova"),
    ("as", "iene"),
    ("as", "aite"),
    ("us", "iene"),
    ("us", "ute"),
    ("is", "iene"),
    ("is", "yte"),
)
"""How a surname ends for a man and a woman of one family (Polish, Russian, Bulgarian, Czech, Lithuanian)."""


@dataclass(slots=True)
class Name:
    """What is known of how a person is called: sets of given names and surnames, each a tuple of keys."""

    given: list[Keys] = field(default_factory=list)
    middle: list[Keys] = field(default_factory=list)
    surnames: list[Keys] = field(default_factory=list)
    initials: list[str] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    main: Keys = ()
    """The surname of the name itself, not of an alias."""
    whole: list[Keys] = field(default_factory=list)
    """Aliases that are neither (street names, "Lil K"): matched as they stand."""


def split(name: str) -> tuple[list[str], list[Keys]]:
    """Titles (and collar numbers left out) and the words of a name, each word a tuple of keys."""
    words = [tuple(tokenise(word).key) for word in name.replace(",", " ").split()]
    words = [word for word in words if word and not any(key.isdigit() for key in word)]
    titles: list[str] = []
    while words and len(words) > 1 and len(words[0]) == 1 and words[0][0] in vocabulary.TITLES | vocabulary.KIN_TITLES:
        titles.append(words.pop(0)[0])
    return titles, _joined(words)


def _joined(words: list[Keys]) -> list[Keys]:
    """Particles belong to the word that follows them, but never the first word of a name."""
    out: list[Keys] = []
    held: Keys = ()
    for place, word in enumerate(words):
        if place and len(word) == 1 and word[0] in PARTICLES and place + 1 < len(words):
            held += word
        else:
            out.append(held + word)
            held = ()
    return out


def name_of(person: Person) -> Name:
    """Everything the row says about a person's name."""
    name = Name()
    titles, words = split(person.name)
    name.titles.update(titles)
    formal = bool(vocabulary.TITLES & set(titles))
    if len(words) == 1:
        (name.surnames if formal else name.given).append(words[0])
    elif words:
        name.given.append(words[0])
        name.middle.extend(words[1:-1])
        name.surnames.append(words[-1])
    name.main = name.surnames[0] if name.surnames else ()
    _add_broken(name, person.name)
    for alias in person.aliases:
        _add_alias(name, alias)
    return name


def _add_broken(name: Name, written: str) -> None:
    """Names as a file shows them whose font lacks the accented letters ("Siobh n", "Wi niewski")."""
    for word in unicodedata.normalize("NFC", written).split():
        parts = tuple(fold(part) for part in re.split(r"[^\x00-\x7f]+", word) if part)
        keys = tuple(tokenise(word).key)
        if word.isascii() or len("".join(parts)) < 4 or len(max(parts, key=len)) < 3:
            continue
        for where in (name.given, name.surnames):
            if keys in where:
                where.append(parts)


def _add_alias(name: Name, alias: str) -> None:
    titles, words = split(alias)
    name.titles.update(titles)
    bare = alias.strip().replace(".", "").replace(" ", "")
    if not words or (len(words) == 1 and len(words[0]) == 1 and words[0][0] in vocabulary.KIN):
        return
    if len(words) == 1 and len(words[0]) == 1 and len(words[0][0]) == 1:
        name.whole += [(title, words[0][0]) for title in titles[-1:]]  # "Auntie P": a letter alone is nobody's name
        return
    letters = len(words) == 1 or all(len(key) == 1 for word in words for key in word)
    if letters and bare.isupper() and 2 <= len(bare) <= 4 and bare.isalpha():
        name.initials.append(bare.lower())
    elif len(words) == 1:
        _add_single(name, words[0], formal=bool(vocabulary.TITLES & set(titles)))
    elif len(words[-1]) == 1 and len(words[-1][0]) == 1:
        _put(name.given, words[0])
        name.whole.append(sum(words, ()))
    elif len(words[0]) == 1 and len(words[0][0]) == 1:
        _put(name.surnames, words[-1])
    elif words[0][0] in ("lil", "big", "little", "young", "old", "the", "abu", "umm", "um", "om"):
        name.whole.append(sum(words, ()))
    else:
        _put(name.given, words[0])
        for word in words[1:-1]:
            _put(name.middle, word)
        _put(name.surnames, words[-1])


def _put(where: list[Keys], word: Keys) -> None:
    if word not in where:
        where.append(word)


def _add_single(name: Name, word: Keys, *, formal: bool) -> None:
    known = name.surnames + [(part,) for surname in name.surnames for part in surname]
    if formal or word in known:
        _put(name.surnames, word)
    else:
        _put(name.given, word)


@cache
def _namer() -> Any:
    from nicknames import NickNamer  # loaded late: the command line starts one process per text

    return NickNamer()


@cache
def nicknames_of(given: str) -> frozenset[str]:
    """What somebody with this given name may be called; spellings included, never shorter than two letters."""
    found = set(vocabulary.nicknames().get(given, ())) | set(vocabulary.spellings().get(given, ()))
    found |= {nick for nick in _namer().nicknames_of(given) if nick.isalpha()}
    return frozenset(nick for nick in found if len(nick) > 1 and nick != given)


def surname_variants(surname: Keys) -> Iterator[Keys]:
    """A surname as a woman or man of the family bears it, with and without particle, Mc as Mac, as one word."""
    yield surname
    if len(surname) > 1:
        joined = "".join(surname)
        yield (joined,)
        if surname[0] in PARTICLES and len(surname) == 2 and surname[0] not in ("o", "mc", "mac"):
            yield surname[1:]
    yield from _mac(surname)
    last = surname[-1]
    for man, woman in _ENDINGS if len(last) > 5 else ():
        for one, other in ((man, woman), (woman, man)):
            if last.endswith(one):
                yield (*surname[:-1], last[: -len(one)] + other)


def _mac(surname: Keys) -> Iterator[Keys]:
    first = surname[0]
    for prefix, swap in (("mac", "mc"), ("mc", "mac")):
        rest = first[len(prefix) :]
        if first == prefix and len(surname) > 1:
            yield (swap, *surname[1:])
            yield (swap + surname[1], *surname[2:])
            return
        if first.startswith(prefix) and len(rest) > 3:
            yield (swap + rest, *surname[1:])
            yield (prefix, rest, *surname[1:])
            yield (swap, rest, *surname[1:])
            return
    if first == "o" and len(surname) > 1:
        yield ("o" + surname[1], *surname[2:])
        yield ("0", *surname[1:])
    elif first.startswith("o") and len(surname) == 1 and len(first) > 5 and first[1] not in "aeiou":
        yield ("o", first[1:])


def forms(person: Person) -> Iterator[tuple[Keys, Rank]]:
    """Every form of a person's name with its rank; the same form may come more than once."""
    name = name_of(person)
    surnames = list(dict.fromkeys(v for s in name.surnames for v in surname_variants(s)))
    parts = [(p,) for s in name.surnames if len(s) > 1 and s[0] not in PARTICLES for p in s if len(p) > 2]
    inferred = [(n,) for g in name.given if len(g) == 1 for n in sorted(nicknames_of(g[0])) if (n,) not in name.given]
    yield from ((whole, Rank.FULL if len(whole) > 1 else Rank.GIVEN) for whole in name.whole)
    yield from ((given, Rank.GIVEN) for given in name.given)
    yield from ((given, Rank.INFERRED) for given in inferred)
    yield from ((surname, Rank.SURNAME) for surname in [*surnames, *parts])
    yield from ((middle, Rank.MIDDLE) for middle in name.middle if len(middle[0]) > 2)
    yield from ((keys, Rank.INITIALS) for i in name.initials for keys in ((i,), tuple(i)))
    for surname in [*surnames, *parts]:
        yield from _with_surname(name, surname)
        yield from (((*given, *surname), Rank.FULL) for given in inferred)
        yield from (((*surname, *given), Rank.FULL) for given in inferred)
    yield from _without_surname(name)
    yield from _barrelled(name)


def _with_surname(name: Name, surname: Keys) -> Iterator[tuple[Keys, Rank]]:
    middles = tuple(key for middle in name.middle for key in middle)
    letters = tuple(middle[0][0] for middle in name.middle)
    for given in name.given:
        first = given[0][0]
        fronts = [given, (first,), (*given, *middles), (*given, *letters), (first, *letters)]
        fronts += [*name.middle, *((*given, letter) for letter in letters)]
        fronts += [(first + "".join(letters),)] if letters else []
        for front in dict.fromkeys(fronts):
            yield (*front, *surname), Rank.FULL
            yield (*surname, *front), Rank.FULL
        if given[0][:2] in _DIGRAPHS:
            yield (given[0][:2], *surname), Rank.FULL
        yield (*given, surname[0][0]), Rank.FULL
        yield (surname[0][0], *given), Rank.FULL
        yield ("".join(given + surname),), Rank.COMPACT
        yield ("".join(surname + given),), Rank.COMPACT
        yield (first + "".join(surname),), Rank.COMPACT
        yield ("".join(surname) + first,), Rank.COMPACT
        yield ("".join(given) + surname[0][0],), Rank.COMPACT


def _barrelled(name: Name) -> Iterator[tuple[Keys, Rank]]:
    """A double surname by its letters: "Dilys P-H", "Dilys PH", "Mrs P-H"."""
    for surname in name.surnames:
        letters = tuple(part[0] for part in surname)
        if len(letters) > 1 and surname[0] not in PARTICLES and all(len(part) > 2 for part in surname):
            yield letters, Rank.LETTERS
            for given in name.given:
                yield (*given, *letters), Rank.FULL
                yield (*given, "".join(letters)), Rank.FULL


def _without_surname(name: Name) -> Iterator[tuple[Keys, Rank]]:
    letters = [middle[0][0] for middle in name.middle]
    for given in name.given[:1]:
        for middle in name.middle:
            yield (*given, *middle), Rank.FULL
        for surname in name.surnames[:3]:
            short, barrelled = given[0][0] + surname[0][0], given[0][0] + "".join(part[0] for part in surname)
            for run in sorted({short, barrelled, given[0][0] + "".join(letters) + surname[0][0]}):
                yield (run,), Rank.LETTERS
                yield tuple(run), Rank.LETTERS
