"""Tokens of other systems: which run, making one, ending one."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.cases import tokens
from candour.cases.forms_tokens import MakeToken
from candour.engine.errors import BadInput, Refused


@needs(Act.GRANT_ACCESS)
def listed(request: AuthorisedRequest) -> HttpResponse:
    return render(request, "cases/tokens/tokens.html", {"tokens": tokens.running()})


@needs(Act.GRANT_ACCESS, methods=BOTH)
def make(request: AuthorisedRequest) -> HttpResponse:
    """The secret is part of this one answer and is kept nowhere."""
    form = MakeToken(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                token, secret = tokens.make(by=request.user, **form.cleaned_data)
            return render(request, "cases/tokens/made.html", {"token": token, "secret": secret})
        except (BadInput, Refused) as error:
            form.add_error(None, str(error))
    shown = {"form": form, "teams": tokens.teams(user=request.user).exists()}
    return render(request, "cases/tokens/make.html", shown, status=422 if form.errors else 200)


@needs(Act.GRANT_ACCESS, methods=WRITE)
def end(request: AuthorisedRequest) -> HttpResponse:
    """Asks once more before the system that uses it is shut out."""
    number = request.POST.get("token", "")
    token = tokens.running().filter(pk=int(number)).first() if number.isdecimal() and len(number) < 19 else None
    if token is None:
        raise Http404
    if not request.POST.get("sure"):
        return render(request, "cases/tokens/end.html", {"token": token})
    tokens.end(by=request.user, token=token)
    messages.success(request, "The token was ended.")
    return HttpResponseRedirect(reverse("systems:tokens"))
