"""What a lawyer does: looks at what goes out and why, approves it or sends it back, sets and lifts holds."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import WRITE, AuthorisedRequest
from candour.accounts.roles import Act
from candour.disclosure import queries
from candour.disclosure.approving import approve, hold, lift, send_back_for_law
from candour.disclosure.asking import pack_of
from candour.disclosure.checking import last_passed
from candour.disclosure.forms_release import Reason
from candour.disclosure.gate import on_disclosure
from candour.disclosure.guarding import decided_otherwise
from candour.disclosure.models import Disclosure, State
from candour.disclosure.opening import join_matter
from candour.disclosure.redaction_counts import awaiting
from candour.disclosure.under_oversight import take_out
from candour.disclosure.views.decided import decided_page
from candour.disclosure.views.trying import Forms, done, done_with
from candour.disclosure.views.viewing import view_at
from candour.engine.errors import CandourError

_AGAIN = "What has to be decided again, and why?"
_HOLD = "Why must it not go out now?"
_OUT = "Why does no lawyer have to answer its redactions any more?"


@on_disclosure()
def legal(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    return _all(request, disclosure)


@on_disclosure()
def page(request: AuthorisedRequest, disclosure: Disclosure, place: int) -> HttpResponse:
    """A page as it is beside the page as it goes out."""
    view = view_at(disclosure, place)
    shown = {
        **decided_page(disclosure, view, user=request.user),
        "before": _address(disclosure, place - 1) if view.before else "",
        "after": _address(disclosure, place + 1) if view.after else "",
    }
    return render(request, "disclosure/legal_page.html", shown)


@on_disclosure(Act.APPROVE_LEGALLY, methods=WRITE)
def approve_it(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    return _do(request, disclosure, lambda: approve(by=request.user, disclosure=disclosure), "It is approved.")


@on_disclosure(Act.APPROVE_LEGALLY, methods=WRITE)
def sent_back(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    form = Reason(request.POST, label=_AGAIN)

    def do() -> None:
        send_back_for_law(by=request.user, disclosure=disclosure, reason=form.cleaned_data["reason"])

    return _with(request, disclosure, form, "back", do, "It is sent back to be decided again.")


@on_disclosure(Act.REVIEW, methods=WRITE)
def to_matter(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    said = "It belongs to a legal matter. A lawyer answers each redaction before anything goes out."
    return _do(request, disclosure, lambda: join_matter(by=request.user, disclosure=disclosure), said)


@on_disclosure(Act.APPROVE_LEGALLY, methods=WRITE)
def out_of_matter(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    form = _leaving(request.POST)

    def do() -> None:
        take_out(by=request.user, disclosure=disclosure, reason=form.cleaned_data["reason"])

    return _with(request, disclosure, form, "leaving", do, "It is out of lawyers’ oversight.")


@on_disclosure(Act.APPROVE_LEGALLY, methods=WRITE)
def set_hold(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    form = _holding(request.POST)

    def do() -> None:
        hold(by=request.user, disclosure=disclosure, reason=form.cleaned_data["reason"])

    return _with(request, disclosure, form, "holding", do, "The hold stands. Nothing leaves.")


@on_disclosure(Act.APPROVE_LEGALLY, methods=WRITE)
def lift_hold(request: AuthorisedRequest, disclosure: Disclosure, which: str) -> HttpResponse:
    found = disclosure.holds.filter(key=which).first()
    if found is None:
        raise Http404
    reason = request.POST.get("reason", "")
    return _do(request, disclosure, lambda: lift(by=request.user, hold=found, reason=reason), "The hold is lifted.")


def _all(
    request: AuthorisedRequest, disclosure: Disclosure, *, error: CandourError | None = None, forms: Forms | None = None
) -> HttpResponse:
    given = forms or {}
    pack, ready = pack_of(disclosure), bool(disclosure.prepared_as)
    holds = list(disclosure.holds.select_related("set_by", "lifted_by").order_by("-pk"))
    shown = {
        "case": disclosure.case,
        "disclosure": disclosure,
        "state": State(disclosure.state),
        "ready": ready,
        "holds": holds,
        "held": any(each.lifted_at is None for each in holds),
        "approvals": disclosure.approvals.select_related("by", "round").order_by("-pk"),
        "passed": last_passed(disclosure),
        "waits": awaiting(disclosure),
        "decided_here": decided_otherwise(disclosure, by=request.user),
        "progress": queries.progress(disclosure) if ready else None,
        "grounds": {each.id: each.title for each in pack.grounds.values()},
        "back": given.get("back") or Reason(label=_AGAIN),
        "holding": given.get("holding") or _holding(),
        "leaving": given.get("leaving") or _leaving(),
        "form": next((each for each in given.values() if each.errors), None),
        "error": error,
    }
    status = 409 if error else 422 if shown["form"] else 200
    return render(request, "disclosure/legal.html", shown, status=status)


def _holding(given: QueryDict | None = None) -> Reason:
    """Its ids differ from those of the other form on the page."""
    return Reason(given, label=_HOLD, auto_id="hold_%s")


def _leaving(given: QueryDict | None = None) -> Reason:
    return Reason(given, label=_OUT, auto_id="out_%s")


def _address(disclosure: Disclosure, place: int) -> str:
    return reverse("disclosure:legal_page", args=[disclosure.key, place])


_do = partial(done, page=_all, to="disclosure:legal")
_with = partial(done_with, page=_all, to="disclosure:legal")
