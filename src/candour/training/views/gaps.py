"""The board of gaps in what people know, and the pages of one: from noted to closed with evidence."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.cases.forms import Reasoned
from candour.cases.originals import plain_ending
from candour.cases.views.forming import one_form
from candour.ledger.acting import record
from candour.ledger.verbs import Verb
from candour.training import gap_keeping, queries
from candour.training.forms_gaps import CloseForm, GapFilter, GapForm
from candour.training.models import Advice, Closing, Gap, Stage


@needs(Act.SEE_TRAINING)
def board(request: AuthorisedRequest) -> HttpResponse:
    form = GapFilter(request.GET)
    team = form.chosen()
    return render(request, "training/gaps.html", {"filter": form, "team": team, "columns": queries.board(team=team)})


@needs(Act.KEEP_TRAINING, methods=BOTH)
def note(request: AuthorisedRequest) -> HttpResponse:
    form = GapForm(request.POST if request.method == "POST" else None)

    def save(_: dict[str, Any]) -> str:
        return _done(request, gap_keeping.note(by=request.user, about=form.about()), "The gap is noted.")

    shown = {"heading": "Note a gap", "button": "Note it", "back": reverse("training:gaps")}
    return one_form(request, form=form, save=save, shown=shown)


@needs(Act.SEE_TRAINING)
def gap(request: AuthorisedRequest, key: str) -> HttpResponse:
    found = _found(key)
    asked = Advice.objects.filter(gap=found).defer("search").order_by("-asked_on", "-pk")
    topics = found.topics.select_related("session__series", "session__held_by").order_by("-session__day")
    shown = {
        "gap": found,
        "stage": Stage(found.stage),
        "topics": topics,
        "closings": queries.closings(found),
        "asked": asked,
    }
    return render(request, "training/gap.html", shown)


@needs(Act.KEEP_TRAINING, methods=BOTH)
def change(request: AuthorisedRequest, key: str) -> HttpResponse:
    found = _found(key)
    form = GapForm(request.POST if request.method == "POST" else None, gap=found)

    def save(_: dict[str, Any]) -> str:
        gap_keeping.change(by=request.user, gap=found, about=form.about())
        return _done(request, found, "Saved.")

    return one_form(
        request, form=form, save=save, shown={"heading": "Change the gap", "button": "Save", "back": _address(found)}
    )


@needs(Act.KEEP_TRAINING, methods=BOTH)
def close(request: AuthorisedRequest, key: str) -> HttpResponse:
    found = _found(key)
    form = CloseForm(*((request.POST, request.FILES) if request.method == "POST" else ()))

    def save(answers: dict[str, Any]) -> str:
        gap_keeping.close(by=request.user, gap=found, **answers)
        return _done(request, found, "The gap is closed.")

    shown = {
        "heading": "Close the gap with evidence", "button": "Close it", "back": _address(found),
        "lines": [found.title, "Not by whoever held the workshop, or noted that it was held."],
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown)


@needs(Act.KEEP_TRAINING, methods=BOTH)
def open_again(request: AuthorisedRequest, key: str) -> HttpResponse:
    found = _found(key)
    form = Reasoned(request.POST if request.method == "POST" else None)

    def save(answers: dict[str, Any]) -> str:
        gap_keeping.open_again(by=request.user, gap=found, reason=answers["reason"])
        return _done(request, found, "The gap is open again, and waits for a workshop.")

    shown = {
        "heading": "Open the gap again",
        "button": "Open it again",
        "back": _address(found),
        "lines": [found.title],
    }
    return one_form(request, form=form, save=save, shown=shown)


@needs(Act.KEEP_TRAINING)
def evidence(request: AuthorisedRequest, key: str, closing: str) -> HttpResponse:
    """The file, to take away; never shown in the browser."""
    found = get_object_or_404(Closing.objects.select_related("gap"), gap__key=key, key=closing)
    if found.file is None:
        raise Http404
    if request.method == "GET":  # a HEAD takes nothing away
        record(Verb.GAP_EVIDENCE_DOWNLOADED, object=f"knowledge_gap:{found.gap_id}", sha256=found.file_sha256)
    answer = HttpResponse(bytes(found.file), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="evidence-{found.key}{plain_ending(found.file_name)}"'
    )
    return answer


def _found(key: str) -> Gap:
    return get_object_or_404(Gap.objects.select_related("noted_by").prefetch_related("teams"), key=key)


def _address(found: Gap) -> str:
    return reverse("training:gap", args=[found.key])


def _done(request: AuthorisedRequest, found: Gap, told: str) -> str:
    messages.success(request, told)
    return _address(found)
