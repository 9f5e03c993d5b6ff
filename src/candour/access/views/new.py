"""Logs a request, one thing on a page. What was answered is kept in the session; nothing is saved before it was checked.

Sharing that waits for nothing, such as for a child who is missing, is not logged here: the page says to share now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from candour.access import arrivals, queries
from candour.access.arrivals_words import rows as words_of_arrival
from candour.access.evidence import to_show
from candour.access.explaining import first_deadline, lines, share_now
from candour.access.forms_new import PAGES, Page, Save, answer_to, known
from candour.access.gate import receiving
from candour.access.models import Channel
from candour.access.receiving import Asked, receive
from candour.accounts.gate import READ, AuthorisedRequest
from candour.cases.views.asked import asked, forget, keep
from candour.cases.views.forming import saved
from candour.policy import Pack
from candour.policy.finding import Answer

_FIRST = "who"
_SAID = {each.name for each in fields(Asked)} - {"facts"}


@dataclass(frozen=True, slots=True)
class Row:
    """One answer, on the page on which they are checked."""

    page: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What was answered so far. ``open``: the first page that is not answered well; empty: all are."""

    answers: Mapping[str, Any]
    rows: tuple[Row, ...]
    open: str


@receiving()
def page(request: AuthorisedRequest, pack: Pack, name: str = _FIRST) -> HttpResponse:
    if name not in PAGES:
        raise Http404
    kept = asked(request)
    draft = _draft(request, pack, kept, until=name)
    if draft.open:  # a page before this one
        return _to("access:new_page", draft.open, key=_key(request))
    sent = request.method == "POST"
    form = _form(request, pack, name, draft, data=request.POST if sent else None, kept=kept)
    if sent and form.asks_more:
        form = _form(request, pack, name, draft, data=None, kept={name: dict(request.POST.lists())})
    elif sent and form.is_valid():
        return _on(request, pack, {**kept, name: _said(request)})
    shown = {"form": form, "page": form, "back": _back(name, _key(request)), "first": name == _FIRST}
    return render(request, "access/new_page.html", {**shown, **_came(kept)}, status=422 if form.errors else 200)


@receiving()
def check(request: AuthorisedRequest, pack: Pack) -> HttpResponse:
    """Shows what was answered and the route it leads to, before anything is saved."""
    draft = _draft(request, pack, asked(request))
    if draft.open:
        return _to("access:new_page", draft.open, key=_key(request))
    answer = answer_to(pack, draft.answers)
    if share_now(answer):
        return _to("access:new_share", key=_key(request))
    alike = list(queries.alike(pack=pack, **_alike(draft.answers))[:10])
    form = Save(request.POST if request.method == "POST" else None, alike=alike)
    if request.method == "POST" and form.is_valid():
        goes_to = saved(form, lambda _: _log(request, pack, draft.answers, form))
        if goes_to:
            forget(request)
            return HttpResponseRedirect(goes_to)
    shown = {"form": form, "rows": draft.rows, "alike": alike, "asked": _key(request)}
    status = 422 if form.errors else 200
    return render(request, "access/new_check.html", {**shown, **_route(pack, draft.answers, answer)}, status=status)


@receiving(methods=READ)
def share(request: AuthorisedRequest, pack: Pack) -> HttpResponse:
    """What nobody has to wait for."""
    answers = _draft(request, pack, asked(request)).answers
    if "context" not in answers or not share_now(answer := answer_to(pack, answers)):
        return _to("access:new_page", _FIRST, key=_key(request))
    shown = {"answer": answer, "lines": lines(pack, answer), "back": _back("orders", _key(request))}
    return render(request, "access/new_share.html", shown)


def _on(request: AuthorisedRequest, pack: Pack, kept: Mapping[str, Any]) -> HttpResponse:
    """Keeps what was answered and goes on: to the next page that is open, to be checked, or to share now."""
    key = keep(request, kept, again=_key(request))
    draft = _draft(request, pack, kept)
    if "context" in draft.answers and share_now(answer_to(pack, draft.answers)):
        return _to("access:new_share", key=key)
    return _to("access:new_page", draft.open, key=key) if draft.open else _to("access:new_check", key=key)


def _draft(request: AuthorisedRequest, pack: Pack, kept: Mapping[str, Any], *, until: str = "") -> Draft:
    """Goes through the pages in order, each checked anew with what was answered before it."""
    answers: dict[str, Any] = {}
    rows: list[Row] = []
    for name, form_of in PAGES.items():
        if name == until:
            break
        form = form_of(_data(kept.get(name, {})), pack=pack, before=answers, user=request.user)
        if not form.is_valid():
            return Draft(answers, tuple(rows), name)
        answers |= form.cleaned_data
        rows += [Row(name, label, words) for label, words in form.rows()]
    return Draft(answers, tuple(rows), "")


def _form(
    request: AuthorisedRequest, pack: Pack, name: str, draft: Draft, *, data: QueryDict | None, kept: Mapping[str, Any]
) -> Page:
    """As it was sent (``data``), else as it was kept where that still holds, else with nothing but what was chosen."""
    told: Any = {"pack": pack, "before": draft.answers, "user": request.user}
    if data is not None:
        return PAGES[name](data, **told)
    again = PAGES[name](_data(kept.get(name, {})), **told)
    first = {field: values[0] if len(values) == 1 else values for field, values in kept.get(name, {}).items()}
    return again if name in kept and again.is_valid() else PAGES[name](initial=first, **told)


def _log(request: AuthorisedRequest, pack: Pack, answers: Mapping[str, Any], form: Save) -> str:
    said = {name: answers[name] for name in _SAID if answers.get(name)}
    kept = asked(request)
    came = arrivals.held(kept)
    arrivals.check_day(kept, on=answers["received_on"])
    made = receive(
        by=request.user, team=answers["team"], case=answers["case_file"], same_as=form.repeats,
        asked=Asked(**said, facts=known(pack, answers)), channel=Channel(came.channel) if came else Channel.STAFF,
    )  # fmt: skip
    arrivals.taken_up(by=request.user, kept=kept, request=made)
    messages.success(request, f"The request is logged. Its reference is {made.reference}.")
    return reverse("access:request", args=[made.key])


def _came(kept: Mapping[str, Any]) -> dict[str, Any]:
    """What it is logged from, beside the fields; nothing where somebody logs it on their own."""
    arrival = arrivals.held(kept)
    return {"arrival": arrival, "rows": words_of_arrival(arrival)} if arrival else {}


def _route(pack: Pack, answers: Mapping[str, Any], answer: Answer) -> dict[str, Any]:
    """What the page shows of the route, of its time and of what else is there."""
    received, stated = answers["received_on"], answers.get("stated_on")
    often = queries.asked_often(pack=pack, requester=answers["requester"], name=answers["name"])
    return {
        "answer": answer,
        "lines": lines(pack, answer),
        "to_show": to_show(pack.access, answer),
        "clock": first_deadline(pack, answer, received=received, stated=stated),
        "often": often,
        "pack": pack,
    }


def _alike(answers: Mapping[str, Any]) -> dict[str, str]:
    return {
        "requester": answers["requester"],
        "name": answers["name"],
        "about": answers["about"],
        "reference": answers["their_reference"],
    }


def _said(request: AuthorisedRequest) -> dict[str, list[str]]:
    return {field: list(map(str, values)) for field, values in request.POST.lists() if field != "csrfmiddlewaretoken"}


def _data(said: Mapping[str, list[str]]) -> QueryDict:
    found = QueryDict(mutable=True)
    for field, values in said.items():
        found.setlist(field, values)
    return found


def _key(request: AuthorisedRequest) -> str:
    return request.GET.get("asked", "")


def _back(name: str, key: str) -> str:
    """The page before; the list of requests before the first."""
    before = list(PAGES)[: list(PAGES).index(name)]
    return f"{reverse('access:new_page', args=[before[-1]])}?asked={key}" if before else reverse("access:list")


def _to(view: str, *args: str, key: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(view, args=args) + (f"?asked={key}" if key else ""))
