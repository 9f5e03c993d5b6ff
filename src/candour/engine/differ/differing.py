"""For each assertion of a statement, what the records state differently: suggestions with both passages, strongest first.

It suggests and never says who is right; and where it finds nothing, that proves nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from candour.engine.differ.clause import Clause
from candour.engine.differ.denials import denials
from candour.engine.differ.found import Found
from candour.engine.differ.index import Index, Said
from candour.engine.differ.other_dates import other_dates
from candour.engine.differ.other_numbers import other_numbers
from candour.engine.differ.other_people import other_people
from candour.engine.differ.other_places import other_places
from candour.engine.differ.reading import read
from candour.engine.differ.same import agree, related
from candour.engine.differ.sentences import sentences
from candour.engine.differ.side import Side, sides
from candour.engine.differ.stems import WORD, stem
from candour.engine.differ.telling import why, why_weekday
from candour.engine.differ.values import Assertion, Difference, Page, Passage, Suggestion
from candour.engine.differ.when import false_weekday
from candour.engine.model import Person
from candour.engine.written_dates import from_iso

_SAME = 0.75
_MOST = 150
"""Sentences of the file looked at for one sentence of the statement."""


@dataclass(frozen=True, slots=True)
class _Hit:
    said: Said
    found: Found


def index(pages: Iterable[Page], people: Sequence[Person]) -> Index:
    """The file, built once and asked as often as wanted."""
    return Index(pages, people)


def differing(assertions: Iterable[Assertion], file: Index) -> list[Suggestion]:
    """All suggestions, assertion by assertion in their order, the strongest first within each."""
    out: list[Suggestion] = []
    for assertion in assertions:
        mine = [*_of_itself(assertion), *_of_records(assertion, file)]
        out += sorted(mine, key=lambda each: (-each.strength, each.difference, each.places))
    return out


def _of_itself(assertion: Assertion) -> Iterator[Suggestion]:
    wrong = false_weekday(assertion.text)
    if wrong:
        start, end, right = wrong
        yield Suggestion(
            assertion.id, Difference.DATE, start, end, (), 0.95, why_weekday(assertion.text[start:end], right)
        )


def _of_records(assertion: Assertion, file: Index) -> Iterator[Suggestion]:
    for start, end in sentences(assertion.text):
        clauses = read(
            assertion.text, start=start, end=end, named=assertion.named, roles=file.roles, told=assertion.date
        )
        mine = list(sides(clauses, author=assertion.author))
        records = [file.said(number) for number in _candidates(mine, file)]
        pairs = [pair for said in records for pair in _pairs(said)]
        told = _gist(assertion.text[start:end], clauses)
        hits = [hit for each in mine for hit in _hits(each, pairs, told)]
        yield from _suggestions(assertion, start, end, hits)


def _candidates(mine: Sequence[Side], file: Index) -> list[int]:
    terms = {term.concept.name: term.concept for each in mine for term in each.clause.terms if not term.has("does")}
    words = {word for each in mine for word in each.clause.words}
    people = frozenset(key for each in mine for ref in each.refs for key in ref.people)
    return file.about(asked=[each.stems for each in terms.values()], words=words, people=people, most=_MOST)


def _pairs(said: Said) -> Iterator[tuple[Said, Side]]:
    day = from_iso(said.page.date) if said.page.date else None
    for side in sides(said.clauses, heading=said.heading, told=day.toordinal() if day else 0):
        yield said, side


def _hits(mine: Side, pairs: Sequence[tuple[Said, Side]], told: _Gist) -> Iterator[_Hit]:
    near = [(said, side) for said, side in pairs if related(mine, side)]
    of = {id(side): said for said, side in near}
    for side, found in other_dates(mine, [side for _, side in near]):
        yield _Hit(of[id(side)], found)
    for side, found in other_numbers(mine, [side for _, side in near]):
        yield _Hit(of[id(side)], found)
    agreeing = {said.number for said, side in near if agree(mine, side)}
    for said, side in near:
        if said.number in agreeing:
            continue
        if not _alike(told, said):
            yield from (_Hit(said, found) for found in denials(mine, side))
        for rule in (other_people, other_places):
            yield from (_Hit(said, found) for found in rule(mine, side))


@dataclass(frozen=True, slots=True)
class _Gist:
    """A sentence as counts: its words, and what it affirms and denies."""

    words: Counter[str]
    signs: Counter[tuple[str, int]]


def _gist(text: str, clauses: Sequence[Clause]) -> _Gist:
    signs = Counter((term.name, clause.sign(term)) for clause in clauses for term in clause.terms)
    signs["", -1] = sum(len(clause.negations) for clause in clauses)
    return _Gist(Counter(stem(word) for word in WORD.findall(text)), signs)


def _alike(told: _Gist, said: Said) -> bool:
    """Nearly the same sentence, with the same affirmed and denied: what it says of two people is no contradiction."""
    other = _gist(said.text, said.clauses)
    both, all_ = told.words & other.words, told.words | other.words
    return told.signs == other.signs and both.total() >= _SAME * all_.total()


def _suggestions(assertion: Assertion, start: int, end: int, hits: Sequence[_Hit]) -> Iterator[Suggestion]:
    """One for each difference, with all the places where the file says so; only the strongest difference of a passage."""
    best: dict[int, _Hit] = {}
    for hit in hits:
        kept = best.get(hit.said.number)
        if kept is None or hit.found.strength > kept.found.strength:
            best[hit.said.number] = hit
    groups: dict[tuple[str, str], list[_Hit]] = {}
    for hit in sorted(best.values(), key=lambda each: (-each.found.strength, each.said.number)):
        key = hit.found.key or " ".join(word.lower() for word in WORD.findall(hit.said.text))
        groups.setdefault((hit.found.difference, key), []).append(hit)
    for group in groups.values():
        first = group[0]
        places = tuple(
            Passage(hit.said.page.record, hit.said.page.number, hit.said.start, hit.said.end) for hit in group
        )
        linked = any((place.record, place.page) in assertion.linked for place in places)
        strength = round(min(1.0, first.found.strength + 0.05 * linked), 3)
        told = why(first.found)
        yield Suggestion(assertion.id, first.found.difference, start, end, places, strength, told, linked)
