"""What waits for people with actions: theirs to do, theirs to confirm, and what they made that is overdue. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from candour.accounts.models import User
from candour.accounts.waiting import Pressing, Waiting
from candour.actions.lists import is_overdue, owners_of
from candour.actions.models import UNFINISHED, Action, State
from candour.actions.queries import shown
from candour.ledger.acting import once
from candour.ledger.clock import today
from candour.packs import in_force


def to_do(user: User) -> Iterator[Waiting]:
    """Those that somebody owns: near their day, or the day on which they are looked at again, before the others."""
    soon = today() + timedelta(days=in_force.reminder("action_due"))
    for each in unfinished():
        if each.state == State.OPEN and is_owned(each, by=user):
            day = each.by_when or each.review_on
            pressing = Pressing.FIRST if day is not None and day <= soon else Pressing.LATER
            look = "" if each.by_when else "No day was agreed. Look at it on this one, and note how it gets on."
            yield _of(each, each.what, "You own this action.", pressing, look)


def to_confirm(user: User) -> Iterator[Waiting]:
    for each in unfinished():
        if each.state == State.TO_CONFIRM and each.confirmer == user:
            yield _of(each, f"Confirm that it is done: {each.what}", "You are its second person.", Pressing.NEXT)


def overdue_of_others(user: User) -> Iterator[Waiting]:
    """What they made, does not get done, and is not theirs to do; and what people do who are not in Candour."""
    for each in unfinished():
        if is_overdue(each, on=today()) and each.maker == user and not is_owned(each, by=user):
            whose = ", ".join(owners_of(each))
            yield _of(each, f"Overdue: {each.what}", "You made this action.", Pressing.NEXT, f"Owned by {whose}.")


def unfinished() -> list[Action]:
    """All that whoever acts sees and that is not done, read once while My work is put together."""
    return once("actions that are not done", lambda: list(shown().filter(state__in=UNFINISHED)))


def is_owned(action: Action, *, by: User) -> bool:
    return any(each.user_id == by.pk for each in action.owners.all())


def _of(action: Action, what: str, why: str, pressing: Pressing, more: str = "") -> Waiting:
    return Waiting(
        what, reverse("actions:one", args=[action.key]), why, pressing, action.case_id, more,
        since=action.made_at, by=action.by_when or action.review_on,
    )  # fmt: skip
