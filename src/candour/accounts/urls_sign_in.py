"""Addresses of signing in: django-allauth's, without the pages by which people elsewhere add themselves or an address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path

from candour.accounts.gate import BOTH, public


@public("It only says that there is no such page.", methods=BOTH)
def closed(request: HttpRequest) -> HttpResponse:
    raise Http404


urlpatterns = [
    path("signup/", closed),
    path("email/", closed),
    re_path("^confirm-email/.*", closed),
    re_path("^login/code/.*", closed),
    path("3rdparty/", closed),
    path("3rdparty/signup/", closed),
    re_path("^social/.*", closed),
    path("", include("allauth.urls")),
]
