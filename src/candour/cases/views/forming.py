"""One form on one page: shows it, saves it, and says in its error summary what a service would not do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from candour.accounts.gate import AuthorisedRequest
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import attempt

Saving = Callable[[dict[str, Any]], str]
"""Saves what the form holds and returns the address to go to."""


def one_form(
    request: AuthorisedRequest,
    *,
    form: Form,
    save: Saving,
    shown: Mapping[str, Any],
    template: str = "cases/one_form.html",
) -> HttpResponse:
    """``shown``: what the template needs besides the form (``heading``, ``button``, ``case``, …)."""
    if request.method == "POST" and form.is_valid():
        goes_to = saved(form, save)
        if goes_to:
            return HttpResponseRedirect(goes_to)
    status = 422 if form.errors else 200
    return render(request, template, {**shown, "form": form}, status=status)


def saved(form: Form, save: Saving) -> str:
    """Where to go; empty when the service refused, and then the form says why and nothing was changed."""
    try:
        with attempt():
            return save(form.cleaned_data)
    except (BadInput, Refused) as error:
        form.add_error(None, str(error))
        return ""
