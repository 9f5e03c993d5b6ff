"""What can be done with a request next, in order: what is done, what can be done, and why the rest cannot be done now.

It reads only. Who may and what is missing is asked of the same functions that guard the steps themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from candour.access import answering, closing, deciding
from candour.access.evidence import needs
from candour.access.guarding import StepRefused, guard
from candour.access.models import Consultation, Request, Search, State
from candour.access.policies import answer_for, route_of, rules_of, stated
from candour.accounts.models import User

_WORKED_ON = (State.OPEN,)


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
    duties = rules_of(request).duties
    found = []
    for step, done, waits in _steps(request):
        why_not = "" if done else _may(request, step, user) or " ".join(waits)
        found.append(Next(step, duties[step].title, done, why_not))
    return found


def the_next(request: Request, *, user: User) -> Next | None:
    """The one thing to do now: the first step that is not done, whoever may take it; None: there is none."""
    return next((each for each in next_steps(request, user=user) if not each.done), None)


def _may(request: Request, step: str, user: User) -> str:
    try:
        guard(request, step, by=user)
    except StepRefused as refused:
        return f"{refused.what} {refused.means}"
    return ""


def _steps(request: Request) -> Iterator[tuple[str, bool, list[str]]]:
    """Step, whether it is done, and what it waits for besides somebody who may."""
    decided = request.state != State.OPEN
    yield "route", request.routed_at is not None or decided, _routable(request)
    shown = needs(request)
    if shown.all_of or shown.one_of:
        yield "check_evidence", decided or not shown.missing(), []
    if request.allocated_id is not None or _kind(request) == "dbs":
        yield "allocate", request.allocated_id is not None, []
        yield "collate", _took(request, "collate"), [] if request.allocated_id else ["It is not allocated yet."]
    if _with_records(request):
        yield "search", decided or Search.objects.filter(request=request).exists(), []
    if request.clarifications.filter(answered_on=None).exists():
        yield "clarify", False, []
    if Consultation.objects.filter(request=request, reply="").exists():
        yield "consult", False, []
    if answer_for(request).cautions:
        yield "advise_legally", request.advices.filter(legal=True).exists(), []
    if not _took(request, "decide") or request.state == State.OPEN:
        yield "decide", False, deciding.missing(request)
    else:
        yield "decide", True, []
    if "checks" in stated(request):
        passed = request.entitlements.order_by("-pk").first()
        yield "check_entitlement", passed is not None and passed.passed, []
    answered = request.state in (State.ANSWERED, State.CLOSED)
    instructions = request.instructions.filter(withdrawn_at=None)
    yield "instruct", answered or instructions.exists(), _after_decision(request, decided, answering.not_yet)
    waiting = [] if instructions.filter(sent_on=None).exists() else ["Nobody has given instructions yet."]
    yield "send", answered, waiting
    yield "close", request.state == State.CLOSED, closing.not_yet(request, withdrawn=False)


def _after_decision(request: Request, decided: bool, asked: Callable[[Request], list[str]]) -> list[str]:
    return asked(request) if decided else ["Nothing was decided."]


def _routable(request: Request) -> list[str]:
    return [] if request.route else ["What decides the route is not known yet, or the policy says nothing about it."]


def _kind(request: Request) -> str:
    route = route_of(request)
    return route.kind if route else ""


def _with_records(request: Request) -> bool:
    route = route_of(request)
    return bool(route and route.purpose)


def _took(request: Request, step: str) -> bool:
    return request.steps.filter(step=step).exists()
