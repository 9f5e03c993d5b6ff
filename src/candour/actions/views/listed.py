"""The list of actions, narrowed and as CSV; and making one that belongs to nothing else."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.actions import services
from candour.actions.forms import ActionForm, Narrow
from candour.actions.lists import as_csv, lines
from candour.actions.queries import Wanted, board
from candour.cases.views.forming import one_form
from candour.ledger.acting import record
from candour.ledger.clock import today
from candour.ledger.verbs import Verb

_ON_A_PAGE = 50


@needs(Act.SEE_ACTIONS)
def listed(request: AuthorisedRequest) -> HttpResponse:
    form = Narrow(request.GET or None)
    wanted = form.wanted()
    page = Paginator(board(wanted, user=request.user), _ON_A_PAGE).get_page(request.GET.get("page"))
    asked = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    shown = {
        "form": form if form.is_bound else Narrow(initial=vars_of(wanted)), "page": page, "lines": lines(page),
        "narrowed": wanted != Wanted(), "address": f"?{urlencode(asked)}" if asked else "",
    }  # fmt: skip
    return render(request, "actions/list.html", shown)


@needs(Act.SEE_ACTIONS)
def table(request: AuthorisedRequest) -> HttpResponse:
    """What is listed, as CSV: all pages of it."""
    found = board(Narrow(request.GET or None).wanted(), user=request.user)
    made = as_csv(found)
    record(Verb.ACTIONS_DOWNLOADED, many=len(found))
    return HttpResponse(
        made,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="actions-{today().isoformat()}.csv"'},
    )


@needs(Act.SEE_ACTIONS, methods=BOTH)
def make(request: AuthorisedRequest) -> HttpResponse:
    form = ActionForm(request.POST if request.method == "POST" else None, initial={"owner_1": request.user})

    def save(_: dict[str, Any]) -> str:
        made = services.make(by=request.user, agreed=form.agreed())
        messages.success(request, "The action is made. Its owners find it in My work.")
        return reverse("actions:one", args=[made.key])

    shown = {
        "heading": "Make an action", "button": "Make it", "back": reverse("actions:list"),
        "lines": ["It is seen by its owners, by you, and by whoever confirms it."],
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown)


def vars_of(wanted: Wanted) -> dict[str, str]:
    return {"whose": wanted.whose, "state": wanted.state, "about": wanted.about}
