"""What everybody sees first: what waits for them, and the cases they may go on with."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from candour.accounts.gate import AuthorisedRequest, signed_in
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.cases import queries
from candour.site.my_work import my_work

_RECENT = 8
_AT_FIRST = 10
"""Of each group, until somebody asks for all."""


@signed_in()
def home(request: AuthorisedRequest) -> HttpResponse:
    groups = my_work(request.user, at_most=None if "all" in request.GET else _AT_FIRST)
    shown = {"groups": groups, "waiting": sum(each.many for each in groups)}
    if allowed(request.user, Act.SEE_CASES):
        rows = [{**row, "state": queries.state_of(row["stage"])} for row in queries.cases()[:_RECENT]]
        shown |= {"rows": rows, "emergencies": queries.emergencies_to_note(request.user)}
    return render(request, "home.html", shown)
