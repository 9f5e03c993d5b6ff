"""One person: what they hold, changing it, and ending or resetting their access. Each change asks once more first."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from candour.accounts import inviting, queries, services
from candour.accounts.forms import PersonForm, RolesForm, TeamsForm, done
from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest, needs
from candour.accounts.history import worded
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.ledger import queries as ledger


@needs(Act.MANAGE_PEOPLE)
def person(request: AuthorisedRequest, key: UUID) -> HttpResponse:
    user = get_object_or_404(User, key=key)
    told = {
        "person": user,
        "oneself": user == request.user,
        "roles": queries.roles_ever(user),
        "teams": queries.teams_of(user),
        "signs_in": queries.signs_in(user),
        "entries": worded(ledger.history(object=f"user:{user.pk}")),
    }
    return render(request, "accounts/person.html", told)


@needs(Act.MANAGE_PEOPLE, methods=BOTH)
def details(request: AuthorisedRequest, key: UUID) -> HttpResponse:
    user = get_object_or_404(User, key=key)
    form = PersonForm(request.POST or None, initial={"name": user.name, "email": user.email})
    if form.is_valid() and done(form, lambda: services.change_person(by=request.user, user=user, **form.cleaned_data)):
        messages.success(request, "The details were changed.")
        return redirect("accounts:person", key=key)
    return _form(request, "accounts/details.html", form, user)


@needs(Act.MANAGE_PEOPLE, methods=BOTH)
def roles(request: AuthorisedRequest, key: UUID) -> HttpResponse:
    user = get_object_or_404(User, key=key)
    given = request.POST if request.method == "POST" else None
    form = RolesForm(given, initial={"roles": list(queries.roles_of(user))})
    if form.is_valid() and done(form, lambda: _set_roles(request.user, user, form)):
        messages.success(request, "The roles were changed.")
        return redirect("accounts:person", key=key)
    return _form(request, "accounts/roles.html", form, user)


def _set_roles(by: User, user: User, form: RolesForm) -> None:
    wanted, held = form.chosen(), queries.roles_of(user)
    for role in sorted(wanted - held):
        services.give_role(by=by, user=user, role=role)
    for role in sorted(held - wanted):
        services.take_role(by=by, user=user, role=role)


@needs(Act.MANAGE_PEOPLE, methods=BOTH)
def teams(request: AuthorisedRequest, key: UUID) -> HttpResponse:
    user = get_object_or_404(User, key=key)
    given = request.POST if request.method == "POST" else None
    form = TeamsForm(given, initial={"teams": [team.key for team in queries.teams_of(user)]})
    if form.is_valid() and done(form, lambda: _set_teams(request.user, user, form)):
        messages.success(request, "The teams were changed.")
        return redirect("accounts:person", key=key)
    return _form(request, "accounts/teams_of.html", form, user)


def _set_teams(by: User, user: User, form: TeamsForm) -> None:
    wanted, held = set(form.cleaned_data["teams"]), set(queries.teams_of(user))
    for team in sorted(wanted - held, key=lambda team: team.name):
        services.join_team(by=by, user=user, team=team)
    for team in sorted(held - wanted, key=lambda team: team.name):
        services.leave_team(by=by, user=user, team=team)


@needs(Act.MANAGE_PEOPLE, methods=WRITE)
def link(request: AuthorisedRequest, key: UUID) -> HttpResponse:
    user = get_object_or_404(User, key=key)
    inviting.send_link(by=request.user, user=user, request=request)
    messages.success(request, "A link to set a password was sent.")
    return redirect("accounts:person", key=key)


@needs(Act.MANAGE_PEOPLE, methods=BOTH)
def reset(request: AuthorisedRequest, key: UUID) -> HttpResponse:
    user = get_object_or_404(User, key=key)
    if request.method == "POST":
        services.reset_sign_in(by=request.user, user=user)
        inviting.send_link(by=request.user, user=user, request=request)
        messages.success(request, "The sign-in was reset and a link to set a password was sent.")
        return redirect("accounts:person", key=key)
    return render(request, "accounts/reset.html", {"person": user})


@needs(Act.MANAGE_PEOPLE, methods=BOTH)
def end(request: AuthorisedRequest, key: UUID) -> HttpResponse:
    user = get_object_or_404(User, key=key)
    if request.method == "POST":
        services.end_access(by=request.user, user=user)
        messages.success(request, "The access was ended.")
        return redirect("accounts:person", key=key)
    return render(request, "accounts/end.html", {"person": user})


@needs(Act.MANAGE_PEOPLE, methods=BOTH)
def back(request: AuthorisedRequest, key: UUID) -> HttpResponse:
    user = get_object_or_404(User, key=key)
    if request.method == "POST":
        services.let_back(by=request.user, user=user)
        inviting.send_link(by=request.user, user=user, request=request)
        messages.success(request, "The person has access again. Give them their roles and teams.")
        return redirect("accounts:person", key=key)
    return render(request, "accounts/back.html", {"person": user})


def _form(
    request: AuthorisedRequest, template: str, form: PersonForm | RolesForm | TeamsForm, user: User
) -> HttpResponse:
    told = {"form": form, "person": user, "oneself": user == request.user}
    return render(request, template, told, status=400 if form.errors else 200)
