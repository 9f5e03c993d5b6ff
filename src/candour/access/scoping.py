"""Which records of a case file a request is about: told from its own terms, for somebody to confirm. It leaves nothing out.

A record whose day or kind nobody knows is taken in: it may be what was asked for.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from candour.access.chains_lists import WRITTEN_REQUEST, found
from candour.access.models import Request
from candour.cases.models import Case, Record
from candour.disclosure.choosing import choosable

_MATERIAL = "material"
"""The point of a written request that says what is wanted, and of which time."""
_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_YEAR = r"(?:19|20)\d\d"
_DAY = re.compile(
    r"\b(?:(?P<word>from|since|after|between|and|to|until|till|before|in|during|of|for|on)\s+)?"
    rf"(?:(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{'|'.join(_MONTHS)})\s+)?"
    rf"(?<![\d/])(?P<year>{_YEAR})(?![\d/])",
    re.IGNORECASE,
)
_BEGINS = frozenset({"from", "since", "after", "between"})
_ENDS = frozenset({"and", "to", "until", "till", "before"})
_LEAST = 5
"""Letters of a title, below which it stands in a text by accident."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What some records have in common; ``named``: further ones, by their number. Nothing at all: none."""

    since: date | None = None
    until: date | None = None
    kinds: tuple[str, ...] = ()
    named: tuple[int, ...] = ()


def kinds_of(case: Case) -> list[tuple[str, int]]:
    """Each kind of record in the file, and how many are of it."""
    counted = choosable(case).exclude(type="").order_by("type").values("type").annotate(many=Count("pk"))
    return [(each["type"], each["many"]) for each in counted]


def within(case: Case, terms: Terms) -> list[str]:
    """Keys of the records that the terms take in."""
    wanted = Q(pk__in=terms.named)
    if terms.since or terms.until or terms.kinds:
        fits = Q()
        if terms.since:
            fits &= Q(date__gte=terms.since) | Q(date=None)
        if terms.until:
            fits &= Q(date__lte=terms.until) | Q(date=None)
        if terms.kinds:
            fits &= Q(type__in=terms.kinds) | Q(type="")
        wanted |= fits
    return list(choosable(case).filter(wanted).values_list("key", flat=True))


def terms_of(request: Request, case: Case) -> Terms:
    """What the request's own words seem to say, and the records that a search names. Somebody has to confirm it."""
    words = _words(request)
    since, until = time_named(words)
    kinds = tuple(kind for kind, _ in kinds_of(case) if _stands_in(kind.replace("_", " "), words))
    return Terms(since, until, kinds, tuple(each.pk for each in named_records(request, case)))


def named_records(request: Request, case: Case) -> list[Record]:
    """Records whose title stands in what a search found, or in what is asked."""
    text = "\n".join([_words(request), *(each.found for each in request.searchs.all())]).casefold()
    return [each for each in choosable(case) if len(each.title) >= _LEAST and each.title.casefold() in text]


def _words(request: Request) -> str:
    point = found(request, WRITTEN_REQUEST).get(_MATERIAL)
    return f"{request.wants}\n{point.words if point else ''}"


def _stands_in(kind: str, text: str) -> bool:
    """Also where one of them stands in the plural."""
    return re.search(rf"\b{re.escape(kind.removesuffix('s'))}(?:s|es)?\b", text, re.IGNORECASE) is not None


def time_named(text: str) -> tuple[date | None, date | None]:
    """The first and the last day that a text names; None where it leaves that open."""
    begins, ends = list(_days(text, _ENDS, last=False)), list(_days(text, _BEGINS, last=True))
    return min(begins, default=None), max(ends, default=None)


def _days(text: str, leave: Collection[str], *, last: bool) -> Iterator[date]:
    """Days, but for those after a word of ``leave``; of a month or a year its first or ``last``.

    A number alone is no year: a word, a month or a dash to another year has to stand with it.
    """
    before = ""
    for each in _DAY.finditer(text):
        second = before == each["year"]  # the end of a time that was told with a dash
        before = _after_dash(text, each)
        word = "to" if second else "from" if before else (each["word"] or "").casefold()
        if (word or each["month"]) and word not in leave:
            year, month = int(each["year"]), _MONTHS.get((each["month"] or "").casefold(), 12 if last else 1)
            longest = calendar.monthrange(year, month)[1]
            yield date(year, month, min(int(each["day"] or (longest if last else 1)) or 1, longest))


def _after_dash(text: str, year: re.Match[str]) -> str:
    """The year to which a dash leads from this one; empty: none."""
    found = re.compile(rf"\s*[-–]\s*({_YEAR})\b").match(text, year.end())
    return found[1] if found else ""
