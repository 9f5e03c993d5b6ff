"""What waits for who looks after the policy: files that changed and are not in force. It puts nothing in force."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from candour.accounts.models import User
from candour.accounts.waiting import Pressing, Waiting
from candour.ledger.clock import today
from candour.packs import in_force


def changed_policy(user: User) -> Iterator[Waiting]:
    in_force.current(on=today())  # where nothing was in force yet, it is now
    proposed = in_force.waiting()
    if proposed is None:
        return
    faulty = "The files that changed cannot be used: the page says what to mend."
    yield Waiting(
        "Look at a changed policy that waits" if proposed.pack else "Mend a changed policy that waits",
        reverse("packs:change"),
        "You look after the policy.",
        Pressing.NEXT,
        more="" if proposed.pack else faulty,
    )
