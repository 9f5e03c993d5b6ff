"""The list of cases, opening one, and opening one in an emergency."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.cases import queries, services
from candour.cases.forms import Emergency, Narrow, OpenCase
from candour.cases.views.asked import asked, forget, keep
from candour.cases.views.forming import one_form, saved

_ON_A_PAGE = 25


@needs(Act.SEE_CASES, methods=BOTH)
def listed(request: AuthorisedRequest) -> HttpResponse:
    """Cases that the person sees. What they narrow it by is sent by POST and kept, since it may be a name."""
    form = Narrow(request.POST if request.method == "POST" else asked(request) or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    if request.method == "POST" and wanted:
        return HttpResponseRedirect(f"{reverse('cases:list')}?asked={keep(request, wanted)}")
    team = int(wanted["team"]) if wanted.get("team") else None
    found = queries.cases(text=wanted.get("text", ""), team=team, state=wanted.get("state", ""))
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [{**row, "state": queries.state_of(row["stage"])} for row in page]
    shown = {
        "form": form,
        "page": page,
        "rows": rows,
        "states": queries.STATES,
        "narrowed": any(wanted.values()),
        "emergencies": queries.emergencies_to_note(request.user),
    }
    return render(request, "cases/list.html", shown)


@needs(Act.OPEN_CASE, methods=BOTH)
def open_case(request: AuthorisedRequest) -> HttpResponse:
    given = asked(request)
    form = OpenCase(request.POST if request.method == "POST" else None, initial=given)

    def go_on(_: dict[str, Any]) -> str:
        kept = {**request.POST.dict(), "teams": request.POST.getlist("teams")}
        return f"{reverse('cases:check_open')}?asked={keep(request, kept)}"

    return one_form(
        request,
        form=form,
        save=go_on,
        shown={"heading": "Open a case", "button": "Continue", "back": reverse("cases:list")},
    )


@needs(Act.OPEN_CASE, methods=BOTH)
def check_open(request: AuthorisedRequest) -> HttpResponse:
    """Shows what was filled in before anything is saved."""
    form = OpenCase(asked(request))
    if not form.is_valid():  # nothing kept, or somebody changed their roles meanwhile
        return HttpResponseRedirect(reverse("cases:open"))

    def save(answers: dict[str, Any]) -> str:
        case = services.open_case(by=request.user, **answers)
        return reverse("cases:file", args=[case.key])

    if request.method == "POST" and (goes_to := saved(form, save)):
        forget(request)
        messages.success(request, "The case is open. Add its files next.")
        return HttpResponseRedirect(goes_to)
    status = 422 if form.errors else 200
    return render(request, "cases/check_open.html", {"form": form, "asked": request.GET.get("asked")}, status=status)


@needs(Act.BREAK_GLASS, methods=BOTH)
def emergency(request: AuthorisedRequest) -> HttpResponse:
    form = Emergency(request.POST if request.method == "POST" else None)

    def save(answers: dict[str, Any]) -> str:
        case = services.break_glass(by=request.user, **answers)
        messages.warning(request, "You can see this case until the end of tomorrow. Its manager has been told.")
        return reverse("cases:file", args=[case.key])

    return one_form(request, form=form, save=save, shown={}, template="cases/emergency.html")
