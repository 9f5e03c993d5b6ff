"""Protocols that wait for somebody: to be read, and to be agreed to. It changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from candour.accounts.models import User
from candour.accounts.queries import allowed, teams_of
from candour.accounts.roles import Act
from candour.accounts.waiting import Pressing, Waiting
from candour.ledger.clock import today
from candour.litigation.acknowledging import open_of
from candour.litigation.models import ProtocolVersion


def to_read(user: User) -> Iterator[Waiting]:
    """Their own, and those of a service for which they can answer."""
    mine = Q(user=user)
    if allowed(user, Act.AGREE_PROTOCOLS):
        mine |= Q(team__in=teams_of(user))
    for each in open_of().filter(mine).order_by("due", "pk"):
        why = f"You can answer for {each.team.name}." if each.team else "You were asked to read it."
        yield Waiting(
            f"Read “{each.version.protocol.title}”, version {each.version.number}",
            reverse("litigation:protocol_version", args=[each.version.key]), why,
            Pressing.FIRST if each.due < today() else Pressing.NEXT, since=each.asked_at, by=each.due,
        )  # fmt: skip


def to_agree(user: User) -> Iterator[Waiting]:
    """Drafts to which their service has not agreed."""
    side = "agreed_legal_at" if allowed(user, Act.KEEP_MATTERS) else "agreed_services_at"
    found = ProtocolVersion.objects.filter(protocol__ended_on=None, in_force_from__isnull=False, **{side: None})
    for each in found.select_related("protocol").order_by("pk"):
        yield Waiting(
            f"Agree to “{each.protocol.title}”, version {each.number}, or have it changed",
            reverse("litigation:protocol_version", args=[each.key]),
            "You can agree for your service.",
            since=each.made_at,
        )
