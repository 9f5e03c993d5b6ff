"""Plans sittings of a series, cancels them, and notes that one was held and who was there. A cancelled one is not held."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from candour.accounts.models import User
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.meetings import agenda
from candour.meetings.series import Here, Presence, Series, Sitting, SittingState
from candour.meetings.series_duties import enter, keeping, keeping_series
from candour.policy.recurring import Every, windows


@dataclass(frozen=True, slots=True)
class Attended:
    """``others``: names, with their organisation, of people who do not belong to the series."""

    members: Mapping[int, str]
    """By the number of the person: one of ``Here``."""
    chaired_by: User
    others: Collection[str] = field(default=())


def plan(*, by: User, series: Series, on: date, place: str = "") -> Sitting:
    """Its agenda is begun with what is open. A day that is over is one on which it was held and nobody had planned it."""
    there = keeping_series(series, by=by)
    _check_day(there, on)
    made = Sitting.objects.create(
        series=there, on=on, place=" ".join(place.split()) or there.place, planned_by=by, planned_at=now()
    )
    enter(Verb.SITTING_PLANNED, made, on=on.isoformat())
    agenda.bring_up_to_date(by=by, sitting=made)
    return made


def change(*, by: User, sitting: Sitting, on: date, place: str) -> None:
    there = keeping(sitting, by=by)
    if there.state != SittingState.PLANNED:
        raise Refused("This meeting was held.", do="Its day stays as it was noted.")
    if on != there.on:
        _check_day(there.series, on)
    Sitting.objects.filter(pk=there.pk).update(on=on, place=" ".join(place.split()))
    enter(Verb.SITTING_CHANGED, there, was=there.on.isoformat(), on=on.isoformat())


def cancel(*, by: User, sitting: Sitting, reason: str, needed: bool = True) -> None:
    """``needed`` False: nothing was there to meet about in its time, which the chair alone can say. Else it is still owed."""
    there = keeping(sitting, by=by)
    if there.state != SittingState.PLANNED:
        raise Refused("This meeting was held.", do="It cannot be cancelled any more.")
    if not needed and by.pk != there.series.chair_id:
        raise Refused(
            "Only the chair can say that no meeting is needed.",
            do=f"Ask {there.series.chair.name}, or plan another one.",
        )
    reason = in_words(reason, ask="Say why it is not held.", means="A meeting that is not held stays to be seen.")
    Sitting.objects.filter(pk=there.pk).update(state=SittingState.CANCELLED, cancelled_because=reason, needed=needed)
    enter(Verb.SITTING_CANCELLED, there, needed=needed)


def hold(*, by: User, sitting: Sitting, attended: Attended) -> None:
    """That it was held, and who was there; again, to correct that, until the minutes are signed."""
    there = keeping(sitting, by=by)
    if there.on > today():
        raise BadInput("This meeting is still to come.", do="Say who was there once it was held.")
    if any(here not in Here.values for here in attended.members.values()):
        raise BadInput("It is not known what happened with one of the members.", do="Choose one of those offered.")
    if attended.members.get(attended.chaired_by.pk, Here.PRESENT) != Here.PRESENT:
        raise BadInput("Whoever was in the chair was there.", do="Correct one of the two.")
    Presence.objects.filter(sitting=there).delete()
    here = {**attended.members, attended.chaired_by.pk: str(Here.PRESENT)}
    names = dict.fromkeys(name for each in attended.others if (name := " ".join(each.split())[:200]))
    Presence.objects.bulk_create(
        [Presence(sitting=there, user_id=user, here=each) for user, each in here.items()]
        + [Presence(sitting=there, name=name, here=Here.PRESENT) for name in names]
    )
    Sitting.objects.filter(pk=there.pk).update(state=SittingState.HELD, chaired_by=attended.chaired_by)
    many = sum(each == Here.PRESENT for each in here.values()) + len(names)
    enter(Verb.SITTING_HELD, there, on=there.on.isoformat(), present=many)


def _check_day(series: Series, on: date) -> None:
    if not windows(every=Every(series.every), first=series.first, until=on):
        raise BadInput("The series begins after that day.", do="Give a later day.")
    if Sitting.objects.filter(series=series, on=on).exclude(state=SittingState.CANCELLED).exists():
        raise Refused("A meeting of this series is planned or was held on that day.", do="Use that one.")
