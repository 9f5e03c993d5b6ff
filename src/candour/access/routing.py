"""Confirms the route of a request, answers what it depends on, links the case, and goes on under a newer pack when asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import DatabaseError

from candour.access.models import Instruction, Request, State
from candour.access.policies import answer_for, facts_of
from candour.access.taking import NOT_CLOSED, NOT_OPEN, begin, took
from candour.access.timing import renew
from candour.accounts.models import Team, User
from candour.cases.models import Case
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import attempt
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
    why = in_words(why, ask="Say why it is changed.")
    if pack.sha256 == request.pack_sha256:
        raise Refused("The request stands under the policy in force.", do="There is nothing to change.")
    try:
        answer = find(pack.access, requester=request.requester, context=request.context, facts=facts_of(request))
    except UnknownWord:
        raise Refused(
            "The policy in force does not know such a request.",
            means="It stays under the policy that it stands under.",
            do="Answer it under that, or ask information governance.",
        ) from None
    request.pack_name, request.pack_version, request.pack_sha256 = pack.name, pack.version, pack.sha256
    request.save(update_fields=["pack_name", "pack_version", "pack_sha256"])
    _go(request, route=answer.route.id if answer.route else "", by=by, why=why)
    return request


def name_day(*, by: User, request: Request, on: date, why: str) -> Request:
    """The day that whoever asks has named for the answer, as their letter or order says it."""
    request = begin(request, "route", by=by)
    why = in_words(why, ask="Say where the day is named.")
    if on < request.received_on:
        raise BadInput("The day is before the request came.", do="Give the day that they name for the answer.")
    request.stated_on = on
    request.save(update_fields=["stated_on"])
    took(request, "route", Verb.DAY_NAMED, by=by, reason=why)
    renew(request)
    return request


def note_contact(*, by: User, request: Request, way: str, contact: str, never: str = "") -> Request:
    """How the requester can safely be reached, as they say themselves; ``never``: what must not be used."""
    request = begin(request, "route", by=by, states=NOT_CLOSED)
    if not way or not contact.strip():
        raise BadInput("Nobody has said how the requester can safely be reached.", do="Ask them, and note it.")
    request.contact_way, request.contact, request.contact_never = way, contact.strip(), never.strip()
    request.contact_asked_at = now()
    request.save(update_fields=["contact_way", "contact", "contact_never", "contact_asked_at"])
    took(request, "route", Verb.CONTACT_NOTED, by=by)
    return request


def link_case(*, by: User, request: Request, case: Case) -> Request:
    """The case file that holds what is asked for; only one that ``by`` may see (the database knows no other).

    Whoever looks for the records links it: who holds a request of a chain sees no case file.
    """
    request = begin(request, "search", by=by)
    if request.case_id is not None and request.case_id != case.pk:
        raise Refused(
            "This request belongs to another case already.",
            means="Two case files would be mixed.",
            do="Log a request of its own for the other case.",
        )
    request.case = case
    request.save(update_fields=["case"])
    took(request, "search", Verb.REQUEST_LINKED, by=by)
    return request


def allocate(*, by: User, request: Request, team: Team) -> Request:
    """Which team puts the information together. It sees the request from then on."""
    request = begin(request, "allocate", by=by)
    if request.allocated_id == team.pk:
        raise Refused("It is allocated to this team already.", do="Choose another team, or leave it as it is.")
    request.allocated = team
    try:
        with attempt():
            request.save(update_fields=["allocated"])
    except DatabaseError:  # need-to-know: whoever allocates has to be able to follow it
        raise Refused(
            "You see this request only because your own team puts the information together.",
            means="If it went to another team, you could not follow it any more.",
            do="Ask the team that handles the request to allocate it anew.",
        ) from None
    took(request, "allocate", Verb.ALLOCATED, by=by, team=team.pk)
    return request


def reopen(*, by: User, request: Request, why: str) -> Request:
    """Back to be decided: a later decision replaces the one that stands, and what waits to be sent on it is withdrawn.

    Nothing that was sent is called back by it.
    """
    request = begin(request, "route", by=by, states=NOT_OPEN)
    why = in_words(why, ask="Say why it is opened again.")
    request.state, request.answered_on, request.closed_at, request.kept_until = State.OPEN, None, None, None
    request.save(update_fields=["state", "answered_on", "closed_at", "kept_until"])
    waiting = Instruction.objects.filter(request=request, sent_on=None, withdrawn_at=None)
    took(request, "route", Verb.REQUEST_REOPENED, by=by, reason=why, withdrawn=waiting.update(withdrawn_at=now()))
    return request


def _go(request: Request, *, route: str, by: User, why: str) -> None:
    request.route, request.routed_at, request.routed_by = route, None, None
    request.save(update_fields=["facts", "route", "routed_at", "routed_by"])
    took(request, "route", Verb.REQUEST_CHANGED, by=by, reason=why, route=route, policy=request.pack_sha256)
    renew(request)
