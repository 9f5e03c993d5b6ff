"""Logs what somebody asks for after they were answered, as a request of its own that follows the first one."""

from __future__ import annotations

from datetime import date

from candour.access.models import Request
from candour.access.receiving import Asked, receive
from candour.access.taking import ANY, begin, took
from candour.access.tracking import STEP, nothing_sent
from candour.accounts.models import User
from candour.engine.errors import Refused
from candour.ledger.verbs import Verb


def further(
    *, by: User, request: Request, wants: str, on: date, their_reference: str = "", stated_on: date | None = None
) -> Request:
    """A request of its own for what they ask for after it, linked with this one. Its case file is linked anew."""
    request = begin(request, STEP, by=by, states=ANY)
    if against := nothing_sent(request):
        raise Refused("There is no further request yet.", means=against, do="Work on this one.")
    asked = Asked(
        requester=request.requester, context=request.context, name=request.name, about=request.about, received_on=on,
        contact_way=request.contact_way, contact=request.contact, contact_never=request.contact_never,
        facts={fact: tuple(values) for fact, values in request.facts.items()}, organisation=request.organisation,
        about_born=request.about_born, wants=wants, their_reference=their_reference or request.their_reference,
        stated_on=stated_on,
    )  # fmt: skip
    made = receive(by=by, team=request.team, asked=asked, follows=request)
    took(request, STEP, Verb.FURTHER_ASKED, by=by, made=made.pk)
    return made
