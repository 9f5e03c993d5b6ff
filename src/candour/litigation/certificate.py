"""Whether the search of a matter is complete, and what is missing. It certifies nothing; it opens again what was certified."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.urls import reverse

from candour.ledger.clock import today
from candour.ledger.verbs import Verb
from candour.litigation.lacking import Lack
from candour.litigation.models import Certificate, Matter, NotNeeded, Place, PlaceKind, Result, SearchAnswer
from candour.litigation.working import note

CONDITION = "search"
STANDING = SearchAnswer.objects.filter(at__gte=F("place__asked_at"))
"""Answers to what is asked now: with another place, other words or another person it is asked anew."""


@dataclass(frozen=True, slots=True)
class Searched:
    """One place that is searched, and what was answered last; None: nothing yet."""

    place: Place
    answer: SearchAnswer | None

    @property
    def late(self) -> bool:
        return self.answer is None and self.place.due < today()


def of(matter: Matter) -> Certificate | None:
    return Certificate.objects.filter(matter=matter).select_related("certified_by").first()


def places(matter: Matter) -> list[Searched]:
    """Those that were not dropped, kind by kind."""
    order = {kind: number for number, kind in enumerate(PlaceKind)}
    asked = Place.objects.filter(matter=matter, dropped_at=None).select_related("custodian", "asked_by")
    rows = [Searched(place, None) for place in asked]
    last = latest(asked)
    rows = [Searched(each.place, last.get(each.place.pk)) for each in rows]
    return sorted(rows, key=lambda each: (order[PlaceKind(each.place.kind)], each.place.name, each.place.pk))


def latest(asked: QuerySet[Place]) -> dict[int, SearchAnswer]:
    """The latest answer of each place since it was asked for as it is now, by its number."""
    rows = (
        STANDING.filter(place__in=asked.order_by().values("pk"))
        .order_by("place", "-pk")
        .distinct("place")
        .select_related("by")
    )
    return {each.place_id: each for each in rows}


def not_needed(matter: Matter) -> list[NotNeeded]:
    """Kinds of places of which a lawyer said, with the reason, that none is searched."""
    return list(NotNeeded.objects.filter(matter=matter, ended_at=None).select_related("by").order_by("pk"))


def lacks(matter: Matter) -> list[Lack]:
    """What is missing before it can be certified; nothing: it is complete."""
    return list(_lacks(matter))


def reopened(matter: Matter) -> None:
    """What was certified is so no longer, since something is asked, said or scoped anew."""
    changed = Certificate.objects.filter(matter=matter).exclude(certified_at=None)
    if changed.update(certified_by=None, certified_at=None):
        note(matter, Verb.SEARCH_REOPENED)


def certified(matter: Matter) -> bool:
    """It was certified, and nothing has come since."""
    found = of(matter)
    return found is not None and found.certified_at is not None


def _lacks(matter: Matter) -> Iterator[Lack]:
    page, found = reverse("litigation:certificate", args=[matter.key]), of(matter)
    if found is None or not found.scope.strip():
        scope = reverse("litigation:scope", args=[matter.key])
        yield _lack("scope", "Nobody has said what is searched for.", scope)
    rows = places(matter)
    if not rows:
        yield _lack("nothing", "Nobody has been asked to search.", page)
    told = {each.place.kind for each in rows} | {each.kind for each in not_needed(matter)}
    for kind in PlaceKind:
        if kind != PlaceKind.OTHER and kind.value not in told:
            yield _lack(
                f"kind:{kind.value}",
                f"{kind.label}: nobody has been asked to search, or said why it is not needed.",
                page,
            )
    for each in rows:
        yield from _of(matter, each)


def _of(matter: Matter, row: Searched) -> Iterator[Lack]:
    place, answer = row.place, row.answer
    page = reverse("litigation:place", args=[matter.key, place.key])
    if answer is None:
        yield _lack(f"answer:{place.key}", f"{place.name}: not answered. It was due on {_day(place)}.", page)
    elif answer.result == Result.FOUND and answer.provided_on is None:
        yield _lack(
            f"provided:{place.key}", f"{place.name}: something was found that is not in the case file yet.", page
        )
    elif answer.result == Result.NOT_SEARCHED and not answer.why.strip():
        yield _lack(f"why:{place.key}", f"{place.name}: it was not searched, and nobody has said why.", page)
    elif answer.not_found.strip() and not answer.why.strip():
        yield _lack(f"why:{place.key}", f"{place.name}: something was not found, and nobody has said why.", page)


def _day(place: Place) -> str:
    return f"{place.due.day} {place.due:%B %Y}"


def _lack(item: str, words: str, href: str) -> Lack:
    return Lack(CONDITION, item, words, href)
