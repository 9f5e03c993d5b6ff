"""The chains of the barring service and of the police: which teams may hold them, and in which stage each request stands.

A stage is told from what was done with the request; nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from candour.access.answering import checked
from candour.access.chains_lists import PRESCRIBED, against_giving, gone_through
from candour.access.models import Request, State
from candour.access.policies import rules_of, stated
from candour.access.taking import taken_since
from candour.access.tracking import without_receipt
from candour.accounts.models import Membership, RoleHeld, Team
from candour.ledger.clock import LONDON
from candour.ledger.verbs import Verb
from candour.policy import Pack
from candour.policy.finding import Answer
from candour.policy.routes import Part
from candour.policy.vocabulary import CHAINS

_HOLDS = ("logs", "sends", "decides")
"""Parts of a route, the first of which that is stated says who handles its requests."""


def cannot_handle(pack: Pack, answer: Answer, *, team: Team) -> str:
    """Why a request of a chain cannot go to ``team``: nobody in it has the part that the route gives; empty: it can."""
    told = _holding(answer)
    if told is None or somebody_in(team, {role for who in told.who for role in pack.access.parties[who].roles}):
        return ""
    return f"{told.why} Nobody in this team has that part: {holders(pack, answer)}."


def holders(pack: Pack, answer: Answer) -> str:
    """Who has to be in a team that holds such a request, in words; empty: any team can."""
    told = _holding(answer)
    return ", ".join(pack.access.parties[who].title for who in told.who) if told else ""


def somebody_in(team: Team, roles: Collection[str]) -> bool:
    """Whether somebody who can sign in has one of the roles and is in the team."""
    members = Membership.objects.filter(team=team, ended_at=None).values("user")
    return RoleHeld.objects.filter(user__in=members, role__in=roles, ended_at=None, user__is_active=True).exists()


def _holding(answer: Answer) -> Part | None:
    """The part of a chain's route that says who handles its requests."""
    if answer.route is None or answer.route.kind not in CHAINS:
        return None
    return next((answer.parts[each].part for each in _HOLDS if each in answer.parts), None)


@dataclass(frozen=True, slots=True)
class Stage:
    """``ended``: whether a request is past it. ``since``: what is done when it begins. ``part``: of the route, who has it."""

    id: str
    title: str
    ended: Callable[[Request], bool]
    since: tuple[Verb, ...]
    part: str = ""


def _answered(request: Request) -> bool:
    return request.state in (State.ANSWERED, State.CLOSED)


def _decided(request: Request) -> bool:
    return request.state != State.OPEN


def _put_together(request: Request) -> bool:
    return _decided(request) and taken_since(request, "collate", change=Verb.REQUEST_REOPENED)


def _looked_through(request: Request) -> bool:
    return _answered(request) or (checked(request) and gone_through(request, PRESCRIBED))


def _received(request: Request) -> bool:
    return request.state == State.CLOSED or (_answered(request) and not without_receipt(request))


def _nothing_asked(request: Request) -> bool:
    return all(each.answered_on is not None for each in request.clarifications.all())


_RECEIPT = Stage("receipt", "Sent, waiting for acknowledgement", _received, (Verb.SENT_OUT,), "logs")
STAGES: Mapping[str, tuple[Stage, ...]] = {
    "dbs": (
        Stage("allocate", "To allocate", lambda each: each.allocated_id is not None, (), "logs"),
        Stage("team", "With the team", _put_together, (Verb.ALLOCATED, Verb.REQUEST_REOPENED)),
        Stage("check", "To be checked", _looked_through, (Verb.REQUEST_DECIDED, Verb.COLLATED), "checks"),
        Stage("send", "To be sent", _answered, (Verb.ENTITLEMENT_CHECKED, Verb.LIST_CHECKED), "sends"),
        _RECEIPT,
        Stage("sent", "Sent", lambda each: False, (Verb.SENT_OUT,)),
    ),
    "police": (
        Stage("asked", "Waiting for the police", _nothing_asked, (Verb.CLARIFICATION_ASKED,)),
        Stage(
            "request", "Written request to check", lambda each: _decided(each) or not against_giving(each),
            (Verb.CLARIFICATION_ANSWERED, Verb.REQUEST_REOPENED), "decides",
        ),
        Stage("decide", "To look for and decide", _decided, (Verb.LIST_CHECKED,), "decides"),
        Stage("send", "To review and send", _answered, (Verb.REQUEST_DECIDED,), "sends"),
        _RECEIPT,
        Stage("sent", "Sent", lambda each: False, (Verb.SENT_OUT,)),
    ),
}  # fmt: skip
"""In order: a request is in the first stage that it is not past."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a request stands: ``who`` has it, and for how many days."""

    stage: Stage
    since: datetime
    days: int
    who: str


def standing_of(request: Request, kind: str, *, on: date) -> Standing:
    stage = next(each for each in STAGES[kind] if not each.ended(request))
    began = (each.at for each in request.steps.all() if each.verb in stage.since)
    since = max(began, default=request.logged_at)
    return Standing(stage, since, (on - since.astimezone(LONDON).date()).days, _who(request, stage))


def _who(request: Request, stage: Stage) -> str:
    if stage.id == "team" and request.allocated is not None:
        return request.allocated.name
    if stage.id == "asked":
        return request.organisation or request.name
    told, parties = stated(request).get(stage.part), rules_of(request).parties
    part = ", ".join(parties[each].title for each in told.part.who) if told else ""
    names = request.team.name if stage.part in _HOLDS else ""
    return ": ".join(each for each in (part, names) if each) or request.team.name
