"""The letter before and after it is made: its words as they will stand, and the places where people may write."""

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
from candour.disclosure.letter import change_letter, letter_of
from candour.disclosure.models import Disclosure, Outcome, State
from candour.disclosure.views.trying import tried

_CAN = (State.CHECKED, State.FAILED, State.READY, State.RECALLED)


@on_disclosure(Act.RELEASE, methods=BOTH)
def letter(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    kept = {"greeting": disclosure.greeting, "contact": disclosure.contact, "paragraph": disclosure.paragraph}
    form = Letter(request.POST) if request.method == "POST" else Letter(initial=kept)
    error = None
    if request.method == "POST" and form.is_valid():
        error = tried(lambda: change_letter(by=request.user, disclosure=disclosure, **form.cleaned_data))
        if error is None:
            messages.success(request, "The letter is changed. Produce the bundle again to have it in there.")
            return HttpResponseRedirect(reverse("disclosure:letter", args=[disclosure.key]))
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
    }
    status = 409 if error else 422 if form.errors else 200
    return render(request, "disclosure/letter.html", shown, status=status)


def _made(disclosure: Disclosure) -> int | None:
    """The number of the bundle whose letter can be opened."""
    if letter_of(disclosure) is None:
        return None
    last = disclosure.productions.filter(outcome=Outcome.MADE).order_by("-number").first()
    return last.number if last else None
