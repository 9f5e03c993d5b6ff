"""What stands before a page of one question to Legal: who may not see it is told there is no such page.

Which step somebody may take is said by the service: it refuses with the reason.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponseBase

from candour.accounts import gate
from candour.accounts.gate import READ, AuthorisedRequest, Rule, View
from candour.accounts.roles import Act
from candour.training.models import Advice


def on_advice(*, methods: tuple[str, ...] = READ) -> Callable[[View], View]:
    """Its random key is in the address as ``key``; the view gets the advice as its second argument."""
    rule = Rule(act=Act.SEE_TRAINING, methods=methods, on_case=True)

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: AuthorisedRequest, *args: Any, key: str, **kwargs: Any) -> HttpResponseBase:
            return gate.admitted(request, rule, lambda: view(request, _found(request, key), *args, **kwargs))

        return gate.ruled(guarded, rule)

    return decorate


def _found(request: AuthorisedRequest, key: str) -> Advice:
    """The database itself leaves out what the person may not see."""
    gate.check(request.user, Act.SEE_TRAINING)
    related = ("asked_by", "answered_by", "logged_by", "team", "case", "gap")
    found = Advice.objects.select_related(*related).defer("search").filter(key=key).first()
    if found is None:
        raise Http404
    return found
