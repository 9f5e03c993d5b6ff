"""What somebody is asked to search, and their answer. They see the place and what is searched for, and nothing else of the matter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest, signed_in
from candour.cases.views.forming import one_form
from candour.ledger.clock import today
from candour.litigation import answering, certificate
from candour.litigation.forms_search import AnswerForm
from candour.litigation.models import Place


@signed_in()
def mine(request: AuthorisedRequest) -> HttpResponse:
    asked = answering.asked_of_me(request.user)
    last = certificate.latest(Place.objects.filter(pk__in=[each.place.pk for each in asked]))
    rows = [
        {"asks": each, "answer": last.get(each.place.pk), "late": each.place.due < today()} for each in asked
    ]  # fmt: skip
    return render(request, "litigation/search_mine.html", {"rows": rows})


@signed_in(methods=BOTH)
def one(request: AuthorisedRequest, which: str) -> HttpResponse:
    asks = next((each for each in answering.asked_of_me(request.user) if each.place.key == which), None)
    if asks is None:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"terms": asks.place.terms})
    back = reverse("litigation:searches")

    def save(_: dict[str, Any]) -> str:
        answering.answer(asks=asks, by=request.user, answered=form.told())
        messages.success(request, "Thank you. Legal sees your answer. If you find more later, answer again.")
        return back

    shown = {"asks": asks, "answers": answering.answers_of(asks.place), "back": back}
    return one_form(request, form=form, save=save, template="litigation/search_answer.html", shown=shown)
