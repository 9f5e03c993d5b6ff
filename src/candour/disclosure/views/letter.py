"""The letter before and after it is made: its words as they will stand, a draft of the whole, and where people may write."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.accounts.roles import Act
from candour.disclosure.asking import pack_of, with_words
from candour.disclosure.forms_release import Letter
from candour.disclosure.gate import on_disclosure
from candour.disclosure.letter import change_letter, draft_letter, letter_of
from candour.disclosure.models import Disclosure, Outcome, State
from candour.disclosure.views.trying import tried
from candour.engine.errors import CandourError

_CAN = (State.CHECKED, State.FAILED, State.READY, State.RECALLED)
_AS_MADE = (State.READY, State.DELIVERED, State.RECALLED, State.CLOSED)
"""States in which nothing was changed since the bundle was made."""


@on_disclosure(Act.RELEASE, methods=BOTH)
def letter(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    form = Letter(request.POST) if request.method == "POST" else _kept(disclosure)
    error = None
    if request.method == "POST" and form.is_valid():
        error = tried(lambda: change_letter(by=request.user, disclosure=disclosure, **form.cleaned_data))
        if error is None:
            messages.success(request, "The letter is changed. Produce the bundle again to have it in there.")
            return HttpResponseRedirect(reverse("disclosure:letter", args=[disclosure.key]))
    return _page(request, disclosure, form, error)


@on_disclosure(Act.RELEASE, methods=("GET",))  # a HEAD would be entered as opened
def draft(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    made: list[bytes] = []
    error = tried(lambda: made.append(draft_letter(by=request.user, disclosure=disclosure)))
    if error is not None:
        return _page(request, disclosure, _kept(disclosure), error)
    named = {"Content-Disposition": 'attachment; filename="draft-letter.pdf"'}
    return HttpResponse(made[0], content_type="application/pdf", headers=named)


def _kept(disclosure: Disclosure) -> Letter:
    given = {"greeting": disclosure.greeting, "contact": disclosure.contact, "paragraph": disclosure.paragraph}
    return Letter(initial=given)


def _page(request: AuthorisedRequest, disclosure: Disclosure, form: Letter, error: CandourError | None) -> HttpResponse:
    pack = with_words(pack_of(disclosure), disclosure)
    shown = {
        "case": disclosure.case,
        "disclosure": disclosure,
        "form": form,
        "error": error,
        "words": pack.letter,
        "body": pack.purposes[disclosure.purpose].letter,
        "can_change": disclosure.state in _CAN,
        "state": State(disclosure.state),
        "helplines": pack.helplines_for(recipient=disclosure.recipient_role),
        "subject": disclosure.recipient_role == "subject",
        "made": _made(disclosure),
        "as_made": disclosure.state in _AS_MADE,
    }
    status = 409 if error else 422 if form.errors else 200
    return render(request, "disclosure/letter.html", shown, status=status)


def _made(disclosure: Disclosure) -> int | None:
    """The number of the bundle whose letter can be opened."""
    if letter_of(disclosure) is None:
        return None
    last = disclosure.productions.filter(outcome=Outcome.MADE).order_by("-number").first()
    return last.number if last else None
