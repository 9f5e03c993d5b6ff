"""Asks for a second factor before anything else is shown to somebody who signed in with a password alone."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

_OPEN = ("/sign-in/", "/static/", "/health/")


class SecondFactor:
    """Who has neither a second factor nor an outside sign-in (which has its own) is sent to set one up."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and not request.path.startswith(_OPEN) and self._missing(request):
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.answer(request)

    def _missing(self, request: HttpRequest) -> bool:
        if settings.ENVIRONMENT.demo or request.session.get("second_factor"):
            return False
        user = request.user
        there = is_mfa_enabled(user) or SocialAccount.objects.filter(user_id=user.pk).exists()
        if there:
            request.session["second_factor"] = True
        return not there
