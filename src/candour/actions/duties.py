"""Whose step on an action it is. Who sees an action at all is for the database to say; here nothing is changed."""

from __future__ import annotations

from candour.accounts.models import User
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.actions.models import UNFINISHED, Action, Owner, State
from candour.engine.errors import Refused


def owns(user: User, action: Action) -> bool:
    return Owner.objects.filter(action=action, user=user, ended_at=None).exists()


def works_on(user: User, action: Action) -> bool:
    """May note, move and close it, and open it again: owners, the maker, and who keeps series of meetings and sees it."""
    return user.pk == action.maker_id or owns(user, action) or allowed(user, Act.KEEP_SERIES)


def keeps(user: User, action: Action) -> bool:
    """May say who owns it, and cancel it: not its owners, unless they made it."""
    return user.pk == action.maker_id or (allowed(user, Act.KEEP_SERIES) and not owns(user, action))


def refuse_idle(user: User, action: Action) -> None:
    if not works_on(user, action):
        raise Refused(
            "This action is not yours.",
            means="Its owners and its maker say how it gets on.",
            do="Tell one of them. Their names stand on its page.",
        )


def refuse_others(user: User, action: Action) -> None:
    if not keeps(user, action):
        raise Refused(
            "Only who made this action, or keeps the meeting, can do this.",
            means="Owners do not give away or cancel what was given to them.",
            do="Ask the maker. The name stands on its page.",
        )


def refuse_ended(action: Action) -> None:
    if action.state not in UNFINISHED:
        raise Refused(
            f"This action is {State(action.state).label.lower()}.", do="Open it again first, if that was wrong."
        )


def refuse_waiting(action: Action) -> None:
    refuse_ended(action)
    if action.state == State.TO_CONFIRM:
        raise Refused(
            "Somebody has said that this action is done.",
            means="It waits for the second person.",
            do="Wait for them, or open it again with a reason.",
        )
