"""Confirms the route of a request, answers what it depends on, links the case, and goes on under a newer pack when asked."""

from __future__ import annotations

from collections.abc import Mapping

from candour.access.models import Request, State
from candour.access.policies import answer_for, facts_of
from candour.access.taking import begin, in_words, took
from candour.access.timing import renew
from candour.accounts.models import Team, User
from candour.cases.models import Case
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.packs import in_force
from candour.policy.finding import UnknownWord, find


def answer_facts(*, by: User, request: Request, facts: Mapping[str, tuple[str, ...]], why: str) -> Request:
    """What is known by now; the route follows from it and has to be confirmed anew. BadInput for unknown facts."""
    request = begin(request, "route", by=by)
    request.facts = {**request.facts, **{fact: list(values) for fact, values in facts.items()}}
    try:
        answer = answer_for(request)
    except UnknownWord as unknown:
        raise BadInput(f"{unknown.what}.", do="Choose one of these: " + ", ".join(unknown.known) + ".") from None
    _go(request, route=answer.route.id if answer.route else "", by=by, why=in_words(why, ask="Say how you know it."))
    return request


def confirm(*, by: User, request: Request) -> Request:
    """Somebody who answers for it says that this is the route. Refused while there is none."""
    request = begin(request, "route", by=by)
    if not request.route:
        raise Refused(
            "There is no route to confirm.",
            means="What decides it is not known, or the policy says nothing about such a request.",
            do="Answer the questions on its page, or ask information governance.",
        )
    if request.routed_at is None:
        request.routed_at, request.routed_by = now(), by
        request.save(update_fields=["routed_at", "routed_by"])
        took(request, "route", Verb.REQUEST_ROUTED, by=by, route=request.route, policy=request.pack_sha256)
    return request


def take_newer_policy(*, by: User, request: Request, why: str) -> Request:
    """From now on the request stands under the pack in force; what was decided keeps the pack it was decided under."""
    request = begin(request, "route", by=by)
    pack = in_force.current(on=today())
    answer = find(pack.access, requester=request.requester, context=request.context, facts=facts_of(request))
    request.pack_name, request.pack_version, request.pack_sha256 = pack.name, pack.version, pack.sha256
    request.save(update_fields=["pack_name", "pack_version", "pack_sha256"])
    _go(request, route=answer.route.id if answer.route else "", by=by, why=in_words(why, ask="Say why it is changed."))
    return request


def link_case(*, by: User, request: Request, case: Case) -> Request:
    """The case file that holds what is asked for; only one that ``by`` may see (the database knows no other)."""
    request = begin(request, "route", by=by)
    if request.case_id is not None and request.case_id != case.pk:
        raise Refused(
            "This request belongs to another case already.",
            means="Two case files would be mixed.",
            do="Log a request of its own for the other case.",
        )
    request.case = case
    request.save(update_fields=["case"])
    took(request, "route", Verb.REQUEST_LINKED, by=by)
    return request


def allocate(*, by: User, request: Request, team: Team) -> Request:
    """Which team puts the information together. It sees the request from then on."""
    request = begin(request, "allocate", by=by)
    request.allocated = team
    request.save(update_fields=["allocated"])
    took(request, "allocate", Verb.ALLOCATED, by=by, team=team.pk)
    return request


def reopen(*, by: User, request: Request, why: str) -> Request:
    """Back to be decided: a later decision replaces the one that stands. Nothing that was sent is called back by it."""
    request = begin(request, "route", by=by, states=(State.DECIDED, State.ANSWERED, State.CLOSED))
    Request.objects.filter(pk=request.pk).update(state=State.OPEN, closed_at=None, kept_until=None)
    request.state = State.OPEN
    took(request, "route", Verb.REQUEST_REOPENED, by=by, reason=in_words(why, ask="Say why it is opened again."))
    return request


def _go(request: Request, *, route: str, by: User, why: str) -> None:
    request.route, request.routed_at, request.routed_by = route, None, None
    request.save(update_fields=["facts", "route", "routed_at", "routed_by"])
    took(request, "route", Verb.REQUEST_CHANGED, by=by, reason=why, route=route, policy=request.pack_sha256)
    renew(request)
