"""The queues of requests of the barring service and of the police: which stage each is in, since when, and who has it."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from candour.access.chains import STAGES
from candour.access.queues import queue
from candour.accounts.gate import AuthorisedRequest, needs
from candour.accounts.roles import Act

_ON_A_PAGE = 50
_SAID: Mapping[str, tuple[str, str]] = {
    "dbs": (
        "Requests of the Disclosure and Barring Service",
        "Safer Recruitment logs and allocates them, sends the answer and tracks the whole. The team puts the"
        " information together and replies to nobody outside. Information governance checks what goes out.",
    ),
    "police": (
        "Requests of the police",
        "Requests for a criminal investigation, of any force, go through the access to information team. Nobody else"
        " gives records to an officer.",
    ),
}


@needs(Act.SEE_REQUESTS)
def dbs(request: AuthorisedRequest) -> HttpResponse:
    return _queue(request, "dbs")


@needs(Act.SEE_REQUESTS)
def police(request: AuthorisedRequest) -> HttpResponse:
    return _queue(request, "police")


def _queue(request: AuthorisedRequest, kind: str) -> HttpResponse:
    stage = next((each for each in STAGES[kind] if each.id == request.GET.get("stage")), None)
    answered = "answered" in request.GET
    found = queue(kind, user=request.user, stage=stage.id if stage else "", answered=answered)
    title, about = _SAID[kind]
    shown = {
        "kind": kind,
        "title": title,
        "about": about,
        "stage": stage,
        "answered": answered,
        "counts": found.counts,
        "page": Paginator(found.lines, _ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "access/queue.html", shown)
