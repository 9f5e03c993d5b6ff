"""A file of the bundle for who sends it, and what was passed from one team to another."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from candour.access.fetching import fetch
from candour.access.gate import on_request
from candour.access.models import Request
from candour.access.passing import passed
from candour.accounts.gate import AuthorisedRequest, needs
from candour.accounts.roles import Act

_ON_A_PAGE = 50


@on_request("send", methods=("GET",))  # a HEAD would be entered as fetched
def file(request: AuthorisedRequest, of: Request, name: str) -> HttpResponseBase:
    path = fetch(by=request.user, request=of, name=name)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)


@needs(Act.SEE_REQUESTS)
def passed_on(request: AuthorisedRequest) -> HttpResponse:
    """Requests that went from or to the person's teams, also those that they see no more."""
    page = Paginator(passed(request.user), _ON_A_PAGE).get_page(request.GET.get("page"))
    keys = dict(Request.objects.filter(pk__in=[each.request_id for each in page]).values_list("pk", "key"))
    rows = [(each, keys.get(each.request_id, "")) for each in page]
    return render(request, "access/passed_on.html", {"page": page, "rows": rows})
