"""Whether a name found in the file is another form of one registered person's; two people are never made one.

Longer ("Donna Marie Spragg" of Donna Spragg), cut short ("Lewis McA"), reversed, or by the child (Umm Yahya).
"""

from __future__ import annotations

from itertools import combinations

from candour.engine.detect import vocabulary
from candour.engine.detect.index import Entry, correction
from candour.engine.detect.register import Register
from candour.engine.detect.tokens import fold
from candour.engine.detect.variants import Keys, Rank, name_of

_MOTHER_OF = frozenset({"umm", "um", "om", "oum"})
_FATHER_OF = frozenset({"abu", "aboo"})


class Kinship:
    """Answers for one register; holds only lookups."""

    def __init__(self, register: Register) -> None:
        self._index = register.index
        self._people = register.by_id

    def owner(self, keys: Keys) -> str:
        """The one registered person whom a name of several words must mean, or empty."""
        if len(keys) < 2:
            return ""
        if keys[0] in _MOTHER_OF | _FATHER_OF:
            return self._parent(keys)
        return self._by_ends(keys) or self._by_part(keys) or self._by_cut(keys)

    def mixed(self, keys: Keys) -> bool:
        """Whether the words are known names of different people run together."""
        owners = [set(self._single(key)) for key in keys if len(key) > 1]
        return len(owners) > 1 and all(owners) and not set.intersection(*owners) and len(keys) > 2

    def _single(self, key: str, *ranks: Rank) -> tuple[str, ...]:
        entry = self._index.single.get(key) or self._index.single.get(correction(key, self._index))
        if entry is None:
            return ()
        if not ranks:
            return entry.people
        return tuple(p for rank in ranks for p in entry.owners.get(rank, ()))

    def _by_ends(self, keys: Keys) -> str:
        """A given name first and a surname last of the same person (or the other way round)."""
        found: set[str] = set()
        for first, last in ((keys[0], keys[-1]), (keys[-1], keys[0]), (keys[1], keys[0])):
            given = set(self._single(first, Rank.GIVEN, Rank.INFERRED)) if len(first) > 1 else self._by_letter(first)
            found |= given & set(self._single(last, Rank.SURNAME, Rank.MIDDLE))
        return found.pop() if len(found) == 1 else ""

    def _by_letter(self, letter: str) -> set[str]:
        return {p.id for p in self._people.values() if not p.found and fold(p.name[:1]) == letter}

    def _by_part(self, keys: Keys) -> str:
        """A full form inside a longer name whose other words are nobody else's."""
        found: set[str] = set()
        for low, high in combinations(range(len(keys) + 1), 2):
            entry = self._index.table.get(keys[low:high])
            if entry and high - low > 1 and entry.rank == Rank.FULL and len(entry.people) == 1 and _whole(entry):
                rest = keys[:low] + keys[high:]
                if not any(self._single(key) or vocabulary.is_word(key) for key in rest):
                    found.update(entry.people)
        return found.pop() if len(found) == 1 else ""

    def _by_cut(self, keys: Keys) -> str:
        """A given name and the beginning of the surname."""
        start = "".join(keys[1:])
        owners = {
            person
            for person in self._single(keys[0], Rank.GIVEN)
            if len(start) > 1
            and (
                any(s.startswith(start) and person in p for s, p in self._index.surnames.items())
                or start in self._letters(person)
            )
        }
        return owners.pop() if len(owners) == 1 else ""

    def _letters(self, person: str) -> set[str]:
        """The first letters of the parts of a double surname."""
        return {"".join(part[0] for part in s) for s in name_of(self._people[person]).surnames if len(s) > 1}

    def _parent(self, keys: Keys) -> str:
        role = "mother" if keys[0] in _MOTHER_OF else "father"
        if not self._single(keys[1], Rank.GIVEN, Rank.INFERRED):
            return ""
        parents = [p.id for p in self._people.values() if p.role == role]
        return parents[0] if len(parents) == 1 else ""


def _whole(entry: Entry) -> bool:
    return all(len(key) > 1 for key in entry.keys)
