"""What stands before the recipient's pages: whoever has the link acts as its delivery, and sees that one and no other.

A link that nothing has is answered like one that no longer opens.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render

from candour.accounts.gate import READ, Rule, View, ruled
from candour.disclosure.codes import digest
from candour.disclosure.collecting import own
from candour.ledger.acting import Actor, acting

_WHY = "The recipient of a disclosure has no account: the link says which delivery, the code that it is theirs."


def with_link(*, methods: tuple[str, ...] = READ) -> Callable[[View], View]:
    """A page of one delivery, whose token is in the address as ``token``; the view gets the delivery and the token after the request."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, token: str, **kwargs: Any) -> HttpResponseBase:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            with acting(Actor(delivery=digest(token))):
                delivery = own(token)
                if delivery is None:
                    return closed(request)
                return view(request, delivery, token, *args, **kwargs)

        return ruled(guarded, Rule(public=_WHY, methods=methods))

    return decorate


def closed(request: HttpRequest) -> HttpResponse:
    """The same for every link that does not open, whyever: nobody learns which links there are."""
    return render(request, "disclosure/collect/closed.html", status=404)
