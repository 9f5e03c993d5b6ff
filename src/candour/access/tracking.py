"""What comes after sending: whoever asked says that they have it, or asks for more. It sends and decides nothing."""

from __future__ import annotations

from datetime import date

from candour.access.models import Instruction, Request, State
from candour.access.policies import route_of, rules_of
from candour.access.taking import ANY, begin, took
from candour.accounts.models import User
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import today
from candour.ledger.verbs import Verb

STEP = "track"


def tracked(request: Request) -> bool:
    """Whether its policy says that what is sent is followed until it is there."""
    route = route_of(request)
    return route is not None and route.tracked and STEP in rules_of(request).duties


def without_receipt(request: Request) -> list[Instruction]:
    """What was sent, and nobody has noted that it came; nothing where the policy does not ask for it."""
    return [each for each in request.instructions.all() if each.sent_on and not each.receipt_on and tracked(request)]


def note_receipt(*, by: User, instruction: Instruction, on: date, how: str) -> None:
    request = begin(instruction.request, STEP, by=by, states=ANY)
    instruction.refresh_from_db()
    if instruction.sent_on is None:
        raise Refused("It was not sent yet.", do="Note first that it was sent.")
    if instruction.receipt_on is not None:
        raise Refused("It is noted already that they have it.", do="Look at the page of the request.")
    if not instruction.sent_on <= on <= today():
        raise BadInput("This day cannot be.", do="Give a day between the sending and today.")
    if not how.strip():
        raise BadInput("Nobody has said how they say so.", do="Say where their word of it stands.")
    instruction.receipt_on, instruction.receipt_how, instruction.receipt_by = on, how.strip(), by
    instruction.save(update_fields=["receipt_on", "receipt_how", "receipt_by"])
    took(request, STEP, Verb.RECEIPT_NOTED, by=by, instruction=instruction.pk, on=on.isoformat())


def nothing_sent(request: Request) -> str:
    """Why nobody can ask for more after it; empty: it was answered."""
    return "" if request.state in (State.ANSWERED, State.CLOSED) else "Nothing was sent to them yet."
