"""Reads a set of assertions with the records that contradict them (or do not), and counts what is found of them.

One block is ``kind: assertion`` and below it the records: ``! date | text`` states it differently, ``- date | text``
does not. ``none`` has nothing to be found; a ``date`` without any ``!`` contradicts itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from candour.engine.detect import Register, build_register, find
from candour.engine.differ import Assertion, Named, Page, Suggestion, differing, index
from candour.engine.model import Kind, Person

SETS = Path(__file__).parent / "sets"
ALIKE = ({"denied", "outcome", "absent"}, {"person", "place"})
"""Kinds that may fairly be told either way: a denial, an outcome or a document that is said not to be there."""


@dataclass(frozen=True, slots=True)
class Item:
    kind: str
    assertion: str
    records: tuple[tuple[bool, str, str], ...]
    """Whether it contradicts, its date, its text."""


def items(name: str) -> Iterator[Item]:
    kind, assertion, records = "", "", list[tuple[bool, str, str]]()
    for line in (SETS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line[:1] in "!-":
            date, text = line[1:].split("|", 1)
            records.append((line[0] == "!", date.strip(), text.strip()))
        elif line.strip():
            if kind:
                yield Item(kind, assertion, tuple(records))
            kind, assertion = (part.strip() for part in line.split(":", 1))
            records = []
    yield Item(kind, assertion, tuple(records))


def named(text: str, register: Register) -> tuple[Named, ...]:
    return tuple(
        Named(span.start, span.end, (span.person,) if span.person else span.candidates)
        for span in find(text, register)
        if span.kind is Kind.PERSON and (span.person or span.candidates)
    )


def found_in(item: Item, people: Sequence[Person], register: Register, author: str) -> list[Suggestion]:
    pages = [Page(f"r{at}", 1, text, date, named(text, register)) for at, (_, date, text) in enumerate(item.records)]
    return differing([Assertion("a", item.assertion, named(item.assertion, register), author)], index(pages, people))


@dataclass(slots=True)
class Score:
    hit: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    right: int = 0
    wrong: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.hit.total() / self.all.total()

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)


def fits(kind: str, suggestion: Suggestion) -> bool:
    told = str(suggestion.difference)
    return told == kind or any({told, kind} <= group for group in ALIKE)


def score(name: str, people: Sequence[Person], author: str) -> Score:
    """A suggestion is right where it names a contradicting record as first place, for the right kind of difference."""
    register, total = build_register(people), Score()
    for item in items(name):
        suggestions = found_in(item, people, register, author)
        right = [each for each in suggestions if _right(item, each)]
        total.right += len(right)
        total.wrong += len(suggestions) - len(right)
        total.false += [
            f"{item.kind}: {item.assertion} -> {each.difference} {each.places and item.records[int(each.places[0].record[1:])][2]}"
            for each in suggestions
            if each not in right
        ]
        if item.kind != "none":
            total.all[item.kind] += 1
            total.hit[item.kind] += bool(right)
            total.missed += (
                [] if right else [f"{item.kind}: {item.assertion} <> {[text for bad, _, text in item.records if bad]}"]
            )
    return total


def _right(item: Item, suggestion: Suggestion) -> bool:
    if item.kind == "none" or not fits(item.kind, suggestion):
        return False
    if not suggestion.places:
        return not any(bad for bad, _, _ in item.records)
    return item.records[int(suggestion.places[0].record[1:])][0]
