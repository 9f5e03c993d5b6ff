"""Compares a statement with one of its matter's cases: a job, since a file of thousands of pages takes seconds.

It keeps places and reasons, and answers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from candour.cases import models as cases
from candour.cases.found import Mention
from candour.cases.models import Case
from candour.engine.detect import Register, build_register, find
from candour.engine.differ import Assertion, Named, Page, Suggestion, differing, index
from candour.engine.errors import CandourError
from candour.engine.model import Kind, Person
from candour.jobs import job
from candour.ledger.clock import now, today
from candour.litigation.contradicting import assertions, inputs
from candour.litigation.linking import links_of
from candour.litigation.models import Looked, Statement
from candour.litigation.suggesting import name_of

_PLACES = 12
"""Places that are kept of one suggestion: the clearest come first."""
_AT_ONCE = 500
_Place = tuple[str, int]


@job("litigation.compare", beside=True, anew=True)
def compare(*, case: int, looked: int) -> None:
    row = Looked.objects.select_related("statement__author", "case").filter(pk=looked, case=case).first()
    if row is None:
        return
    row.inputs, row.failed = inputs(row.statement, row.case), ""
    row.found = differences(row.statement, row.case)
    row.done_at = now()
    row.save(update_fields=["inputs", "failed", "found", "done_at"])


@compare.failed
def not_compared(error: Exception, *, case: int, looked: int) -> None:
    what = str(error) if isinstance(error, CandourError) else "An unexpected fault."
    Looked.objects.filter(pk=looked, case=case).update(failed=what[:500])


def differences(statement: Statement, case: Case) -> list[dict[str, Any]]:
    """What the case states differently, as values that JSON knows."""
    people = [_person(each) for each in cases.Person.objects.filter(case=case, gone_at=None).order_by("pk")]
    register = build_register(people)
    numbers = dict(cases.Record.objects.filter(case=case, gone_at=None).values_list("key", "pk"))
    texts: dict[_Place, str] = {}
    file = index(_pages(case, texts), people)
    said = {row.paragraph: row.text for row in assertions(statement)}
    found = differing(_assertions(statement, register, numbers), file)
    return [_kept(each, said[each.assertion], texts, numbers) for each in found]


def _person(row: cases.Person) -> Person:
    return Person(id=row.key, name=row.name, role=row.role, aliases=tuple(row.aliases), found=row.found)


def _pages(case: Case, texts: dict[_Place, str]) -> Iterator[Page]:
    """Every page once: a copy of a record states nothing of its own. ``texts`` is filled with their texts."""
    rows = cases.Page.objects.filter(case=case, record__gone_at=None, record__duplicate_of="").exclude(text="")
    told = rows.order_by("record", "number").values_list(
        "record", "number", "layer", "text", "record__key", "record__date"
    )
    named = _named(case)
    for record, number, layer, text, key, date in told.iterator(chunk_size=_AT_ONCE):
        texts[key, number] = text
        people = tuple(each for at, each in named.get((record, number), ()) if at == layer)
        yield Page(key, number, text, date.isoformat() if date else "", people)


def _named(case: Case) -> Mapping[tuple[int, int], list[tuple[str, Named]]]:
    """Who is named on each page, with the reading of it in which the places hold."""
    rows = Mention.objects.filter(case=case, kind=Kind.PERSON, gone_at=None, record__gone_at=None, page__gt=0)
    told = rows.order_by("record", "page").values_list(
        "record", "page", "layer", "start", "end", "person", "candidates"
    )
    return {
        place: [
            (layer, Named(start, end, (person,) if person else tuple(candidates)))
            for _, _, layer, start, end, person, candidates in group
            if person or candidates
        ]
        for place, group in groupby(told.iterator(chunk_size=_AT_ONCE * 10), key=lambda row: (row[0], row[1]))
    }


def _assertions(statement: Statement, register: Register, numbers: Mapping[str, int]) -> Iterable[Assertion]:
    keys = {number: key for key, number in numbers.items()}
    own = [each.id for each in register.people if each.name.casefold() == statement.author.name.casefold()]
    for row in assertions(statement):
        spans = (span for span in find(row.text, register) if span.kind is Kind.PERSON)
        named = ((span, (span.person,) if span.person else span.candidates) for span in spans)
        yield Assertion(
            id=row.paragraph,
            text=row.text,
            named=tuple(Named(span.start, span.end, people) for span, people in named if people),
            author=own[0] if len(own) == 1 else "",
            date=(statement.signed_on or today()).isoformat(),
            linked=tuple((keys[link.record], link.page) for link in links_of(row) if link.record in keys),
        )


def _kept(each: Suggestion, text: str, texts: Mapping[_Place, str], numbers: Mapping[str, int]) -> dict[str, Any]:
    first = each.places[0] if each.places else None
    theirs = texts[first.record, first.page][first.start : first.end] if first else ""
    return {
        "paragraph": each.assertion, "kind": str(each.difference), "start": each.start, "end": each.end,
        "name": name_of(str(each.difference), text[each.start : each.end], theirs), "why": each.why,
        "strength": each.strength, "linked": each.linked,
        "places": [[numbers[place.record], place.page, place.start, place.end] for place in each.places[:_PLACES]],
    }  # fmt: skip
