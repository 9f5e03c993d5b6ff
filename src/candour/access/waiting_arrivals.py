"""What came in and waits for somebody to take it up, for My work. It tells of it and does nothing about it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Min, Q
from django.urls import reverse

from candour.access import arrivals
from candour.accounts.models import User
from candour.accounts.waiting import Pressing, Waiting


def to_take_up(user: User) -> Iterator[Waiting]:
    """All of it as one: whoever is there takes the oldest."""
    late = Count("pk", filter=Q(received_on__lt=arrivals.last_good_day()))
    found = arrivals.waiting().order_by().aggregate(many=Count("pk"), late=late, since=Min("came_at"))
    if many := found["many"]:
        yield Waiting(
            f"Take up what came in: {many} waiting",
            reverse("arrivals:list"),
            "You may take up what comes in, and so may others.",
            Pressing.FIRST if found["late"] else Pressing.NEXT,
            more=f"{found['late']} of them late. Their time runs." if found["late"] else "Their time runs.",
            since=found["since"],
        )
