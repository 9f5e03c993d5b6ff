"""What can be done with a request next, in order: what is done, what can be done, and why the rest cannot be done now.

It reads only. Who may and what is missing is asked of the same functions that guard the steps themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from candour.access import answering, closing, deciding
from candour.access.evidence import needs
from candour.access.guarding import StepRefused, guard
from candour.access.models import Request, State
from candour.access.policies import answer_for, route_of, rules_of, stated
from candour.accounts.models import User

READ_WITH = (
    "steps", "evidences", "searchs", "clarifications", "consultations", "advices", "entitlements", "instructions",
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


def _told(request: Request, step: str, done: bool, waits: _Waits, *, user: User) -> Next:
    why_not = "" if done else _may(request, step, user) or " ".join(waits())
    return Next(step, rules_of(request).duties[step].title, done, why_not)


def _may(request: Request, step: str, user: User) -> str:
    try:
        guard(request, step, by=user)
    except StepRefused as refused:
        return f"{refused.what} {refused.means}"
    return ""


def _steps(request: Request) -> Iterator[tuple[str, bool, _Waits]]:
    """Step, whether it is done, and what it waits for besides somebody who may; each told only once it is asked for."""
    decided = request.state != State.OPEN
    yield "route", request.routed_at is not None or decided, lambda: _routable(request)
    if stated(request).get("evidence"):
        yield "check_evidence", decided or not needs(request).missing(), _nothing
    yield from _putting_together(request, decided)
    if any(each.answered_on is None for each in request.clarifications.all()):
        yield "clarify", False, _nothing
    if any(not each.reply for each in request.consultations.all()):
        yield "consult", False, _nothing
    if answer_for(request).cautions:
        yield "advise_legally", any(each.legal for each in request.advices.all()), _nothing
    yield "decide", decided and _took(request, "decide"), lambda: deciding.missing(request)
    yield from _going_out(request, decided)


def _putting_together(request: Request, decided: bool) -> Iterator[tuple[str, bool, _Waits]]:
    route = route_of(request)
    allocated = request.allocated_id is not None
    if allocated or (route and route.kind == "dbs"):
        yield "allocate", allocated, _nothing
        yield "collate", _took(request, "collate"), lambda: [] if allocated else ["It is not allocated yet."]
    if route and route.purpose:
        yield "search", decided or bool(request.searchs.all()), _nothing


def _going_out(request: Request, decided: bool) -> Iterator[tuple[str, bool, _Waits]]:
    if "checks" in stated(request):
        looks = sorted(request.entitlements.all(), key=lambda each: each.pk)
        yield "check_entitlement", bool(looks) and looks[-1].passed, _nothing
    answered = request.state in (State.ANSWERED, State.CLOSED)
    standing = [each for each in request.instructions.all() if each.withdrawn_at is None]
    waiting = any(each.sent_on is None for each in standing)
    yield (
        "instruct", answered or bool(standing),
        lambda: answering.not_yet(request) if decided else ["Nothing was decided."],
    )  # fmt: skip
    yield "send", answered, lambda: [] if waiting else ["Nobody has given instructions yet."]
    yield "close", request.state == State.CLOSED, lambda: closing.not_yet(request, withdrawn=False)


def _nothing() -> list[str]:
    return []


def _routable(request: Request) -> list[str]:
    return [] if request.route else ["What decides the route is not known yet, or the policy says nothing about it."]


def _took(request: Request, step: str) -> bool:
    return any(each.step == step for each in request.steps.all())
