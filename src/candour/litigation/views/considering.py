"""Considering documents for a statement: which there are, and one at a time with its pages beside the form.

No address here takes more than one document, and a form that sends more than one reason is refused.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.cases import pictures
from candour.cases.models import Page
from candour.cases.views.forming import saved
from candour.cases.views.showing import ahead, note_record, page_shown
from candour.engine.errors import BadInput
from candour.litigation import considering, listed
from candour.litigation.considering import ToConsider
from candour.litigation.displayed import Reading, reading
from candour.litigation.forms_gate import Consider
from candour.litigation.gate import on_matter
from candour.litigation.models import Matter, Statement
from candour.litigation.scope import records_of
from candour.litigation.statement_gate import refuse_partial
from candour.litigation.views.statements import beside, found

_ON_A_PAGE = 100
_FIELDS = {"csrfmiddlewaretoken", "content", "reason"}


@on_matter()
def overview(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    one = _found(request, matter, which)
    rows = considering.documents(one)
    left = [each for each in rows if not each.done]
    shown = {
        "rows": rows, "page": Paginator(rows, _ON_A_PAGE).get_page(request.GET.get("page")), "left": left,
        "done": len(rows) - len(left), "next": _address(one, left[0]) if left else "",
        "can_consider": considering.may(one, request.user) and matter.closed_at is None,
    }  # fmt: skip
    return render(request, "litigation/considering.html", {**beside(request, one), **shown})


@on_matter(methods=BOTH)
def consider(request: AuthorisedRequest, matter: Matter, which: str, record: int) -> HttpResponse:
    """One document. ``page`` in the address: which of its pages is shown beside the form."""
    one = _found(request, matter, which)
    rows = considering.documents(one)
    at = next((number for number, each in enumerate(rows) if each.record.pk == record), None)
    if at is None:
        raise Http404
    row = rows[at]
    shown_page = _page(row, request.GET.get("page", "1"))
    if request.method != "POST" and ahead(request):
        if shown_page is not None:
            pictures.make_ready(shown_page, size="page")
        return HttpResponse(status=204)
    can = considering.may(one, request.user) and matter.closed_at is None
    form = Consider(_only_one(request) if request.method == "POST" else None, initial=_initial(one, row))

    def save(answers: dict[str, Any]) -> str:
        considering.consider(by=request.user, statement=one, record=row.record, **answers)
        messages.success(request, "It is considered. This is the next one.")
        left = next((each for each in (*rows[at + 1 :], *rows[:at]) if not each.done), None)
        return _address(one, left) if left else reverse("litigation:considering", args=[matter.key, one.key])

    if request.method == "POST" and form.is_valid() and (goes_to := saved(form, save)):
        return HttpResponseRedirect(goes_to)
    shown = {"row": row, "form": form, "can_consider": can, **_beside_it(request, one, rows, at, shown_page)}
    status = 422 if form.errors else 200
    return render(request, "litigation/considering_one.html", {**beside(request, one), **shown}, status=status)


@on_matter()
def go_on(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    """To the first document that is not considered; to the list when all are."""
    one = _found(request, matter, which)
    left = next((each for each in considering.documents(one) if not each.done), None)
    overview_page = reverse("litigation:considering", args=[matter.key, one.key])
    return HttpResponseRedirect(_address(one, left) if left else overview_page)


def _found(request: AuthorisedRequest, matter: Matter, which: str) -> Statement:
    """Refused for who does not see every case of the matter."""
    one = found(request, matter, which)
    refuse_partial(one)
    return one


def _only_one(request: AuthorisedRequest) -> Any:
    """BadInput for a form that holds more than one document's reason, or names other documents."""
    sent = request.POST
    if set(sent) - _FIELDS or any(len(sent.getlist(name)) > 1 for name in sent):
        raise BadInput(
            "Documents are considered one by one.",
            means="Nothing was saved: what was sent holds more than the reason for this document.",
            do="Open each document and give its own reason.",
        )
    return sent


def _initial(statement: Statement, row: ToConsider) -> dict[str, str]:
    return {"content": listed.content_of(row.record)}


def _page(row: ToConsider, asked: str) -> Page | None:
    """404 for a page that the document does not have; None: it has none at all."""
    if not row.record.pages_count:
        return None
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 0
    found = Page.objects.filter(record=row.record, number=number).select_related("record__case").defer("search").first()
    if found is None:
        raise Http404
    return found


def _beside_it(
    request: AuthorisedRequest, statement: Statement, rows: list[ToConsider], at: int, page: Page | None
) -> dict[str, Any]:
    """The page with its way to the others, and what was said of the document before; the page is a view."""
    row, number = rows[at], page.number if page else 0
    here = _address(statement, row)
    (own,) = reading(statement.matter, request.user, records=records_of(statement.matter).filter(pk=row.record.pk))
    left = Reading(own.record, [each for each in own.left if each != number])
    if page is None:
        note_record(row.record)
    next_left = next((each for each in left.left if each > number), left.left[0] if left.left else None)
    return {
        "record": row.record, "case": row.record.case, "left": left, "place": at + 1, "many": len(rows),
        "said": considering.history(statement, row.record), "marking": row.marking,
        "before": f"{here}?page={number - 1}" if number > 1 else "",
        "after": f"{here}?page={number + 1}" if page and number < row.record.pages_count else "",
        "unseen": f"{here}?page={next_left}" if next_left else "",
        "earlier": _address(statement, rows[at - 1]) if at else "",
        "later": _address(statement, rows[at + 1]) if at + 1 < len(rows) else "",
        **(page_shown(page) if page else {}),
    }  # fmt: skip


def _address(statement: Statement, row: ToConsider) -> str:
    return reverse("litigation:consider", args=[statement.matter.key, statement.key, row.record.pk])
