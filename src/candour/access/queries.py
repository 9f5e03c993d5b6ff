"""Reads requests, for whoever acts: the database itself leaves out those that the person may not see."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, F, Q, QuerySet, When

from candour.access.models import Request, State
from candour.access.next_steps import READ_WITH
from candour.accounts.models import Team, User
from candour.accounts.queries import teams, teams_of
from candour.ledger.clock import today
from candour.packs import in_force
from candour.policy import Pack
from candour.policy.routes import Route

_REFERENCE = re.compile(r"AR-(\d{4})-(\d{1,9})", re.IGNORECASE)
_UNFINISHED = Q(state__in=(State.OPEN, State.DECIDED))
STATES: Mapping[str, str] = {"": "Not answered yet", **dict(State.choices), "all": "Any state"}
_STATES: Mapping[str, Q] = {"all": Q(), **{state.value: Q(state=state) for state in State}}
DUE: Mapping[str, str] = {
    "overdue": "Overdue",
    "at_risk": "Overdue or soon due",
    "month": "Due within 30 days",
    "none": "No day: stands still, or none is stated",
}


def alike(*, pack: Pack, requester: str, name: str, about: str, reference: str) -> QuerySet[Request]:
    """Requests that may be the same one: of the same person about the same, or under their reference; the latest first.

    How far back stands in the pack; one that says nothing of it has none looked for.
    """
    same = Q(requester=requester, name__iexact=name.strip(), about__iexact=about.strip())
    if reference.strip():
        same |= Q(their_reference__iexact=reference.strip())
    return _since(pack, "same_request").filter(same).order_by("-received_on", "-pk")


def asked_often(*, pack: Pack, requester: str, name: str) -> int:
    """How many requests the same person made, where the pack says that it is many; 0: fewer than that."""
    most = pack.reminders.get("many_requests")
    if most is None:
        return 0
    many = _since(pack, "many_requests_days").filter(requester=requester, name__iexact=name.strip()).count()
    return many if many > most else 0


def _since(pack: Pack, reminder: str) -> QuerySet[Request]:
    days = pack.reminders.get(reminder)
    if days is None:
        return Request.objects.none()
    return Request.objects.filter(received_on__gte=today() - timedelta(days=days))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of requests is narrowed by; empty: not by that."""

    text: str = ""
    state: str = ""
    kind: str = ""
    team: str = ""
    due: str = ""
    mine: bool = False
    case: int | None = None


def listed(wanted: Wanted, *, user: User) -> QuerySet[Request]:
    """Requests, those that are not answered first and by the day on which they are due, so that the latest clock leads."""
    found = Request.objects.filter(_STATES.get(wanted.state, _UNFINISHED))
    for word in wanted.text.split():
        found = found.filter(_has(word))
    if wanted.kind:
        found = found.filter(_of_kind(wanted.kind))
    if wanted.team:
        found = found.filter(Q(team__key=wanted.team) | Q(allocated__key=wanted.team))
    if wanted.due in DUE:
        found = found.filter(_due(wanted.due))
    if wanted.mine:
        teams = teams_of(user).values("pk")
        found = found.filter(Q(logged_by=user) | Q(team__in=teams) | Q(allocated__in=teams))
    if wanted.case is not None:
        found = found.filter(case=wanted.case)
    waiting = Case(When(_UNFINISHED, then=0), default=1)
    return found.order_by(waiting, F("due_on").asc(nulls_last=True), "received_on", "pk")


def shown_with(found: QuerySet[Request]) -> QuerySet[Request]:
    """With what a list shows of each, however many there are."""
    return found.select_related("team", "allocated", "disclosure").prefetch_related(*READ_WITH)


def teams_with_requests() -> QuerySet[Team]:
    """Teams that handle a request the person sees, or that one is allocated to."""
    handling, allocated = Request.objects.values("team"), Request.objects.exclude(allocated=None).values("allocated")
    return teams().filter(Q(pk__in=handling) | Q(pk__in=allocated))


def _has(word: str) -> Q:
    number = _REFERENCE.fullmatch(word)
    named = Q(name__icontains=word) | Q(organisation__icontains=word) | Q(about__icontains=word)
    found = named | Q(their_reference__icontains=word)
    return found | Q(number=int(number[2]), received_on__year=int(number[1])) if number else found


def _of_kind(kind: str) -> Q:
    return on_route(lambda each: each.kind == kind)


def on_route(fits: Callable[[Route], bool]) -> Q:
    """Requests on a route that fits, each as the version of the pack has it under which it stands."""
    wanted = Q(pk__in=[])
    for version in Request.objects.order_by().values_list("pack_sha256", flat=True).distinct():
        routes = [each.id for each in in_force.of(version, on=today()).access.routes if fits(each)]
        wanted |= Q(pack_sha256=version, route__in=routes)
    return wanted


def _due(when: str) -> Q:
    day = today()
    soon = day + timedelta(days=in_force.current(on=day).reminders.get("clock_at_risk", 0))
    return {
        "overdue": Q(due_on__lt=day),
        "at_risk": Q(due_on__lte=soon),
        "month": Q(due_on__lte=day + timedelta(days=30)),
        "none": Q(due_on=None),
    }[when]
