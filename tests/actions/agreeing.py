"""Actions for tests, made through the services that the site uses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from candour.accounts.models import User
from candour.actions import services
from candour.actions.models import Action
from candour.actions.services import About, Agreed, Days, Owners
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today


def on(number: int) -> date:
    return today() + timedelta(days=number)


def agreed(what: str, *owners: User, outside: tuple[str, ...] = (), by_when: int | None = 10, **more: Any) -> Agreed:
    days = Days(None if by_when is None else on(by_when), more.pop("review_on", None))
    return Agreed(what, Owners(owners, outside), days, **more)


def made(by: User, what: str, *owners: User, about: About | None = None, **more: Any) -> Action:
    with acting(Actor(user=by.pk)):
        return services.make(by=by, agreed=agreed(what, *owners, about=about or About(), **more))
