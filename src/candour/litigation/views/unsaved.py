"""Keeps what somebody typed when their session has ended: it is there again on the same page after they signed in.

It is kept on the server with the session in which they sign in, and shown only to the one who wrote it. Nothing is kept of
a browser in which nobody was signed in.
"""

from __future__ import annotations

import functools
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from candour.accounts.gate import View

_KEPT = "unsaved"
_MOST = 200_000
"""Characters; who sends more is nobody who writes a paragraph."""


def kept_over_sign_in(view: View) -> View:
    """Stands before the gate of a page with a form; whoever is signed in comes through at once."""

    @functools.wraps(view)
    def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated:
            _keep(request)
            if request.headers.get("HX-Request"):
                return HttpResponse(headers={"HX-Redirect": redirect_to_login(request.get_full_path()).url})
        return view(request, *args, **kwargs)

    return keeping


def left_over(request: HttpRequest) -> dict[str, list[str]]:
    """What was typed into the form of this address and not saved, each field's values; nothing: there is none."""
    kept = request.session.get(_KEPT, {})
    theirs = (kept.get("who"), kept.get("address")) == (str(request.user.pk), request.get_full_path())
    return dict(kept["fields"]) if theirs else {}


def saved_now(request: HttpRequest) -> None:
    """What was kept is no longer needed."""
    if left_over(request):
        del request.session[_KEPT]


def _keep(request: HttpRequest) -> None:
    who = _was_signed_in(request)
    fields = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    if who and sum(len(value) for values in fields.values() for value in values) <= _MOST:
        request.session[_KEPT] = {"address": request.get_full_path(), "fields": fields, "who": who}


def _was_signed_in(request: HttpRequest) -> str:
    """Whose session this browser had until it ended, or who has just been found to have lost theirs here."""
    kept = request.session.get(_KEPT, {})
    ended = Session.objects.filter(session_key=request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")).first()
    return str((ended.get_decoded() if ended else {}).get(SESSION_KEY) or kept.get("who", ""))
