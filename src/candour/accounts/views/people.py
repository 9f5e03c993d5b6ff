"""The list of people, and adding one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from candour.accounts import inviting, queries, services
from candour.accounts.forms import NewPersonForm, PeopleFilter, done
from candour.accounts.gate import BOTH, AuthorisedRequest, needs
from candour.accounts.models import User
from candour.accounts.roles import Act

_AT_ONCE = 50


@needs(Act.MANAGE_PEOPLE)
def people(request: AuthorisedRequest) -> HttpResponse:
    form = PeopleFilter(request.GET or None)
    found = queries.people(**form.asked()) if form.is_bound else queries.people(active=True)
    page = Paginator(found, _AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "accounts/people.html", {"filter": form, "page": page})


@needs(Act.MANAGE_PEOPLE, methods=BOTH)
def add(request: AuthorisedRequest) -> HttpResponse:
    form = NewPersonForm(request.POST or None)
    if form.is_valid() and done(form, lambda: _added(request, request.user, form)):
        messages.success(request, "The person was added and was sent a link to set a password.")
        return redirect("accounts:people")
    return render(request, "accounts/add.html", {"form": form}, status=400 if form.errors else 200)


def _added(request: HttpRequest, by: User, form: NewPersonForm) -> None:
    user = services.add_person(by=by, name=form.cleaned_data["name"], email=form.cleaned_data["email"])
    for role in form.chosen():
        services.give_role(by=by, user=user, role=role)
    for team in form.cleaned_data["teams"]:
        services.join_team(by=by, user=user, team=team)
    inviting.send_link(by=by, user=user, request=request)
