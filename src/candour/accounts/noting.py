"""Enters in the ledger what people do with their own sign-in on django-allauth's pages, which know no ledger.

The entry is written when allauth's own transaction has ended, since only then somebody acts for the ledger.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as accounts
from allauth.mfa import signals as second_factors
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as others
from django.db import transaction

from candour.accounts.models import User
from candour.ledger.acting import NOBODY, Actor, acting, record
from candour.ledger.verbs import Verb


def enter(verb: Verb, *, actor: Actor, object: str = "", **details: Any) -> None:  # noqa: A002 -- as in the ledger
    with acting(actor):
        record(verb, object=object, **details)


def _own(verb: Verb, user: User, **details: str) -> None:
    transaction.on_commit(lambda: enter(verb, actor=Actor(user=user.pk), **details))


def _password(*, user: User, **_: Any) -> None:
    _own(Verb.PASSWORD_CHANGED, user)


def _added(*, user: User, authenticator: Authenticator, **_: Any) -> None:
    codes = authenticator.type == Authenticator.Type.RECOVERY_CODES
    _own(Verb.RECOVERY_CODES_MADE if codes else Verb.SECOND_FACTOR_ADDED, user, kind=str(authenticator.type))


def _removed(*, user: User, authenticator: Authenticator, **_: Any) -> None:
    _own(Verb.SECOND_FACTOR_REMOVED, user, kind=str(authenticator.type))


def _codes(*, user: User, **_: Any) -> None:
    _own(Verb.RECOVERY_CODES_MADE, user)


def _failed(*, user: User, **_: Any) -> None:
    transaction.on_commit(lambda: enter(Verb.SECOND_FACTOR_FAILED, actor=NOBODY, object=f"user:{user.pk}"))


def _linked(*, sociallogin: Any, **_: Any) -> None:
    _own(Verb.OTHER_SIGN_IN_LINKED, sociallogin.user, provider=str(sociallogin.account.provider))


def listen() -> None:
    for signal in (accounts.password_set, accounts.password_changed, accounts.password_reset):
        signal.connect(_password, dispatch_uid="candour")
    second_factors.authenticator_added.connect(_added, dispatch_uid="candour")
    second_factors.authenticator_removed.connect(_removed, dispatch_uid="candour")
    second_factors.authenticator_reset.connect(_codes, dispatch_uid="candour")
    second_factors.authentication_failed.connect(_failed, dispatch_uid="candour")
    others.social_account_added.connect(_linked, dispatch_uid="candour")
