"""Which records of a matter are in scope, and what is missing from its files, with the pages that mention it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases.models import Record
from candour.cases.plain import MISSING
from candour.cases.wording import title
from candour.litigation import certificate, mentioned, provided, scoping, searching
from candour.litigation.forms import Reasoned
from candour.litigation.forms_search import PlaceForm
from candour.litigation.gate import on_matter
from candour.litigation.models import Matter, PlaceKind
from candour.litigation.scope import cases_of, in_scope, out_of_scope, records_of
from candour.litigation.views.around import answered, around

_ON_A_PAGE = 50
_GAPS = 20
_HERE = "litigation:records_in_scope"


@on_matter()
def records(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    """In scope, or the others with the reason."""
    inside, outside = in_scope(matter), out_of_scope(matter)
    which = "out" if request.GET.get("which") == "out" else "in"
    found = (outside if which == "out" else inside).select_related("case")
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    said = scoping.standing(matter)
    shown = {
        "page": page, "which": which, "certificate": certificate.of(matter),
        "inside": inside.count(), "outside": outside.count(), "by_hand": len(said), "sees": cases_of(matter).exists(),
        "rows": [{"record": each, "title": title(each), "out": said.get(each.pk)} for each in page],
    }  # fmt: skip
    return render(request, "litigation/search_scope.html", {**around(request, matter), **shown})


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def out(request: AuthorisedRequest, matter: Matter, number: int) -> HttpResponse:
    record = get_object_or_404(records_of(matter), pk=number)
    form = Reasoned(request.POST if request.method == "POST" else None)

    def do(answers: dict[str, Any]) -> None:
        scoping.take_out(by=request.user, matter=matter, record=record, **answers)

    shown = {**_about(record, "Take this record out of scope"), "button": "Take it out"}
    return answered(request, matter, form, do, told="The record is out of scope.", to=_HERE, shown=shown)


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def back(request: AuthorisedRequest, matter: Matter, number: int) -> HttpResponse:
    record = get_object_or_404(records_of(matter), pk=number)
    form = Reasoned(request.POST if request.method == "POST" else None)

    def do(answers: dict[str, Any]) -> None:
        scoping.take_back(by=request.user, matter=matter, record=record, **answers)

    shown = {**_about(record, "Take this record back into scope"), "button": "Take it back"}
    return answered(request, matter, form, do, told="The record is in scope again.", to=_HERE, shown=shown)


@on_matter()
def gaps(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    """What is missing, the unexplained first, each with the pages that mention it."""
    found = provided.gaps(matter)
    page = Paginator(found, _GAPS).get_page(request.GET.get("page"))
    rows = [{"it": each, "kind": MISSING[each.gap.kind]} for each in mentioned.missing(matter, list(page.object_list))]
    shown = {
        "page": page, "rows": rows, "open": found.filter(explained="").count(), "sees": cases_of(matter).exists(),
        "others": [each for each in provided.lacks(matter) if not each.item.startswith("gap:")],
    }  # fmt: skip
    return render(request, "litigation/search_gaps.html", {**around(request, matter), **shown})


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def chase(request: AuthorisedRequest, matter: Matter, number: int) -> HttpResponse:
    """Asks for what is missing: of the manager of its case to begin with."""
    gap = get_object_or_404(provided.gaps(matter), pk=number)
    words = mentioned.words_of(gap)
    initial = {
        "kind": PlaceKind.CASE_SYSTEM, "name": f"To be found: {words}"[:300], "terms": words,
        "custodian": gap.case.manager_id, "due": searching.usual_due(),
    }  # fmt: skip
    form = PlaceForm(request.POST if request.method == "POST" else None, initial=initial)

    def do(_: dict[str, Any]) -> None:
        searching.ask(by=request.user, matter=matter, asked=form.told(), gap=mentioned.named(gap))

    shown = {
        "heading": "Ask for what is missing", "button": "Ask for it",
        "lines": [f"{MISSING[gap.kind]}: {gap.detail}", "It is part of the search certificate until it is answered."],
    }  # fmt: skip
    return answered(request, matter, form, do, told="It is asked for.", to="litigation:gaps", shown=shown)


def _about(record: Record, heading: str) -> dict[str, Any]:
    return {"heading": heading, "lines": [title(record)]}
