"""The page of one request: what comes next, why it is due when it is, on which route it goes and what was done."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from candour.access import whole
from candour.access.gate import on_request
from candour.access.lists import STATE_COLOURS, standing
from candour.access.models import Request, State
from candour.access.timing import clock_of
from candour.access.viewing import looked
from candour.accounts.gate import AuthorisedRequest


@on_request()
def page(request: AuthorisedRequest, of: Request) -> HttpResponse:
    of = whole.read(of)
    looked(of, by=request.user)
    shown = whole.shown(of, user=request.user)
    colour = STATE_COLOURS[State(of.state)]
    return render(request, "access/request.html", {"of": of, "standing": standing(of), "colour": colour, **shown})


@on_request()
def due(request: AuthorisedRequest, of: Request) -> HttpResponse:
    """How its due date comes about, step by step with the law, as a page to print."""
    looked(of, by=request.user)
    shown = {"of": of, "clock": whole.clock(of), "counted": clock_of(of), "standing": standing(of)}
    return render(request, "access/due.html", shown)
