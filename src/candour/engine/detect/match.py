"""One pass over the tokens of a text that finds every form of every known name; it does not say whose it is."""

from __future__ import annotations

from dataclasses import replace

from candour.engine.detect import context, vocabulary
from candour.engine.detect.compound import written_together
from candour.engine.detect.doubt import careless, careless_places, perhaps_named, plainly_a_word
from candour.engine.detect.hit import Hit, make_hit
from candour.engine.detect.index import Entry, Index, correction
from candour.engine.detect.initials import ABBREVIATIONS, initials_in_use
from candour.engine.detect.long_forms import long_name
from candour.engine.detect.tokens import Tokens
from candour.engine.detect.variants import Rank
from candour.engine.detect.wordy_names import names_a_person, typed_lower

_LIVING_TOGETHER = frozenset({"family", "household", "siblings", "home", "sisters", "brothers", "twins"})


def find_names(tokens: Tokens, index: Index, *, lower: frozenset[str] = frozenset()) -> list[Hit]:
    """All names of ``index`` in the text, left to right, not overlapping.

    ``lower`` holds the ordinary-word names that this file is known to type in lower case.
    """
    relevant = _relevant(tokens, index)
    places = careless_places(
        tokens.text,
        [
            tokens.start[at]
            for at, key in enumerate(tokens.key)
            if key in relevant and tokens.raw(at).islower() and not vocabulary.is_word(key) and len(key) > 2
        ],
    )
    hits: list[Hit] = []
    done = 0
    for at, key in enumerate(tokens.key):
        if at < done or key not in relevant:
            continue
        hit = long_name(tokens, at, key, relevant, index) or _single(tokens, at, relevant[key], index, lower)
        if hit is None and _guarded(tokens, at, relevant[key], index, places, hits):
            hit = _trimmed(tokens, at, index.single[relevant[key]], relevant[key])
        for found in [hit] if hit else written_together(tokens, at, index):
            hits.append(found)
            done = found.last
    return hits


def _guarded(tokens: Tokens, at: int, name: str, index: Index, places: list[int], hits: list[Hit]) -> bool:
    """Whether an ordinary word may be the given name of somebody registered."""
    entry = index.single.get(name)
    if (
        entry is None
        or name != tokens.key[at]
        or not vocabulary.is_word(name)
        or index.guarded.isdisjoint((*entry.owners.get(Rank.GIVEN, ()), *entry.owners.get(Rank.INFERRED, ())))
    ):
        return False
    if context.in_place_name(tokens, at, at + 1) or context.precedes(tokens, at) in context.ARTICLES:
        return False
    small = tokens.raw(at).islower() or context.shouting(tokens.text, tokens.start[at])
    if small and not careless(tokens.text, tokens.start[at], places):
        return False
    after_name = bool(hits) and hits[-1].last == at - 1 and tokens.key[at - 1] == "and"
    return perhaps_named(tokens, at, at + 1, after_name=after_name)


def _relevant(tokens: Tokens, index: Index) -> dict[str, str]:
    """Each key of the text that can belong to a name, with the name it stands for."""
    memo = index.memo
    found: dict[str, str] = {}
    for key in set(tokens.key):
        name = memo.get(key)
        if name is None:
            name = memo[key] = _stands_for(key, index)
        if name:
            found[key] = name
    return found


def _stands_for(key: str, index: Index) -> str:
    if key in index.long or key in index.single or key in index.initials or key in index.compact:
        return key
    if len(key) > 3 and key.endswith("s") and key[:-1] in index.single:
        return key[:-1]
    fixed = correction(key, index)
    if fixed:
        return fixed
    return key if len(key) > 5 and _holds_a_name(key, index) else ""


def _holds_a_name(key: str, index: Index) -> bool:
    """A word written together that may hold a name: whether any part of at least four letters is one."""
    if vocabulary.is_word(key):
        return False
    return any(
        key[i:j] in index.single or key[i:j] in index.compact
        for i in range(len(key) - 3)
        for j in range(i + 4, len(key) + 1)
    )


def _couple(tokens: Tokens, at: int) -> bool:
    """Whether "Mr and Mrs" stands before a surname."""
    return at > 2 and tokens.key[at - 3 : at] in (["mr", "and", "mrs"], ["mr", "mrs", "and"])


def _single(tokens: Tokens, at: int, name: str, index: Index, lower: frozenset[str]) -> Hit | None:
    entry = index.single.get(name)
    raw = tokens.raw(at)
    letters = index.initials.get(tokens.key[at])
    if letters and raw.isupper() and not (entry and len(raw) > 3):
        declared = Rank.INITIALS in letters.owners and raw.lower() in lower
        if initials_in_use(tokens, at, at + 1, declared=declared):
            return make_hit(tokens, at, at + 1, letters)
        if entry is None:
            return None
    if entry is not None and _not_alone(tokens, at, entry):
        return None
    if entry is None or (context.in_place_name(tokens, at, at + 1) and not _titled(tokens, at)):
        return None
    if _is_name(tokens, at, entry, raw, lower):
        return _trimmed(tokens, at, entry, name)
    return None


def _not_alone(tokens: Tokens, at: int, entry: Entry) -> bool:
    """Part of a compound ("Non-smoker"), or a country or faith ("a Christian", "in Jordan")."""
    if tokens.gap(at) == "-" and vocabulary.is_word(tokens.key[at]) and tokens.raw(at + 1).islower():
        return True
    if tokens.key[at] not in context.CAPITAL_WORDS or context.possessive(tokens, at):
        return False
    return (
        context.precedes(tokens, at) in ("a", "the", "in", "near", "an")
        and context.follows(tokens, at) not in context.FINITE
    )


def _titled(tokens: Tokens, at: int) -> bool:
    return bool(context.title_before(tokens, at)) and context.capital(tokens, at)


def _is_name(tokens: Tokens, at: int, entry: Entry, raw: str, lower: frozenset[str]) -> bool:
    key = tokens.key[at]
    word = vocabulary.is_word(key)
    capital = any(c.isupper() for c in raw[:2]) or (raw[0].isdigit() and any(c.isalpha() for c in raw))
    if _titled(tokens, at) or (" " in raw and len(key) > 3):
        return True
    if not capital:
        if not word:
            return len(key) > 2 or (entry.rank in (Rank.GIVEN, Rank.INFERRED) and key not in ABBREVIATIONS)
        informal = bool(lower) and (
            _paired(tokens, at, lower) or (key not in context.MODAL and _informal(tokens, at, key in lower))
        )
        return entry.rank > Rank.SURNAME and (informal or typed_lower(tokens, at, at + 1))
    if not word:
        return not plainly_a_word(tokens, at, at + 1)
    if Rank.SURNAME in entry.owners and context.precedes(tokens, at) == "the" and _household(tokens, at):
        return True
    if key not in entry.keys and key.endswith("s"):
        follows = context.follows(tokens, at)
        return (
            Rank.SURNAME in entry.owners
            and context.precedes(tokens, at) == "the"
            and (follows in context.FINITE or follows in ("have", "were", "are"))
        )
    return not plainly_a_word(tokens, at, at + 1) and names_a_person(
        tokens, at, at + 1, given=entry.rank in (Rank.GIVEN, Rank.INFERRED)
    )


def _household(tokens: Tokens, at: int) -> bool:
    """ "the Young family": a surname that is a word, in mid-sentence, before a word for those who live together."""
    return context.follows(tokens, at) in _LIVING_TOGETHER and tokens.raw(at + 1).islower()


def _paired(tokens: Tokens, at: int, lower: frozenset[str]) -> bool:
    """ "grace and will", "will and grace": beside another name that this file types in lower case."""
    before, after = context.precedes(tokens, at), context.follows(tokens, at)
    if before == "and" and at > 1 and tokens.key[at - 2] in lower:
        return not after or after in context.FINITE
    return after == "and" and at + 2 < tokens.count and tokens.key[at + 2] in lower


def _informal(tokens: Tokens, at: int, seen: bool) -> bool:
    """A file that types such names in lower case: one that opens a sentence, or was seen so and is spoken of."""
    gap = tokens.gap(at - 1) if at else ""
    if any(c in gap for c in ".!?(") and context.follows(tokens, at) not in context.AFTER_WORD - {"a", "is"}:
        return True
    return seen and context.precedes(tokens, at) in context.CALLING - {"to", "for", "from", "by", "about"}


def _trimmed(tokens: Tokens, at: int, entry: Entry, name: str) -> Hit:
    """The hit without a plural or forgotten apostrophe, and whether it means a family."""
    key = tokens.key[at]
    plural = key == name + "s" and key != name
    after = context.follows(tokens, at)
    surname = Rank.SURNAME in entry.owners
    family = surname and (
        _couple(tokens, at)
        or (plural and context.precedes(tokens, at) == "the")
        or (after in vocabulary.FAMILY and not _titled(tokens, at))
    )
    people = entry.owners[Rank.SURNAME] if family else ()
    hit = make_hit(tokens, at, at + 1, entry, people=people, family=family)
    if not plural:
        return hit
    return replace(hit, end=hit.end - 1)
