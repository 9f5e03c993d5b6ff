"""What everybody sees first: what they have to do next."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from candour.accounts.gate import AuthorisedRequest, signed_in


@signed_in()
def home(request: AuthorisedRequest) -> HttpResponse:
    return render(request, "home.html")
