"""Court orders that lift a lock for the recipient of a disclosure: what stands, entering one, confirming, withdrawing."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases.views.forming import one_form
from candour.disclosure.forms_knowing import CourtOrderForm
from candour.disclosure.gate import on_disclosure
from candour.disclosure.models import CourtOrder, Disclosure
from candour.disclosure.ordering import (
    Wording,
    confirm_order,
    enter_order,
    orders_of,
    with_marks,
    withdraw_order,
    worded,
)
from candour.disclosure.renewing import stale
from candour.disclosure.views.people import around, viewed
from candour.disclosure.views.trying import Forms, done
from candour.engine.errors import CandourError

_WHY = "Why does it no longer count?"


@on_disclosure()
def orders(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    viewed(disclosure)
    return _all(request, disclosure)


@on_disclosure(Act.REVIEW, methods=BOTH)
def enter(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    form = CourtOrderForm(request.POST if request.method == "POST" else None, people=with_marks(disclosure))
    recipient = around(disclosure)["recipient"]

    def save(given: dict[str, Any]) -> str:
        wording = Wording(given["court"], given["number"], given["dated"], given["place"])
        enter_order(
            by=request.user,
            disclosure=disclosure,
            person=given["person"],
            fields=given["fields_lifted"],
            wording=wording,
        )
        messages.success(request, "The order is entered. It counts when a second person has read and confirmed it.")
        return reverse("disclosure:orders", args=[disclosure.key])

    shown = {
        "heading": "Enter a court order", "button": "Enter it", "case": disclosure.case,
        "back": reverse("disclosure:orders", args=[disclosure.key]),
        "lines": [f"The order has to name {recipient} as somebody who may have these details. It counts for this disclosure only."],
        "warning": "What the order opens can put somebody in danger. Have the order before you while you fill this in.",
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown)


@on_disclosure(Act.LIFT_LOCKS, methods=WRITE)
def confirm(request: AuthorisedRequest, disclosure: Disclosure, which: str) -> HttpResponse:
    order, said = _order(disclosure, which), "Confirmed. The proposals are being worked out anew."
    return _done(request, disclosure, lambda: confirm_order(by=request.user, order=order), said)


@on_disclosure(Act.REVIEW, methods=WRITE)
def withdraw(request: AuthorisedRequest, disclosure: Disclosure, which: str) -> HttpResponse:
    order, reason = _order(disclosure, which), request.POST.get("reason", "")
    said = "Withdrawn. What it opened is locked again."
    return _done(request, disclosure, lambda: withdraw_order(by=request.user, order=order, reason=reason), said)


def _order(disclosure: Disclosure, which: str) -> CourtOrder:
    found = CourtOrder.objects.select_related("disclosure__case").filter(disclosure=disclosure, key=which).first()
    if found is None:
        raise Http404
    return found


def _all(
    request: AuthorisedRequest, disclosure: Disclosure, *, error: CandourError | None = None, forms: Forms | None = None
) -> HttpResponse:
    shown = {
        "rows": worded(disclosure, orders_of(disclosure)), "marked": bool(with_marks(disclosure)), "error": error,
        "stale": stale(disclosure), "me": request.user.pk, "why": _WHY,
    }  # fmt: skip
    return render(request, "disclosure/orders.html", {**shown, **around(disclosure)}, status=409 if error else 200)


_done = partial(done, page=_all, to="disclosure:orders")
