"""One sitting of a series with its agenda and minutes: planned, held or cancelled, signed, and as files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest
from candour.accounts.models import User
from candour.cases.forms import Confirm, Reasoned
from candour.cases.views.forming import one_form, saved
from candour.ledger.clock import today
from candour.ledger.verbs import Verb
from candour.meetings import sitting as sittings
from candour.meetings import sitting_minutes
from candour.meetings.followed import add_at
from candour.meetings.series import Series, Signature, Sitting, SittingState
from candour.meetings.series_duties import enter, keeps, signs
from candour.meetings.series_forms import CancelSitting, HoldSitting, PlanSitting
from candour.meetings.series_gate import on_series, on_sitting


@on_series(keep=True, methods=BOTH)
def plan(request: AuthorisedRequest, series: Series) -> HttpResponse:
    form = PlanSitting(request.POST if request.method == "POST" else None)

    def save(answers: dict[str, Any]) -> str:
        made = sittings.plan(by=request.user, series=series, **answers)
        messages.success(request, "The meeting is planned. Its agenda holds what is open today.")
        return reverse("series:sitting", args=[made.key])

    shown = {"heading": "Plan a meeting", "button": "Plan it", "back": reverse("series:one", args=[series.key])}
    return one_form(request, form=form, save=save, shown={**shown, "lines": [series.name]})


@on_sitting()
def overview(request: AuthorisedRequest, sitting: Sitting) -> HttpResponse:
    enter(Verb.SITTING_VIEWED, sitting)
    return _page(request, sitting)


def _page(request: AuthorisedRequest, sitting: Sitting, *, form: Form | None = None) -> HttpResponse:
    """``form``: one that was sent and could not be saved."""
    minutes = sitting_minutes.minutes_of(sitting)
    adds = keeps(request.user, sitting.series) and sitting.state != SittingState.CANCELLED
    kept = adds and not minutes.signature  # actions go on when the minutes are signed
    earlier = Signature.objects.filter(sitting=sitting, withdrawn_at__isnull=False).select_related("by").order_by("-pk")
    shown = {
        "sitting": sitting, "series": sitting.series, "minutes": minutes, "keeps": kept, "form": form,
        "items": [(each, add_at(each.item) if adds else "") for each in minutes.items],
        "signs": signs(request.user, sitting) and sitting.state == SittingState.HELD, "withdrawn": earlier,
        "back_form": form if isinstance(form, Reasoned) else Reasoned(), "today": today(),
    }  # fmt: skip
    return render(request, "meetings/series/sitting.html", shown, status=422 if form else 200)


@on_sitting(keep=True, methods=BOTH)
def change(request: AuthorisedRequest, sitting: Sitting) -> HttpResponse:
    form = PlanSitting(
        request.POST if request.method == "POST" else None, initial={"on": sitting.on, "place": sitting.place}
    )

    def save(answers: dict[str, Any]) -> str:
        sittings.change(by=request.user, sitting=sitting, **answers)
        return done(request, sitting, "Saved.")

    return one_form(
        request, form=form, save=save, shown={"heading": "Change day or place", "button": "Save", **back(sitting)}
    )


@on_sitting(keep=True, methods=BOTH)
def cancel(request: AuthorisedRequest, sitting: Sitting) -> HttpResponse:
    form = CancelSitting(request.POST if request.method == "POST" else None)

    def save(answers: dict[str, Any]) -> str:
        needed = answers["needed"] == "yes"
        sittings.cancel(by=request.user, sitting=sitting, reason=answers["reason"], needed=needed)
        messages.success(request, "The meeting is cancelled. That stays to be seen.")
        return reverse("series:one", args=[sitting.series.key])

    shown = {"heading": "Cancel the meeting", "button": "Cancel it", "danger": True, **back(sitting)}
    return one_form(request, form=form, save=save, shown=shown)


@on_sitting(keep=True, methods=BOTH)
def hold(request: AuthorisedRequest, sitting: Sitting) -> HttpResponse:
    form = HoldSitting(request.POST if request.method == "POST" else None, sitting=sitting, belongs=_belongs(sitting))

    def save(_: dict[str, Any]) -> str:
        sittings.hold(by=request.user, sitting=sitting, attended=form.attended())
        return done(request, sitting, "Noted. Write now what was said and decided.")

    shown = {"heading": "Who was there?", "button": "The meeting was held, and this is who was there", **back(sitting)}
    return one_form(request, form=form, save=save, shown=shown)


@on_sitting(methods=WRITE)
def sign(request: AuthorisedRequest, sitting: Sitting) -> HttpResponse:
    form = Confirm(request.POST)

    def save(_: dict[str, Any]) -> str:
        sitting_minutes.sign(by=request.user, sitting=sitting)
        return done(request, sitting, "You have signed the minutes. Nothing of them can be changed from now on.")

    goes_to = saved(form, save) if form.is_valid() else ""
    return HttpResponseRedirect(goes_to) if goes_to else _page(request, sitting, form=form)


@on_sitting(methods=WRITE)
def take_back(request: AuthorisedRequest, sitting: Sitting) -> HttpResponse:
    form = Reasoned(request.POST)

    def save(answers: dict[str, Any]) -> str:
        sitting_minutes.take_back(by=request.user, sitting=sitting, **answers)
        return done(request, sitting, "The minutes are not signed any more.")

    goes_to = saved(form, save) if form.is_valid() else ""
    return HttpResponseRedirect(goes_to) if goes_to else _page(request, sitting, form=form)


@on_sitting(methods=("GET",))  # a HEAD would be entered as a download
def file(request: AuthorisedRequest, sitting: Sitting, form: str) -> HttpResponse:
    if form not in sitting_minutes.FORMS:
        raise Http404
    made = sitting_minutes.download(sitting=sitting, form=form)
    named = {"Content-Disposition": f'attachment; filename="minutes-{sitting.on.isoformat()}.{form}"'}
    return HttpResponse(made, content_type=sitting_minutes.FORMS[form][0], headers=named)


def _belongs(sitting: Sitting) -> list[User]:
    """Members and the chair, by name; and who was noted before and has left since."""
    members = {each.user for each in sitting.series.members.filter(ended_at=None).select_related("user")}
    noted = {each.user for each in sitting.presences.select_related("user") if each.user}
    return sorted({*members, *noted, sitting.series.chair}, key=lambda each: (each.name.casefold(), each.pk))


def back(sitting: Sitting) -> dict[str, Any]:
    return {"back": reverse("series:sitting", args=[sitting.key]), "lines": [sitting_minutes.titled(sitting)]}


def done(request: AuthorisedRequest, sitting: Sitting, told: str) -> str:
    messages.success(request, told)
    return reverse("series:sitting", args=[sitting.key])
