"""Handing a bundle over: safe contacts, the link and the code shown once, what was collected, recall, questions."""

from __future__ import annotations

from functools import partial
from typing import Any, TypeVar

from django.http import Http404, HttpResponse
from django.shortcuts import render

from candour.accounts.gate import WRITE, AuthorisedRequest
from candour.accounts.queries import names
from candour.accounts.roles import Act
from candour.disclosure import collecting
from candour.disclosure.approving import held
from candour.disclosure.collecting import Way, way_of
from candour.disclosure.delivering import (
    Ways,
    another_code,
    deliver,
    erase_contact,
    extend,
    happened,
    keep_contact,
    recall,
)
from candour.disclosure.enquiring import settle
from candour.disclosure.forms_release import AnotherCode, Deliver, Extend, NewContact, Reason
from candour.disclosure.gate import on_disclosure
from candour.disclosure.models import Channel, Contact, Delivery, Disclosure, Enquiry, State
from candour.disclosure.views.handed_over import handed_over, not_sent
from candour.disclosure.views.trying import Forms, done, done_with, tried
from candour.engine.errors import CandourError
from candour.ledger.queries import told

_T = TypeVar("_T")
_WHY = "Why is it recalled?"
WAYS = {
    Way.CODE: "Waits for the code", Way.USED: "The code was used or is too old", Way.TOO_MANY: "Too many wrong codes",
    Way.HELD: "Stopped by a legal hold", Way.OVER: "Its last day is over", Way.RECALLED: "Recalled",
}  # fmt: skip


@on_disclosure()
def deliver_page(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    return _page(request, disclosure)


@on_disclosure(Act.RELEASE, methods=WRITE)
def add_contact(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    form = NewContact(request.POST)

    def do() -> None:
        channel, value = Channel(form.cleaned_data["channel"]), form.cleaned_data["value"]
        keep_contact(by=request.user, disclosure=disclosure, channel=channel, value=value)

    return _with(request, disclosure, form, "contact_form", do, "The contact is noted.")


@on_disclosure(Act.RELEASE, methods=WRITE)
def erase(request: AuthorisedRequest, disclosure: Disclosure, which: str) -> HttpResponse:
    found = _of(Contact.objects.filter(disclosure=disclosure, key=which).first())
    return _do(request, disclosure, lambda: erase_contact(by=request.user, contact=found), "The contact is erased.")


@on_disclosure(Act.RELEASE, methods=WRITE)
def make(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    """Answers with the link and the code: they are on this page only, and cannot be read again later."""
    form = Deliver(request.POST, disclosure=disclosure)
    ways: list[Ways] = []
    if not form.is_valid():
        return _page(request, disclosure, forms={"deliver_form": form})
    error = tried(lambda: ways.append(deliver(by=request.user, disclosure=disclosure, **form.cleaned_data)))
    if error is not None:
        return _page(request, disclosure, error=error, forms={"deliver_form": form})
    return handed_over(request, disclosure, ways[0])


@on_disclosure(Act.RELEASE, methods=WRITE)
def new_code(request: AuthorisedRequest, disclosure: Disclosure, which: str) -> HttpResponse:
    found, form = _delivery(disclosure, which), AnotherCode(request.POST, disclosure=disclosure)
    ways: list[Ways] = []
    if not form.is_valid():
        return _page(request, disclosure, forms={"code_form": form})
    code_to = form.cleaned_data["code_to"]
    error = tried(lambda: ways.append(another_code(by=request.user, delivery=found, code_to=code_to)))
    if error is not None:
        return _page(request, disclosure, error=error, forms={"code_form": form})
    return handed_over(request, disclosure, ways[0])


@on_disclosure(Act.RELEASE, methods=WRITE)
def later(request: AuthorisedRequest, disclosure: Disclosure, which: str) -> HttpResponse:
    found, form = _delivery(disclosure, which), Extend(request.POST)

    def do() -> None:
        extend(by=request.user, delivery=found, last_day=form.cleaned_data["last_day"])

    return _with(request, disclosure, form, "extend_form", do, "The link opens for longer.")


@on_disclosure(Act.RELEASE, methods=WRITE)
def recall_it(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    form = Reason(request.POST, label=_WHY)

    def do() -> None:
        recall(by=request.user, disclosure=disclosure, reason=form.cleaned_data["reason"])

    return _with(request, disclosure, form, "recall_form", do, "It is recalled. The link no longer opens.")


@on_disclosure(Act.RELEASE, methods=WRITE)
def settled(request: AuthorisedRequest, disclosure: Disclosure, which: str) -> HttpResponse:
    found = _of(Enquiry.objects.filter(disclosure=disclosure, key=which).first())
    return _do(request, disclosure, lambda: settle(by=request.user, enquiry=found), "It is noted as dealt with.")


def _page(
    request: AuthorisedRequest, disclosure: Disclosure, *, error: CandourError | None = None, forms: Forms | None = None
) -> HttpResponse:
    given = forms or {}
    disclosure.refresh_from_db(fields=["state"])
    last = (
        Delivery.objects.filter(disclosure=disclosure)
        .select_related("link_to", "code_to", "made_by")
        .order_by("-pk")
        .first()
    )
    way = way_of(last) if last else None
    shown: dict[str, Any] = {
        "case": disclosure.case,
        "disclosure": disclosure,
        "state": State(disclosure.state),
        "held": held(disclosure),
        "contacts": Contact.objects.filter(disclosure=disclosure).select_related("added_by").order_by("pk"),
        "delivery": last,
        "open_now": way not in (None, Way.OVER, Way.RECALLED),
        "recalled": way is Way.RECALLED,
        "way": WAYS[way] if way else "",
        "not_sent": last is not None and not_sent(last),
        "tries": collecting.TRIES,
        "happened": _happened(last) if last else [],
        "enquiries": Enquiry.objects.filter(disclosure=disclosure).select_related("settled_by").order_by("-pk"),
        "can_deliver": disclosure.state in (State.READY, State.DELIVERED),
        "contact_form": given.get("contact_form") or NewContact(),
        "deliver_form": given.get("deliver_form") or Deliver(disclosure=disclosure),
        "code_form": given.get("code_form") or AnotherCode(disclosure=disclosure),
        "extend_form": given.get("extend_form") or Extend(),
        "recall_form": given.get("recall_form") or Reason(label=_WHY),
        "form": next((each for each in given.values() if each.errors), None),
        "error": error,
    }
    return render(request, "disclosure/deliver.html", shown, status=409 if error else 422 if shown["form"] else 200)


def _happened(delivery: Delivery) -> list[dict[str, Any]]:
    """What the ledger holds of a delivery: who, what, when."""
    entries = told(happened(delivery))
    who = names([each.actor for each in entries])
    return [
        {
            "at": each.at,
            "who": who.get(each.actor or 0, "The recipient"),
            "what": each.sentence.replace("{object}", "it"),
        }
        for each in entries
    ]


def _delivery(disclosure: Disclosure, key: str) -> Delivery:
    return _of(Delivery.objects.filter(disclosure=disclosure, key=key).first())


def _of(found: _T | None) -> _T:
    if found is None:
        raise Http404
    return found


_do = partial(done, page=_page, to="disclosure:deliver")
_with = partial(done_with, page=_page, to="disclosure:deliver")
