"""What somebody asks of the figures of requests, as it stands in an address. 404 for what there is not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from urllib.parse import urlencode

from django.http import Http404

from candour.access.figures import KINDS_COUNTED
from candour.access.periods import Period, periods
from candour.accounts.gate import AuthorisedRequest


def period_asked(request: AuthorisedRequest) -> Period:
    return periods()[one_of(request, "period", periods())]


def kind_asked(request: AuthorisedRequest) -> str:
    """Of requests; empty: all."""
    return one_of(request, "kind", {"", *KINDS_COUNTED})


def month_asked(request: AuthorisedRequest, period: Period) -> date | None:
    """A month of the period; None: all of it."""
    given = {"": None, **{f"{each:%Y-%m}": each for each in period.months}}
    return given[one_of(request, "month", given)]


def one_of(request: AuthorisedRequest, name: str, known: Collection[str]) -> str:
    given = request.GET.get(name, "")
    if given not in known:
        raise Http404
    return given


def address(request: AuthorisedRequest, *names: str) -> str:
    """These of what was asked for, to go on with."""
    given = {name: request.GET[name] for name in names if request.GET.get(name)}
    return f"?{urlencode(given)}" if given else ""
