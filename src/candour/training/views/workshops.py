"""Series of workshops: how each stands month by month, what was missed, and planning the next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.cases.forms import Confirm
from candour.cases.views.forming import one_form
from candour.training import planning, queries, standing, workshops
from candour.training.figures import held
from candour.training.forms import SeriesForm, SessionForm
from candour.training.models import Series

_ON_THE_PAGE = 36
"""Windows that a page shows: three years of months."""


@needs(Act.SEE_TRAINING)
def listed(request: AuthorisedRequest) -> HttpResponse:
    rows = [(each, standing.rows(each, list(each.workshops.all()))) for each in queries.series()]
    shown = {
        "series": [(each, found[:12], len(standing.missed(found))) for each, found in rows],
        "ended": queries.series(ended=True),
    }
    return render(request, "training/workshops.html", shown)


@needs(Act.SEE_TRAINING)
def series(request: AuthorisedRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Series.objects.select_related("keeper"), key=key)
    rows = standing.rows(found, list(queries.sessions(series=found).prefetch_related("topics__gap")))
    missed = standing.missed(rows)
    shown = {
        "series": found,
        "rows": rows[:_ON_THE_PAGE],
        "missed": missed,
        "due": standing.due(rows),
        "figure": held(rows[:_ON_THE_PAGE]),
    }
    return render(request, "training/series.html", shown)


@needs(Act.KEEP_TRAINING, methods=BOTH)
def begin(request: AuthorisedRequest) -> HttpResponse:
    form = SeriesForm(request.POST if request.method == "POST" else None)

    def save(_: dict[str, Any]) -> str:
        made = workshops.begin(by=request.user, about=form.about_it())
        messages.success(request, "The series is begun. Plan its first workshop.")
        return reverse("training:series", args=[made.key])

    shown = {"heading": "Begin a series of workshops", "button": "Begin it", "back": reverse("training:workshops")}
    return one_form(request, form=form, save=save, shown=shown)


@needs(Act.KEEP_TRAINING, methods=BOTH)
def change(request: AuthorisedRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Series, key=key)
    form = SeriesForm(request.POST if request.method == "POST" else None, series=found)

    def save(_: dict[str, Any]) -> str:
        workshops.change(by=request.user, series=found, about=form.about_it())
        return _done(request, found, "Saved.")

    shown = {
        "heading": "Change the series", "button": "Save", "back": _address(found),
        "lines": ["How often and from when on hold for the past too: what counts as missed may change. The ledger keeps both."],
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown)


@needs(Act.KEEP_TRAINING, methods=BOTH)
def end(request: AuthorisedRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Series, key=key)

    def save(_: dict[str, Any]) -> str:
        workshops.end(by=request.user, series=found)
        return _done(request, found, "The series has ended.")

    shown = {
        "heading": f"End “{found.title}”", "button": "End the series", "danger": True, "back": _address(found),
        "lines": ["No workshop is owed any more. What was held and what was missed stays."],
    }  # fmt: skip
    form = Confirm(request.POST if request.method == "POST" else None)
    return one_form(request, form=form, save=save, shown=shown)


@needs(Act.KEEP_TRAINING, methods=BOTH)
def plan(request: AuthorisedRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Series, key=key)
    form = SessionForm(request.POST if request.method == "POST" else None)

    def save(_: dict[str, Any]) -> str:
        made = planning.plan(by=request.user, series=found, details=form.details())
        messages.success(request, "The workshop is planned. Choose now what it is about.")
        return reverse("training:topics", args=[made.key])

    shown = {"heading": f"Plan a workshop of “{found.title}”", "button": "Plan it", "back": _address(found)}
    return one_form(request, form=form, save=save, shown=shown)


def _address(found: Series) -> str:
    return reverse("training:series", args=[found.key])


def _done(request: AuthorisedRequest, found: Series, told: str) -> str:
    messages.success(request, told)
    return _address(found)
