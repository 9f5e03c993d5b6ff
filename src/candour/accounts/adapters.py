"""How django-allauth behaves here: nobody signs up, an outside sign-in fits a person who is there, all is in the ledger."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import render

from candour.accounts.models import User
from candour.ledger.acting import NOBODY, Actor, acting, record
from candour.ledger.verbs import Verb


class Accounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        with acting(Actor(user=user.pk)):
            record(Verb.SIGNED_IN)

    def logout(self, request: HttpRequest) -> None:
        user = request.user.pk
        super().logout(request)
        if user is not None:
            with acting(Actor(user=user)):
                record(Verb.SIGNED_OUT)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        known = (
            User.objects.filter(email__iexact=str(credentials.get("email", ""))).values_list("pk", flat=True).first()
        )
        with acting(NOBODY):
            record(Verb.SIGN_IN_FAILED, object=f"user:{known}" if known else "")


class OtherSignIn(DefaultSocialAccountAdapter):
    """Somebody whom an administrator has not added gets a page that says so, whatever their own provider says."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if not sociallogin.is_existing:
            raise ImmediateHttpResponse(render(request, "not_added.html", status=403))
        if not sociallogin.user.is_active:
            raise ImmediateHttpResponse(render(request, "not_added.html", status=403))
