"""Takes a step of a request: who may, then the step itself, its line in the request's story and its entry in the ledger."""

from __future__ import annotations

from typing import Any

from candour.access.guarding import guard
from candour.access.models import Request, State, Step
from candour.accounts.models import User
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

_LEAST_WORDS = 3


def begin(request: Request, step: str, *, by: User, states: tuple[State, ...] = (State.OPEN,)) -> Request:
    """The request, which nobody else can change until the transaction ends. Refused in another state."""
    guard(request, step, by=by)
    locked = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.state not in states:
        fitting = " or ".join(state.label.lower() for state in states)
        raise Refused(
            f"This request is now “{State(locked.state).label}”.",
            means=f"This can be done only while it is {fitting}.",
            do="Look at its page for what can be done next.",
        )
    return locked


def took(request: Request, step: str, verb: Verb, *, by: User | None, reason: str = "", **details: Any) -> None:
    """Notes the step. ``details``: identifiers and counts, never text."""
    Step.objects.create(request=request, step=step, verb=verb.value, by=by, at=now())
    record(verb, case=request.case_id, object=f"request:{request.pk}", reason=reason, **details)


def in_words(text: str, *, ask: str, means: str = "Others will depend on it.") -> str:
    """A reason of a few words. Raises BadInput with ``ask`` as what to do."""
    text = text.strip()
    if len(text.split()) < _LEAST_WORDS:
        raise BadInput("A reason of a few words is needed.", means=means, do=ask)
    return text
