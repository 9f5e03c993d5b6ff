"""Takes a step of a request: who may, then the step itself, its line in the request's story and its entry in the ledger."""

from __future__ import annotations

from typing import Any

from candour.access.guarding import guard
from candour.access.models import Request, State, Step
from candour.accounts.models import User
from candour.engine.errors import Refused
from candour.ledger.acting import record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

BEFORE_DECISION = (State.OPEN,)
UNTIL_SENT = (State.OPEN, State.DECIDED)
ONCE_DECIDED = (State.DECIDED,)
NOT_OPEN = (State.DECIDED, State.ANSWERED, State.CLOSED)
NOT_CLOSED = (State.OPEN, State.DECIDED, State.ANSWERED)
ANY = tuple(State)
"""When a step can be taken, by the state of the request."""


def begin(request: Request, step: str, *, by: User, states: tuple[State, ...] = BEFORE_DECISION) -> Request:
    """The request, which nobody else can change until the transaction ends. Refused in another state."""
    guard(request, step, by=by)
    locked = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if against := not_in(locked, states):
        raise Refused(_state(locked), means=against, do="Look at its page for what can be done next.")
    return locked


def not_in(request: Request, states: tuple[State, ...]) -> str:
    """Why something that can be done only in ``states`` cannot be done now; empty: it can."""
    if request.state in states:
        return ""
    fitting = " or ".join(state.label.lower() for state in states)
    return f"This can be done only while it is {fitting}."


def _state(request: Request) -> str:
    return f"This request is now “{State(request.state).label}”."


def took(request: Request, step: str, verb: Verb, *, by: User | None, reason: str = "", **details: Any) -> None:
    """Notes the step. ``details``: identifiers and counts, never text."""
    Step.objects.create(request=request, step=step, verb=verb.value, by=by, at=now())
    record(verb, case=request.case_id, object=f"request:{request.pk}", reason=reason, **details)


def taken_since(request: Request, step: str, *, change: Verb) -> bool:
    """Whether a step was taken, and not only before the last ``change``: what it rested on may be others since."""
    steps = request.steps.all()  # which a list of requests has read already
    last = max((each.pk for each in steps if each.verb == change), default=0)
    return any(each.step == step and each.pk > last for each in steps)
