"""The first pass over the whole file: people who are not in people.csv, and what the file calls those who are.

It only adds: a registered person is never changed but for aliases, and no two people are made one on a guess.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from candour.engine.detect import context, vocabulary
from candour.engine.detect.aliases import aliases_after, find_aliases
from candour.engine.detect.clue import Clue
from candour.engine.detect.clues import find_clues
from candour.engine.detect.hit import Hit
from candour.engine.detect.index import Index, compile_index
from candour.engine.detect.kinship import Kinship
from candour.engine.detect.match import find_names
from candour.engine.detect.plausible import plausible
from candour.engine.detect.recognisers import recognised
from candour.engine.detect.register import Register, build_register
from candour.engine.detect.registered_addresses import streets_alone
from candour.engine.detect.tokens import Tokens, rejoined, tokenise
from candour.engine.detect.variants import Rank
from candour.engine.detect.workplaces import find_workplaces
from candour.engine.model import Kind, Person

_SURE = 0.6
_KEPT = 500_000
"""Characters of text whose words are kept for the search: some 250 pages, not quite 10 MB."""
_FOUND = re.compile(r"found-([0-9]+)")
_GIVEN = frozenset({Rank.GIVEN, Rank.INFERRED, Rank.FULL})


@dataclass(slots=True)
class Seen:
    """A name as collected over the file: its words as written, titles, roles and how sure."""

    words: tuple[str, ...]
    titles: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    trust: int = 0
    aliases: dict[str, None] = field(default_factory=dict)


def survey(texts: Iterable[str], register: Register) -> Register:
    """``register`` with the people and habits found in ``texts`` (one item per page or document; read once).

    Deterministic in the order of ``texts``. Found people have ``found`` set and ids ``found-1`` …, none that is taken.
    """
    seen: dict[tuple[str, ...], Seen] = {}
    aliases: dict[str, dict[str, None]] = {}
    works: dict[str, dict[str, None]] = {}
    streets: Counter[str] = Counter(register.streets)
    lower: set[str] = set(register.lower)
    read: dict[str, Tokens] = {}
    room = _KEPT
    for text in texts:
        words = tokenise(text)
        room -= len(text)
        if room >= 0:
            read[text] = words
        tokens = rejoined(words, register.index.single, register.index.heads)
        hits = find_names(tokens, register.index, lower=register.lower)
        _collect(tokens, hits, register, seen)
        for person, alias in find_aliases(tokens, hits, register.index):
            aliases.setdefault(person, {})[alias] = None
        for person, firm in find_workplaces(tokens, hits, people=register.by_id, index=register.index):
            works.setdefault(person, {})[f" Works at {firm}."] = None
        streets.update(streets_alone(tokens, register.owned))
        lower.update(_typed_lower(tokens, hits))
    kin = Kinship(register)
    for keys, note in list(seen.items()):
        owner = kin.owner(keys)
        if owner:
            aliases.setdefault(owner, {})[" ".join(note.words)] = None
        if owner or kin.mixed(keys):
            del seen[keys]
    people = [_with_aliases(person, aliases.get(person.id, {})) for person in register.people]
    people = [replace(p, notes=p.notes + "".join(works[p.id])) if p.id in works else p for p in people]
    known = compile_index(people)
    strangers = {
        keys: note for keys, note in seen.items() if not _is_form(keys, known) and not _lives_there(keys, register)
    }
    people += _new_people(strangers, start=_last_number(people))
    return replace(build_register(people, lower=frozenset(lower), streets=streets), read=read)


def _lives_there(keys: tuple[str, ...], register: Register) -> bool:
    """Whether the words are a part of a registered address (a village is not a person, nor "TheOldForge")."""
    joined = "".join(keys)
    return any(part.keys == keys for part in register.owned.parts.get(keys[0], ())) or (
        len(keys) == 1
        and any(
            "".join(part.keys) == joined or (part.keys[:-1] == keys and part.what == "street")
            for parts in register.owned.parts.values()
            for part in parts
        )
    )


def _is_form(keys: tuple[str, ...], index: Index) -> bool:
    """Whether the words are a known name, all names of one person ("calls Anton Zed"), or given names side by side."""
    if len(keys) == 1:
        return keys[0] in index.single
    if all(key in index.single and index.single[key].rank in (Rank.GIVEN, Rank.INFERRED) for key in keys):
        return True
    owners = [set(index.single[key].people) if key in index.single else set() for key in keys]
    return keys in index.table or bool(set.intersection(*owners))


def _with_aliases(person: Person, aliases: Iterable[str]) -> Person:
    new = tuple(a for a in aliases if a not in person.aliases and a != person.name)
    return replace(person, aliases=person.aliases + new) if new else person


def _typed_lower(tokens: Tokens, hits: Iterable[Hit]) -> Iterable[str]:
    for hit in hits:
        raw = tokens.text[hit.start : hit.end]
        if raw.islower() and " " not in raw:
            yield tokens.key[hit.first]


def _collect(tokens: Tokens, hits: Iterable[Hit], register: Register, seen: dict[tuple[str, ...], Seen]) -> None:
    covered = {i: hit for hit in hits for i in range(hit.first, hit.last)}
    clues = (_sound(tokens, clue) for clue in find_clues(tokens) if not _within(covered, clue.first, clue.last))
    for clue in _apart([*filter(None, clues), *_from_recognisers(tokens, covered)], covered):
        if any(i in covered and not _whole_words(tokens, covered[i]) for i in range(clue.first, clue.last)):
            continue
        inside = [covered[i] for i in range(clue.first, clue.last) if i in covered]
        spare = [tokens.key[i] for i in range(clue.first, clue.last) if i not in covered]
        if any(hit.rank == Rank.FULL for hit in inside) and all(vocabulary.is_word(key) for key in spare):
            continue
        if len(inside) == clue.last - clue.first and (
            len(set(inside)) == 1 or not _other_person(tokens, clue, register)
        ):
            continue
        keys = tuple(tokens.key[clue.first : clue.last])
        note = seen.setdefault(keys, Seen(tuple(_word(tokens, i) for i in range(clue.first, clue.last))))
        note.trust = max(note.trust, clue.trust)
        note.titles.update([clue.title] if clue.title else [])
        note.roles.update([clue.role] if clue.role else [])
        note.aliases.update(dict.fromkeys(aliases_after(tokens, clue.last)))


def _apart(clues: Iterable[Clue], covered: Mapping[int, Hit]) -> Iterable[Clue]:
    """The clues; of one that holds given names of two known people only the words that are nobody's."""
    for clue in clues:
        given = [covered[i] for i in range(clue.first, clue.last) if i in covered and covered[i].rank in _GIVEN]
        if any(set(one.people).isdisjoint(other.people) for one in given[:1] for other in given[1:]):
            spare = [i for i in range(clue.first, clue.last) if i not in covered]
            yield from (replace(clue, first=i, last=i + 1) for i in spare)
        else:
            yield clue


def _within(covered: Mapping[int, Hit], first: int, last: int) -> bool:
    """Whether the words are all of one known name, so that nobody new is meant."""
    return first in covered and last <= covered[first].last


def _whole_words(tokens: Tokens, hit: Hit) -> bool:
    """Whether a known name is no part of a longer word: what two cells of a page run together are no new person."""
    return hit.start == tokens.start[hit.first] and tokens.end[hit.last - 1] - hit.end < 2


def _sound(tokens: Tokens, clue: Clue) -> Clue | None:
    """The clue, trimmed when it is weak; None when nothing of it looks like a name."""
    kept = (clue.first, clue.last) if clue.title or clue.trust > 3 else plausible(tokens, clue.first, clue.last)
    return replace(clue, first=kept[0], last=kept[1]) if kept else None


def _word(tokens: Tokens, at: int) -> str:
    raw = "".join(c for c in tokens.raw(at) if c.isalnum())
    return raw.title() if raw.isupper() and len(raw) > 1 else raw


def _other_person(tokens: Tokens, clue: Clue, register: Register) -> bool:
    """Words that are all known, but not of one person ("T Hartley" beside a Hartley-Boakye called Drew)."""
    keys = tuple(tokens.key[clue.first : clue.last])
    if len(keys) < 2:
        return False
    return keys not in register.index.table


def _from_recognisers(tokens: Tokens, covered: Mapping[int, Hit]) -> Iterable[Clue]:
    for span in recognised(tokens.text):
        if span.kind is not Kind.PERSON or span.score < _SURE:
            continue
        first, last = bisect_left(tokens.start, span.start), bisect_left(tokens.start, span.end)
        kept = None if _within(covered, first, last) else plausible(tokens, first, last)
        if kept and (kept[1] - kept[0] > 1 or _spreads(tokens.key[kept[0]])):
            yield Clue(*kept, context.title_before(tokens, kept[0]), "", 1)


def _spreads(key: str) -> bool:
    """Whether a single word may be looked for everywhere: names, but no ordinary words that are not given names."""
    return key in vocabulary.given_names() or (not vocabulary.is_word(key) and len(key) > 2)


def _last_number(people: Iterable[Person]) -> int:
    """The highest that an id of this form has: somebody found before may have been registered under it."""
    return max((int(match[1]) for match in (_FOUND.fullmatch(person.id) for person in people) if match), default=0)


def _new_people(seen: dict[tuple[str, ...], Seen], *, start: int) -> list[Person]:
    """Full names first; then one-word names that fit exactly none of them."""
    full = {keys: note for keys, note in seen.items() if len(keys) > 1}
    found: list[Person] = []
    parts = Counter(k for keys in full for k in (keys[0], keys[-1]) if len(k) > 1)
    for keys, note in full.items():
        if not _shorter_of_another(keys, full):
            found.append(_person(note, start + len(found) + 1))
    for keys, note in seen.items():
        if len(keys) == 1 and not parts[keys[0]] and (note.trust > 1 or _spreads(keys[0])):
            found.append(_person(note, start + len(found) + 1))
    return found


def _shorter_of_another(keys: tuple[str, ...], full: dict[tuple[str, ...], Seen]) -> bool:
    """Whether "K Bright" or "Jo Bright" is fully covered by one longer name ("Kay Bright")."""
    if len(keys[0]) > 1:
        return False
    longer = [other for other in full if len(other[0]) > 1 and other[-1] == keys[-1] and other[0][0] == keys[0]]
    return len(longer) == 1


def _person(note: Seen, number: int) -> Person:
    formal = note.titles and note.titles.most_common(1)[0][0] in vocabulary.TITLES
    title = note.titles.most_common(1)[0][0].title() + " " if formal and len(note.words) == 1 else ""
    role = note.roles.most_common(1)[0][0] if note.roles else "third_party"
    initials = {w[0].upper() for w in note.words}
    aliases = tuple(a for a in note.aliases if not (a.isupper() and len(a) < 4) or a[0] in initials)
    return Person(f"found-{number}", title + " ".join(note.words), role, aliases, found=True)
