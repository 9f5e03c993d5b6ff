"""What belongs to no case and whose time is over: requests, what came in and was set aside, notes of what was shared at once.

It says from which day each may be destroyed and what stands against that; it destroys nothing (``destroying``). What
nobody has read is never due, and without a time in the policy nothing is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from candour.access.arrival import Arrival, ArrivalState
from candour.access.destruction import KINDS, Concerning, Destruction, KeepingHold
from candour.access.models import Channel, Complaint, Request, State
from candour.access.policies import route_of
from candour.access.shared_now import SharedNow
from candour.access.sharing_seen import context_of
from candour.ledger.clock import LONDON, today
from candour.packs import in_force
from candour.policy import NamedHold, Pack
from candour.policy.counting import due

Thing = Request | Arrival | SharedNow
ARRIVAL, SHARING = "arrival-kept", "sharing-kept"
"""The clocks of the policy that say how long these are kept; a request has its own day since it was closed."""
_EARLIEST = date(1990, 1, 1).toordinal()
TITLES: Mapping[str, str] = {
    "request": "Closed requests about no case",
    "arrival": "What came in and was set aside",
    "sharing": "Notes of what was shared at once, of no case",
}


@dataclass(frozen=True, slots=True)
class Outlived:
    """One thing as a list tells of it: by its number and its days, never by a name."""

    thing: Thing
    reference: str
    href: str
    about: str
    over_on: date
    """When it was closed, set aside or noted."""
    not_before: date | None
    """The first day on which it may be destroyed; None: the policy says nothing of it."""
    against: tuple[str, ...]


def found(kind: str, *, pack: Pack | None = None) -> QuerySet[Request] | QuerySet[Arrival] | QuerySet[SharedNow]:
    """Those of a kind whose time is over, that nobody holds or has proposed to destroy; the oldest first.

    The database itself leaves out those that the person may not see.
    """
    settled = Exists(Destruction.objects.filter(**{kind: OuterRef("pk")}, ended_at=None)) | Exists(
        KeepingHold.objects.filter(**{kind: OuterRef("pk")}, lifted_at=None)
    )
    if kind == "request":
        closed = Request.objects.filter(case=None, state=State.CLOSED, kept_until__lte=today())
        return closed.exclude(settled).order_by("kept_until", "pk")
    if kind == "arrival":
        aside = Arrival.objects.filter(state=ArrivalState.ASIDE, settled_at__lt=_end(ARRIVAL, pack))
        return aside.exclude(settled).order_by("settled_at", "pk")
    noted = SharedNow.objects.filter(case=None, noted_at__lt=_end(SHARING, pack)).select_related("team")
    return noted.exclude(settled).order_by("noted_at", "pk")


def how_many() -> int:
    """Of all kinds together, as one question to the database."""
    pack = _pack()
    first, *others = (found(kind, pack=pack).order_by().values_list("pk") for kind in KINDS)
    return first.union(*others, all=True).count()


def named_holds(pack: Pack | None = None) -> list[NamedHold]:
    """Holds of the policy: what belongs to no file may be of any kind of file, so all of them stand on it."""
    return [each for each in (pack or _pack()).holds.values() if each.covers("", on=today())]


def told(thing: Thing) -> Outlived:
    return _TOLD[kind_of(thing)](thing)


def kind_of(thing: Thing) -> str:
    return {Request: "request", Arrival: "arrival", SharedNow: "sharing"}[type(thing)]


def thing_of(row: Concerning) -> Thing:
    thing: Thing = getattr(row, row.kind)
    return thing


def _request(thing: Request) -> Outlived:
    against = []
    if thing.case_id is not None:
        against.append("It belongs to a case by now, and is destroyed with that.")
    if thing.state != State.CLOSED:
        against.append("It was opened again.")
    if Complaint.objects.filter(request=thing, answered_on=None).exists():
        against.append("A complaint or a review of its answer is open.")
    route = route_of(thing)
    closed = thing.closed_at.astimezone(LONDON).date() if thing.closed_at else thing.received_on
    return Outlived(
        thing, thing.reference, reverse("access:request", args=[thing.key]), route.title if route else "No route",
        closed, thing.kept_until, _against(thing, against, thing.kept_until),
    )  # fmt: skip


def _arrival(thing: Arrival) -> Outlived:
    against = [] if thing.state == ArrivalState.ASIDE else ["It is not set aside any more."]
    over = _day(thing.settled_at or thing.came_at)
    first = _first(ARRIVAL, over)
    about = f"{Channel(thing.channel).label}. {thing.get_aside_display()}"
    return Outlived(
        thing, thing.reference, reverse("arrivals:one", args=[thing.key]), about, over, first,
        _against(thing, against, first),
    )  # fmt: skip


def _sharing(thing: SharedNow) -> Outlived:
    against = []
    if thing.case_id is not None:
        against.append("It belongs to a case by now, and is destroyed with that.")
    if thing.looked_at is None:
        against.append("No manager has looked at it.")
    over = _day(thing.noted_at)
    first = _first(SHARING, over)
    about = f"{context_of(thing)}. {thing.team.name if thing.team else ''}".strip()
    reference = f"Sharing of {thing.shared_at.astimezone(LONDON):%d.%m.%Y, %H:%M}"
    return Outlived(
        thing, reference, reverse("access:shared", args=[thing.key]), about, over, first, _against(thing, against, first),
    )  # fmt: skip


_TOLD: Mapping[str, Callable[..., Outlived]] = {"request": _request, "arrival": _arrival, "sharing": _sharing}


def _against(thing: Thing, against: list[str], first: date | None) -> tuple[str, ...]:
    if first is None:
        against.append("Nothing says how long it is kept.")
    elif first > today():
        against.append(f"It is kept until {first.day} {first:%B %Y}.")
    if KeepingHold.objects.filter(**{kind_of(thing): thing}, lifted_at=None).exists():
        against.append("A hold stands on it.")
    return tuple(against)


def _first(clock: str, over: date) -> date | None:
    known = _pack().clocks.get(clock)
    return due(known, received=over).due if known else None


def _end(clock: str, pack: Pack | None) -> datetime:
    """The moment before which something has to be over for its time to be over today."""
    known = (pack or _pack()).clocks.get(clock)
    if known is None:
        return datetime.combine(date.fromordinal(_EARLIEST), time(), LONDON)
    days = range(_EARLIEST, today().toordinal() + 1)
    many = bisect_right(days, today(), key=lambda day: due(known, received=date.fromordinal(day)).due or date.max)
    return datetime.combine(date.fromordinal(_EARLIEST) + timedelta(days=many), time(), LONDON)


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def _pack() -> Pack:
    return in_force.current(on=today())
