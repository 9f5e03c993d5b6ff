"""How django-allauth behaves here: nobody signs up, an outside sign-in fits a person who is there, all is in the ledger."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import render

from candour.accounts.models import User
from candour.accounts.noting import enter
from candour.ledger.acting import NOBODY, Actor
from candour.ledger.verbs import Verb


class Accounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        enter(Verb.SIGNED_IN, actor=Actor(user=user.pk))

    def logout(self, request: HttpRequest) -> None:
        user = request.user.pk
        super().logout(request)
        if user is not None:
            enter(Verb.SIGNED_OUT, actor=Actor(user=user))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of somebody who signed in a moment ago: they have just shown who they are."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((each["at"] for each in records), default=0.0)
        recent = time.time() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not recent and bool(super().is_reauthentication_required(app=app, **kwargs))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:  # too many have failed
            enter(Verb.SIGN_IN_BLOCKED, actor=NOBODY, object=_known(credentials))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        enter(Verb.SIGN_IN_FAILED, actor=NOBODY, object=_known(credentials))


def _known(credentials: dict[str, Any]) -> str:
    """Whose address was given; an unknown one is not kept: people type passwords there."""
    email = str(credentials.get("email", ""))
    user = User.objects.filter(email__iexact=email).values_list("pk", flat=True).first()
    return f"user:{user}" if user else ""


class OtherSignIn(DefaultSocialAccountAdapter):
    """Somebody whom an administrator has not added gets a page that says so, whatever their own provider says."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Only for signing in: joining another identity to the person signed in is not offered."""
        user = sociallogin.user if sociallogin.is_existing else None
        if user is None or not user.is_active or sociallogin.state.get("process") == "connect":
            enter(Verb.OTHER_SIGN_IN_REFUSED, actor=NOBODY, object=f"user:{user.pk}" if user else "")
            raise ImmediateHttpResponse(render(request, "not_added.html", status=403))
