"""What came in and is no request yet: read, taken up as a request, or set aside with a reason. Nothing is removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from candour.access.arrival import Arrival, ArrivalState, Aside
from candour.access.guarding import StepRefused
from candour.access.models import Channel, Request
from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.queries import roles_of
from candour.accounts.roles import Act
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.packs import in_force
from candour.policy import Pack

OPEN = (ArrivalState.WAITING, ArrivalState.ASIDE)
"""What can be taken up: also what was set aside, perhaps by mistake."""
_DRAFT = "arrival"
"""Where a new request's answers say what they came from."""
_SAYS = "route"
"""The duty of those who answer for what a request is, and so for what is none."""


@dataclass(frozen=True, slots=True)
class Alike:
    """What may be the same. It is a hint: nothing is set aside for it."""

    arrivals: list[Arrival]
    requests: list[Request]


def waiting() -> QuerySet[Arrival]:
    """The oldest first."""
    return Arrival.objects.filter(state=ArrivalState.WAITING).select_related("team").order_by("received_on", "pk")


def set_aside_lately() -> QuerySet[Arrival]:
    return Arrival.objects.filter(state=ArrivalState.ASIDE).select_related("settled_by").order_by("-settled_at", "-pk")


def last_good_day() -> date:
    """What came before it is late: a request is acknowledged within a few days."""
    return today() - timedelta(days=_pack().reminders.get("acknowledge", 0))


def alike(arrival: Arrival) -> Alike:
    """The same file or words, or the same name asking about the same; of what the person may see."""
    said = arrival.said
    same = Q(sha256=arrival.sha256)
    name, about = said.get("name", "").strip(), said.get("about", "").strip()
    if name:
        same |= Q(said__name__iexact=name)
    since = today() - timedelta(days=in_force.reminder("same_request"))
    arrivals = Arrival.objects.filter(same, received_on__gte=since).exclude(pk=arrival.pk).order_by("-pk")
    requests = Request.objects.filter(name__iexact=name, received_on__gte=since).order_by("-pk")
    if about:
        requests = requests.filter(about__iexact=about)
    return Alike(list(arrivals[:5]), list(requests[:5]) if name else [])


def view(arrival: Arrival) -> None:
    record(Verb.ARRIVAL_VIEWED, object=f"arrival:{arrival.key}")


def kept_for(arrival: Arrival) -> dict[str, Any]:
    """What a new request's answers keep of it."""
    return {_DRAFT: {"key": [arrival.key]}}


def held(kept: Mapping[str, Any]) -> Arrival | None:
    """What the answers to a new request came from, if it can still be taken up. None: nothing."""
    key = kept.get(_DRAFT, {}).get("key", [""])[0]
    return Arrival.objects.filter(key=key, state__in=OPEN).first() if key else None


def check_day(kept: Mapping[str, Any], *, on: date) -> None:
    """The time of a request counts from the day on which it came in, whoever logs it when. BadInput: another is said."""
    arrival = held(kept)
    if arrival is not None and on != arrival.received_on:
        raise BadInput(
            f"It came in on {arrival.received_on:%-d %B %Y}.",
            means="Its time counts from that day.",
            do="Put that day on the page on which it is asked.",
        )


def confirm_day(*, by: User, arrival: Arrival, on: date) -> None:
    """The day on which an e-mail reached the council, as a person says it."""
    check(by, Act.TAKE_UP)
    if arrival.channel != Channel.EMAIL:
        raise Refused("The day on which it came in is known.", do="Take it up with that day.")
    if on > today():
        raise BadInput("This day is yet to come.", do="Give the day on which it reached the council.")
    Arrival.objects.filter(pk=arrival.pk).update(received_on=on)
    arrival.received_on = on


def taken_up(*, by: User, kept: Mapping[str, Any], request: Request) -> None:
    """Notes as which request it was logged; nothing to note where the answers came from nothing. Refused: it was, already."""
    if _DRAFT not in kept:
        return
    check(by, Act.TAKE_UP)
    arrival = held(kept)
    if arrival is None or not _settled(arrival, by, state=ArrivalState.TAKEN, request=request, aside="", why=""):
        raise Refused(
            "Somebody has taken this up already.",
            means="It would be logged twice.",
            do="Look at the list of requests for theirs.",
        )
    record(Verb.ARRIVAL_TAKEN, object=f"arrival:{arrival.key}", request=request.pk)


def set_aside(*, by: User, arrival: Arrival, aside: Aside, why: str) -> None:
    """It is no request of its own. StepRefused for who may not say so, Refused when it waits no more."""
    guard_setting_aside(by=by)
    why = in_words(why, ask="Say why it is no request, or where it went.")
    if len(why) > 500:
        raise BadInput("This is too long.", do="Say it in at most 500 letters.")
    if arrival.state != ArrivalState.WAITING or not _settled(
        arrival, by, state=ArrivalState.ASIDE, request=None, aside=aside.value, why=why
    ):
        raise Refused("It waits no more.", do="Look at the list of what came in.")
    record(Verb.ARRIVAL_SET_ASIDE, object=f"arrival:{arrival.key}", aside=aside.value)


def guard_setting_aside(*, by: User) -> None:
    check(by, Act.TAKE_UP)
    duty = _pack().access.duties[_SAYS]
    if (duty.may - duty.never).isdisjoint(roles_of(by)):
        raise StepRefused(
            "Your role does not let you set this aside.",
            means="Whether something is a request is said by somebody who answers for it.",
            do="Ask a manager, the access team or information governance, or take it up.",
            step=_SAYS,
        )


def may_set_aside(user: User) -> bool:
    try:
        guard_setting_aside(by=user)
    except Refused:
        return False
    return True


def _settled(arrival: Arrival, by: User, *, state: ArrivalState, request: Request | None, aside: str, why: str) -> bool:
    """Whether it was this one who did it: of two at the same moment only the first does."""
    found = Arrival.objects.filter(pk=arrival.pk, state=arrival.state)
    done = found.update(state=state, request=request, aside=aside, why=why, settled_at=now(), settled_by=by)
    return bool(done)


def _pack() -> Pack:
    return in_force.current(on=today())
