"""What every page needs besides its own: whether this is the demo, who is signed in and what they may do.

It is asked for only when a page shows it, and without a database it is empty: the page that says so still comes.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from candour.accounts.models import User
from candour.accounts.queries import roles_of
from candour.accounts.roles import Act, may


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "demo": settings.ENVIRONMENT.demo,
        "signed_in_as": SimpleLazyObject(lambda: _name(request)),
        "may": SimpleLazyObject(lambda: _may(request)),
    }


def _name(request: HttpRequest) -> str:
    user = _user(request)
    return user.name if user else ""


def _may(request: HttpRequest) -> dict[str, bool]:
    user = _user(request)
    try:
        roles = roles_of(user) if user else frozenset()
    except Error:
        return {}
    return {act.value: may(roles, act) for act in Act}


def _user(request: HttpRequest) -> User | None:
    user = getattr(request, "user", None)
    try:
        return user if isinstance(user, User) else None
    except Error:
        return None
