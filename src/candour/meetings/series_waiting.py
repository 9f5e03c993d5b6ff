"""What waits for people with series of meetings: missed, to plan, to note, to sign. It decides nothing.

All series of somebody are read once while My work is put together, however many kinds of it ask.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from candour.accounts.models import User
from candour.accounts.queries import roles_of
from candour.accounts.roles import Role
from candour.accounts.waiting import Pressing, Waiting
from candour.ledger.acting import once
from candour.ledger.clock import today
from candour.meetings.series import Series, SeriesKind, Signature, Sitting, SittingState
from candour.meetings.series_standing import current, last_over, seen, windows_of
from candour.policy.recurring import State


def missed(user: User) -> Iterator[Waiting]:
    """Until one is held in the time that runs: what was missed before stays on the page of the series."""
    for series in _running():
        why = "You chair it." if user.pk == series.chair_id else "You are head of litigation."
        if user.pk != series.chair_id and not _heads(user, series):
            continue
        every = windows_of(series)
        last, now = last_over(every), current(every)
        if last is not None and last.state is State.MISSED and (now is None or now.state is not State.HELD):
            more = f"None was held: {last.it.window.label}."
            yield _of(series, f"{series.name}: a meeting was missed", why, Pressing.FIRST, more)


def to_plan(user: User) -> Iterator[Waiting]:
    """For the chair and who began it, while nothing is planned in the time that runs."""
    for series in _running():
        now = current(windows_of(series)) if user.pk in (series.chair_id, series.maker_id) else None
        if now is None or now.state is not State.DUE:
            continue
        if not any(each.state == SittingState.PLANNED for each in now.sittings):
            why = "You chair it." if user.pk == series.chair_id else "You began it."
            what = f"Plan the next meeting: {series.name}"
            yield Waiting(what, _at(series), why, Pressing.NEXT, more=now.it.window.label, by=now.it.window.end)


def to_note(user: User) -> Iterator[Waiting]:
    """Meetings whose day is over, of which nobody has said whether they were held."""
    for series in _running():
        for each in series.sittings.all():
            if (
                each.state == SittingState.PLANNED
                and each.on < today()
                and user.pk in (series.chair_id, series.maker_id)
            ):
                what = f"Say whether the meeting was held: {series.name}"
                why = "You chair it." if user.pk == series.chair_id else "You began it."
                yield Waiting(what, _of_sitting(each), why, Pressing.FIRST, by=each.on)


def to_sign(user: User) -> Iterator[Waiting]:
    held = [(series, each) for series in _mine() for each in series.sittings.all()
            if each.state == SittingState.HELD and each.chaired_by == user]  # fmt: skip
    standing = Signature.objects.filter(withdrawn_at=None, sitting__in=[each.pk for _, each in held])
    signed = set(standing.values_list("sitting", flat=True)) if held else set()
    for series, each in held:
        if each.pk not in signed:
            what = f"Sign the minutes: {series.name}"
            yield Waiting(what, _of_sitting(each), "You chaired the meeting.", Pressing.NEXT, since=each.planned_at)


def _running() -> list[Series]:
    return [each for each in _mine() if each.ended_on is None]


def _mine() -> list[Series]:
    return once("series of meetings", lambda: list(seen()))


def _heads(user: User, series: Series) -> bool:
    return series.kind == SeriesKind.LITIGATION and Role.HEAD_OF_LITIGATION in roles_of(user)


def _of(series: Series, what: str, why: str, pressing: Pressing, more: str) -> Waiting:
    return Waiting(what, _at(series), why, pressing, more=more)


def _at(series: Series) -> str:
    return reverse("series:one", args=[series.key])


def _of_sitting(sitting: Sitting) -> str:
    return reverse("series:sitting", args=[sitting.key])
