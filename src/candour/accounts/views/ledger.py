"""The authority's ledger as people read it: filters, pages, and whether it still holds. No entry of any case."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from candour.accounts.forms import LedgerFilter
from candour.accounts.gate import WRITE, AuthorisedRequest, needs
from candour.accounts.history import choices, worded
from candour.accounts.roles import Act
from candour.ledger import anchors, queries
from candour.ledger.clock import LONDON
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb

_AT_ONCE = 50


@needs(Act.SEE_LEDGER)
def ledger(request: AuthorisedRequest) -> HttpResponse:
    form = LedgerFilter(request.GET or None, verbs=choices(queries.verbs()))
    page = Paginator(_filtered(form), _AT_ONCE).get_page(request.GET.get("page"))
    told = {
        "form": form,
        "page": page,
        "entries": worded(queries.told(list(page.object_list))),
        "checked": _last(Verb.ANCHORED, Verb.LEDGER_CHECKED),
        "anchored": _last(Verb.ANCHORED),
    }
    return render(request, "ledger/ledger.html", told)


@needs(Act.SEE_LEDGER, methods=WRITE)
def look_over(request: AuthorisedRequest) -> HttpResponse:
    anchors.look_over()
    messages.success(request, "Every chain was looked over. What was found stands on this page.")
    return redirect("ledger:ledger")


def _filtered(form: LedgerFilter) -> QuerySet[Entry]:
    """Newest first; a filter that cannot be read finds nothing, since an unfiltered answer would mislead."""
    entries = queries.of_chain().order_by("-seq")
    if not form.is_bound:
        return entries
    if not form.is_valid():
        return entries.none()
    given = form.cleaned_data
    if given["person"]:
        entries = entries.filter(actor=given["person"].pk)
    if given["verb"]:
        entries = entries.filter(verb=given["verb"])
    if given["first"]:
        entries = entries.filter(at__gte=datetime.combine(given["first"], time(), LONDON))
    if given["last"]:
        entries = entries.filter(at__lt=datetime.combine(given["last"] + timedelta(days=1), time(), LONDON))
    return entries


def _last(*verbs: Verb) -> queries.Told | None:
    found = queries.told(list(queries.of_chain().filter(verb__in=verbs).order_by("-seq")[:1]))
    return found[0] if found else None
