"""What can be done with a request next, in order: what is done, what can be done, and why the rest cannot be done now.

It reads only. Who may and what is missing is asked of the same functions that guard the steps themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from candour.access import answering, charging, closing, deciding
from candour.access.chains_lists import PRESCRIBED, WRITTEN_REQUEST, against_giving, gone_through, points_of
from candour.access.evidence import needs
from candour.access.guarding import StepRefused, guard
from candour.access.models import Request, State
from candour.access.policies import answer_for, route_of, rules_of, stated
from candour.access.taking import taken_since
from candour.access.tracking import nothing_sent, tracked, without_receipt
from candour.accounts.models import User
from candour.ledger.verbs import Verb

READ_WITH = (
    "steps", "evidences", "searchs", "fees", "clarifications", "consultations", "advices", "decisions", "entitlements",
    "instructions", "complaints", "points",
)  # fmt: skip
"""What the next step is told from: a list of requests reads it with them, and asks no more for each."""
_Waits = Callable[[], list[str]]


@dataclass(frozen=True, slots=True)
class Next:
    """``step``: a duty of the pack. ``done``: nothing more is needed of it. ``why_not``: why ``by`` cannot take it now."""

    step: str
    title: str
    done: bool
    why_not: str

    @property
    def open(self) -> bool:
        return not self.done and not self.why_not


def next_steps(request: Request, *, user: User) -> list[Next]:
    """Every step of the request's kind of route, in the order in which they usually come."""
    return [_told(request, *each, user=user) for each in _steps(request)]


def the_next(request: Request, *, user: User) -> Next | None:
    """The one thing to do now: the first step that is not done, whoever may take it; None: there is none."""
    found = next((each for each in _steps(request) if not each[1]), None)
    return _told(request, *found, user=user) if found else None


def mine(request: Request, *, user: User) -> Next | None:
    """The first step that the person can take now; None: all that is left is for others, or waits for something."""
    open_ = (_told(request, *each, user=user) for each in _steps(request) if not each[1])
    return next((each for each in open_ if each.open), None)


def _told(request: Request, step: str, done: bool, waits: _Waits, *, user: User) -> Next:
    why_not = "" if done else _may(request, step, user) or " ".join(waits())
    return Next(step, rules_of(request).duties[step].title, done, why_not)


def _may(request: Request, step: str, user: User) -> str:
    try:
        guard(request, step, by=user)
    except StepRefused as refused:
        return refused.in_short
    return ""


def _steps(request: Request) -> Iterator[tuple[str, bool, _Waits]]:
    """Step, whether it is done, and what it waits for besides somebody who may; each told only once it is asked for."""
    decided = request.state != State.OPEN
    routed = request.routed_at is not None and request.contact_asked_at is not None
    yield "route", routed or decided, lambda: _routable(request)
    if stated(request).get("evidence"):
        yield "check_evidence", decided or not needs(request).missing(), _nothing
    if points_of(request, WRITTEN_REQUEST):
        yield WRITTEN_REQUEST, decided or not against_giving(request), _nothing
    yield from _putting_together(request, decided)
    if not decided and any(each.answered_on is None for each in request.clarifications.all()):
        yield "clarify", False, _nothing
    if not decided and charging.awaited(request):
        yield charging.CHARGE, False, _nothing
    if not decided and any(not each.reply for each in request.consultations.all()):
        yield "consult", False, _nothing
    if answer_for(request).cautions:
        yield "advise_legally", taken_since(request, "advise_legally", change=Verb.REQUEST_CHANGED), _nothing
    yield "decide", decided, lambda: deciding.missing(request)
    yield from _going_out(request, decided)


def _putting_together(request: Request, decided: bool) -> Iterator[tuple[str, bool, _Waits]]:
    route = route_of(request)
    allocated = request.allocated_id is not None
    if allocated or (route and route.kind == "dbs"):
        yield "allocate", allocated, _nothing
        collated = taken_since(request, "collate", change=Verb.REQUEST_REOPENED)
        yield "collate", collated, lambda: [] if allocated else ["It is not allocated yet."]
    if route and route.purpose:
        yield "search", decided or bool(request.searchs.all()), _nothing


def _going_out(request: Request, decided: bool) -> Iterator[tuple[str, bool, _Waits]]:
    if points_of(request, PRESCRIBED):
        yield PRESCRIBED, gone_through(request, PRESCRIBED), _nothing
    if "checks" in stated(request):
        yield "check_entitlement", answering.checked(request), _nothing
    answered = request.state in (State.ANSWERED, State.CLOSED)
    standing = [each for each in request.instructions.all() if each.withdrawn_at is None]
    waiting = any(each.sent_on is None for each in standing)
    yield (
        "instruct", answered or bool(standing),
        lambda: answering.not_yet(request) if decided else ["Nothing was decided."],
    )  # fmt: skip
    yield "send", answered, lambda: answering.not_yet(request) if waiting else ["Nobody has given instructions yet."]
    if tracked(request):
        noted = answered and not without_receipt(request)
        yield "track", noted or request.state == State.CLOSED, lambda: [nothing_sent(request)]
    yield "close", request.state == State.CLOSED, lambda: closing.not_yet(request, withdrawn=False)


def _nothing() -> list[str]:
    return []


def _routable(request: Request) -> list[str]:
    return [] if request.route else ["What decides the route is not known yet, or the policy says nothing about it."]
