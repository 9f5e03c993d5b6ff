"""Opening a disclosure again to decide something otherwise, taking it over to the policy in force, closing it for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases.views.forming import one_form
from candour.disclosure.forms_release import Reason
from candour.disclosure.gate import on_disclosure
from candour.disclosure.models import Disclosure
from candour.disclosure.newer_policy import take_over
from candour.disclosure.opening import close, reopen


@on_disclosure(Act.REVIEW, methods=BOTH)
def again(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    return _asked(
        request, disclosure, do=reopen, ask="Why does it have to be decided again?", heading="Decide again",
        button="Open it again", said="It is open again. It is checked, and produced, once more after that.",
        lines=["Everything that was decided stays until somebody decides it otherwise. What was sent has to be recalled first."],
    )  # fmt: skip


@on_disclosure(Act.REVIEW, methods=BOTH)
def under_newer_policy(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    return _asked(
        request, disclosure, do=take_over, ask="Why is it decided under the policy in force from now on?",
        heading="Work out the proposals again under the policy in force", button="Work out the proposals again",
        said="Candour works out the proposals again under the policy in force.",
        lines=[
            "Everything that was decided stays. A page on which anything is now proposed otherwise has to be decided again.",
            "What is being checked, or was, then goes back to be decided.",
        ],
    )  # fmt: skip


@on_disclosure(Act.RELEASE, methods=BOTH)
def close_it(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    return _asked(
        request, disclosure, do=close, ask="Why is it closed?", heading="Close this disclosure", button="Close it",
        said="It is closed.", lines=["Nothing more happens with it. What was decided and made stays until its time is over."],
    )  # fmt: skip


def _asked(
    request: AuthorisedRequest, disclosure: Disclosure, *, do: Callable[..., None], ask: str, said: str, **shown: Any
) -> HttpResponse:
    back = reverse("disclosure:overview", args=[disclosure.key])

    def save(answers: dict[str, Any]) -> str:
        do(by=request.user, disclosure=disclosure, reason=answers["reason"])
        messages.success(request, said)
        return back

    form = Reason(request.POST if request.method == "POST" else None, label=ask)
    return one_form(request, form=form, save=save, shown={**shown, "case": disclosure.case, "back": back})
