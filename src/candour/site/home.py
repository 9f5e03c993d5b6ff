"""What everybody sees first: what waits for them, and the cases they may go on with."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from candour.accounts.gate import AuthorisedRequest, signed_in
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.cases import queries

_RECENT = 8


@signed_in()
def home(request: AuthorisedRequest) -> HttpResponse:
    if not allowed(request.user, Act.SEE_CASES):
        return render(request, "home.html")
    rows = [{**row, "state": queries.state_of(row["stage"])} for row in queries.cases()[:_RECENT]]
    return render(request, "home.html", {"rows": rows, "emergencies": queries.emergencies_to_note(request.user)})
