"""What came in and waits for somebody to take it up, for My work. It tells of it and does nothing about it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Min
from django.urls import reverse

from candour.access import arrivals
from candour.accounts.models import User
from candour.accounts.waiting import Pressing, Waiting
from candour.ledger.clock import today


def to_take_up(user: User) -> Iterator[Waiting]:
    """All of it as one: whoever is there takes the oldest."""
    found = arrivals.waiting().order_by().aggregate(many=Count("pk"), oldest=Min("received_on"), since=Min("came_at"))
    if many := found["many"]:
        good = arrivals.last_good_day()
        late = found["oldest"] < good
        yield Waiting(
            f"Take up what came in: {many} waiting",
            reverse("arrivals:list"),
            "You may take up what comes in, and so may others.",
            Pressing.FIRST if late else Pressing.NEXT,
            more="The oldest is late. Their time runs." if late else "Their time runs.",
            since=found["since"],
            by=found["oldest"] + (today() - good),
        )
