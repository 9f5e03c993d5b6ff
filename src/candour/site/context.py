"""What every page needs besides its own: whether this is the demo, and what the person may do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from candour.accounts.models import User
from candour.accounts.queries import roles_of
from candour.accounts.roles import Act, may


def page(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"demo": settings.ENVIRONMENT.demo, "may": {}}
    roles = roles_of(user)
    return {"demo": settings.ENVIRONMENT.demo, "may": {act.value: may(roles, act) for act in Act}}
