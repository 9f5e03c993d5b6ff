"""Binds a matter to the version of the protocol that is in force for its kind on the day it is opened, and to no later one."""

from __future__ import annotations

from datetime import date

from candour.ledger.clock import today
from candour.litigation.models import Matter, ProtocolVersion


def in_force_for(kind: str, *, on: date) -> ProtocolVersion | None:
    """The latest version agreed by both services that was in force for ``kind`` on that day."""
    found = ProtocolVersion.objects.filter(
        protocol__kinds__contains=[kind], in_force_from__lte=on, agreed_legal_at__isnull=False,
        agreed_services_at__isnull=False,
    ).exclude(protocol__ended_on__lte=on)  # fmt: skip
    return found.select_related("protocol").order_by("-in_force_from", "-number").first()


def bind(matter: Matter) -> None:
    found = in_force_for(matter.kind, on=today())
    if found is not None:
        Matter.objects.filter(pk=matter.pk).update(protocol=found)
        matter.protocol = found
