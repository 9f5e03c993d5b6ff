"""Series of meetings: the list, one with what was held and missed, beginning, changing and ending it, who belongs to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.cases.views.forming import one_form
from candour.cases.views.table_file import table_file
from candour.ledger.clock import today
from candour.meetings import series_keeping
from candour.meetings.followed import of_series
from candour.meetings.series import Series
from candour.meetings.series_duties import keeps
from candour.meetings.series_forms import AddMember, EndSeries, TermsForm
from candour.meetings.series_gate import on_series
from candour.meetings.series_standing import SHOWN, current, last_over, missed, seen, windows_of
from candour.policy.recurring import State


@needs(Act.SEE_ACTIONS)
def listed(request: AuthorisedRequest) -> HttpResponse:
    rows = [(each, current(some), last_over(some), missed(some[-SHOWN:]))
            for each in seen() for some in [windows_of(each)]]  # fmt: skip
    return render(request, "meetings/series/list.html", {"rows": rows, "shown": SHOWN})


@on_series()
def one(request: AuthorisedRequest, series: Series) -> HttpResponse:
    every, actions = windows_of(series), of_series(series)
    shown = {
        "series": series, "windows": every[-SHOWN:][::-1], "drawn": every[-SHOWN:], "missed": missed(every),
        "many": len(every), "now": current(every), "last": last_over(every), "state": State,
        "left": [each for each in actions if each.unfinished], "overdue": sum(each.overdue for each in actions),
        "keeps": keeps(request.user, series) and series.ended_on is None, "today": today(),
    }  # fmt: skip
    return render(request, "meetings/series/one.html", shown)


@on_series()
def table(request: AuthorisedRequest, series: Series) -> HttpResponse:
    """All of its time as CSV: each week, month, quarter or year with what was held in it."""
    rows = (
        (each.it.window.label, each.it.window.start.isoformat(), each.it.window.end.isoformat(), each.words,
         " ".join(day.isoformat() for day in each.it.held))
        for each in windows_of(series)
    )  # fmt: skip
    return table_file(f"meetings-{series.key}", ("Time", "From", "To", "State", "Held on"), rows)


@needs(Act.KEEP_SERIES, methods=BOTH)
def begin(request: AuthorisedRequest) -> HttpResponse:
    form = TermsForm(request.POST if request.method == "POST" else None)

    def save(_: dict[str, Any]) -> str:
        made = series_keeping.begin(by=request.user, terms=form.terms(), members=())
        messages.success(request, "The series is begun. Say now who belongs to it.")
        return reverse("series:members", args=[made.key])

    shown = {
        "heading": "Begin a series of meetings", "button": "Begin it", "back": reverse("series:list"),
        "lines": ["It is seen by who belongs to it, its chair and you."],
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown)


@on_series(keep=True, methods=BOTH)
def change(request: AuthorisedRequest, series: Series) -> HttpResponse:
    now = {name: getattr(series, name) for name in TermsForm.base_fields}
    form = TermsForm(request.POST if request.method == "POST" else None, initial=now)

    def save(_: dict[str, Any]) -> str:
        series_keeping.change(by=request.user, series=series, terms=form.terms())
        return done(request, series, "Saved.")

    return one_form(
        request, form=form, save=save, shown={"heading": "Change the series", "button": "Save", **_back(series)}
    )


@on_series(methods=BOTH)
def members(request: AuthorisedRequest, series: Series) -> HttpResponse:
    """Shows who belongs to it; a form adds somebody."""
    form = AddMember(request.POST if request.method == "POST" else None, series=series)
    there = [each.user for each in series.members.all()]

    def save(answers: dict[str, Any]) -> str:
        series_keeping.change_members(by=request.user, series=series, members=[*there, answers["user"]])
        messages.success(request, f"{answers['user'].name} belongs to it from now on.")
        return reverse("series:members", args=[series.key])

    shown = {"series": series, "members": there, "keeps": keeps(request.user, series), **_back(series)}
    return one_form(request, form=form, save=save, shown=shown, template="meetings/series/members.html")


@on_series(keep=True, methods=WRITE)
def remove_member(request: AuthorisedRequest, series: Series, who: str) -> HttpResponse:
    there = [each.user for each in series.members.all()]
    left = [each for each in there if str(each.key) != who]
    if len(left) == len(there):
        raise Http404
    series_keeping.change_members(by=request.user, series=series, members=left)
    messages.success(request, "They do not belong to it any more.")
    sees = Series.objects.filter(pk=series.pk).exists()
    return HttpResponseRedirect(reverse("series:members", args=[series.key]) if sees else reverse("series:list"))


@on_series(keep=True, methods=BOTH)
def end(request: AuthorisedRequest, series: Series) -> HttpResponse:
    form = EndSeries(request.POST if request.method == "POST" else None, initial={"on": today()})

    def save(answers: dict[str, Any]) -> str:
        series_keeping.end(by=request.user, series=series, **answers)
        return done(request, series, "The series has ended. What was missed in it stays to be seen.")

    shown = {"heading": "End the series", "button": "End it", "danger": True, **_back(series)}
    return one_form(request, form=form, save=save, shown=shown)


def done(request: AuthorisedRequest, series: Series, told: str) -> str:
    messages.success(request, told)
    return reverse("series:one", args=[series.key])


def _back(series: Series) -> dict[str, Any]:
    return {"back": reverse("series:one", args=[series.key])}
