"""Requests for tests, made through the same services as the site uses."""

from __future__ import annotations

from datetime import date
from typing import Any

from candour.access.models import Request
from candour.access.receiving import Asked, receive
from candour.accounts.models import Team, User
from candour.cases.models import Case
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today

NO_ORDERS = {"order": ("none",)}


def asked(**more: Any) -> Asked:
    """An adult who was in care asks for her own file."""
    given: dict[str, Any] = {
        "requester": "care_leaver", "context": "own_records", "name": "Ada Marsh", "about": "Ada Marsh",
        "received_on": today(), "contact_way": "email", "contact": "ada@example.org", "facts": NO_ORDERS,
    }  # fmt: skip
    return Asked(**{**given, **more})


def received(*, by: User, team: Team, case: Case | None = None, on: date | None = None, **more: Any) -> Request:
    with acting(Actor(user=by.pk)):
        return receive(by=by, team=team, case=case, asked=asked(**({"received_on": on} if on else {}), **more))
