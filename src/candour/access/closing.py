"""Closes a request that was answered, refused, withdrawn or passed on, and marks from when it may be destroyed."""

from __future__ import annotations

from candour.access.deciding import last_decision
from candour.access.models import Outcome, Request, State
from candour.access.policies import pack_of
from candour.access.taking import NOT_CLOSED, begin, took
from candour.accounts.models import User
from candour.cases.reasons import in_words
from candour.engine.errors import Refused
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.policy.counting import due

_KEPT = "request-kept"


def close(*, by: User, request: Request, why: str, withdrawn: bool = False) -> Request:
    """``withdrawn``: the requester wants nothing any more. Refused while something that was decided is not sent."""
    request = begin(request, "close", by=by, states=NOT_CLOSED)
    why = in_words(why, ask="Say why it is closed.")
    if against := not_yet(request, withdrawn=withdrawn):
        raise Refused("This request cannot be closed yet.", means=" ".join(against), do="Do what is missing first.")
    request.state, request.closed_at = State.CLOSED, now()
    request.save(update_fields=["state", "closed_at"])
    keep(request)
    took(request, "close", Verb.REQUEST_CLOSED, by=by, reason=why, withdrawn=withdrawn)
    return request


def keep(request: Request) -> None:
    """Marks from when it may be destroyed, counted from today: it was closed, or a complaint about it answered.

    A policy that says nothing of it keeps it.
    """
    kept = pack_of(request).clocks.get(_KEPT)
    request.kept_until = due(kept, received=today()).due if kept else None
    request.save(update_fields=["kept_until"])


def not_yet(request: Request, *, withdrawn: bool) -> list[str]:
    """What closing still waits for, in sentences; empty: nothing."""
    found = []
    if any(each.answered_on is None for each in request.complaints.all()):
        found.append("A complaint about it is not answered.")
    if any(each.sent_on is None and each.withdrawn_at is None for each in request.instructions.all()):
        found.append("Something that was to be sent is not sent.")
    if not withdrawn:
        decision = last_decision(request)
        if decision is None or request.state == State.OPEN:
            found.append("It is not decided, and nobody has said that it is withdrawn.")
        elif decision.outcome != Outcome.PASSED_ON and request.state != State.ANSWERED:
            found.append("It was decided, and nobody has sent the requester what was decided.")
    return found
