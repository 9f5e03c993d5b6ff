"""Pages of records that show what an assertion says: what they are called, where they are, and the search for them.

It links nothing by itself. A record that whoever looks may not see has no name here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from candour.cases.models import Case, Record
from candour.cases.wording import title
from candour.engine.errors import BadInput
from candour.litigation.models import Matter, Wording
from candour.litigation.scope import cases_of

MOST = 50
"""Pages that one assertion is linked to."""
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
    about: str
    """Date and kind of the record."""
    href: str = ""
    gone: bool = False
    """The record is no longer part of the file."""
    snippet: SafeString = SafeString("")


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


def linked(link: Link, record: Record, *, several: bool = False, snippet: SafeString = SafeString("")) -> Linked:
    """``several``: of pages of several cases, so that the case is named."""
    name = f"{title(record)}, page {link.page}" if link.page else title(record)
    day = date_format(record.date) if record.date else record.date_said or "No date"
    return Linked(
        link=link,
        name=f"{record.case.reference}: {name}" if several else name,
        about=f"{day}, {record.type}" if record.type else day,
        href=reverse("cases:page", args=[record.case.key, record.pk, link.page])
        if link.page
        else reverse("cases:record", args=[record.case.key, record.pk]),
        gone=record.gone_at is not None,
        snippet=snippet,
    )


def unseen(link: Link) -> Linked:
    return Linked(link, f"{_NOT_SEEN}, page {link.page}" if link.page else _NOT_SEEN, "")


def look_for(matter: Matter, words: str, *, many: int, case: Case | None = None) -> Found:
    """Looks in the text of every page of the matter's cases, and in the titles of records; enters each search.

    Pages of records that were replaced are left out. ``case``: in this one only.
    """
    cases = [each for each in cases_of(matter) if case is None or each.pk == case.pk]
    named = _named(matter, words, many=many)
    found = [Linked_ for each in cases for Linked_ in _in(each, words, many=many, several=len(cases) > 1)]
    pages = list({each.link: each for each in (*named, *(page for page, _ in found))}.values())
    return Found(pages, sum({each.pk: count for each, count in ()}.values()))
