"""Teams: the list, making one, and who is in it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from candour.accounts import queries, services
from candour.accounts.forms import MembersForm, TeamForm, done
from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest, needs
from candour.accounts.models import Team, User
from candour.accounts.roles import Act

_AT_ONCE = 50


@needs(Act.MANAGE_PEOPLE, methods=BOTH)
def teams(request: AuthorisedRequest) -> HttpResponse:
    form = TeamForm(request.POST or None)
    if form.is_valid() and done(form, lambda: services.make_team(by=request.user, name=form.cleaned_data["name"])):
        messages.success(request, "The team was made.")
        return redirect("accounts:teams")
    page = Paginator(queries.teams_counted(), _AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "accounts/teams.html", {"form": form, "page": page}, status=400 if form.errors else 200)


@needs(Act.MANAGE_PEOPLE, methods=BOTH)
def team(request: AuthorisedRequest, key: UUID) -> HttpResponse:
    found = get_object_or_404(Team, key=key)
    form = MembersForm(request.POST or None)
    if form.is_valid() and done(
        form, lambda: services.join_team(by=request.user, user=form.cleaned_data["email"], team=found)
    ):
        messages.success(request, "The person was put into the team.")
        return redirect("accounts:team", key=key)
    page = Paginator(queries.people(team=found), _AT_ONCE).get_page(request.GET.get("page"))
    told = {"team": found, "form": form, "page": page}
    return render(request, "accounts/team.html", told, status=400 if form.errors else 200)


@needs(Act.MANAGE_PEOPLE, methods=WRITE)
def leave(request: AuthorisedRequest, key: UUID, person: UUID) -> HttpResponse:
    found = get_object_or_404(Team, key=key)
    services.leave_team(by=request.user, user=get_object_or_404(User, key=person), team=found)
    messages.success(request, "The person was taken out of the team.")
    return redirect("accounts:team", key=key)
