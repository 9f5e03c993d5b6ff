"""Joins matters with requests for records by their parties: litigation and access know nothing of each other."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from django.urls import reverse

from candour.access.models import Request, State
from candour.litigation.asked_for import Asked, tells_requests


@tells_requests
def by_parties(cases: Collection[int], names: Collection[str], keys: Collection[str]) -> list[Asked]:
    """The database leaves out what whoever acts may not see."""
    named = Q(disclosure__recipient__in=list(keys))
    for name in names:
        named |= Q(name__iexact=name)
    found = Request.objects.filter(named, case__in=cases).select_related("disclosure").order_by("-received_on", "-pk")
    return [
        Asked(
            each.reference, each.name, reverse("access:request", args=[each.key]), each.received_on,
            State(each.state).label, each.disclosure.matter if each.disclosure else None,
        )
        for each in found
    ]  # fmt: skip
