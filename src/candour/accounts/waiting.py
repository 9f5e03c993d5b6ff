"""What waits for somebody, as every app says it, and what waits for who looks after people and the ledger.

It tells of it and does nothing about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse

from candour.accounts.models import User
from candour.ledger import queries
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

_SETTLING_IN = timedelta(days=7)


class Pressing(IntEnum):
    FIRST = 1
    """A day is near or over, or something has gone wrong."""
    NEXT = 2
    """It can be done now, and others wait for it."""
    LATER = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing for somebody to do, at ``href``; empty: outside Candour. ``case``: the number of the case it belongs to."""

    what: str
    href: str
    why: str
    """Why it is theirs, besides their being allowed to see the case."""
    pressing: Pressing = Pressing.NEXT
    case: int | None = None
    more: str = ""
    """How much there is to do, or what has gone wrong."""
    since: datetime | None = None
    by: date | None = None


def without_second_step(user: User) -> Iterator[Waiting]:
    """People who have had a week to set one up; who comes through the council's own sign-in needs none here."""
    if settings.ENVIRONMENT.demo:  # where nobody is asked for one
        return
    found = User.objects.filter(is_active=True, joined_at__lt=now() - _SETTLING_IN).exclude(pk=user.pk)
    found = found.exclude(Exists(Authenticator.objects.filter(user=OuterRef("pk"))))
    found = found.exclude(Exists(SocialAccount.objects.filter(user=OuterRef("pk"))))
    for each in found.order_by("name", "pk"):
        yield Waiting(
            f"{each.name} has no second step to sign in",
            reverse("accounts:person", args=[each.key]),
            "You look after people.",
            Pressing.LATER,
            more="They are asked for it when they sign in. Send them a new link, or end their access if they need none.",
            since=each.joined_at,
        )


def broken_ledger(user: User) -> Iterator[Waiting]:
    """By the last check; every link is looked at each night, and whenever somebody asks for it."""
    checks = queries.of_chain().filter(verb__in=(Verb.ANCHORED, Verb.LEDGER_CHECKED)).order_by("-seq")
    for each in queries.told(list(checks[:1])):
        if broken := each.details.get("broken"):
            chains = f"{len(broken)} chain{'' if len(broken) == 1 else 's'}"
            yield Waiting(
                "Find out why the ledger does not hold",
                reverse("ledger:ledger"),
                "You may see the ledger.",
                Pressing.FIRST,
                more=f"An entry of {chains} was changed or is missing. The page of the ledger says what to do.",
                since=each.at,
            )
