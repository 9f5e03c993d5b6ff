"""Reading the file for a statement: how far somebody is, and page by page what they have not displayed yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import AuthorisedRequest
from candour.cases import pictures
from candour.cases.models import Page, Record
from candour.cases.views.showing import ahead, note_record, page_shown
from candour.litigation.displayed import WHOLE, Reading, progress, reading
from candour.litigation.gate import on_matter
from candour.litigation.models import Matter, Statement
from candour.litigation.scope import in_scope
from candour.litigation.statement_gate import refuse_partial
from candour.litigation.views.statements import beside, found

_ON_A_PAGE = 100


@on_matter()
def overview(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    """How far the witness is, and whoever else looks is: record by record."""
    one = _found(request, matter, which)
    mine = request.user.pk == one.author_id
    theirs = reading(matter, one.author)
    own = theirs if mine else reading(matter, request.user)
    rows = [each for each in theirs if each.left]
    shown = {
        "rows": rows, "page": Paginator(rows, _ON_A_PAGE).get_page(request.GET.get("page")),
        "records": len(theirs), "theirs": progress(theirs),
        "own": progress(own), "mine": mine, "next": _address(one, _next(own)),
    }  # fmt: skip
    return render(request, "litigation/gate_reading.html", {**beside(request, one), **shown})


@on_matter()
def page(request: AuthorisedRequest, matter: Matter, which: str, record: int, at: int) -> HttpResponse:
    """One page of a record in scope, and the way to the next that whoever looks has not displayed."""
    one = _found(request, matter, which)
    of = in_scope(matter).select_related("case").filter(pk=record).first()
    shown_page = Page.objects.filter(record=record, number=at).select_related("record__case").defer("search").first()
    if of is None or (shown_page is None and (at != WHOLE or of.pages_count)):
        raise Http404
    if ahead(request):
        if shown_page is not None:
            pictures.make_ready(shown_page, size="page")
        return HttpResponse(status=204)
    rows = [_without(each, of, at) for each in reading(matter, request.user)]
    shown = {
        "record": of, "case": of.case, "at": at, "own": progress(rows), "next": _address(one, _next(rows, after=of)),
        **_about(of, shown_page),
    }  # fmt: skip
    return render(request, "litigation/gate_page.html", {**beside(request, one), **shown})


@on_matter()
def go_on(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    """To the next page that whoever asks has not displayed; to the overview when there is none."""
    one = _found(request, matter, which)
    address = _address(one, _next(reading(matter, request.user)))
    return HttpResponseRedirect(address or reverse("litigation:reading", args=[matter.key, one.key]))


def _found(request: AuthorisedRequest, matter: Matter, which: str) -> Statement:
    """Refused for who does not see every case of the matter."""
    one = found(request, matter, which)
    refuse_partial(one)
    return one


def _about(record: Record, page: Page | None) -> dict[str, Any]:
    if page is not None:
        return page_shown(page)
    note_record(record)
    return {}


def _without(row: Reading, record: Record, at: int) -> Reading:
    """As it will be when this page is shown."""
    same = row.record.pk == record.pk or (record.size and row.record.sha256 == record.sha256)
    return Reading(row.record, [each for each in row.left if each != at]) if same else row


def _next(rows: Sequence[Reading], *, after: Record | None = None) -> tuple[int, int] | None:
    """Record and page: of the record ``after`` first, then of those behind it, then from the beginning."""
    place = next((number for number, each in enumerate(rows) if after and each.record.pk == after.pk), 0)
    order = [*rows[place:], *rows[:place]]
    return next(((each.record.pk, each.left[0]) for each in order if each.left), None)


def _address(statement: Statement, wanted: tuple[int, int] | None) -> str:
    if wanted is None:
        return ""
    return reverse("litigation:reading_page", args=[statement.matter.key, statement.key, *wanted])
