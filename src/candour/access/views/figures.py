"""Timeliness of requests: by month and kind, each number with the rows behind it that the person may see, and as CSV."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from candour.access import charting
from candour.access.figures import COLUMNS, KINDS_COUNTED, Numbers, complaints, counted, months, rows, together
from candour.access.lists import line
from candour.access.queries import shown_with
from candour.accounts.gate import AuthorisedRequest, check, needs
from candour.accounts.roles import Act
from candour.ledger.acting import record
from candour.ledger.clock import today
from candour.ledger.verbs import Verb

_ON_A_PAGE = 25


@needs(Act.SEE_CHARTS)
def figures(request: AuthorisedRequest) -> HttpResponse:
    kind = _kind(request)
    found = counted(kind=kind)
    lines = charting.by_month(found, kind=kind)
    shown = {"kinds": KINDS_COUNTED, "kind": kind, "columns": COLUMNS.values(), "months": lines}
    more = {"by_kind": charting.by_kind(counted()), "figure": charting.picture(lines), "complaints": complaints()}
    return render(request, "access/figures.html", {**shown, **more, "address": f"?kind={kind}" if kind else ""})


@needs(Act.SEE_CHARTS)
def figure_rows(request: AuthorisedRequest) -> HttpResponse:
    """Requests behind a number; those that the person may not see are counted and nothing more."""
    check(request.user, Act.SEE_REQUESTS)
    which, month, kind = request.GET.get("which", ""), _month(request), _kind(request)
    if which not in COLUMNS:
        raise Http404
    found = rows(which=which, month=month, kind=kind, user=request.user)
    page = Paginator(shown_with(found), _ON_A_PAGE).get_page(request.GET.get("page"))
    all_ = getattr(_numbers(month, kind), which)
    words = {"what": COLUMNS[which], "month": month, "kind": KINDS_COUNTED.get(kind, "")}
    numbers = {"many": page.paginator.count, "unseen": max(0, all_ - page.paginator.count)}
    lines = [line(each, user=request.user) for each in page]
    return render(request, "access/figures_rows.html", {**words, **numbers, "page": page, "lines": lines})


@needs(Act.SEE_CHARTS)
def figures_csv(request: AuthorisedRequest) -> HttpResponse:
    found = counted(kind=_kind(request))
    record(Verb.FIGURES_DOWNLOADED, many=len(found))
    return HttpResponse(
        charting.as_csv(found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="timeliness-{today().isoformat()}.csv"'},
    )


def _numbers(month: date | None, kind: str) -> Numbers:
    return together(each.numbers for each in counted(kind=kind) if month in (None, each.month))


def _kind(request: AuthorisedRequest) -> str:
    """404 for one that there is not."""
    kind = request.GET.get("kind", "")
    if kind and kind not in KINDS_COUNTED:
        raise Http404
    return kind


def _month(request: AuthorisedRequest) -> date | None:
    given = request.GET.get("month", "")
    if not given:
        return None
    found = next((each for each in months() if f"{each:%Y-%m}" == given), None)
    if found is None:
        raise Http404
    return found
