"""The accessibility statement and the privacy notice: the council's own pages where it names them, else our drafts.

A draft says that it is one. Candour fills in nothing that only the council can promise.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import public


@public("The law has every web site say how accessible it is, also to recipients, who have no account.")
def accessibility(request: HttpRequest) -> HttpResponse:
    return _notice(request, settings.ENVIRONMENT.accessibility_statement, "notices/accessibility.html")


@public("Whoever is named in records may read what is done with them.")
def privacy(request: HttpRequest) -> HttpResponse:
    return _notice(request, settings.ENVIRONMENT.privacy_notice, "notices/privacy.html")


def _notice(request: HttpRequest, elsewhere: str, template: str) -> HttpResponse:
    return HttpResponseRedirect(elsewhere) if elsewhere else render(request, template)


def listed() -> list[tuple[str, str]]:
    """Title and address of each, for the foot of every page; it asks no database and no request."""
    own = settings.ENVIRONMENT
    return [
        ("Accessibility statement", own.accessibility_statement or reverse("accessibility")),
        ("Privacy notice", own.privacy_notice or reverse("privacy")),
    ]
