"""What a change of policy would mean for requests that are not answered yet. It changes none: each keeps its own policy.

Requests that the person may not see are counted and nothing more: the database tells how many there are of a kind.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.db import connection
from django.urls import reverse

from candour.access.models import Request, State
from candour.access.policies import facts_of
from candour.ledger.clock import today
from candour.packs import in_force
from candour.packs.before_change import Touched, before_change
from candour.packs.wording import PARTS
from candour.policy import Pack
from candour.policy.finding import Answer, Facts, UnknownWord, find

_UNFINISHED = (State.OPEN, State.DECIDED)
Kind = tuple[str, str, str, str]
"""Requester, context, facts as canonical JSON, and the version of the pack: requests of a kind fare alike."""


@before_change
def requests(old: Pack, new: Pack) -> Iterator[Touched]:
    """Requests that are not answered and would go another way under ``new`` than under the policy they stand under."""
    fares = _Fares(new)
    seen = Counter[Kind]()
    for each in Request.objects.filter(state__in=_UNFINISHED).order_by("due_on", "pk"):
        kind = _kind(each)
        seen[kind] += 1
        if differs := fares.differs(kind):
            why = f"It stays under {each.pack_name} {each.pack_version} until somebody takes it over. Then this would be other: {differs}."
            yield Touched(f"Request {each.reference}", reverse("access:request", args=[each.key]), why)
    unseen = sum(many - seen[kind] for kind, many in _all_kinds().items() if many > seen[kind] and fares.differs(kind))
    if unseen:
        yield Touched(
            f"{unseen} more that you may not see", "", "Each stays under its policy until its team takes it over."
        )


class _Fares:
    """How requests of a kind fare under the new pack beside their own; each kind is looked at once."""

    def __init__(self, new: Pack) -> None:
        self._new = new
        self._known: dict[Kind, str] = {}

    def differs(self, kind: Kind) -> str:
        """What would be other, in words; empty: nothing."""
        if kind not in self._known:
            self._known[kind] = ", ".join(_differences(kind, self._new))
        return self._known[kind]


def _differences(kind: Kind, new: Pack) -> Iterator[str]:
    requester, context, facts, version = kind
    known = {fact: frozenset(values) for fact, values in json.loads(facts).items()}
    old = in_force.of(version, on=today())
    before, after = (_asked(pack, requester, context, known) for pack in (old, new))
    if before is None or after is None:
        if (before is None) != (after is None):
            yield "the new policy does not know who asks, the context or a fact of it"
        return
    if _route(before) != _route(after):
        yield "the route"
    for name in PARTS:
        if before.parts.get(name) != after.parts.get(name):
            yield PARTS[name].lower()
    if before.evidence != after.evidence and before.parts.get("evidence") == after.parts.get("evidence"):
        yield "what has to be shown"
    if before.cautions != after.cautions:
        yield "what orders of a court mean"
    if _clock(old, before) != _clock(new, after) and before.parts.get("clock") == after.parts.get("clock"):
        yield "how its time is counted"
    if old.access.duties != new.access.duties or old.access.parties != new.access.parties:
        yield "who may take which step"


def _asked(pack: Pack, requester: str, context: str, facts: Facts) -> Answer | None:
    try:
        return find(pack.access, requester=requester, context=context, facts=facts)
    except UnknownWord:
        return None


def _route(answer: Answer) -> object:
    """The route without its parts, and without how far up the chain of packs it stands."""
    return answer.route and replace(answer.route, level=0, parts={})


def _clock(pack: Pack, answer: Answer) -> object:
    told = answer.parts.get("clock")
    return told and pack.clocks.get(told.part.clock)


def _kind(request: Request) -> Kind:
    facts = {fact: sorted(values) for fact, values in facts_of(request).items()}
    return request.requester, request.context, _canonical(facts), request.pack_sha256


def _canonical(facts: Mapping[str, list[str]]) -> str:
    return json.dumps(facts, sort_keys=True)


def _all_kinds() -> Counter[Kind]:
    with connection.cursor() as cursor:
        cursor.execute("select requester, context, facts, pack_sha256, many from candour_open_requests()")
        found = Counter[Kind]()
        for requester, context, facts, version, many in cursor.fetchall():
            known = json.loads(facts) if isinstance(facts, str) else facts
            key = (requester, context, _canonical({fact: sorted(values) for fact, values in known.items()}), version)
            found[key] += many
        return found
