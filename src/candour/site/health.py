"""Whether the site is alive, and whether it can do its work: for whatever watches over it. It tells nothing else."""

from __future__ import annotations

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from candour.accounts.gate import Rule, ruled
from candour.cases import store
from candour.engine.errors import Unavailable
from candour.site.migrating import up_to_date


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
        fit = up_to_date()
        store.place().answers()
    except (Error, Unavailable):
        fit = False
    return HttpResponse("ready\n" if fit else "not ready\n", content_type="text/plain", status=200 if fit else 503)


for view in (live, ready):
    ruled(view, Rule(public="It says only whether the site works."))
