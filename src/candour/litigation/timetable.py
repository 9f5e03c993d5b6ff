"""The dates of a matter: set, moved with a reason, done; with their drift, and where the law says within how many weeks it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from candour.accounts.models import User
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.litigation.kinds import kind_of
from candour.litigation.models import Event, EventMove, Matter
from candour.litigation.working import live, note


@dataclass(frozen=True, slots=True)
class Standing:
    """A date as it stands. ``drift``: days that its plan moved (earlier: below 0); ``late``: days over it is, or was done."""

    it: Event
    moves: tuple[EventMove, ...]
    drift: int
    late: int

    @property
    def overdue(self) -> bool:
        return self.it.done_on is None and self.late > 0


@dataclass(frozen=True, slots=True)
class Limit:
    """The last day by law. ``ends``: the last date planned, or when it closed; ``over``: by how many days that is later."""

    weeks: int
    last_day: date
    citation: str
    extended: int
    """Days by which a court may let it go on at a time."""
    ends: date | None
    over: int
    gone: int
    """Weeks that have gone by since the issue."""


def set_date(*, by: User, matter: Matter, title: str, on: date, ordered: bool) -> Event:
    matter = live(matter, by=by)
    title = " ".join(title.split())
    if not title:
        raise BadInput("A date needs to say what happens.", do="Write it as the order does, such as Final hearing.")
    made = Event.objects.create(
        matter=matter, title=title, first_planned=on, planned=on, ordered=ordered, made_by=by, made_at=now()
    )
    note(matter, Verb.DATE_SET, event=made.pk, on=on.isoformat())
    return made


def move(*, by: User, event: Event, to: date, reason: str) -> None:
    """The first plan stays beside it. Refused for what is done or cancelled."""
    matter, event = _open(event, by=by)
    reason = in_words(reason, ask="Say why the date moves, and who decided it.")
    if to == event.planned:
        raise BadInput("This is the day that it is planned for already.", do="Give the new one.")
    EventMove.objects.create(
        matter=matter, event=event, was=event.planned, became=to, reason=reason, by=by, at=now()
    )  # fmt: skip
    Event.objects.filter(pk=event.pk).update(planned=to)
    note(matter, Verb.DATE_MOVED, event=event.pk, to=to.isoformat(), reason=reason)


def done(*, by: User, event: Event, on: date) -> None:
    matter, event = _open(event, by=by)
    if on > today():
        raise BadInput("It cannot be done in the future.", do="Give the day on which it was done.")
    Event.objects.filter(pk=event.pk).update(done_on=on)
    note(matter, Verb.DATE_DONE, event=event.pk, on=on.isoformat())


def cancel(*, by: User, event: Event, reason: str) -> None:
    """It stays in the list, struck out."""
    matter, event = _open(event, by=by)
    reason = in_words(reason, ask="Say why it does not take place.")
    Event.objects.filter(pk=event.pk).update(cancelled_at=now(), cancelled_because=reason)
    note(matter, Verb.DATE_CANCELLED, event=event.pk, reason=reason)


def timetable(matter: Matter) -> list[Standing]:
    """By the day that is planned now; what was cancelled too."""
    moves: dict[int, list[EventMove]] = {}
    for each in EventMove.objects.filter(matter=matter).select_related("by").order_by("pk"):
        moves.setdefault(each.event_id, []).append(each)
    events = Event.objects.filter(matter=matter).order_by("planned", "pk")
    return [_standing(each, tuple(moves.get(each.pk, ()))) for each in events]


def limit(matter: Matter, dates: list[Standing]) -> Limit | None:
    """None: the law sets no time for this kind, or nothing was issued yet.

    CA 1989 s32(1)(a)(ii) for care proceedings: 26 weeks, which begin with the day the application was issued.
    """
    kind = kind_of(matter)
    if not kind.weeks or matter.issued_on is None:
        return None
    last_day = matter.issued_on + timedelta(weeks=kind.weeks)
    closed = matter.closed_at.date() if matter.closed_at else None
    planned = [each.it.done_on or each.it.planned for each in dates if each.it.cancelled_at is None]
    ends = closed or max(planned, default=None)
    until = closed or today()
    return Limit(
        kind.weeks, last_day, kind.weeks_citation, kind.extend_weeks * 7, ends,
        max(0, (max(ends, until) - last_day).days) if ends else max(0, (until - last_day).days),
        (until - matter.issued_on).days // 7,
    )  # fmt: skip


def _standing(event: Event, moves: tuple[EventMove, ...]) -> Standing:
    until = event.done_on or (today() if event.cancelled_at is None else event.planned)
    return Standing(event, moves, (event.planned - event.first_planned).days, max(0, (until - event.planned).days))


def _open(event: Event, *, by: User) -> tuple[Matter, Event]:
    matter = live(event.matter, by=by)
    found = Event.objects.select_for_update().get(pk=event.pk)
    if found.done_on is not None or found.cancelled_at is not None:
        raise Refused("This date is done or does not take place.", do="Add another date if there is one.")
    return matter, found
