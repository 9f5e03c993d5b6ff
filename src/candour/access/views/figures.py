"""Timeliness of requests, complaints and what waits: over a period, each number with the rows behind it, and as CSV."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from candour.access import backlog, charting
from candour.access.figures import KINDS_COUNTED, counted
from candour.access.figures_complaints import complaints
from candour.access.periods import periods
from candour.access.views.figures_asked import address, kind_asked, period_asked
from candour.accounts.gate import AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.ledger.acting import record
from candour.ledger.clock import today
from candour.ledger.verbs import Verb


@needs(Act.SEE_CHARTS)
def figures(request: AuthorisedRequest) -> HttpResponse:
    period, kind = period_asked(request), kind_asked(request)
    months = charting.by_month(counted(period=period, kind=kind), period=period, kind=kind)
    asked = {
        "kinds": KINDS_COUNTED,
        "kind": kind,
        "kind_title": KINDS_COUNTED.get(kind, ""),
        "periods": periods(),
        "period": period,
        "address": address(request, "period", "kind"),
        "period_only": address(request, "period"),
    }
    tables = {
        "came": months.lines[-1].cells[0].number,
        "months": months,
        "figure": charting.picture(months),
        "kinds_of_it": None if kind else charting.by_kind(counted(period=period), period=period),
        "complaints": charting.complaints(complaints(period=period), period=period),
        "waiting": _waiting(),
    }
    return render(request, "access/figures.html", {**asked, **tables})


@needs(Act.SEE_CHARTS)
def figures_csv(request: AuthorisedRequest) -> HttpResponse:
    """By month and by kind, as the page shows it."""
    period, kind = period_asked(request), kind_asked(request)
    tables = [charting.by_month(counted(period=period, kind=kind), period=period, kind=kind)]
    tables += [] if kind else [charting.by_kind(counted(period=period), period=period)]
    return _downloaded("timeliness", *tables)


@needs(Act.SEE_CHARTS)
def complaints_csv(request: AuthorisedRequest) -> HttpResponse:
    period = period_asked(request)
    return _downloaded("complaints", charting.complaints(complaints(period=period), period=period))


@needs(Act.SEE_CHARTS)
def backlog_csv(request: AuthorisedRequest) -> HttpResponse:
    return _downloaded("not-answered", *_waiting())


def _waiting() -> list[charting.Table]:
    found = backlog.waiting()
    return [charting.waiting(found, by=each) for each in ("route", "team")] if found else []


def _downloaded(name: str, *tables: charting.Table) -> HttpResponse:
    record(Verb.FIGURES_DOWNLOADED, many=sum(len(each.lines) for each in tables))
    return HttpResponse(
        charting.as_csv(*tables),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}-{today().isoformat()}.csv"'},
    )
