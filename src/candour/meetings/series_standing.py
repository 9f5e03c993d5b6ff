"""How series of meetings stand: which were held, missed, or are due, and what was agreed in them. It changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from candour.ledger.clock import today
from candour.meetings.series import Series, SeriesMember, Sitting, SittingState
from candour.policy.recurring import Every, Standing, State, standing, windows

SHOWN = 12
"""Weeks, months or the like that a picture shows, the latest."""
WORDS = {
    State.HELD: ("Held", "green"), State.MISSED: ("Missed", "red"), State.DUE: ("Due", "yellow"),
    State.TO_COME: ("To come", "grey"), State.EXCUSED: ("Not needed", "grey"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """One window with what was planned, held or cancelled in it."""

    it: Standing
    sittings: tuple[Sitting, ...]
    words: str
    colour: str

    @property
    def state(self) -> State:
        return self.it.state


def seen() -> QuerySet[Series]:
    """With members and sittings; the database leaves out series that the person does not belong to."""
    members = Prefetch(
        "members", SeriesMember.objects.filter(ended_at=None).select_related("user").order_by("user__name", "pk")
    )
    sittings = Prefetch("sittings", Sitting.objects.select_related("chaired_by").order_by("on", "pk"))
    found = Series.objects.select_related("chair", "maker", "ended_by").prefetch_related(members, sittings)
    return found.order_by("ended_on", "name", "pk")


def windows_of(series: Series) -> list[Window]:
    """From the first to the one that runs now, or the last that it had; what is planned later stands in those to come."""
    planned = max((each.on for each in series.sittings.all() if each.state == SittingState.PLANNED), default=today())
    until = max(today(), planned)
    every = windows(every=Every(series.every), first=series.first, until=until, ended=series.ended_on)
    sittings = list(series.sittings.all())
    found = standing(every, held=_days(sittings, SittingState.HELD), excused=_excused(sittings), on=today())
    return [_window(each, sittings) for each in found]


def missed(some: Iterable[Window]) -> int:
    return sum(each.state is State.MISSED for each in some)


def current(some: Sequence[Window]) -> Window | None:
    """The one that runs today."""
    return next((each for each in some if today() in each.it.window), None)


def last_over(some: Sequence[Window]) -> Window | None:
    """The latest that is over."""
    return next((each for each in reversed(some) if each.it.window.end < today()), None)


def _window(it: Standing, sittings: Sequence[Sitting]) -> Window:
    words, colour = WORDS[it.state]
    return Window(it, tuple(each for each in sittings if each.on in it.window), words, colour)


def _days(sittings: Iterable[Sitting], state: SittingState) -> list[date]:
    return [each.on for each in sittings if each.state == state]


def _excused(sittings: Iterable[Sitting]) -> list[date]:
    return [each.on for each in sittings if each.state == SittingState.CANCELLED and not each.needed]
