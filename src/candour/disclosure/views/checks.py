"""The check by a second person: starting it, page after page, what differs, passed or sent back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import WRITE, AuthorisedRequest
from candour.accounts.roles import Act
from candour.disclosure import queries
from candour.disclosure.approving import held
from candour.disclosure.checking import mark, pass_round, send_back, send_to_check, start_round
from candour.disclosure.forms_release import Mark, Reason, StartRound
from candour.disclosure.gate import on_disclosure
from candour.disclosure.looking import page_view
from candour.disclosure.models import Disclosure, Round, RoundPage, State
from candour.disclosure.views.decided import decided_page
from candour.disclosure.views.trying import tried
from candour.engine.errors import CandourError

KEYS = (("→ ←", "Next and previous page of this check"), ("A", "I agree"), ("D", "I do not agree: write what differs"))
"""As ``check.js`` has them."""
_AGAIN = "What has to be decided again, and why?"


@on_disclosure()
def checks(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    return _all(request, disclosure)


@on_disclosure(Act.REVIEW, methods=WRITE)
def send(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    return _do(request, disclosure, lambda: send_to_check(by=request.user, disclosure=disclosure), "It can be checked.")


@on_disclosure(Act.CHECK, methods=WRITE)
def start(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    form = StartRound(request.POST)
    if not form.is_valid():
        return _all(request, disclosure, start=form)
    size = form.cleaned_data["size"] if form.cleaned_data["scope"] == "sample" else 0
    error = tried(lambda: start_round(by=request.user, disclosure=disclosure, size=size))
    if error is not None:
        return _all(request, disclosure, error=error, start=form)
    started = disclosure.rounds.get(ended_at=None)
    return HttpResponseRedirect(reverse("disclosure:go_on_check", args=[disclosure.key, started.key]))


@on_disclosure()
def go_on(request: AuthorisedRequest, disclosure: Disclosure, which: str) -> HttpResponse:
    """To the first page that is not marked; to the list when all are."""
    first = _found(disclosure, which).pages.filter(agrees=None).order_by("place").first()
    if first is None:
        return HttpResponseRedirect(reverse("disclosure:checks", args=[disclosure.key]))
    return HttpResponseRedirect(_address(disclosure, which, first.place))


@on_disclosure()
def page(request: AuthorisedRequest, disclosure: Disclosure, which: str, place: int) -> HttpResponse:
    return _page(request, disclosure, _found(disclosure, which), place)


@on_disclosure(Act.CHECK, methods=WRITE)
def mark_page(request: AuthorisedRequest, disclosure: Disclosure, which: str, place: int) -> HttpResponse:
    form, found = Mark(request.POST), _found(disclosure, which)
    at = _at(found, place)
    if not form.is_valid():
        return _page(request, disclosure, found, place, form=form)
    agrees, note = form.cleaned_data["agrees"] == "yes", form.cleaned_data["note"]
    error = tried(lambda: mark(by=request.user, round=found, pages=[(at.record, at.page)], agrees=agrees, note=note))
    if error is not None:
        return _page(request, disclosure, found, place, form=form, error=error)
    later = found.pages.filter(agrees=None, place__gt=place).order_by("place").first()
    if later is not None:
        return HttpResponseRedirect(_address(disclosure, which, later.place))
    return HttpResponseRedirect(reverse("disclosure:go_on_check", args=[disclosure.key, which]))


@on_disclosure(Act.CHECK, methods=WRITE)
def passed(request: AuthorisedRequest, disclosure: Disclosure, which: str) -> HttpResponse:
    found = _found(disclosure, which)
    return _do(request, disclosure, lambda: pass_round(by=request.user, round=found), "The check is passed.")


@on_disclosure(Act.CHECK, methods=WRITE)
def sent_back(request: AuthorisedRequest, disclosure: Disclosure, which: str) -> HttpResponse:
    form, found = Reason(request.POST, label=_AGAIN), _found(disclosure, which)
    if not form.is_valid():
        return _all(request, disclosure, back=form)
    reason = form.cleaned_data["reason"]
    done = "It is sent back. Your notes stay with it."
    return _do(request, disclosure, lambda: send_back(by=request.user, round=found, reason=reason), done, back=form)


def _do(
    request: AuthorisedRequest, disclosure: Disclosure, do: Callable[[], object], said: str, back: Form | None = None
) -> HttpResponse:
    error = tried(do)
    if error is not None:
        return _all(request, disclosure, error=error, back=back)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("disclosure:checks", args=[disclosure.key]))


def _all(
    request: AuthorisedRequest, disclosure: Disclosure, *, error: CandourError | None = None,
    start: Form | None = None, back: Form | None = None,
) -> HttpResponse:  # fmt: skip
    counted = {"of": Count("pages"), "marked": Count("pages", filter=Q(pages__agrees__isnull=False))}
    rounds = list(disclosure.rounds.select_related("by").annotate(**counted).order_by("-number"))
    running = next((each for each in rounds if each.ended_at is None), None)
    ready = bool(disclosure.prepared_as)
    shown = {
        "case": disclosure.case,
        "disclosure": disclosure,
        "state": State(disclosure.state),
        "rounds": rounds,
        "running": running,
        "mine": running is not None and running.by_id == request.user.pk,
        "differing": _differing(disclosure),
        "decided_here": disclosure.decisions.filter(by=request.user).exists(),
        "undecided": len(queries.missing(disclosure)) if ready and disclosure.state == State.DECIDING else 0,
        "ready": ready,
        "sheets": disclosure.sheets.count(),
        "held": held(disclosure),
        "start": start or StartRound(),
        "back": back or Reason(label=_AGAIN),
        "form": next((each for each in (start, back) if each is not None and each.errors), None),
        "error": error,
    }
    status = 409 if error else 422 if shown["form"] else 200
    return render(request, "disclosure/checks.html", shown, status=status)


def _differing(disclosure: Disclosure) -> list[dict[str, Any]]:
    """Pages on which a checker does not agree; ``now``: where each is by now, None when it is there no more."""
    found = disclosure.roundpages.filter(agrees=False).select_related("round").order_by("-round__number", "place")
    sheets = disclosure.sheets.filter(record__in={each.record for each in found})
    now = {(record, page): place for record, page, place in sheets.values_list("record", "page", "place")}
    return [{"it": each, "now": now.get((each.record, each.page))} for each in found]


def _page(
    request: AuthorisedRequest, disclosure: Disclosure, found: Round, place: int, *, form: Mark | None = None,
    error: CandourError | None = None,
) -> HttpResponse:  # fmt: skip
    at = _at(found, place)
    places = list(found.pages.order_by("place").values_list("place", flat=True))
    here = places.index(place)
    view = page_view(disclosure, record=at.record, page=at.page)
    if view is None:  # prepared anew since: the page is gone
        raise Http404
    shown = {
        **decided_page(disclosure, view, user=request.user),
        "round": found,
        "at": at,
        "nth": here + 1,
        "of": len(places),
        "marked": found.pages.exclude(agrees=None).count(),
        "before": _address(disclosure, found.key, places[here - 1]) if here else "",
        "after": _address(disclosure, found.key, places[here + 1]) if here + 1 < len(places) else "",
        "mine": found.by_id == request.user.pk and found.ended_at is None and disclosure.state == State.CHECKING,
        "form": form or Mark(initial={"note": at.note}),
        "error": error,
        "keys": KEYS,
    }
    status = 409 if error else 422 if form is not None and form.errors else 200
    return render(request, "disclosure/check_page.html", shown, status=status)


def _found(disclosure: Disclosure, key: str) -> Round:
    found = disclosure.rounds.filter(key=key).select_related("by").first()
    if found is None:
        raise Http404
    return found


def _at(found: Round, place: int) -> RoundPage:
    page = found.pages.filter(place=place).first()
    if page is None:
        raise Http404
    return page


def _address(disclosure: Disclosure, key: str, place: int) -> str:
    return reverse("disclosure:check_page", args=[disclosure.key, key, place])
