"""Asks for a second factor before anything else is shown to somebody who signed in with a password alone."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

_OPEN = ("/sign-in/", "/static/", "/health/", "/accessibility/", "/privacy/")


class SecondFactor:
    """Who has no second factor is sent to set one up, unless they came through an outside sign-in, which has its own."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(_OPEN) and request.user.is_authenticated and self._missing(request):
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.answer(request)

    def _missing(self, request: HttpRequest) -> bool:
        """Asked anew each time: a second factor may have been removed in the meantime."""
        came = {each.get("method") for each in get_authentication_records(request, request.user)}
        return not (settings.ENVIRONMENT.demo or "socialaccount" in came or is_mfa_enabled(request.user))
