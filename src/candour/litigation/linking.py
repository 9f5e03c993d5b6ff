"""Pages of records that show what an assertion says: what they are called, where they are, and the search for them.

It links nothing by itself. A record that whoever looks may not see has no name here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format

from candour.cases import searching
from candour.cases.models import Record
from candour.cases.wording import title
from candour.engine.errors import BadInput
from candour.litigation.models import Matter, Wording
from candour.litigation.scope import cases_of, records_of

MOST = 50
"""Pages that one assertion is linked to."""
_NAMED, _WORDS = 5, 10
"""Records that are found by their titles, and words that are looked for in them, at most."""
_NOT_SEEN = "a record that you cannot see"


class Link(NamedTuple):
    """One page. ``page`` 0: the record as a whole, because it has no pages."""

    record: int
    page: int

    def __str__(self) -> str:
        return f"{self.record}-{self.page}"


@dataclass(frozen=True, slots=True)
class Linked:
    """A page as it is shown. ``href`` empty: whoever looks may not see it."""

    link: Link
    name: str
    """What its case, record and page are called."""
    document: str
    """The same without the page."""
    about: str
    """Date and kind of the record."""
    href: str = ""
    gone: bool = False
    """The record is no longer part of the file."""
    snippet: str = ""
    """Escaped, with the words that were looked for marked."""


@dataclass(frozen=True, slots=True)
class Found:
    """Pages that hold the words looked for, and how many there are in all."""

    pages: Sequence[Linked]
    many: int


def links_of(row: Wording) -> list[Link]:
    return [Link(each["record"], each["page"]) for each in row.links]


def stored(links: Iterable[Link]) -> list[dict[str, int]]:
    return [{"record": each.record, "page": each.page} for each in links]


def read(text: str) -> Link:
    """What a form sends for one page. BadInput for anything else."""
    record, _, page = text.partition("-")
    if not all(part.isascii() and part.isdecimal() and len(part) < 18 for part in (record, page)):
        raise BadInput("This is no page of a record.", do="Look for the page again.")
    return Link(int(record), int(page))


def shown(links: Iterable[Link]) -> dict[Link, Linked]:
    """As whoever acts may see them."""
    wanted = list(dict.fromkeys(links))
    records = Record.objects.select_related("case").in_bulk({each.record for each in wanted})
    cases = len({record.case_id for record in records.values()})
    return {
        link: linked(link, records[link.record], several=cases > 1) if link.record in records else unseen(link)
        for link in wanted
    }


def called(rows: Iterable[Wording]) -> Mapping[Link, str]:
    """The names of all pages that ``rows`` are linked to."""
    return {link: each.name for link, each in shown(link for row in rows for link in links_of(row)).items()}


def linked(link: Link, record: Record, *, several: bool = False, snippet: str = "") -> Linked:
    """``several``: of pages of several cases, so that the case is named."""
    document = f"{record.case.reference}: {title(record)}" if several else title(record)
    day = date_format(record.date) if record.date else record.date_said or "No date"
    return Linked(
        link=link,
        name=f"{document}, page {link.page}" if link.page else document,
        document=document,
        about=f"{day}, {record.type}" if record.type else day,
        href=reverse("cases:page", args=[record.case.key, record.pk, link.page])
        if link.page
        else reverse("cases:record", args=[record.case.key, record.pk]),
        gone=record.gone_at is not None,
        snippet=snippet,
    )


def unseen(link: Link) -> Linked:
    return Linked(link, f"{_NOT_SEEN}, page {link.page}" if link.page else _NOT_SEEN, _NOT_SEEN, "")


def look_for(matter: Matter, words: str, *, many: int) -> Found:
    """Looks in the titles of records and in the text of every page of the matter's cases, and enters each search.

    Of each case the best ``many`` pages.
    """
    cases = list(cases_of(matter))
    pages = _named(matter, words, several=len(cases) > 1)
    total = 0
    for case in cases:
        found = searching.search(case=case, words=words, many=many)
        total += found.pages
        for hit in found.hits:
            hit.record.case = case
            link = Link(hit.record.pk, hit.number)
            pages[link] = linked(link, hit.record, several=len(cases) > 1, snippet=hit.snippet)
    return Found(list(pages.values()), total)


def one_page(matter: Matter, record: int, page: int) -> Link:
    """A page by its number; BadInput where there is none, or the record is of no case of the matter."""
    found = records_of(matter).filter(pk=record).first()
    if found is None:
        raise BadInput("This record is in no case of the matter.", do="Choose another record.")
    if not found.pages_count:
        return Link(record, 0)
    if not 1 <= page <= found.pages_count:
        raise BadInput("The record has no page of this number.", do=f"Write a number from 1 to {found.pages_count}.")
    return Link(record, page)


def check(matter: Matter, links: Sequence[Link], *, known: Sequence[Link] = ()) -> None:
    """BadInput for a page that is not there. ``known``: linked before, and kept although its record may be gone."""
    if len(links) > MOST:
        raise BadInput("Too many pages are linked.", do=f"Choose at most {MOST}: those that show it best.")
    new = [each for each in links if each not in known]
    pages = dict(records_of(matter).filter(pk__in={each.record for each in new}).values_list("pk", "pages_count"))
    if any(not _there(each, pages) for each in new):
        raise BadInput("A page that was chosen is not in the file any more.", do="Look for it again.")


def _there(link: Link, pages: Mapping[int, int]) -> bool:
    many = pages.get(link.record)
    return many is not None and (1 <= link.page <= many or (link.page == 0 and many == 0))


def _named(matter: Matter, words: str, *, several: bool) -> dict[Link, Linked]:
    """The first pages of records in whose title, or path, all the words stand."""
    found = records_of(matter).select_related("case")
    for word in words.split()[:_WORDS]:
        found = found.filter(Q(title__icontains=word) | Q(title="", path__icontains=word))
    first = [(Link(each.pk, min(each.pages_count, 1)), each) for each in found[:_NAMED]]
    return {link: linked(link, record, several=several) for link, record in first}
