"""What waits for somebody, for tests of My work."""

from __future__ import annotations

from candour.accounts.models import User
from candour.accounts.waiting import Pressing, Waiting
from candour.ledger.acting import Actor, acting
from candour.site.my_work import my_work


def waits(user: User) -> list[Waiting]:
    """Everything, in order, as in a request of its own."""
    user = User.objects.get(pk=user.pk)
    with acting(Actor(user=user.pk)):
        return [row.it for group in my_work(user, at_most=None) for row in group.shown]


def waiting(user: User, what: str) -> Waiting:
    """The one thing that begins like this."""
    (found,) = [each for each in waits(user) if each.what.startswith(what)]
    return found


def first(user: User, what: str) -> bool:
    return waiting(user, what).pressing is Pressing.FIRST


def has(user: User, what: str) -> bool:
    return any(each.what.startswith(what) for each in waits(user))
