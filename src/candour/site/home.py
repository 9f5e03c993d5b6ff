"""What everybody sees first: what waits for them, and the cases they may go on with."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from candour.accounts.gate import AuthorisedRequest, signed_in
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.cases import queries
from candour.site.my_work import my_work

_RECENT = 8
_AT_FIRST, _ON_A_PAGE = 10, 100
"""Of each group, and once somebody asks for all of it."""
_MOST_DIGITS = 4


@signed_in()
def home(request: AuthorisedRequest) -> HttpResponse:
    page = _page(request)
    after = max(0, page - 1) * _ON_A_PAGE
    groups = my_work(request.user, at_most=_ON_A_PAGE if page else _AT_FIRST, after=after)
    further = any(each.more or each.many > after + _ON_A_PAGE for each in groups)
    groups = [each for each in groups if each.shown]
    if page > 1 and not groups:
        raise Http404
    shown: dict[str, Any] = {"groups": groups, "page": page, "earlier": page - 1, "further": further and page + 1}
    if allowed(request.user, Act.SEE_CASES):
        rows = [{**row, "state": queries.state_of(row["stage"])} for row in queries.cases()[:_RECENT]]
        shown |= {"rows": rows, "emergencies": queries.emergencies_to_note(request.user)}
    return render(request, "home.html", shown)


def _page(request: AuthorisedRequest) -> int:
    """0: the first few of each group; else the page of all of them. 404 for what is no page."""
    given = request.GET.get("all", "0")
    if not given.isascii() or not given.isdecimal() or len(given) > _MOST_DIGITS:
        raise Http404
    return int(given)
