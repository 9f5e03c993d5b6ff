"""Who may keep a series and its sittings, who signs, and what can no longer be changed. Who sees one is for the database to say."""

from __future__ import annotations

from typing import Any

from candour.accounts.models import User
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.engine.errors import Refused
from candour.ledger.acting import record
from candour.ledger.verbs import Verb
from candour.meetings.series import Series, Signature, Sitting, SittingState


def keeps(user: User, series: Series) -> bool:
    """The chair, and who belongs to it in a role that keeps series of meetings."""
    return user.pk == series.chair_id or allowed(user, Act.KEEP_SERIES)


def signs(user: User, sitting: Sitting) -> bool:
    return user.pk in (sitting.chaired_by_id, sitting.series.chair_id)


def signed(sitting: Sitting) -> Signature | None:
    return Signature.objects.filter(sitting=sitting, withdrawn_at=None).select_related("by").first()


def guard(user: User, series: Series) -> None:
    """Refused for who does not keep it."""
    if not keeps(user, series):
        raise Refused(
            "You do not keep this series of meetings.",
            means="Its chair does, and lawyers, managers and clerks who belong to it.",
            do="Ask one of them.",
        )


def keeping_series(series: Series, *, by: User) -> Series:
    """As it stands now, until the transaction ends. Refused for who does not keep it, and when it has ended."""
    there = Series.objects.select_for_update(of=("self",)).select_related("chair").get(pk=series.pk)
    guard(by, there)
    if there.ended_on is not None:
        raise Refused("This series of meetings has ended.", do="Begin another one if they are held again.")
    return there


def keeping(sitting: Sitting, *, by: User) -> Sitting:
    """As it stands now. Refused for who does not keep it, when it was cancelled, and while its minutes are signed."""
    there = locked(sitting)
    guard(by, there.series)
    if there.state == SittingState.CANCELLED:
        raise Refused("This meeting was cancelled.", do="Plan another one.")
    if signed(there):
        raise Refused(
            "The minutes of this meeting are signed.",
            means="Nothing of them is changed any more.",
            do="Whoever signed them can take the signature back with a reason.",
        )
    return there


def locked(sitting: Sitting) -> Sitting:
    return Sitting.objects.select_for_update(of=("self",)).select_related("series__chair").get(pk=sitting.pk)


def enter(verb: Verb, sitting: Sitting, **details: Any) -> None:
    record(verb, object=f"sitting:{sitting.pk}", **details)
