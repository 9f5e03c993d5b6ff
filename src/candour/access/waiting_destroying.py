"""What is due to be destroyed and belongs to no case, for My work. It tells of it and does nothing about it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Min
from django.urls import reverse

from candour.access.destruction import Destruction
from candour.access.outlived import how_many
from candour.accounts.models import User
from candour.accounts.waiting import Pressing, Waiting
from candour.engine.errors import BadInput

_DISPOSES = "You may destroy what nobody needs any more."


def proposals(user: User) -> Iterator[Waiting]:
    """Of others, all of them as one: nobody agrees to what they proposed themselves."""
    theirs = Destruction.objects.filter(ended_at=None).exclude(proposed_by=user)
    found = theirs.aggregate(many=Count("pk"), since=Min("proposed_at"))
    if many := found["many"]:
        yield Waiting(
            f"Decide as the second person what is destroyed: {many} proposed",
            reverse("access:destruction_proposed"),
            _DISPOSES,
            more="They belong to no case.",
            since=found["since"],
        )


def due(user: User) -> Iterator[Waiting]:
    """All of it as one. Nothing where the policy cannot be read: who looks after it is told so."""
    try:
        many = how_many()
    except BadInput:
        return
    if many:
        yield Waiting(
            f"Decide what nobody needs any more: {many} due",
            reverse("access:due_to_be_destroyed"),
            _DISPOSES,
            Pressing.LATER,
            more="Closed requests, what was set aside, and notes of sharing, of no case. Propose it, or say why it is kept.",
        )
