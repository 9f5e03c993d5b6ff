"""What stands before every page of a series of meetings: who does not belong to it is told there is none."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from django.http import Http404, HttpResponseBase

from candour.accounts import gate
from candour.accounts.gate import READ, AuthorisedRequest, Rule, View
from candour.accounts.roles import Act
from candour.meetings.series import Item, Series, Sitting
from candour.meetings.series_duties import guard
from candour.meetings.series_standing import seen

_Found = TypeVar("_Found", Series, Sitting, Item)


def on_series(*, keep: bool = False, methods: tuple[str, ...] = READ) -> Callable[[View], View]:
    """A page of one series, whose random key is in the address as ``key``; the view gets it as its second argument.

    404 for who does not belong to it, as for a key that nothing has. ``keep``: Refused for who does not keep it.
    """
    return _before(_series, lambda series: series, keep=keep, methods=methods)


def on_sitting(*, keep: bool = False, methods: tuple[str, ...] = READ) -> Callable[[View], View]:
    """A page of one sitting, whose random key is in the address as ``key``."""
    return _before(_sitting, lambda sitting: sitting.series, keep=keep, methods=methods)


def on_item(*, keep: bool = False, methods: tuple[str, ...] = READ) -> Callable[[View], View]:
    """A page of one item of an agenda, whose random key is in the address as ``key``."""
    return _before(_item, lambda item: item.sitting.series, keep=keep, methods=methods)


def _before(
    find: Callable[[str], _Found], of: Callable[[_Found], Series], *, keep: bool, methods: tuple[str, ...]
) -> Callable[[View], View]:
    rule = Rule(act=Act.SEE_ACTIONS, methods=methods)

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: AuthorisedRequest, *args: Any, key: str, **kwargs: Any) -> HttpResponseBase:
            def go() -> HttpResponseBase:
                found = find(key)
                if keep:
                    guard(request.user, of(found))
                return view(request, found, *args, **kwargs)

            return gate.admitted(request, rule, go)

        return gate.ruled(guarded, rule)

    return decorate


def _series(key: str) -> Series:
    """The database itself leaves out those that the person may not see; so it does below."""
    found = seen().filter(key=key).first()
    if found is None:
        raise Http404
    return found


def _sitting(key: str) -> Sitting:
    found = Sitting.objects.select_related("series__chair", "chaired_by").filter(key=key).first()
    if found is None:
        raise Http404
    return found


def _item(key: str) -> Item:
    found = Item.objects.select_related("sitting__series__chair", "case").filter(key=key).first()
    if found is None:
        raise Http404
    return found
