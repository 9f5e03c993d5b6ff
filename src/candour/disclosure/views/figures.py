"""Charts for managers and governance: each picture has its table beneath it, and can be had as CSV."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from candour.accounts.gate import AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.cases.views.table_file import table_file
from candour.disclosure.figures import Figure, figures
from candour.ledger.clock import today
from candour.packs import in_force


@needs(Act.SEE_CHARTS)
def charts(request: AuthorisedRequest) -> HttpResponse:
    return render(request, "disclosure/charts.html", {"figures": _figures()})


@needs(Act.SEE_CHARTS)
def table(request: AuthorisedRequest, name: str) -> HttpResponse:
    """One table as CSV."""
    figure = next((each for each in _figures() if each.key == name), None)
    if figure is None:
        raise Http404
    return table_file(figure.key, figure.columns, figure.rows)


def _figures() -> list[Figure]:
    return figures(grounds={each.id: each.title for each in in_force.current(on=today()).grounds.values()})
