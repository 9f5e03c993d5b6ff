"""The case file page: its records by date, what is missing, how its preparation goes, and who looked at what."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases import chronology, queries, services, wording
from candour.cases.chronology import Wanted
from candour.cases.completeness import completeness
from candour.cases.forms import ChangeCase, Chronology
from candour.cases.gate import on_case
from candour.cases.models import Case, Preparation
from candour.cases.preparing import ask
from candour.cases.views.asked import asked, keep
from candour.cases.views.forming import one_form
from candour.cases.views.missing import missing_by_kind
from candour.ledger import queries as ledger
from candour.ledger.acting import record
from candour.ledger.verbs import Verb

_ON_A_PAGE = 50
_LATEST = 10
_DATES = ("since", "until", "added")


@on_case(methods=BOTH)
def case_file(request: AuthorisedRequest, case: Case) -> HttpResponse:
    """The chronology. Authors are people, so what it is narrowed by is sent by POST and kept."""
    there = chronology.records(case)
    form = Chronology(request.POST if request.method == "POST" else asked(request) or None, some=there)
    wanted = form.cleaned_data if form.is_valid() else {}
    if request.method == "POST" and wanted:
        return HttpResponseRedirect(f"{_address(case)}?asked={keep(request, as_asked(wanted))}")
    found = chronology.chronology(there, Wanted(**wanted))
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    complete = completeness(case=case)
    record(Verb.CASE_VIEWED, case=case.pk, page=page.number)
    shown = {
        "here": "file",
        "form": form,
        "page": page,
        "months": chronology.by_month(page.object_list),
        "narrowed": any(wanted.values()),
        "complete": complete,
        "missing": missing_by_kind(complete),
        "history": wording.history(case, limit=_LATEST),
        **_preparation(case),
    }
    return render(request, "cases/file.html", {"case": case, **shown})


def _address(case: Case) -> str:
    return reverse("cases:file", args=[case.key])


def as_asked(wanted: dict[str, Any]) -> dict[str, str]:
    """As the form takes it again: dates in three parts."""
    given = {name: value for name, value in wanted.items() if value and name not in _DATES}
    for name in _DATES:
        if isinstance(day := wanted.get(name), date):
            given |= {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}
    return given


def _preparation(case: Case) -> dict[str, Preparation | str | bool | None]:
    last = queries.last_preparation(case)
    state = queries.state_of(last.stage if last else None)
    return {"preparation": last, "state": state, "running": state == "running"}


@on_case()
def preparation(request: AuthorisedRequest, case: Case) -> HttpResponse:
    """How far the preparation is: a part of the case file page that asks again, and loads the page anew at the end."""
    shown = _preparation(case)
    response = render(request, "cases/parts/preparation.html", {"case": case, **shown})
    if not shown["running"] and request.headers.get("HX-Request"):
        response.headers["HX-Refresh"] = "true"
    return response


@on_case(Act.CHANGE_CASE, methods=WRITE)
def prepare(request: AuthorisedRequest, case: Case) -> HttpResponse:
    ask(by=request.user, case=case)
    messages.success(request, "The case file will be prepared. You can leave this page.")
    return HttpResponseRedirect(_address(case))


@on_case(Act.CHANGE_CASE, methods=BOTH)
def change(request: AuthorisedRequest, case: Case) -> HttpResponse:
    now = {"name": case.name, "manager": case.manager_id}
    form = ChangeCase(request.POST if request.method == "POST" else None, initial=now)

    def save(answers: dict[str, Any]) -> str:
        services.change_case(by=request.user, case=case, **answers)
        return _address(case)

    shown = {"heading": "Change the details of this case", "button": "Save", "back": _address(case), "case": case}
    return one_form(request, form=form, save=save, shown=shown)


@on_case()
def history(request: AuthorisedRequest, case: Case) -> HttpResponse:
    """Who did and looked at what in this case, the latest first."""
    page = Paginator(ledger.of_chain(case.pk).order_by("-seq"), _ON_A_PAGE).get_page(request.GET.get("page"))
    lines = wording.worded(ledger.told(list(page.object_list)))
    return render(request, "cases/history.html", {"case": case, "page": page, "history": lines})
