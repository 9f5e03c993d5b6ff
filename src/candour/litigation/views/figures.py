"""The charts of matters, each with its table, and each table as a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from candour.accounts.gate import AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.cases.views.table_file import table_file
from candour.ledger.acting import record
from candour.ledger.verbs import Verb
from candour.litigation.figures import figures


@needs(Act.KEEP_MATTERS)
def charts(request: AuthorisedRequest) -> HttpResponse:
    return render(request, "litigation/figures.html", {"figures": figures()})


@needs(Act.KEEP_MATTERS)
def table(request: AuthorisedRequest, name: str) -> HttpResponse:
    found = next((each for each in figures() if each.key == name), None)
    if found is None:
        raise Http404
    record(Verb.FIGURES_DOWNLOADED, figure=found.key)
    return table_file(found.key, found.columns, found.rows)
