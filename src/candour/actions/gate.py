"""What stands before every page of an action: who may not see it is told there is none."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponseBase

from candour.accounts import gate
from candour.accounts.gate import READ, AuthorisedRequest, Rule, View
from candour.accounts.roles import Act
from candour.actions.models import Action


def on_action(*, methods: tuple[str, ...] = READ) -> Callable[[View], View]:
    """A page of one action, whose random key is in the address as ``key``; the view gets it as its second argument.

    Refused for a role that has no actions; 404 for who may not see it, as for a key that nothing has.
    """
    rule = Rule(act=Act.SEE_ACTIONS, methods=methods)

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: AuthorisedRequest, *args: Any, key: str, **kwargs: Any) -> HttpResponseBase:
            return gate.admitted(request, rule, lambda: view(request, _found(key), *args, **kwargs))

        return gate.ruled(guarded, rule)

    return decorate


def _found(key: str) -> Action:
    """The database itself leaves out those that the person may not see."""
    found = Action.objects.select_related("case", "maker", "confirmer").filter(key=key).first()
    if found is None:
        raise Http404
    return found
