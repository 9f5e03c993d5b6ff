"""The timetable of a matter: its dates with drift and delay, the time that the law gives, and the forms that change a date."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.accounts.roles import Act
from candour.ledger.clock import today
from candour.litigation import timetable as dated
from candour.litigation.forms import DateForm, DoneOn, MoveDate, Reasoned
from candour.litigation.gate import on_matter
from candour.litigation.models import Event, Matter
from candour.litigation.views.around import answered, around

_TO = "litigation:timetable"


@on_matter()
def dates(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    found = dated.timetable(matter)
    shown = {"dates": found, "limit": dated.limit(matter, found), "today": today()}
    return render(request, "litigation/timetable.html", {**around(request, matter), **shown})


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def add(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    form = DateForm(request.POST if request.method == "POST" else None)

    def do(answers: dict[str, Any]) -> None:
        dated.set_date(by=request.user, matter=matter, **answers)

    return answered(request, matter, form, do, told="Saved.", to=_TO, shown={"heading": "Add a date", "button": "Save"})


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def move(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    event = _event(matter, which)
    form = MoveDate(request.POST if request.method == "POST" else None, initial={"to": event.planned})

    def do(answers: dict[str, Any]) -> None:
        dated.move(by=request.user, event=event, **answers)

    shown = {
        "heading": f"Move: {event.title}",
        "button": "Move it",
        "lines": ["The first plan stays beside the new one."],
    }
    return answered(request, matter, form, do, told="The date is moved.", to=_TO, shown=shown)


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def done(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    event = _event(matter, which)
    form = DoneOn(request.POST if request.method == "POST" else None, initial={"on": today()})

    def do(answers: dict[str, Any]) -> None:
        dated.done(by=request.user, event=event, **answers)

    shown = {"heading": f"Done: {event.title}", "button": "It is done"}
    return answered(request, matter, form, do, told="It is noted as done.", to=_TO, shown=shown)


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def cancel(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    event = _event(matter, which)
    form = Reasoned(request.POST if request.method == "POST" else None)

    def do(answers: dict[str, Any]) -> None:
        dated.cancel(by=request.user, event=event, **answers)

    shown = {"heading": f"It does not take place: {event.title}", "button": "Take it out", "danger": True}
    return answered(request, matter, form, do, told="It is taken out of the timetable.", to=_TO, shown=shown)


def _event(matter: Matter, which: str) -> Event:
    found = Event.objects.select_related("matter").filter(matter=matter, key=which).first()
    if found is None:
        raise Http404
    return found
