"""The sentences of a file by the words and people in them, built once; sentences are read only when they are asked for.

It holds the pages it was given and a few numbers for each sentence, never what was read in them beyond the last few
thousand.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest

from candour.engine.differ.clause import Clause, Refs
from candour.engine.differ.furniture import bodies
from candour.engine.differ.reading import read
from candour.engine.differ.sentences import sentences
from candour.engine.differ.stems import STOP, WORD, stem
from candour.engine.differ.terms import event_stems
from candour.engine.differ.values import Named, Page
from candour.engine.model import Person

_KEPT = 8000
"""Sentences whose reading is kept: bounds the memory."""
_BACK = 8
"""How far back a heading is looked for."""
_HEADING = 110
"""Letters: what is longer is no heading."""
_WORTH = 0.3
"""Of the best: what shares less with the question is not read."""
_COMMON = 6000
"""A word in more sentences than that leads nowhere by itself."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a record that has been read, and the heading that it stands under."""

    number: int
    page: Page
    start: int
    end: int
    clauses: tuple[Clause, ...]
    heading: tuple[Clause, ...]

    @property
    def text(self) -> str:
        return self.page.text[self.start : self.end]


class Index:
    """All pages of a file, ready to be asked for sentences about something."""

    def __init__(self, pages: Iterable[Page], people: Sequence[Person]) -> None:
        self.roles = roles_of(people)
        self._pages: list[Page] = []
        self._starts, self._ends, self._on = array("I"), array("I"), array("I")
        self._heads = bytearray()
        """1 for a short line that may be a heading."""
        self._with: dict[str, array[int]] = {}
        self._of: dict[str, array[int]] = {}
        self._read: OrderedDict[int, tuple[Clause, ...]] = OrderedDict()
        held = list(pages)
        for page, (low, high) in zip(held, bodies(held), strict=True):
            self._take(page, low, high)

    def _take(self, page: Page, low: int, high: int) -> None:
        on = len(self._pages)
        page = replace(page, named=tuple(sorted(page.named, key=lambda each: each.start)))
        self._pages.append(page)
        events = event_stems()
        for start, end in sentences(page.text, low, high):
            number = len(self._starts)
            self._starts.append(start)
            self._ends.append(end)
            self._on.append(on)
            keys = {stem(word) for word in WORD.findall(page.text, start, end)}
            self._heads.append(
                end - start <= _HEADING and (not keys.isdisjoint(events) or any(key[0].isdigit() for key in keys))
            )
            for key in keys:
                if key not in STOP:
                    self._with.setdefault(key, array("I")).append(number)
            for key in {key for each in _between(page.named, start, end) for key in each.people}:
                self._of.setdefault(key, array("I")).append(number)

    def __len__(self) -> int:
        return len(self._starts)

    def about(
        self, *, asked: Sequence[Sequence[tuple[str, ...]]], words: Iterable[str], people: Refs, most: int
    ) -> list[int]:
        """The ``most`` sentences that share most with what is asked, best first.

        ``asked``: for each concept its forms as stems; ``words``: other stems; ``people``: ids.
        """
        score: dict[int, float] = defaultdict(float)
        for forms in asked:
            self._add(score, {number for form in forms for number in self._holding(form)}, 2.0)
        for word in words:
            self._add(score, self._with.get(word, ()), 1.0)
        led = set(score)
        for key in people:
            for number in self._of.get(key, ()):
                if number in led:
                    score[number] += 1
        best = nlargest(most, score.items(), key=lambda each: (each[1], -each[0]))
        return [number for number, worth in best if worth >= _WORTH * best[0][1]]

    def _add(self, score: dict[int, float], numbers: Iterable[int], weight: float) -> None:
        found = list(numbers)
        if found and len(found) <= _COMMON:
            worth = weight * math.log(2 + len(self) / len(found))
            for number in found:
                score[number] += worth

    def _holding(self, form: tuple[str, ...]) -> Iterable[int]:
        """Sentences with the rarest word of a form, which may hold all of it."""
        each = [self._with.get(word, array("I")) for word in form if word not in STOP]
        return min(each, key=len, default=array("I"))

    def said(self, number: int) -> Said:
        page = self._pages[self._on[number]]
        return Said(
            number, page, self._starts[number], self._ends[number], self._clauses(number), self._heading(number)
        )

    def _clauses(self, number: int) -> tuple[Clause, ...]:
        kept = self._read.get(number)
        if kept is None:
            page = self._pages[self._on[number]]
            start, end = self._starts[number], self._ends[number]
            named = _between(page.named, start, end)
            kept = read(page.text, start=start, end=end, named=named, roles=self.roles, told=page.date)
            self._read[number] = kept
            if len(self._read) > _KEPT:
                self._read.popitem(last=False)
        return kept

    def _heading(self, number: int) -> tuple[Clause, ...]:
        """What the lines above say of all that follows: the event and its date."""
        above: list[Clause] = []
        for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
            if self._on[back] != self._on[number]:
                break
            if self._heads[back]:
                clauses = self._clauses(back)
                if any(clause.whens or any(term.has("event") for term in clause.terms) for clause in clauses):
                    above = [*clauses, *above]
                    if any(clause.whens for clause in clauses):
                        break
        return tuple(above)


def roles_of(people: Sequence[Person]) -> Mapping[str, Refs]:
    roles: dict[str, set[str]] = {}
    for person in people:
        roles.setdefault(person.role, set()).add(person.id)
    return {role: frozenset(ids) for role, ids in roles.items()}


def _between(named: Sequence[Named], start: int, end: int) -> Sequence[Named]:
    low = bisect_left(named, start, key=lambda each: each.start)
    return named[low : bisect_left(named, end, lo=low, key=lambda each: each.start)]
