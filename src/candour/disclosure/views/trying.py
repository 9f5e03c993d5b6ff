"""Does what a form asks for and says why not: an error of the services becomes part of the page, with nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from candour.accounts.gate import AuthorisedRequest
from candour.disclosure.models import Disclosure
from candour.engine.errors import CandourError
from candour.ledger.acting import attempt


def tried(do: Callable[[], object]) -> CandourError | None:
    """None when it was done."""
    try:
        with attempt():
            do()
    except CandourError as error:
        return error
    return None


Forms = Mapping[str, Form]


class Shown(Protocol):
    """Shows a page, with an error or with forms as they were filled in."""

    def __call__(
        self, request: AuthorisedRequest, disclosure: Disclosure, *, error: CandourError | None = None,
        forms: Forms | None = None,
    ) -> HttpResponse: ...  # fmt: skip


def done(
    request: AuthorisedRequest, disclosure: Disclosure, do: Callable[[], object], said: str, forms: Forms | None = None,
    *, page: Shown, to: str,
) -> HttpResponse:  # fmt: skip
    """Does it and goes back to the address ``to``, or shows the page with what stood against it."""
    error = tried(do)
    if error is not None:
        return page(request, disclosure, error=error, forms=forms)
    messages.success(request, said)
    return HttpResponseRedirect(reverse(to, args=[disclosure.key]))


def done_with(
    request: AuthorisedRequest, disclosure: Disclosure, form: Form, name: str, do: Callable[[], object], said: str,
    *, page: Shown, to: str,
) -> HttpResponse:  # fmt: skip
    """The same for what a form asks for, which the page's template knows as ``name``."""
    if not form.is_valid():
        return page(request, disclosure, forms={name: form})
    return done(request, disclosure, do, said, {name: form}, page=page, to=to)
