"""Begins a series of meetings, says who belongs to it, and ends it. What was missed before it ended stays to be seen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.meetings.series import Series, SeriesKind, SeriesMember, Sitting, SittingState
from candour.meetings.series_duties import keeping_series
from candour.policy.recurring import Every


@dataclass(frozen=True, slots=True)
class Terms:
    """What a series is. ``first``: a day in the first week, month, quarter or year in which one is held."""

    name: str
    kind: str
    every: str
    first: date
    chair: User
    place: str = ""


def begin(*, by: User, terms: Terms, members: Collection[User]) -> Series:
    check(by, Act.KEEP_SERIES)
    _check(terms)
    made = Series.objects.create(**_values(terms), maker=by, made_at=now())
    _join(made, members, by=by)
    _enter(Verb.SERIES_MADE, made, every=terms.every, chair=terms.chair.pk, members=[each.pk for each in members])
    return made


def change(*, by: User, series: Series, terms: Terms) -> None:
    """How often it is held and since when counts back to its beginning, so that is left alone once one was held."""
    there = keeping_series(series, by=by)
    _check(terms)
    rhythm = (terms.every, terms.first, terms.kind) != (there.every, there.first, there.kind)
    if rhythm and Sitting.objects.filter(series=there, state=SittingState.HELD).exists():
        raise Refused(
            "How often it is held cannot be changed once a meeting was held.",
            means="Otherwise meetings that were missed could be made to look as if they were never owed.",
            do="End this series with a reason and begin another one.",
        )
    Series.objects.filter(pk=there.pk).update(**_values(terms))
    _enter(Verb.SERIES_CHANGED, there, every=terms.every, chair=terms.chair.pk)


def change_members(*, by: User, series: Series, members: Collection[User]) -> None:
    there, wanted = keeping_series(series, by=by), {each.pk for each in members}
    standing = dict(SeriesMember.objects.filter(series=there, ended_at=None).values_list("user", "pk"))
    _join(there, [each for each in members if each.pk not in standing], by=by)
    _enter(Verb.SERIES_MEMBERS, there, members=sorted(wanted))
    left = [row for user, row in standing.items() if user not in wanted]
    SeriesMember.objects.filter(pk__in=left).update(ended_at=now())  # last: who leaves may see it no more


def end(*, by: User, series: Series, on: date, reason: str) -> None:
    """``on``: its last day. What is planned after it has to be cancelled first."""
    there = keeping_series(series, by=by)
    if not there.first <= on <= today():
        raise BadInput("The last day lies between its first and today.", do="Give a day in that time.")
    if Sitting.objects.filter(series=there, state=SittingState.PLANNED).exists():
        raise Refused("A meeting of it is planned.", do="Cancel it, or say that it was held, first.")
    if Sitting.objects.filter(series=there, state=SittingState.HELD, on__gt=on).exists():
        raise BadInput("A meeting was held after that day.", do="Give the day of the last meeting, or a later one.")
    reason = in_words(reason, ask="Say why no more of these meetings are held.")
    Series.objects.filter(pk=there.pk).update(ended_on=on, ended_by=by, ended_because=reason)
    _enter(Verb.SERIES_ENDED, there, on=on.isoformat())


def _check(terms: Terms) -> None:
    if not terms.name.strip():
        raise BadInput("A series of meetings needs a name.", do="Write what people call these meetings.")
    if terms.every not in set(Every) or terms.kind not in SeriesKind.values:
        raise BadInput("How often it is held, or of which kind it is, is not known.", do="Choose one of those offered.")
    _check_sees(terms.chair)


def _check_sees(user: User) -> None:
    if not allowed(user, Act.SEE_ACTIONS):
        raise Refused(f"{user.name} cannot belong to a meeting.", do="Choose somebody whose role lets them see it.")


def _values(terms: Terms) -> dict[str, object]:
    return {
        "name": " ".join(terms.name.split()), "kind": terms.kind, "every": terms.every, "first": terms.first,
        "chair": terms.chair, "place": " ".join(terms.place.split()),
    }  # fmt: skip


def _join(series: Series, users: Collection[User], *, by: User) -> None:
    for user in users:
        _check_sees(user)
        SeriesMember.objects.create(series=series, user=user, added_by=by, since=now())


def _enter(verb: Verb, series: Series, **details: Any) -> None:
    record(verb, object=f"series:{series.pk}", **details)
