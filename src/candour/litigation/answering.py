"""Takes what somebody says of a place they searched: as custodian, who sees no more of the matter, or as its lawyer.

An answer is never changed: a later one stands in its place, and opens the certificate again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

from candour.accounts.models import User
from candour.cases.reasons import words
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.litigation.models import Place, Result, SearchAnswer
from candour.litigation.working import live


@dataclass(frozen=True, slots=True)
class Answered:
    """``terms``: really searched for. ``provided_on``: when all that was found was in the case file; None: not yet."""

    result: str
    searched_on: date | None = None
    terms: str = ""
    found: int = 0
    provided_on: date | None = None
    not_found: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Asks:
    """What a custodian is told: the place, what is searched for, and nothing else of the matter."""

    place: Place
    chain: int
    """The case in whose history the answer stands."""
    scope: str
    since: date | None
    until: date | None


def asked_of_me(user: User) -> list[Asks]:
    """What the person who acts has to search, of matters that are live: the nearest day first."""
    with connection.cursor() as cursor:
        cursor.execute("select place, chain, scope, since, until from candour_searches_asked()")
        told = {row[0]: row[1:] for row in cursor.fetchall()}
    found = Place.objects.filter(pk__in=told, custodian=user).select_related("asked_by").order_by("due", "pk")
    return [Asks(place, *told[place.pk]) for place in found]


def answer(*, asks: Asks, by: User, answered: Answered) -> SearchAnswer:
    """By whoever is asked. Refused once it is withdrawn, and when somebody else is asked."""
    if all(each.place.pk != asks.place.pk for each in asked_of_me(by)):
        raise Refused("Nobody asks you to search this any more.", do="Ask Legal if you found something.")
    return _add(asks.place, answered, by=by, chain=asks.chain)


def answer_for(*, by: User, place: Place, answered: Answered) -> SearchAnswer:
    """By a lawyer of the matter, as they were told."""
    matter = live(place.matter, by=by)
    if place.dropped_at is not None:
        raise Refused("This place is not searched any more.", do="Ask for it again.")
    return _add(place, answered, by=by, chain=matter.case_id)


def answers_of(place: Place) -> list[SearchAnswer]:
    """The latest first."""
    return list(SearchAnswer.objects.filter(place=place).select_related("by").order_by("-pk"))


def _add(place: Place, answered: Answered, *, by: User, chain: int) -> SearchAnswer:
    fields = _checked(answered)
    matter = f"matter:{place.matter_id}"
    made = SearchAnswer.objects.create(matter_id=place.matter_id, place=place, by=by, at=now(), **fields)
    record(Verb.SEARCH_ANSWERED, case=chain, object=matter, place=place.pk, result=made.result, found=made.found)
    with connection.cursor() as cursor:
        cursor.execute("select candour_certificate_open(%s)", [place.pk])
        (was_certified,) = cursor.fetchone()
    if was_certified:
        record(Verb.SEARCH_REOPENED, case=chain, object=matter, place=place.pk)
    return made


def _checked(given: Answered) -> dict[str, object]:
    if given.result not in Result.values:
        raise BadInput("What came of the search?", do="Choose one of the three.")
    result, not_found, why = Result(given.result), given.not_found.strip(), given.why.strip()
    _check_days(given)
    if result is Result.NOT_SEARCHED:
        why = words(why, "Say why it could not be searched, and who could.", means="The certificate says why.")
        return {"result": result, "why": why}
    if given.searched_on is None or not given.terms.strip():
        raise BadInput(
            "The day and the words of the search are needed.",
            means="The certificate says when each place was searched, and with which words.",
            do="Give the day, and the words that were really searched for.",
        )
    if (result is Result.FOUND) != (given.found > 0):
        raise BadInput("How many were found?", do="Give their number if something was found, and none otherwise.")
    if not_found:
        why = words(why, "Say why it was not found, as far as you know.", means="The certificate says why.")
    return {
        "result": result, "searched_on": given.searched_on, "terms": given.terms.strip(), "found": given.found,
        "provided_on": given.provided_on if result is Result.FOUND else None, "not_found": not_found, "why": why,
    }  # fmt: skip


def _check_days(given: Answered) -> None:
    if any(day is not None and day > today() for day in (given.searched_on, given.provided_on)):
        raise BadInput("The day is in the future.", do="Give the day on which it was done; leave it empty until it is.")
