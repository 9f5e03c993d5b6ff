"""The page of one request: what comes next, why it is due when it is, on which route it goes and what was done."""

from __future__ import annotations

from datetime import datetime, time

from django.http import HttpResponse
from django.shortcuts import render

from candour.access import whole
from candour.access.gate import on_request
from candour.access.lists import STATE_COLOURS, standing
from candour.access.models import Request, State
from candour.accounts.gate import AuthorisedRequest
from candour.ledger.acting import record
from candour.ledger.clock import LONDON, today
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb


@on_request()
def page(request: AuthorisedRequest, of: Request) -> HttpResponse:
    of = whole.read(of)
    _note(request, of)
    shown = whole.shown(of, user=request.user)
    colour = STATE_COLOURS[State(of.state)]
    return render(request, "access/request.html", {"of": of, "standing": standing(of), "colour": colour, **shown})


def _note(request: AuthorisedRequest, of: Request) -> None:
    """Looking is entered once for each person and day."""
    since = datetime.combine(today(), time(), LONDON)
    earlier = Entry.objects.filter(
        actor=request.user.pk, at__gte=since, verb=Verb.REQUEST_VIEWED, object=f"request:{of.pk}"
    )
    if not earlier.exists():
        record(Verb.REQUEST_VIEWED, case=of.case_id, object=f"request:{of.pk}")
