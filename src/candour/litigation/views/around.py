"""What every page of one matter shows besides its own, and how its forms are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse

from candour.accounts.gate import AuthorisedRequest
from candour.cases.views.forming import one_form
from candour.litigation import members
from candour.litigation.board import title_of
from candour.litigation.models import Matter


def around(request: AuthorisedRequest, matter: Matter) -> dict[str, Any]:
    """``lawyer``: whoever looks works on it as a lawyer, and it is live: they are offered what only lawyers do."""
    lawyer = members.is_lawyer(matter, request.user)
    return {
        "matter": matter, "kind": title_of(matter.kind), "lawyer": lawyer and matter.closed_at is None,
        "is_lawyer": lawyer,
    }  # fmt: skip


def answered(
    request: AuthorisedRequest,
    matter: Matter,
    form: Form,
    do: Callable[[dict[str, Any]], None],
    *,
    told: str,
    shown: Mapping[str, Any],
    to: str = "litigation:matter",
) -> HttpResponse:
    """One form of a matter; when it is saved, ``to`` is the page that says ``told``."""
    back = reverse(to, args=[matter.key])

    def save(answers: dict[str, Any]) -> str:
        do(answers)
        messages.success(request, told)
        return back

    return one_form(request, form=form, save=save, shown={"back": back, **around(request, matter), **shown})
