"""The agenda of a sitting: brought up to date, in order, and what was said and decided on each item."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest
from candour.cases.forms import Reasoned
from candour.cases.views.forming import one_form
from candour.meetings import agenda, sitting_said
from candour.meetings.series import Item, Sitting
from candour.meetings.series_forms import AddItem, SayDecision, SayNote
from candour.meetings.series_gate import on_item, on_sitting
from candour.meetings.views.sittings import back, done


@on_sitting(keep=True, methods=WRITE)
def refresh(request: AuthorisedRequest, sitting: Sitting) -> HttpResponse:
    added = agenda.bring_up_to_date(by=request.user, sitting=sitting)
    told = f"{added} item{'' if added == 1 else 's'} added." if added else "Nothing new is open."
    return HttpResponseRedirect(done(request, sitting, told))


@on_sitting(keep=True, methods=BOTH)
def add(request: AuthorisedRequest, sitting: Sitting) -> HttpResponse:
    form = AddItem(request.POST if request.method == "POST" else None)

    def save(answers: dict[str, Any]) -> str:
        made = agenda.add(by=request.user, sitting=sitting, **answers)
        messages.success(request, "The item is on the agenda.")
        return _at(made)

    return one_form(
        request, form=form, save=save, shown={"heading": "Add an item", "button": "Add it", **back(sitting)}
    )


@on_item(keep=True, methods=WRITE)
def shift(request: AuthorisedRequest, item: Item, way: str) -> HttpResponse:
    """``way``: ``down``, or else up."""
    agenda.shift(by=request.user, item=item, down=way == "down")
    return HttpResponseRedirect(_at(item))


@on_item(keep=True, methods=BOTH)
def take_off(request: AuthorisedRequest, item: Item) -> HttpResponse:
    form = Reasoned(request.POST if request.method == "POST" else None)

    def save(answers: dict[str, Any]) -> str:
        agenda.take_off(by=request.user, item=item, **answers)
        return done(request, item.sitting, "The item is off this agenda. If it stays open it comes back on the next.")

    shown = {"heading": "Take the item off this agenda", "button": "Take it off", **_back(item)}
    return one_form(request, form=form, save=save, shown=shown)


@on_item(keep=True, methods=BOTH)
def note(request: AuthorisedRequest, item: Item) -> HttpResponse:
    form = SayNote(request.POST if request.method == "POST" else None)

    def save(answers: dict[str, Any]) -> str:
        sitting_said.note(by=request.user, item=item, **answers)
        messages.success(request, "Noted.")
        return _at(item)

    return one_form(
        request, form=form, save=save, shown={"heading": "Note what was said", "button": "Note it", **_back(item)}
    )


@on_item(keep=True, methods=BOTH)
def decide(request: AuthorisedRequest, item: Item) -> HttpResponse:
    form = SayDecision(request.POST if request.method == "POST" else None, item=item)

    def save(answers: dict[str, Any]) -> str:
        sitting_said.decide(by=request.user, item=item, **answers)
        messages.success(request, "The decision is noted.")
        return _at(item)

    return one_form(
        request, form=form, save=save, shown={"heading": "Note a decision", "button": "Note it", **_back(item)}
    )


def _at(item: Item) -> str:
    return f"{reverse('series:sitting', args=[item.sitting.key])}#item-{item.key}"


def _back(item: Item) -> dict[str, Any]:
    return {"back": _at(item), "lines": [item.title]}
