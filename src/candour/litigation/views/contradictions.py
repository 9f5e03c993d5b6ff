"""Passages of the records that may state something else than a statement, and the answers to them, one by one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import WRITE, AuthorisedRequest
from candour.disclosure.views.trying import tried
from candour.engine.errors import CandourError
from candour.litigation import contradicting
from candour.litigation.forms_statement import Answered
from candour.litigation.gate import on_matter
from candour.litigation.models import Matter, Statement
from candour.litigation.views.statements import beside, found, viewed
from candour.litigation.views.unsaved import kept_over_sign_in, left_over, saved_now


@on_matter()
def listed(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    return _page(request, found(request, matter, which))


@kept_over_sign_in
@on_matter(methods=("GET", "POST"))
def answer(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    """One suggestion at a time; the page of all of them shows what was typed when it could not be saved."""
    one = found(request, matter, which)
    if request.method != "POST":
        left = {name: values[-1] for name, values in left_over(request).items()}
        return _page(request, one, typed=left)
    form = Answered(request.POST)
    typed = {name: request.POST.get(name, "") for name in Answered.base_fields}
    if not form.is_valid():
        return _page(request, one, typed=typed, form=form, status=422)
    error = tried(lambda: contradicting.answer(by=request.user, statement=one, **form.cleaned_data))
    if error is not None:
        return _page(request, one, typed=typed, error=error, status=409)
    saved_now(request)
    messages.success(request, "Your answer is kept. It stays with the statement.")
    return HttpResponseRedirect(reverse("litigation:statement_contradictions", args=[matter.key, which]))


@on_matter(methods=WRITE)
def again(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    contradicting.again(by=request.user, statement=found(request, matter, which))
    return HttpResponseRedirect(reverse("litigation:statement_contradictions", args=[matter.key, which]))


def _page(
    request: AuthorisedRequest, one: Statement, *, typed: dict[str, str] | None = None, form: Answered | None = None,
    error: CandourError | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    viewed(one, version=one.version)
    shown: dict[str, Any] = {**beside(request, one), "form": form, "error": error, "typed": typed or {}}
    shown["standing"] = contradicting.standing(one)
    return render(request, "litigation/statement_contradictions.html", shown, status=status)
