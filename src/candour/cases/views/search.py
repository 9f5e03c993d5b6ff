"""The search page of a case. What is looked for is sent by POST and kept: it never stands in an address or a log."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.cases import searching
from candour.cases.forms import Search
from candour.cases.gate import on_case
from candour.cases.models import Case
from candour.cases.views.asked import asked, keep

_ON_A_PAGE = 20


@on_case(methods=BOTH)
def search(request: AuthorisedRequest, case: Case) -> HttpResponse:
    form = Search(request.POST if request.method == "POST" else asked(request) or None)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "cases/search.html", {"case": case, "form": form}, status=status)
    words = form.cleaned_data["words"]
    if request.method == "POST":
        address = reverse("cases:search", args=[case.key])
        return HttpResponseRedirect(f"{address}?asked={keep(request, {'words': words})}")
    number = request.GET.get("page", "1")
    at = max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
    found = searching.search(case=case, words=words, many=_ON_A_PAGE, skip=(at - 1) * _ON_A_PAGE)
    page = Paginator(range(found.pages), _ON_A_PAGE).get_page(at)
    shown = {"case": case, "form": form, "found": found, "page": page, "asked": request.GET["asked"]}
    return render(request, "cases/search.html", shown)
