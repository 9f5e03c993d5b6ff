"""How far a disclosure is: what is decided, what is missing, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from candour.cases.models import Case
from candour.disclosure.counting import COUNTED
from candour.disclosure.models import About, Disclosure
from candour.disclosure.redactions import redactions
from candour.disclosure.settled import STANDING, first_open, rows


def disclosures(case: Case) -> list[Disclosure]:
    return list(Disclosure.objects.filter(case=case).order_by("-opened_at", "-pk"))


# ---------------------------------------------------------------- how far it is


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are and how many of them are decided; ``key``: a person, a ground, or what ``of`` was asked."""

    key: str
    total: int
    decided: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Pages and mentions that need a decision (locked ones need none), by person and by ground as well."""

    pages: Count
    mentions: Count
    people: tuple[Count, ...]
    grounds: tuple[Count, ...]
    left: int
    """Mentions and questions on decided pages that the decision on the page does not settle."""

    @property
    def undecided(self) -> int:
        """How many things ``missing`` would name."""
        return self.pages.total - self.pages.decided + self.left


_PAGES_DECIDED = """
    select (select count(*) from disclosure_sheet where disclosure_id = %(disclosure)s), count(s.id)
    from (
        select distinct on (key) record, page, seen, action from disclosure_decision
        where disclosure_id = %(disclosure)s and about = 'page' order by key, version desc
    ) last
    join disclosure_sheet s on s.disclosure_id = %(disclosure)s and s.record = last.record and s.page = last.page
    where last.action <> '' and last.seen = s.shown
"""
_BY = """
    with each as materialized (
        select owners, ground, many, settled_by <> '' as done, page_decided in ('keep', 'redact') as looked_at
        from ({counted}) each where not locked
    ), counted as (
        select 'all' as of, '' as key, many, done from each
        union all select 'person', owner, many, done from each cross join unnest(owners) owner
        union all select 'ground', ground, many, done from each
        union all select 'open', '', many, done from each where not done and looked_at
    )
    select of, key, sum(many)::bigint, coalesce(sum(many) filter (where done), 0)::bigint from counted
    group by of, key order by 1, 3 desc, 2
"""


def pages_decided(disclosure: Disclosure) -> Count:
    """Of all pages; asked on every page of the review."""
    ((pages, done),) = rows(_PAGES_DECIDED, disclosure)
    return Count("", pages, done)


def progress(disclosure: Disclosure) -> Progress:
    counted: dict[str, list[Count]] = {"all": [], "person": [], "ground": [], "open": []}
    for of, *count in rows(_BY.replace("{counted}", COUNTED.replace("{where}", "")), disclosure):
        counted[of].append(Count(*count))
    mentions = next(iter(counted["all"]), Count("", 0, 0))
    left = sum(each.total for each in counted["open"])
    return Progress(pages_decided(disclosure), mentions, tuple(counted["person"]), tuple(counted["ground"]), left)


# ---------------------------------------------------------------- what is missing, what comes next


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that has to be decided first; ``mention`` empty: the page itself."""

    record: str
    page: int
    mention: str = ""
    question: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which mentions somebody wants to go through; what is empty does not matter."""

    person: str = ""
    ground: str = ""
    kind: str = ""
    below: float = 0.0
    """Only those that the engine is less sure of than this."""


_PAGES = """
    select record, page from sheets where decided = '' and place >= %(after)s order by place limit %(many)s
"""
_ON_DECIDED = "and sheets.decided in ('keep', 'redact') and (sheets.decided = 'keep' or p.question) and not p.locked"
"""On other pages nothing is open, or the page itself is."""


def missing(disclosure: Disclosure, *, many: int = 1_000) -> list[Missing]:
    """What has no decision yet, in the order of the bundle; empty: it can be checked."""
    pages = [Missing(*row) for row in rows(STANDING + _PAGES, disclosure, after=0, many=many)]
    parts = first_open(disclosure, where=_ON_DECIDED, many=many - len(pages))
    found = [*pages, *(Missing(each.record, each.page, each.mention, each.question) for each in parts)]
    there = {(each.record, each.page, each.mention) for each in found}
    back = (each for each in sent_back(disclosure) if (each.record, each.page, each.mention) not in there)
    return [*found, *islice(back, many - len(found))]


def sent_back(disclosure: Disclosure) -> list[Missing]:
    """What a lawyer sent back and nobody has decided anew or explained since, in the order of the bundle."""
    if not disclosure.matter:
        return []
    found = redactions(disclosure, where="where stands = 'sent_back' order by nth")
    return [Missing(each.record, each.page, each.key if each.about != About.PAGE else "") for each in found]


def next_open(disclosure: Disclosure, *, after: int = -1, wanted: Wanted | None = None) -> Missing | None:
    """The first page after ``after`` (a place in the bundle) with something to decide, from the start again at the end."""
    if wanted is not None:
        return _next_wanted(disclosure, after, wanted)
    for start in (after + 1, 0):
        pages = rows(STANDING + _PAGES, disclosure, after=start, many=1)
        parts = first_open(disclosure, where=f"{_ON_DECIDED} and sheets.place >= %(after)s", many=1, after=start)
        found = [(_place(disclosure, *pages[0]), Missing(*pages[0]))] if pages else []
        found += [(each.sheet or 0, Missing(each.record, each.page, each.mention, each.question)) for each in parts]
        found += _again(disclosure, start)
        if found:
            return min(found, key=lambda each: each[0])[1]
    return None


def _again(disclosure: Disclosure, start: int) -> list[tuple[int, Missing]]:
    """The first that a lawyer sent back, on a page from ``start`` on."""
    if not disclosure.matter:
        return []
    where = "where stands = 'sent_back' and sheet >= %(after)s order by nth limit 1"
    found = redactions(disclosure, where=where, after=start)
    return [(each.sheet or 0, Missing(each.record, each.page, each.key)) for each in found]


def _place(disclosure: Disclosure, record: str, page: int) -> int:
    return int(disclosure.sheets.values_list("place", flat=True).get(record=record, page=page))


def _next_wanted(disclosure: Disclosure, after: int, wanted: Wanted) -> Missing | None:
    where, given = _where(wanted)
    later = first_open(disclosure, where=f"{where} and sheets.place > %(after)s", many=1, after=after, **given)
    first = next(iter(later or first_open(disclosure, where=where, many=1, **given)), None)
    return Missing(first.record, first.page, first.mention, first.question) if first else None


def _where(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    conditions = {
        "and p.owners @> array[%(person)s]::varchar[]": wanted.person,
        "and p.ground = %(ground)s": wanted.ground,
        "and p.kind = %(kind)s": wanted.kind,
        "and p.score < %(below)s": wanted.below,
    }
    given = {"person": wanted.person, "ground": wanted.ground, "kind": wanted.kind, "below": wanted.below}
    return " ".join(condition for condition, asked in conditions.items() if asked), given
