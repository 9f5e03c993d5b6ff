"""The rows behind a number of the figures of requests, as far as the person may see them; of the others only how many."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from candour.access import backlog, figures_complaints
from candour.access.charting import named
from candour.access.figures import COLUMNS, KINDS_COUNTED, counted, rows, together
from candour.access.lists import line
from candour.access.models import ComplaintKind
from candour.access.queries import shown_with
from candour.access.views.figures_asked import address, kind_asked, month_asked, one_of, period_asked
from candour.accounts.gate import AuthorisedRequest, check, needs
from candour.accounts.roles import Act

_ON_A_PAGE = 25


@needs(Act.SEE_CHARTS)
def figure_rows(request: AuthorisedRequest) -> HttpResponse:
    check(request.user, Act.SEE_REQUESTS)
    period, kind = period_asked(request), kind_asked(request)
    month, which = month_asked(request, period), one_of(request, "which", COLUMNS)
    found = rows(which=which, period=period, month=month, kind=kind, user=request.user)
    told = together(each.numbers for each in counted(period=period, kind=kind) if month in (None, each.month))
    words = {
        "what": COLUMNS[which],
        "when": named(month) if month else period.title,
        "kind": KINDS_COUNTED.get(kind, ""),
    }
    return _requests(request, shown_with(found), getattr(told, which), words)


@needs(Act.SEE_CHARTS)
def backlog_rows(request: AuthorisedRequest) -> HttpResponse:
    check(request.user, Act.SEE_REQUESTS)
    found = backlog.waiting()
    routes, teams = {each.route: each.title for each in found}, {each.team: each.team_name for each in found}
    asked = {
        "band": one_of(request, "band", {"", *backlog.BANDS}),
        "route": one_of(request, "route", {"", *routes}),
        "team": one_of(request, "team", {"", *teams}),
    }
    words = {
        "what": "Not answered yet",
        "age": backlog.BANDS.get(asked["band"], ""),
        "kind": routes.get(asked["route"], "") or teams.get(asked["team"], ""),
    }
    those = backlog.rows(user=request.user, **asked)
    return _requests(request, shown_with(those), backlog.number(found, **asked), words)


@needs(Act.SEE_CHARTS)
def complaint_rows(request: AuthorisedRequest) -> HttpResponse:
    check(request.user, Act.SEE_REQUESTS)
    period = period_asked(request)
    asked: dict[str, Any] = {
        "which": one_of(request, "which", figures_complaints.COLUMNS),
        "month": month_asked(request, period),
        "kind": one_of(request, "kind", {"", *ComplaintKind}),
    }
    told = figures_complaints.number(figures_complaints.complaints(period=period), **asked)
    page = Paginator(figures_complaints.rows(period=period, **asked), _ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "what": figures_complaints.COLUMNS[asked["which"]],
        "when": named(asked["month"]) if asked["month"] else period.title,
        "kind": ComplaintKind(asked["kind"]).label if asked["kind"] else "",
        "back": address(request, "period"),
    }
    return render(request, "access/figures_complaints.html", {**shown, **_counts(page, told)})


def _requests(request: AuthorisedRequest, found: Any, told: int, words: dict[str, str]) -> HttpResponse:
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    lines = [line(each, user=request.user) for each in page]
    shown = {**words, **_counts(page, told), "lines": lines}
    return render(request, "access/figures_rows.html", shown)


def _counts(page: Any, told: int) -> dict[str, Any]:
    return {"page": page, "many": page.paginator.count, "unseen": max(0, told - page.paginator.count)}
