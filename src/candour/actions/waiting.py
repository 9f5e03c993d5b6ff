"""What waits for people with actions: theirs to do, theirs to confirm, and what they made that is overdue. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from candour.accounts.models import User
from candour.accounts.waiting import Pressing, Waiting
from candour.actions.lists import owners_of
from candour.actions.models import Action, State
from candour.actions.queries import overdue, owned_by, shown
from candour.ledger.clock import today
from candour.packs import in_force


def to_do(user: User) -> Iterator[Waiting]:
    """Those that somebody owns: near their day, or the day on which they are looked at again, before the others."""
    soon = today() + timedelta(days=in_force.reminder("action_due"))
    for each in owned_by(user).filter(state=State.OPEN):
        day = each.by_when or each.review_on
        pressing = Pressing.FIRST if day is not None and day <= soon else Pressing.LATER
        look = "" if each.by_when else "No day was agreed. Look at it on this one, and note how it gets on."
        yield _of(each, each.what, "You own this action.", pressing, look)


def to_confirm(user: User) -> Iterator[Waiting]:
    for each in shown().filter(state=State.TO_CONFIRM, confirmer=user):
        yield _of(each, f"Confirm that it is done: {each.what}", "You are its second person.", Pressing.NEXT)


def overdue_of_others(user: User) -> Iterator[Waiting]:
    """What they made, does not get done, and is not theirs to do; and what people do who are not in Candour."""
    for each in overdue(on=today()).filter(maker=user).exclude(pk__in=owned_by(user).values("pk")):
        whose = ", ".join(owners_of(each))
        yield _of(each, f"Overdue: {each.what}", "You made this action.", Pressing.NEXT, f"Owned by {whose}.")


def _of(action: Action, what: str, why: str, pressing: Pressing, more: str = "") -> Waiting:
    return Waiting(
        what, reverse("actions:one", args=[action.key]), why, pressing, action.case_id, more,
        since=action.made_at, by=action.by_when or action.review_on,
    )  # fmt: skip
