"""The register: everybody to look for, compiled once; it is a value and changes only by making another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from candour.engine.detect.index import Index, compile_index
from candour.engine.detect.owned import Owned, compile_owned
from candour.engine.detect.tokens import Tokens, rejoined, tokenise
from candour.engine.model import Person


@dataclass(frozen=True, slots=True)
class Register:
    """People with their compiled names and identifiers, and what a survey learned of the file's habits."""

    people: tuple[Person, ...]
    index: Index
    owned: Owned
    lower: frozenset[str] = frozenset()
    """Ordinary-word names and declared initials that this file uses as names."""
    streets: Mapping[str, int] = field(default_factory=dict)
    """How often the file names a registered street without a house number."""
    read: Mapping[str, Tokens] = field(default_factory=dict, compare=False, repr=False)
    """Texts the survey cut into words, as many as it keeps: the search asks for the same ones."""

    def tokens(self, text: str) -> Tokens:
        """The words of ``text``, parted names rejoined."""
        return rejoined(self.read.get(text) or tokenise(text), self.index.single, self.index.heads)

    @property
    def by_id(self) -> dict[str, Person]:
        return {person.id: person for person in self.people}


def build_register(
    people: Sequence[Person], *, lower: frozenset[str] = frozenset(), streets: Mapping[str, int] | None = None
) -> Register:
    """Compile ``people``. The same people always give an equal register."""
    declared = frozenset(a.replace(".", "").lower() for p in people for a in p.aliases if a.isupper() and len(a) < 6)
    return Register(tuple(people), compile_index(people), compile_owned(people), lower | declared, dict(streets or {}))


def suggested_people(register: Register) -> tuple[Person, ...]:
    """The people found in the file that are not in people.csv, in order of discovery."""
    return tuple(person for person in register.people if person.found)
