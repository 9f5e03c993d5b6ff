"""What of a case file is missing or cannot be read, and the form that says why."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases import completeness
from candour.cases.chronology import records
from candour.cases.completeness import Completeness, Found
from candour.cases.forms import Explain
from candour.cases.gate import on_case
from candour.cases.models import Case
from candour.cases.plain import MISSING
from candour.cases.views.forming import one_form

_ON_A_PAGE = 50


@on_case()
def missing(request: AuthorisedRequest, case: Case) -> HttpResponse:
    kind = request.GET.get("kind", "")
    found = completeness.gaps(case=case, kind=kind if kind in MISSING else "")
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    numbers = dict(records(case).filter(key__in=[gap.record for gap in page]).values_list("key", "pk"))
    rows = [{"gap": gap, "kind": MISSING[gap.kind], "record": numbers.get(gap.record)} for gap in page]
    shown = {"page": page, "rows": rows, "kinds": MISSING, "kind": kind}
    return render(request, "cases/missing.html", {"case": case, **shown})


@on_case(Act.CHANGE_CASE, methods=BOTH)
def explain(request: AuthorisedRequest, case: Case, number: int) -> HttpResponse:
    gap = get_object_or_404(completeness.gaps(case=case), pk=number)
    form = Explain(request.POST if request.method == "POST" else None, initial={"text": gap.explained})
    back = reverse("cases:missing", args=[case.key])

    def save(answers: dict[str, Any]) -> str:
        completeness.explain(by=request.user, gap=gap, **answers)
        messages.success(request, "Saved.")
        return back

    shown = {
        "heading": "Say why this is missing",
        "lines": [f"{MISSING[gap.kind]}: {gap.detail}", "It stays in the list of what is missing, with what you say."],
        "button": "Save",
        "case": case,
        "back": back,
    }
    return one_form(request, form=form, save=save, shown=shown)


def missing_by_kind(complete: Completeness) -> list[tuple[str, str, Found]]:
    """Kinds of which there is something: the kind, its words, and how many."""
    return [(kind.value, MISSING[kind], found) for kind, found in complete.gaps.items() if found.all]
