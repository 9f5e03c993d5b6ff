"""What stands before every page of a matter: whoever may not see the matter is told there is no such page."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponseBase

from candour.accounts import gate
from candour.accounts.gate import READ, AuthorisedRequest, Rule, View
from candour.accounts.roles import Act
from candour.litigation.models import Matter


def on_matter(act: Act = Act.SEE_MATTERS, *, methods: tuple[str, ...] = READ) -> Callable[[View], View]:
    """A page of one matter, whose random key is in the address as ``key``; the view gets it as its second argument.

    404 for who may not see it, as for a key that nothing has; Refused for a role that may not do ``act``.
    """
    rule = Rule(act=act, methods=methods, on_case=True)

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: AuthorisedRequest, *args: Any, key: str, **kwargs: Any) -> HttpResponseBase:
            return gate.admitted(request, rule, lambda: view(request, _found(request, key, act), *args, **kwargs))

        return gate.ruled(guarded, rule)

    return decorate


def _found(request: AuthorisedRequest, key: str, act: Act) -> Matter:
    """The database itself leaves out those that the person may not see. Its case may be one that they do not see."""
    found = Matter.objects.select_related("protocol__protocol").filter(key=key).first()
    if found is None:
        raise Http404
    gate.check(request.user, act)
    return found
