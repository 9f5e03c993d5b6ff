"""What the pack under which a request stands says of it: its route, what is stated of it, what is to be shown."""

from __future__ import annotations

from collections.abc import Mapping

from candour.access.models import Request
from candour.ledger.clock import today
from candour.packs import in_force
from candour.policy import Pack
from candour.policy.finding import Answer, Told, find, parts_of
from candour.policy.routes import AccessRules, Route


def pack_of(request: Request) -> Pack:
    """The version of the pack under which the request stands, whatever is in force by now."""
    return in_force.of(request.pack_sha256, on=today())


def rules_of(request: Request) -> AccessRules:
    return pack_of(request).access


def route_of(request: Request) -> Route | None:
    """None: no route was found for it, or which one it is depends on what is not known yet."""
    return next((each for each in rules_of(request).routes if each.id == request.route), None)


def stated(request: Request) -> Mapping[str, Told]:
    """What is stated of its route, by part; nothing without a route."""
    route = route_of(request)
    return parts_of(rules_of(request), route) if route else {}


def answer_for(request: Request, *, pack: Pack | None = None) -> Answer:
    """What a pack (None: its own) says of the request as it is known now."""
    return find(
        (pack or pack_of(request)).access, requester=request.requester, context=request.context, facts=facts_of(request)
    )


def facts_of(request: Request) -> dict[str, frozenset[str]]:
    return {fact: frozenset(values) for fact, values in request.facts.items()}
