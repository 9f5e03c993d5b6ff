"""The names of all people compiled for one pass over a text: exact, written together, mistyped or misread.

It refuses to guess between people: a form that fits several keeps them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from candour.engine.detect import vocabulary
from candour.engine.detect.variants import Keys, Rank, forms, name_of
from candour.engine.model import Person

_OCR = (
    ("rn", "m"),
    ("vv", "w"),
    ("1", "i"),
    ("l", "i"),
    ("j", "i"),
    ("0", "o"),
    ("5", "s"),
    ("8", "b"),
    ("cl", "d"),
    ("ci", "d"),
    ("6", "b"),
    ("q", "g"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One form: its keys, who may be meant by rank, the strongest rank, and everybody it may mean."""

    keys: Keys
    owners: Mapping[Rank, tuple[str, ...]]
    rank: Rank
    people: tuple[str, ...]
    """Weak forms count only where there is no stronger one."""


def _entry(keys: Keys, owners: Mapping[Rank, tuple[str, ...]]) -> Entry:
    rank = max(owners)
    strong = {p: None for r in (Rank.FULL, Rank.COMPACT, Rank.GIVEN, Rank.SURNAME) for p in owners.get(r, ())}
    return Entry(keys, owners, rank, tuple(strong) or owners[rank])


@dataclass(frozen=True, slots=True)
class Index:
    """Compiled names. ``table`` holds every form; the others are ways into it."""

    table: Mapping[Keys, Entry]
    long: Mapping[str, Mapping[str, tuple[Entry, ...]]]
    """Forms of several words by first and second key, longest first."""
    single: Mapping[str, Entry]
    initials: Mapping[str, Entry]
    compact: Mapping[str, Entry]
    near: Mapping[str, str]
    misread: Mapping[str, str]
    sex: Mapping[str, str]
    surnames: Mapping[str, tuple[str, ...]]
    """Surname of the name itself, joined → people: whom a surname by itself means first."""
    guarded: frozenset[str] = frozenset()
    """Registered people: any of their names may have to stay untold, so doubt counts for the name."""
    heads: frozenset[str] = frozenset()
    """Whatever a key of ``single`` begins with."""
    memo: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    """Words already looked up → the name they stand for."""


def misreading(key: str) -> str:
    """What optical reading could make of a word: all look-alikes mapped to one spelling."""
    for wrong, right in _OCR:
        if wrong in key:
            key = key.replace(wrong, right)
    return key


def deletions(key: str) -> tuple[str, ...]:
    """The word and all words with one letter left out (two words one edit apart share one of these), always in one order."""
    return (key, *[key[:i] + key[i + 1 :] for i in range(len(key))])


def sex_of(person: Person) -> str:
    """``f``, ``m`` or empty, from the role, titles and the given name."""
    if person.role in ("mother", "father"):
        return "f" if person.role == "mother" else "m"
    name = name_of(person)
    if name.titles & vocabulary.WOMEN_TITLES:
        return "f"
    if name.titles & vocabulary.MEN_TITLES:
        return "m"
    given = {g[0] for g in name.given[:1]}
    woman, man = bool(given & vocabulary.female()), bool(given & vocabulary.male())
    if woman == man:
        return ""
    return "f" if woman else "m"


def compile_index(people: Sequence[Person]) -> Index:
    """All forms of ``people`` in lookup tables."""
    table: dict[Keys, dict[Rank, dict[str, None]]] = {}
    for person in people:
        for keys, rank in forms(person):
            table.setdefault(keys, {}).setdefault(rank, {})[person.id] = None
    entries = [_entry(keys, {r: tuple(p) for r, p in owners.items()}) for keys, owners in table.items()]
    simple = [e for e in entries if len(e.keys) == 1 and e.rank not in (Rank.LETTERS, Rank.INITIALS, Rank.COMPACT)]
    single = {e.keys[0]: e for e in simple}
    names = list(dict.fromkeys(k for e in entries if e.rank != Rank.COMPACT for k in e.keys if len(k) >= 4))
    return Index(
        table={e.keys: e for e in entries},
        long=_by_first(e for e in entries if len(e.keys) > 1),
        single=single,
        initials={e.keys[0]: e for e in entries if len(e.keys) == 1 and e.rank <= Rank.INITIALS},
        compact={e.keys[0]: e for e in entries if len(e.keys) == 1 and e.rank == Rank.COMPACT and len(e.keys[0]) > 4},
        near={d: k for k in reversed(names) if len(k) >= 5 for d in deletions(k)},
        misread={misreading(k): k for k in reversed(names)},
        sex={person.id: sex_of(person) for person in people},
        surnames=_surnames(people),
        guarded=frozenset(p.id for p in people if not p.found),
        heads=frozenset(name[:length] for name in single for length in range(1, len(name))),
    )


def _by_first(entries: Iterable[Entry]) -> dict[str, dict[str, tuple[Entry, ...]]]:
    found: dict[str, dict[str, list[Entry]]] = {}
    for entry in entries:
        found.setdefault(entry.keys[0], {}).setdefault(entry.keys[1], []).append(entry)
    return {
        first: {second: tuple(sorted(group, key=lambda e: -len(e.keys))) for second, group in seconds.items()}
        for first, seconds in found.items()
    }


def _surnames(people: Sequence[Person]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for person in people:
        main = "".join(name_of(person).main)
        if main:
            found[main] = (*found.get(main, ()), person.id)
    return found


def one_edit_apart(a: str, b: str) -> bool:
    """Whether two words differ by one letter changed, added, left out, or two neighbours exchanged."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return a == b
    low = 0
    while low < min(len(a), len(b)) and a[low] == b[low]:
        low += 1
    if a[low + 1 :] == b[low + 1 :] or a[low + 1 :] == b[low:] or a[low:] == b[low + 1 :]:
        return True
    return a[low + 2 :] == b[low + 2 :] and a[low : low + 2] == b[low : low + 2][::-1]


def correction(key: str, index: Index) -> str:
    """The name that ``key`` is most likely a mistyping or misreading of; empty when it is none.

    Ordinary words and known given names are never corrected.
    """
    if len(key) < 4 or vocabulary.is_word(key):
        return ""
    seen = misreading(key)
    if seen in index.misread and (any(c.isdigit() for c in key) or key not in vocabulary.given_names()):
        return index.misread[seen]
    if len(key) < 5 or key in vocabulary.given_names() or any(c.isdigit() for c in key):
        return ""
    for part in deletions(key):
        name = index.near.get(part)
        if name and key[0] == name[0] and one_edit_apart(key, name):
            return name
    return ""
