"""Reads actions. The database leaves out those that whoever acts may not see."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from candour.accounts.models import User
from candour.actions.models import UNFINISHED, Action, Kind, Owner, State, Step
from candour.ledger.clock import today

WHOSE: Mapping[str, str] = {"mine": "That I own", "made": "That I made", "all": "All that I see"}
STATES: Mapping[str, str] = {
    "unfinished": "Not done yet", "overdue": "Overdue", **dict(State.choices), "all": "Whatever became of them",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """``about`` empty: whatever they belong to."""

    whose: str = "mine"
    state: str = "unfinished"
    about: str = ""


def board(wanted: Wanted, *, user: User) -> QuerySet[Action]:
    """The soonest first, with what a list of them shows."""
    found = overdue(on=today()) if wanted.state == "overdue" else shown()
    if wanted.whose == "mine":
        found = found.filter(_owned_by(user))
    elif wanted.whose == "made":
        found = found.filter(maker=user)
    if wanted.about:
        found = found.filter(about=wanted.about)
    if wanted.state == "unfinished":
        return found.filter(state__in=UNFINISHED)
    return found.filter(state=wanted.state) if wanted.state in State.values else found


def of(about: str, number: int) -> QuerySet[Action]:
    """Those that belong to something, the soonest first."""
    return shown().filter(about=about, about_id=number)


def of_each(about: str, numbers: Collection[int]) -> dict[int, list[Action]]:
    """As ``of``, of several at once."""
    found: dict[int, list[Action]] = {number: [] for number in numbers}
    for each in shown().filter(about=about, about_id__in=numbers):
        if each.about_id is not None:
            found[each.about_id].append(each)
    return found


def overdue(*, on: date) -> QuerySet[Action]:
    """Open ones whose day is over: what is said to be done and waits for its second person is not late."""
    return shown().filter(state=State.OPEN, by_when__lt=on)


def shown() -> QuerySet[Action]:
    """With its people, and ``moved``: how often its day was moved."""
    owners = Prefetch("owners", Owner.objects.filter(ended_at=None).select_related("user").order_by("pk"))
    moved = Count("steps", filter=Q(steps__kind=Kind.MOVED))
    found = Action.objects.select_related("maker", "confirmer").prefetch_related(owners).annotate(moved=moved)
    return found.order_by(Coalesce("by_when", "review_on"), "pk")


def story(action: Action) -> QuerySet[Step]:
    """Everything that was said and done, the latest first, without the bytes of evidence."""
    return Step.objects.filter(action=action).select_related("by").order_by("-pk")


def _owned_by(user: User) -> Exists:
    return Exists(Owner.objects.filter(action=OuterRef("pk"), user=user, ended_at=None))
