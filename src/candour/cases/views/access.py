"""Who can see a case, and the forms that change it: each asks for a reason, and is entered in the ledger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases import queries, services
from candour.cases.forms import AddTeam, GiveAccess, Reasoned, SetBar
from candour.cases.gate import on_case
from candour.cases.models import Bar, Case, CaseTeam, Grant
from candour.cases.seen_through import seen_through
from candour.cases.views.forming import one_form
from candour.ledger.clock import today


@on_case()
def access(request: AuthorisedRequest, case: Case) -> HttpResponse:
    """Everybody who sees the case sees who else does."""
    teams, grants = queries.teams_of(case), queries.grants_running(case)
    members = queries.members_of(case, teams)
    shown = {
        "teams": [(each, members.get(each.team_id, [])) for each in teams],
        "grants": [each for each in grants if not each.emergency],
        "emergencies": [each for each in grants if each.emergency],
        "bars": queries.bars_of(case),
        "others": seen_through(case),
    }
    return render(request, "cases/access.html", {"case": case, **shown})


@on_case(Act.GRANT_ACCESS, methods=BOTH)
def add_team(request: AuthorisedRequest, case: Case) -> HttpResponse:
    form = AddTeam(request.POST if request.method == "POST" else None, case=case)
    shown = {
        "heading": "Add a team",
        "lines": ["Everybody in the team will see the whole case file, and whoever joins the team later."],
        "button": "Add this team",
    }
    return _changed(request, case, form, shown, services.add_team, "The team can see the case.")


@on_case(Act.GRANT_ACCESS, methods=BOTH)
def remove_team(request: AuthorisedRequest, case: Case, number: int) -> HttpResponse:
    there = get_object_or_404(CaseTeam, pk=number, case=case, ended_at=None)
    shown = {
        "heading": f"End the access of the team {there.team.name}",
        "lines": ["Its members no longer see the case, unless something else lets them."],
        "button": "End access",
        "danger": True,
    }
    form = Reasoned(request.POST if request.method == "POST" else None)
    return _changed(request, case, form, shown, services.remove_team, "The access has ended.", team=there.team)


@on_case(Act.GRANT_ACCESS, methods=BOTH)
def give(request: AuthorisedRequest, case: Case) -> HttpResponse:
    form = GiveAccess(request.POST if request.method == "POST" else None)
    shown = {"heading": "Give a person access", "button": "Give access"}
    return _changed(request, case, form, shown, services.grant, "They can see the case.")


@on_case(Act.GRANT_ACCESS, methods=BOTH)
def end(request: AuthorisedRequest, case: Case, number: int) -> HttpResponse:
    running = Grant.objects.select_related("user").filter(case=case, ended_at=None, last_day__gte=today())
    given = get_object_or_404(running, pk=number)
    shown = {"heading": f"End the access of {given.user.name}", "button": "End access", "danger": True}
    form = Reasoned(request.POST if request.method == "POST" else None)

    def end_grant(*, by: Any, case: Case, reason: str) -> None:
        services.end_grant(by=by, grant=given, reason=reason)

    return _changed(request, case, form, shown, end_grant, "The access has ended.")


@on_case(Act.GRANT_ACCESS, methods=BOTH)
def set_bar(request: AuthorisedRequest, case: Case) -> HttpResponse:
    form = SetBar(request.POST if request.method == "POST" else None)
    shown = {
        "heading": "Bar a person from this case",
        "lines": [
            "Bar somebody who must never see this case, for example because they are family of the child.",
            "A bar is stronger than every team, every access that is given and every emergency.",
        ],
        "button": "Bar this person",
        "danger": True,
    }
    return _changed(request, case, form, shown, services.bar, "They can no longer see the case.")


@on_case(Act.GRANT_ACCESS, methods=BOTH)
def lift_bar(request: AuthorisedRequest, case: Case, number: int) -> HttpResponse:
    there = get_object_or_404(Bar.objects.select_related("user"), pk=number, case=case, lifted_at=None)
    shown = {
        "heading": f"Lift the bar on {there.user.name}",
        "lines": ["They see the case again if a team or an access that is given lets them."],
        "button": "Lift the bar",
        "danger": True,
    }
    form = Reasoned(request.POST if request.method == "POST" else None)

    def lift(*, by: Any, case: Case, reason: str) -> None:
        services.lift_bar(by=by, bar=there, reason=reason)

    return _changed(request, case, form, shown, lift, "The bar is lifted.")


@on_case(Act.GRANT_ACCESS, methods=WRITE)
def note_emergency(request: AuthorisedRequest, case: Case, number: int) -> HttpResponse:
    taken = get_object_or_404(Grant, pk=number, case=case, emergency=True)
    services.note_emergency(by=request.user, grant=taken)
    messages.success(request, "You have noted the emergency access.")
    return HttpResponseRedirect(reverse("cases:access", args=[case.key]))


def _changed(
    request: AuthorisedRequest,
    case: Case,
    form: Form,
    shown: dict[str, Any],
    change: Callable[..., object],
    told: str,
    **more: Any,
) -> HttpResponse:
    """``change`` gets who, the case, what the form holds and ``more``."""
    back = reverse("cases:access", args=[case.key])

    def save(answers: dict[str, Any]) -> str:
        change(by=request.user, case=case, **answers, **more)
        messages.success(request, told)
        sees = Case.objects.filter(pk=case.pk).exists()  # who ended what let themselves in is out
        return back if sees else reverse("cases:list")

    return one_form(request, form=form, save=save, shown={**shown, "case": case, "back": back})
