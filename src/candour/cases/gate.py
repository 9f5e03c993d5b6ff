"""What stands before every page of a case: whoever may not see the case is told there is no such page."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponseBase

from candour.accounts import gate
from candour.accounts.gate import READ, AuthorisedRequest, Rule, View
from candour.accounts.roles import Act
from candour.cases.models import Case


def on_case(act: Act = Act.SEE_CASES, *, methods: tuple[str, ...] = READ) -> Callable[[View], View]:
    """A page of one case, whose random key is in the address as ``key``; the view gets the case as its second argument.

    404 for who may not see the case, as for a key that nothing has; Refused for a role that may not do ``act`` on it.
    """
    rule = Rule(act=act, methods=methods, on_case=True)

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: AuthorisedRequest, *args: Any, key: str, **kwargs: Any) -> HttpResponseBase:
            return gate.admitted(request, rule, lambda: view(request, found(request, key, act), *args, **kwargs))

        return gate.ruled(guarded, rule)

    return decorate


def found(request: AuthorisedRequest, key: str, act: Act) -> Case:
    """The case: the database itself leaves out those that the person may not see."""
    case = Case.objects.filter(key=key).first()
    if case is None:
        raise Http404
    gate.check(request.user, act)
    return case
