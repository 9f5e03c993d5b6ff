"""How a series of workshops stands: which months have one, which were missed, and what is planned. It plans nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from candour.ledger.clock import today
from candour.policy.recurring import Every, State, Window, standing, windows
from candour.training.models import Series, Session

_AHEAD = timedelta(days=100)
WORDS: Mapping[State, str] = {
    State.HELD: "Held",
    State.MISSED: "Missed",
    State.DUE: "Due",
    State.TO_COME: "To come",
    State.EXCUSED: "Cancelled",
}
COLOURS: Mapping[State, str] = {
    State.HELD: "green", State.MISSED: "red", State.DUE: "orange", State.TO_COME: "grey", State.EXCUSED: "purple",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A window of the series with the workshops that lie in it."""

    window: Window
    state: State
    sessions: tuple[Session, ...]

    @property
    def word(self) -> str:
        return WORDS[self.state]

    @property
    def colour(self) -> str:
        return COLOURS[self.state]

    @property
    def not_noted(self) -> Session | None:
        """A workshop whose day is over and of which nobody has said whether it was held."""
        past = (each for each in self.sessions if each.day < today() and not each.held_at and not each.cancelled_at)
        return next(past, None)


def rows(series: Series, sessions: Sequence[Session]) -> list[Row]:
    """The latest first. A window in which a workshop was cancelled, and none was held, counts as cancelled."""
    found = windows(every=Every(series.every), first=series.first, until=today() + _AHEAD, ended=series.ended_on)
    held = [each.day for each in sessions if each.held_at]
    cancelled = [each.day for each in sessions if each.cancelled_at and not _instead(each, sessions, found)]
    stand = standing(found, held=held, on=today(), excused=cancelled)
    return [
        Row(each.window, each.state, tuple(one for one in sessions if one.day in each.window))
        for each in reversed(stand)
    ]  # fmt: skip


def _instead(cancelled: Session, sessions: Sequence[Session], found: Sequence[Window]) -> bool:
    """Whether another workshop is planned in the same window: then that one is owed."""
    window = next((each for each in found if cancelled.day in each), None)
    return window is not None and any(
        each.day in window and not each.cancelled_at and each.pk != cancelled.pk for each in sessions
    )


def missed(found: Sequence[Row]) -> list[Row]:
    return [each for each in found if each.state is State.MISSED]


def due(found: Sequence[Row]) -> Row | None:
    """The window that runs now and has none yet."""
    return next((each for each in found if each.state is State.DUE), None)
