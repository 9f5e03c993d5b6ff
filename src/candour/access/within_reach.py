"""Requests in which a step may be open for somebody, told by the database at once, however many there are. It decides nothing.

It leaves out only what cannot be theirs: steps that none of their roles may take on that route, and those that are done or
wait for what the database shows. What is left is asked of ``next_steps``, one by one.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from candour.access.chains_lists import PRESCRIBED, WRITTEN_REQUEST
from candour.access.guarding import who_may
from candour.access.models import Clarification, Consultation, Decision, Instruction, Outcome, Request, Search, State
from candour.access.policies import rules_of
from candour.accounts.models import User
from candour.accounts.queries import roles_of

_OPEN, _DECIDED = Q(state=State.OPEN), Q(state=State.DECIDED)
_CONFIRMED = Q(routed_at__isnull=False, contact_asked_at__isnull=False)
_STANDING = Instruction.objects.filter(withdrawn_at=None)


def _of(rows: QuerySet[Clarification] | QuerySet[Consultation] | QuerySet[Instruction] | QuerySet[Search]) -> Q:
    return Q(pk__in=rows.values("request"))


_QUESTION = _of(Clarification.objects.filter(answered_on=None))
OPEN_ONLY: Mapping[str, Q] = {
    "route": _OPEN & ~_CONFIRMED & ~Q(route=""),
    "check_evidence": _OPEN,
    WRITTEN_REQUEST: _OPEN,
    "allocate": Q(allocated=None),
    "collate": Q(allocated__isnull=False),
    "search": _OPEN & ~_of(Search.objects.all()),
    "clarify": _OPEN & _QUESTION,
    "charge": _OPEN,
    "consult": _OPEN & _of(Consultation.objects.filter(reply="")),
    "advise_legally": ~Q(facts__order=["none"]),
    "decide": _OPEN & _CONFIRMED & ~Q(route="") & ~_QUESTION,
    PRESCRIBED: Q(),
    "check_entitlement": Q(),
    "instruct": _DECIDED & ~_of(_STANDING),
    "send": _DECIDED & _of(_STANDING.filter(sent_on=None)),
    "track": _of(_STANDING.exclude(sent_on=None)),
    "close": Q(state=State.ANSWERED)
    | _DECIDED & Q(pk__in=Decision.objects.filter(outcome=Outcome.PASSED_ON).values("request")),
}
"""What has to hold of a request for a step that comes next to be open: every step of ``next_steps`` stands here."""


def within_reach(user: User) -> QuerySet[Request]:
    """Of those that are not closed. None for who may take no step at all."""
    open_ = Request.objects.exclude(state=State.CLOSED)
    routes: dict[str, Q] = {}
    for version, route in open_.order_by().values_list("pack_sha256", "route").distinct():
        for step in _steps(Request(pack_sha256=version, route=route), user):
            routes[step] = routes.get(step, Q(pk__in=[])) | Q(pack_sha256=version, route=route)
    theirs = Q(pk__in=[])
    for step, there in routes.items():
        theirs |= there & OPEN_ONLY[step]
    return open_.filter(theirs)


def _steps(like: Request, user: User) -> list[str]:
    """Steps that a role of theirs may take on such a route."""
    duties, roles = rules_of(like).duties, roles_of(user)
    return [step for step in OPEN_ONLY if step in duties and not who_may(like, step).isdisjoint(roles)]
