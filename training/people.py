"""Casts of invented people for the generated texts: families of one origin, professionals of any; no real person.

It refuses to draw a held-out name in training: ``Names`` is built for one side of the split.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "names"
HELD_OUT = 7
WEIGHTS = {"british": 0.34, "irish": 0.05, "welsh": 0.04, "scots": 0.04, "traveller": 0.02}
ROLES_FAMILY = "csmfg"
TITLES = {
    "p": ["PC", "DC", "DS", "PS", "Sgt", "DI", "Detective Constable", "Officer", "Inspector"],
    "h": ["Dr", "Dr.", "Nurse", "Sister", "Mrs", "Ms", "Professor", "Mr", "Miss"],
    "": ["Mr", "Mrs", "Ms", "Miss", "Mr.", "Mrs.", "Mx", "Rev", "Cllr", "Pastor", "Dr"],
}


def held_out(name: str) -> bool:
    """One name in ``HELD_OUT`` is kept for validation, by hash, so that the split never moves."""
    return hashlib.sha256(name.lower().encode()).digest()[0] % HELD_OUT == 0


@cache
def read_lists() -> dict[str, dict[str, list[str]]]:
    """Group to {"given", "surname", "nick"} lists. A file without [group] lines is one group named after it."""
    groups: dict[str, dict[str, list[str]]] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        group = path.stem
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                group = line.strip("[] ")
            elif ":" in line:
                part, names = line.split(":", 1)
                have = groups.setdefault(group, {}).setdefault(part.strip(), [])
                have += [n for n in dict.fromkeys(names.split()) if n not in have]
    return groups


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person; ``group`` is the origin of the name lists it came from."""

    given: str
    surname: str
    nick: str
    title: str
    group: str
    middle: str = ""

    @property
    def initials(self) -> str:
        return self.given[0].upper() + self.surname[0].upper()


class Names:
    """Draws people from the lists of one side of the split (``held`` true: validation)."""

    def __init__(self, *, held: bool) -> None:
        self._groups = {
            group: {part: [n for n in names if held_out(n) == held] or names for part, names in parts.items()}
            for group, parts in read_lists().items()
        }
        self.held = held
        self.origins = [g for g in self._groups if g != "ordinary_words"]
        rest = (1 - sum(WEIGHTS.values())) / (len(self.origins) - len(WEIGHTS))
        self._weights = [WEIGHTS.get(g, rest) for g in self.origins]

    def origin(self, r: random.Random) -> str:
        return r.choices(self.origins, self._weights)[0]

    def _made_up(self, r: random.Random) -> str:
        """A name on no list: the recogniser has to do without."""
        onset = "B Br C Ch D Dr F G Gr H J K Kh L M N P R S Sh St T Th V W Y Z Zh".split()
        vowel = "a e i o u ai ee ou ia".split()
        coda = ["", *"n r l s m th sh nd ck lo na ro ya ski va dze ko ni".split()]
        return (
            r.choice(onset)
            + "".join(
                r.choice(vowel) + r.choice("b d g k l m n r s t v z".split()) for _ in range(r.choice([0, 1, 1, 2]))
            )
            + r.choice(vowel)
            + r.choice(coda)
        )

    def given(self, r: random.Random, origin: str) -> str:
        pick = r.random()
        if pick < 0.13:
            return r.choice(self._groups["ordinary_words"]["given"])
        if pick < 0.20:
            return self._made_up(r)
        return r.choice(self._groups[origin]["given"]).replace("-", " " if pick > 0.97 else "-")

    def surname(self, r: random.Random, origin: str) -> str:
        pick = r.random()
        if pick < 0.10:
            return r.choice(self._groups["ordinary_words"]["surname"])
        if pick < 0.18:
            return self._made_up(r)
        name = r.choice(self._groups[origin]["surname"])
        if pick > 0.93:
            name += "-" + r.choice(self._groups[self.origin(r)]["surname"])
        return name

    def person(self, r: random.Random, *, origin: str = "", surname: str = "", role: str = "") -> Person:
        """A person; a nickname is a listed one or the start of the given name."""
        origin = origin or self.origin(r)
        given = self.given(r, origin)
        short = given[: r.randint(2, 4)] if len(given) > 4 else given
        nick = r.choice(
            [r.choice(self._groups["british"]["nick"]), short, given, short + r.choice(["y", "ie", "z", "s"])]
        )
        return Person(
            given=given,
            surname=surname or self.surname(r, origin),
            nick=nick,
            title=r.choice(TITLES.get(role, TITLES[""])),
            group=origin,
            middle=self.given(r, origin) if r.random() < 0.25 else "",
        )

    def cast(self, r: random.Random) -> dict[str, Person]:
        """One letter for each role: child, sibling, mother, father, grandparent, and others around them."""
        origin = self.origin(r)
        other = origin if r.random() < 0.75 else self.origin(r)
        father = self.person(r, origin=other)
        mother = self.person(r, origin=origin, surname=father.surname if r.random() < 0.3 else "")
        family = r.choice([father.surname, mother.surname])
        people = {"m": mother, "f": father}
        people["c"] = self.person(r, origin=origin, surname=family)
        people["s"] = self.person(r, origin=origin, surname=r.choice([father.surname, mother.surname]))
        people["g"] = self.person(r, origin=origin, surname=mother.surname if r.random() < 0.5 else "")
        for role in "wvhepnkxyl":
            people[role] = self.person(r, role=role)
        return people
