"""What was disclosed to whom, the form that notes it, and records that came after disclosure."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases.models import Record
from candour.cases.views.forming import one_form
from candour.cases.wording import title
from candour.litigation import alerts, disclosing, documents
from candour.litigation.forms_list import DecideForm, WentForm
from candour.litigation.gate import on_matter
from candour.litigation.models import Disclosed, Matter, Verdict
from candour.litigation.views.around import answered, around

_ON_A_PAGE = 100
_OFFERED = ("to_go", "not_disclosed", "adverse", "withheld", "disclosed", "later", "")


@on_matter()
def disclosed(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    """The latest first."""
    found = Disclosed.objects.filter(matter=matter).select_related("record", "record__case", "party", "by")
    page = Paginator(found.order_by("-on", "-pk"), _ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "litigation/list_disclosed.html", {**around(request, matter), "page": page})


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def note(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    """Several documents at once: those that are ticked, or all that the page shows."""
    which = request.GET.get("which", "to_go")
    which = which if which in _OFFERED else "to_go"
    offered = [each for each in documents.only(documents.documents(matter), which) if each.record.gone_at is None]
    form = WentForm(request.POST if request.method == "POST" else None, matter=matter)
    chosen = _chosen(request, [each.record for each in offered])
    back = reverse("litigation:disclosed", args=[matter.key])

    def save(given: dict[str, Any]) -> str:
        made = disclosing.note_disclosed(
            by=request.user, matter=matter, records=chosen, went=form.told(), looked_at=given["looked_at"]
        )
        messages.success(request, f"{len(made)} document{'' if len(made) == 1 else 's'} noted as disclosed.")
        return back

    names = {key: name for key, (name, _) in documents.FILTERS.items()}
    shown = {
        "offered": offered, "which": which, "filters": [(key, names[key]) for key in _OFFERED], "back": back,
        "chosen": {each.pk for each in chosen},
        "surprising": disclosing.not_meant_to_go(matter, chosen) if request.method == "POST" else [],
    }  # fmt: skip
    shown |= around(request, matter)
    return one_form(request, form=form, save=save, template="litigation/list_note.html", shown=shown)


@on_matter()
def later(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    """Open alerts first; those that are decided stay below."""
    every = alerts.of(matter)
    decided = Paginator(every.exclude(verdict__in=alerts.OPEN).order_by("-at"), _ON_A_PAGE)
    shown = {"open": every.filter(verdict__in=alerts.OPEN), "page": decided.get_page(request.GET.get("page"))}
    return render(request, "litigation/list_alerts.html", {**around(request, matter), **shown})


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def decide(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    alert = get_object_or_404(alerts.of(matter).exclude(verdict=Verdict.DISCLOSED).select_related("matter"), key=which)
    initial = {"verdict": alert.verdict, "reason": alert.reason}
    form = DecideForm(request.POST if request.method == "POST" else None, initial=initial)

    def do(answers: dict[str, Any]) -> None:
        alerts.decide(by=request.user, alert=alert, **answers)

    shown = {
        "heading": f"Decide on “{title(alert.record)}”", "button": "Save",
        "lines": [
            f"{alert.get_came_display()}.",
            "If it has to be disclosed, it stays open until it is noted that it went.",
        ],
    }  # fmt: skip
    return answered(request, matter, form, do, told="Saved.", to="litigation:alerts", shown=shown)


def _chosen(request: AuthorisedRequest, offered: list[Record]) -> list[Record]:
    if "all" in request.POST:
        return offered
    ticked = set(request.POST.getlist("record"))
    return [each for each in offered if str(each.pk) in ticked]
