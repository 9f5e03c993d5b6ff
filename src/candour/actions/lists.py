"""Actions as lines of a list and as CSV: who owns each, how it stands, what it belongs to. What it needs was read for all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from candour.actions.belonging import Thing, things
from candour.actions.models import Action, Owner, Priority, State
from candour.cases import spreadsheet
from candour.ledger.clock import LONDON, today

_COLOURS: Mapping[str, str] = {State.OPEN: "", State.TO_CONFIRM: "yellow", State.DONE: "green", State.CANCELLED: "grey"}


@dataclass(frozen=True, slots=True)
class Line:
    """``thing`` None: it belongs to nothing, or to something that the person may not see. ``moved``: how often."""

    action: Action
    owners: tuple[str, ...]
    thing: Thing | None
    overdue: bool
    moved: int
    state: str
    colour: str


def lines(actions: Iterable[Action]) -> list[Line]:
    """Of actions as ``queries.shown`` reads them."""
    some = list(actions)
    known = things(some)
    return [_line(each, known.get((each.about, each.about_id or 0))) for each in some]


def owners_of(action: Action) -> tuple[str, ...]:
    """Who cannot sign in any more is told so: nobody would do it."""
    return tuple(_name(each) for each in action.owners.all())


def is_overdue(action: Action, *, on: date) -> bool:
    return action.state == State.OPEN and action.by_when is not None and action.by_when < on


def as_csv(found: Iterable[Action]) -> str:
    head = (
        "What", "Belongs to", "Owners", "By when", "Look again on", "Moved", "Priority", "State", "Made by", "Made on",
    )  # fmt: skip
    return spreadsheet.as_csv(head, (_row(each) for each in lines(found)))


def _row(line: Line) -> tuple[str, ...]:
    one = line.action
    return (
        one.what, line.thing.title if line.thing else "", "; ".join(line.owners), _day(one.by_when),
        _day(one.review_on), str(line.moved), Priority(one.priority).label,
        "Overdue" if line.overdue else line.state, one.maker.name, _day(one.made_at.astimezone(LONDON).date()),
    )  # fmt: skip


def _line(action: Action, thing: Thing | None) -> Line:
    state = State(action.state)
    moved = int(getattr(action, "moved", 0))
    overdue = is_overdue(action, on=today())
    return Line(action, owners_of(action), thing, overdue, moved, state.label, _COLOURS[state])


def _name(owner: Owner) -> str:
    if owner.user is None:
        return owner.name
    return owner.user.name if owner.user.is_active else f"{owner.user.name} (has left)"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
