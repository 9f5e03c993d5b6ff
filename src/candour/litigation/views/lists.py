"""The disclosure list of a matter: its page and files, and one document with what is said of it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases.views.forming import one_form
from candour.cases.views.printed_file import printed_file
from candour.cases.views.table_file import table_file
from candour.cases.wording import title
from candour.ledger.verbs import Verb
from candour.litigation import documents, list_words, marking
from candour.litigation.documents import FILTERS, Document
from candour.litigation.forms_list import MarkForm
from candour.litigation.gate import on_matter
from candour.litigation.models import Matter
from candour.litigation.views.around import around
from candour.litigation.working import note

_ON_A_PAGE = 50


@on_matter()
def page(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    found, which = documents.documents(matter), request.GET.get("which", "")
    which = which if which in FILTERS else ""
    page = Paginator(documents.only(found, which), _ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page, "rows": page.object_list, "which": which, "filters": documents.counts(found), "all": len(found),
        "next": documents.next_unmarked(found, after=0),
    }  # fmt: skip
    return render(request, "litigation/list_documents.html", {**around(request, matter), **shown})


@on_matter()
def file(request: AuthorisedRequest, matter: Matter, form: str) -> HttpResponse:
    """Word and PDF are for the other side, CSV is for Legal: it says what the council thinks of each document."""
    if form == "csv":
        made = table_file("list-of-documents", list_words.COLUMNS, list_words.rows(matter))
    else:
        made = printed_file("list-of-documents", form, lambda: list_words.blocks(matter), title="List of documents")
    note(matter, Verb.LIST_DOWNLOADED, form=form)
    return made


@on_matter()
def document(request: AuthorisedRequest, matter: Matter, number: int) -> HttpResponse:
    """What was said of one document, and where it went."""
    found = _one(documents.documents(matter), number)
    shown = {"it": found, "title": title(found.record), "said": marking.said_of(matter, found.record)}
    return render(request, "litigation/list_document.html", {**around(request, matter), **shown})


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def mark(request: AuthorisedRequest, matter: Matter, number: int) -> HttpResponse:
    """Saving goes on to the next document that nobody has marked."""
    every = documents.documents(matter)
    found = _one(every, number)
    now = {name: getattr(found.marking, name) for name in MarkForm.base_fields} if found.marking else None
    form = MarkForm(request.POST if request.method == "POST" else None, initial=now)

    def save(_: dict[str, Any]) -> str:
        marking.mark(by=request.user, matter=matter, record=found.record, said=form.told())
        after = documents.next_unmarked(documents.documents(matter), after=found.record.pk)
        if after is None:
            return reverse("litigation:documents", args=[matter.key])
        return reverse("litigation:mark", args=[matter.key, after.record.pk])

    shown = {
        "it": found, "title": title(found.record), "left": sum(not each.marked for each in every),
        "back": reverse("litigation:documents", args=[matter.key]), "said": marking.said_of(matter, found.record),
    }  # fmt: skip
    shown |= around(request, matter)
    return one_form(request, form=form, save=save, template="litigation/list_mark.html", shown=shown)


def _one(found: list[Document], number: int) -> Document:
    for each in found:
        if each.record.pk == number:
            return each
    raise Http404
