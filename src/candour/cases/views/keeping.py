"""How long a case is kept, holds, its destruction by two people, and copies of the whole case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest, signed_in
from candour.accounts.roles import Act
from candour.cases import disposing, exporting, retaining
from candour.cases.against import obstacles
from candour.cases.forms import Reasoned
from candour.cases.forms_keeping import ConfirmDestruction, KindOfFile
from candour.cases.gate import on_case
from candour.cases.models import Case
from candour.cases.retention import CaseHold, Certificate
from candour.cases.views.forming import one_form

_ON_A_PAGE = 25


@on_case()
def keeping(request: AuthorisedRequest, case: Case) -> HttpResponse:
    pack = retaining.schedule()
    names = {each.id: each.title for each in pack.holds.values()}
    holds = retaining.holds(case, pack=pack)
    proposal = disposing.proposal_of(case)
    shown = {
        "kept": retaining.kept(case, pack=pack),
        "holds": holds,
        "over": [(names.get(each.name, ""), each) for each in holds.over],
        "may_hold": retaining.may_hold(request.user),
        "against": obstacles(case),
        "proposal": proposal,
        "own": proposal is not None and proposal.proposed_by_id == request.user.pk,
        "failed": None if proposal else disposing.last_failed(case),
        **_copies(request, case),
    }
    return render(request, "cases/keeping/keeping.html", {"case": case, **shown})


def _copies(request: AuthorisedRequest, case: Case) -> dict[str, Any]:
    copies = [(each, exporting.can_be_collected(each)) for each in exporting.asked_by(request.user, case)]
    return {"copies": copies, "copying": any(each.ended_at is None for each, _ in copies)}


@on_case(Act.CHANGE_CASE, methods=BOTH)
def keep_as(request: AuthorisedRequest, case: Case) -> HttpResponse:
    said = retaining.kept(case).said
    known = {name: getattr(said, name) for name in ("kind", "born", "died", "adopted", "closed")} if said else {}
    form = KindOfFile(request.POST if request.method == "POST" else None, pack=retaining.schedule(), initial=known)
    shown = {"heading": "How long this case is kept", "button": "Save"}
    return _done(request, case, form, shown, retaining.set_kind, "How long the case is kept has been worked out anew.")


@on_case(methods=BOTH)
def hold(request: AuthorisedRequest, case: Case) -> HttpResponse:
    retaining.check_may_hold(request.user)
    shown = {
        "heading": "Put a legal hold on this case",
        "lines": ["Nobody can destroy the case while the hold stands, whatever is due."],
        "button": "Put on hold",
    }
    return _done(request, case, _reason(request), shown, retaining.hold, "The case is on hold.")


@on_case(methods=BOTH)
def lift(request: AuthorisedRequest, case: Case, number: int) -> HttpResponse:
    retaining.check_may_hold(request.user)
    standing = get_object_or_404(CaseHold, pk=number, case=case, lifted_at=None)

    def lifted(*, by: Any, case: Case, reason: str) -> None:
        retaining.lift(by=by, hold=standing, reason=reason)

    shown = {
        "heading": "Lift this legal hold",
        "lines": [f"It was set by {standing.set_by.name}: {standing.reason}"],
        "button": "Lift the hold",
        "danger": True,
    }
    return _done(request, case, _reason(request), shown, lifted, "The hold is lifted.")


@on_case(methods=BOTH)
def lift_named(request: AuthorisedRequest, case: Case, name: str) -> HttpResponse:
    """A hold of the policy pack, for this case only."""
    retaining.check_may_hold(request.user)
    standing = next((each for each in retaining.holds(case).named if each.id == name), None)
    if standing is None:
        raise Http404

    def lifted(*, by: Any, case: Case, reason: str) -> None:
        retaining.lift_named(by=by, case=case, name=name, reason=reason)

    shown = {
        "heading": f"Say that this does not cover the case: {standing.title}",
        "lines": [standing.explanation, f"Source: {standing.citation}."],
        "button": "It does not cover this case",
        "danger": True,
    }
    return _done(request, case, _reason(request), shown, lifted, "It no longer stops the destruction of this case.")


@on_case(Act.DISPOSE, methods=BOTH)
def propose(request: AuthorisedRequest, case: Case) -> HttpResponse:
    shown = {
        "heading": "Propose to destroy this case",
        "lines": ["A second person has to approve before anything happens."],
        "button": "Propose",
        "danger": True,
    }
    return _done(request, case, _reason(request), shown, disposing.propose, "A second person has to approve it now.")


@on_case(Act.DISPOSE, methods=BOTH)
def withdraw(request: AuthorisedRequest, case: Case) -> HttpResponse:
    shown = {"heading": "Withdraw the proposal to destroy this case", "button": "Withdraw it"}
    return _done(request, case, _reason(request), shown, disposing.withdraw, "The case is kept.")


@on_case(Act.DISPOSE, methods=BOTH)
def approve(request: AuthorisedRequest, case: Case) -> HttpResponse:
    form = ConfirmDestruction(request.POST if request.method == "POST" else None, case=case)

    def save(_: dict[str, Any]) -> str:
        disposing.approve(by=request.user, case=case)
        messages.success(request, "The case is being destroyed. Its certificate will be in this list.")
        return reverse("cases:destroyed")

    shown = {
        "heading": "Destroy this case",
        "warning": "Everything in it goes for good: records, files, the register, decisions. Nobody can bring it back.",
        "button": "Destroy the case",
        "danger": True,
        "back": _address(case),
        "case": case,
    }
    return one_form(request, form=form, save=save, shown=shown)


@on_case(Act.EXPORT_CASE, methods=BOTH)
def ask_copy(request: AuthorisedRequest, case: Case) -> HttpResponse:
    shown = {
        "heading": "Make a copy of the whole case",
        "lines": [
            "It holds every file and everything that is known of the case, with nothing covered. It is not for people"
            " who ask for their records: prepare a disclosure for them.",
            "You can collect it once, within a day after it is ready.",
        ],
        "button": "Make the copy",
    }
    return _done(
        request, case, _reason(request), shown, exporting.ask, "The copy is being made. You can leave this page."
    )


@on_case(Act.EXPORT_CASE)
def copies(request: AuthorisedRequest, case: Case) -> HttpResponse:
    """How far a copy is: a part of the page that asks again, and loads the page anew at the end."""
    shown = _copies(request, case)
    response = render(request, "cases/keeping/copies.html", {"case": case, **shown})
    if not shown["copying"] and request.headers.get("HX-Request"):
        response.headers["HX-Refresh"] = "true"
    return response


@on_case(Act.EXPORT_CASE, methods=WRITE)
def collect_copy(request: AuthorisedRequest, case: Case, copy: str) -> FileResponse:
    one, archive = exporting.collect(by=request.user, case=case, key=copy)
    return FileResponse(archive, as_attachment=True, filename=f"{one.key}.zip", content_type="application/zip")


@signed_in()
def destroyed(request: AuthorisedRequest) -> HttpResponse:
    """Cases that are gone, for who decided it and for who oversees: the database shows nobody else a line."""
    found = Certificate.objects.select_related("proposed_by", "approved_by").defer("pdf").order_by("-erased_at", "-pk")
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/keeping/destroyed.html", {"page": page})


@signed_in()
def certificate(request: AuthorisedRequest, certificate: str) -> HttpResponse:
    one = get_object_or_404(Certificate, key=certificate, finished_at__isnull=False)
    named = {"Content-Disposition": f'attachment; filename="certificate-{one.key}.pdf"'}
    return HttpResponse(bytes(one.pdf or b""), content_type="application/pdf", headers=named)


def _address(case: Case) -> str:
    return reverse("cases:keeping", args=[case.key])


def _reason(request: AuthorisedRequest) -> Reasoned:
    return Reasoned(request.POST if request.method == "POST" else None)


def _done(
    request: AuthorisedRequest, case: Case, form: Form, shown: dict[str, Any], service: Callable[..., Any], said: str
) -> HttpResponse:
    """A form whose answers go to ``service``, back to the page."""

    def save(answers: dict[str, Any]) -> str:
        service(by=request.user, case=case, **answers)
        messages.success(request, said)
        return _address(case)

    return one_form(request, form=form, save=save, shown={**shown, "back": _address(case), "case": case})
