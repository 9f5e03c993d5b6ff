"""The list of requests, with clocks at risk first, of everything or of one case, and the same as CSV without names."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.access import queries
from candour.access.forms_list import Narrow, SaveView
from candour.access.guarding import StepRefused, guard_receiving
from candour.access.lists import as_csv, line
from candour.access.saved_views import remove_view, save_view, views_of
from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest, needs
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.gate import on_case
from candour.cases.models import Case
from candour.cases.views.asked import asked, keep
from candour.cases.views.forming import one_form
from candour.ledger.acting import record
from candour.ledger.clock import today
from candour.ledger.verbs import Verb
from candour.packs import in_force

_ON_A_PAGE = 25


@needs(Act.SEE_REQUESTS, methods=BOTH)
def listed(request: AuthorisedRequest) -> HttpResponse:
    """Requests that the person sees."""
    form = Narrow(request.POST if request.method == "POST" else _kept(request))
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(f"{reverse('access:list')}?asked={keep(request, form.cleaned_data)}")
    found = queries.listed(form.wanted(), user=request.user)
    narrowed = form.is_bound and form.is_valid() and any(form.cleaned_data.values())
    shown = {"form": form, "narrowed": narrowed, "address": _address(request), **_page(request, found)}
    more = {"may_log": may_log(request.user), "views": views_of(request.user), "here": request.GET.get("view", "")}
    return render(request, "access/list.html", {**shown, **more})


@on_case(Act.SEE_REQUESTS)
def of_case(request: AuthorisedRequest, case: Case) -> HttpResponse:
    """The requests about one case, in whatever state."""
    found = queries.listed(queries.Wanted(state="all", case=case.pk), user=request.user)
    return render(request, "access/of_case.html", {"case": case, "here": "requests", **_page(request, found)})


@needs(Act.SEE_REQUESTS)
def table(request: AuthorisedRequest) -> HttpResponse:
    """What is listed, as CSV: all pages of it, and no names."""
    found = list(queries.listed(Narrow(_kept(request)).wanted(), user=request.user))
    record(Verb.REQUESTS_DOWNLOADED, many=len(found))
    return HttpResponse(
        as_csv(found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="requests-{today().isoformat()}.csv"'},
    )


@needs(Act.SEE_REQUESTS, methods=BOTH)
def save(request: AuthorisedRequest) -> HttpResponse:
    """Keeps how the list is narrowed now, under a name."""
    form = SaveView(request.POST if request.method == "POST" else None)

    def keep_it(answers: dict[str, Any]) -> str:
        made = save_view(by=request.user, name=answers["name"], wanted=_kept(request) or {})
        messages.success(request, "The view is saved.")
        return f"{reverse('access:list')}?view={made.key}"

    shown = {"heading": "Save this view", "button": "Save", "back": reverse("access:list") + _address(request)}
    return one_form(request, form=form, save=keep_it, shown=shown)


@needs(Act.SEE_REQUESTS, methods=WRITE)
def remove(request: AuthorisedRequest, view: str) -> HttpResponse:
    found = views_of(request.user).filter(key=view).first()
    if found is None:
        raise Http404
    remove_view(by=request.user, view=found)
    messages.success(request, "The view is removed. The requests in it are not.")
    return HttpResponseRedirect(reverse("access:list"))


def _kept(request: AuthorisedRequest) -> dict[str, Any] | None:
    """How the list is narrowed: by a saved view of the person, else as it was kept in their session."""
    if key := request.GET.get("view", ""):
        return views_of(request.user).filter(key=key).values_list("wanted", flat=True).first()
    return asked(request) or None


def _address(request: AuthorisedRequest) -> str:
    """What says in an address how the list is narrowed: a random key."""
    given = {name: request.GET[name] for name in ("asked", "view") if request.GET.get(name)}
    return f"?{urlencode(given)}" if given else ""


def _page(request: AuthorisedRequest, found: Any) -> dict[str, Any]:
    page = Paginator(queries.shown_with(found), _ON_A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "lines": [line(each, user=request.user) for each in page]}


def may_log(user: User) -> bool:
    try:
        guard_receiving(in_force.current(on=today()), by=user)
    except StepRefused:
        return False
    return True
