"""Court bundles of a matter: the list, the check page before one is made, one as it was produced, statements as records."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases.models import Case
from candour.cases.views.forming import one_form
from candour.engine.bundle.context import Form
from candour.engine.errors import CandourError
from candour.litigation import bundled, bundling, statement_records
from candour.litigation.bundled import Standing
from candour.litigation.forms_bundles import BundleForm
from candour.litigation.gate import on_matter
from candour.litigation.kinds import kind_of, pack_of
from candour.litigation.models import Bundle, Matter, Statement
from candour.litigation.scope import cases_of
from candour.litigation.views.around import around

FORMS = {
    Form.FAMILY: "Family form: sections A, B, C and so on, numbered A1, B1, …, and at most 350 pages in a volume.",
    Form.CIVIL: "Civil form: one numbering from 1, the same as the page of the PDF, by date.",
}


@on_matter()
def listed(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    rows = [_row(bundled.standing(each)) for each in bundling.of(matter)]
    return render(request, "litigation/bundles.html", {**around(request, matter), "rows": rows})


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def make(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    """What goes in, what stays out and why, and what is in the way, of the case that ``case`` names."""
    cases = list(cases_of(matter))
    case = next((each for each in cases if each.key == request.GET.get("case")), cases[0] if cases else None)
    if case is None:
        raise Http404
    form = BundleForm(request.POST if request.method == "POST" else None, matter=matter, case=case)

    def save(_: dict[str, Any]) -> str:
        made = bundling.begin(by=request.user, matter=matter, case=case, begun=form.begun())
        messages.success(request, "The bundle is begun. It is reviewed, checked and approved before it is made.")
        return reverse("litigation:bundle", args=[matter.key, made.disclosure.key])

    back, form_of = reverse("litigation:bundles", args=[matter.key]), _form_of(matter)
    shown = {
        **around(request, matter), "cases": cases, "case": case, "found": bundling.contents(matter, case), "back": back,
        "statements": statement_records.of(matter, case), "form_of": form_of,
    }  # fmt: skip
    return one_form(request, form=form, save=save, template="litigation/bundle_make.html", shown=shown)


@on_matter()
def bundle(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    """How far it is, and once it is made what stands where in it."""
    one = get_object_or_404(bundling.of(matter), disclosure__key=which)
    made, volumes, wrong = bundled.last_made(one), [], ""
    if made is not None:
        try:
            volumes = bundled.volumes(one, made)
        except CandourError as error:
            wrong = bundled.problem(error)
    row = _row(bundled.standing(one))
    shown = {"row": row, "made": made, "volumes": volumes, "wrong": wrong, "form_of": _form_of(matter)}
    return render(request, "litigation/bundle.html", {**around(request, matter), **shown})


@on_matter(Act.KEEP_MATTERS, methods=WRITE)
def take_statement(request: AuthorisedRequest, matter: Matter, which: str, case: str) -> HttpResponse:
    """A filed statement becomes a record of the case file."""
    statement = get_object_or_404(Statement, matter=matter, key=which)
    into: Case = get_object_or_404(cases_of(matter), key=case)
    statement_records.receive(by=request.user, statement=statement, case=into)
    told = "The statement is in the case file. Once the file is prepared, mark it on the disclosure list."
    messages.success(request, told)
    return HttpResponseRedirect(f"{reverse('litigation:make_bundle', args=[matter.key])}?case={into.key}#statements")


def _row(found: Standing) -> dict[str, Any]:
    one: Bundle = found.bundle
    pages = [(each, reverse(f"disclosure:{each.page}", args=[one.disclosure.key])) for each in found.steps]
    return {
        "it": one, "state": found.state, "steps": pages, "next": next((row for row in pages if row[0].button), None),
        "many": len(one.disclosure.only), "for": one.party.name if one.party else "The court",
    }  # fmt: skip


def _form_of(matter: Matter) -> str:
    return FORMS.get(Form(pack_of(matter).purposes[kind_of(matter).purpose].form), "")
