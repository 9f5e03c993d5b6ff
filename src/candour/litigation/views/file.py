"""The whole file of a matter: every record of its cases by date, and a search through all their pages at once."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.cases import chronology as chronologies
from candour.cases.chronology import Wanted
from candour.cases.forms import Chronology, Search
from candour.cases.models import Case
from candour.cases.searching import Found
from candour.cases.searching import search as search_case
from candour.cases.views.asked import asked, keep
from candour.cases.views.records import as_asked
from candour.ledger.acting import record
from candour.ledger.verbs import Verb
from candour.litigation.gate import on_matter
from candour.litigation.models import Matter
from candour.litigation.scope import cases_of, records_of
from candour.litigation.viewing import displayed_file
from candour.litigation.views.around import around

_ON_A_PAGE = 50
_HITS = 20


@on_matter(methods=BOTH)
def chronology(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    """Unredacted, and for looking at only. The first time that one of the legal team displays it is noted."""
    there = records_of(matter)
    form = Chronology(request.POST if request.method == "POST" else asked(request) or None, some=there)
    wanted = form.cleaned_data if form.is_valid() else {}
    if request.method == "POST" and wanted:
        address = reverse("litigation:file", args=[matter.key])
        return HttpResponseRedirect(f"{address}?asked={keep(request, as_asked(wanted))}")
    found = chronologies.chronology(there, Wanted(**wanted)).select_related("case")
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    cases = list(cases_of(matter))
    for case in cases:
        record(Verb.CASE_VIEWED, case=case.pk, page=page.number, matter=matter.pk)
    displayed_file(by=request.user, matter=matter)
    shown = {
        "here": "file", "form": form, "search": Search(), "page": page, "cases": cases,
        "months": chronologies.by_month(page.object_list), "narrowed": any(wanted.values()),
    }  # fmt: skip
    return render(request, "litigation/file.html", {**around(request, matter), **shown})


@on_matter(methods=BOTH)
def search(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    """What is looked for is sent by POST and kept: it never stands in an address or a log."""
    form = Search(request.POST if request.method == "POST" else asked(request) or None)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "litigation/search.html", {**around(request, matter), "form": form}, status=status)
    words = form.cleaned_data["words"]
    if request.method == "POST":
        address = reverse("litigation:search", args=[matter.key])
        return HttpResponseRedirect(f"{address}?asked={keep(request, {'words': words})}")
    cases = list(cases_of(matter))
    here = request.GET.get("case", "")
    chosen = [case for case in cases if case.key == here] or cases
    number = request.GET.get("page", "1")
    at = max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
    found = [(case, search_case(case=case, words=words, many=_HITS, skip=(at - 1) * _HITS)) for case in chosen]
    shown = {
        "form": form, "found": found, "asked": request.GET.get("asked", ""), "pages": sum(each.pages for _, each in found),
        "cases": cases, "one": here if len(chosen) == 1 and len(cases) > 1 else "", "page": _pages(found, at),
    }  # fmt: skip
    return render(request, "litigation/search.html", {**around(request, matter), **shown})


def _pages(found: list[tuple[Case, Found]], at: int) -> object:
    """Page by page through the case with the most hits; the others have theirs on the first ones."""
    return Paginator(range(max(each.pages for _, each in found)), _HITS).get_page(at)
