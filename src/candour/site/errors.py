"""Errors as pages: what happened, what it means, what to do. No trace, no case text."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render

from candour.engine.errors import BadInput, CandourError, Refused, Unavailable, Unreadable
from candour.site.logs import places

_STATUS = {BadInput: 400, Refused: 403, Unreadable: 422, Unavailable: 503}
_EXPECTED = (Http404, ImmediateHttpResponse, ReauthenticationRequired)
"""Ways in which Django and django-allauth answer otherwise; no defects."""
_LOG = logging.getLogger("candour.errors")


class PlainErrors:
    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.answer(request)
        return not_allowed(request, answer) if isinstance(answer, HttpResponseNotAllowed) else answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, CandourError):
            return told(request, error)
        if not isinstance(error, _EXPECTED):
            noted(error)
        return None


def told(request: HttpRequest, error: CandourError) -> HttpResponse:
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 409)
    return render(request, "error.html", {"error": error, "status": status}, status=status)


def not_allowed(request: HttpRequest, answer: HttpResponseNotAllowed) -> HttpResponse:
    """What the address takes stays in the header ``Allow``."""
    page = render(request, "not_allowed.html", {"reads": "GET" in answer["Allow"]}, status=answer.status_code)
    page["Allow"] = answer["Allow"]
    return page


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "not_found.html", status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return told(request, BadInput("The browser sent something that cannot be read.", do="Go back and try once more."))


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return told(request, Refused("This is not allowed.", do="Go back, or ask an administrator."))


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    return told(
        request,
        Refused(
            "The form could not be accepted.",
            means="It was open for too long, or it came from another site. Nothing was changed.",
            do="Go back, load the page again and send it once more.",
        ),
    )


def broken(request: HttpRequest) -> HttpResponse:
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return told(
            request,
            Unavailable(
                "The database does not answer.",
                means="Nothing is lost that was saved before. What you sent last may not have been saved.",
                do="Wait a moment and load the page again.",
            ),
        )
    return render(request, "broken.html", status=500)


def noted(error: BaseException) -> None:
    """Notes a defect: its kind and places, never its message."""
    _LOG.error("unexpected", extra={"told": {"error": type(error).__name__, "places": places(error)}})
