"""Due to be destroyed: what belongs to no case and whose time is over, what is proposed, and what is held.

Nobody is named in a list; each line leads to the page of what it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.access import destroying
from candour.access.destruction import KINDS
from candour.access.forms_destroying import Due, Held, Proposed, Ticked
from candour.access.outlived import TITLES, found, named_holds, thing_of, told
from candour.accounts.gate import BOTH, AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.cases.views.forming import saved

_ON_A_PAGE = 50
_SAID = {
    "propose": "It is proposed. A second person has to agree.",
    "hold": "It is held, and cannot be destroyed.",
    "approve": "It is destroyed.",
    "withdraw": "It is kept for now.",
    "lift": "The hold is lifted.",
}
Do = Callable[[list[Any], dict[str, Any]], None]


@needs(Act.DISPOSE, methods=BOTH)
def due(request: AuthorisedRequest) -> HttpResponse:
    """Of one kind, which stands in the address as ``of``; without it of the first of which there is something."""
    counts = [(kind, TITLES[kind], found(kind).count()) for kind in KINDS]
    kind = request.GET.get("of") or next((name for name, _, many in counts if many), KINDS[0])
    if kind not in KINDS:
        raise Http404
    by, holds = request.user, named_holds()
    does: dict[str, Do] = {
        "propose": lambda things, given: destroying.propose(
            by=by, things=things, reason=given["reason"], not_covered=given.get("not_covered", ())
        ),
        "hold": lambda things, given: destroying.hold(by=by, things=things, reason=given["reason"]),
    }
    page = _page(request, found(kind))
    form = Due(_sent(request), keys=[each.key for each in page], holds=holds)
    shown = {
        "kind": kind,
        "title": TITLES[kind],
        "holds": holds,
        "counts": counts,
        "lines": [told(each) for each in page],
    }
    return _answer(request, form, page, does, "access/destroying_due.html", shown)


@needs(Act.DISPOSE, methods=BOTH)
def proposed(request: AuthorisedRequest) -> HttpResponse:
    by = request.user
    does: dict[str, Do] = {
        "approve": lambda them, given: destroying.approve(by=by, proposals=them),
        "withdraw": lambda them, given: destroying.withdraw(by=by, proposals=them, reason=given["reason"]),
    }
    page = _page(request, destroying.proposed())
    form = Proposed(_sent(request), keys=[each.key for each in page])
    titles = {each.id: each.title for each in named_holds()}
    lines = [
        {"row": each, "it": told(thing_of(each)), "own": each.proposed_by_id == by.pk,
         "not_covered": [titles.get(name, name) for name in each.not_covered]}
        for each in page
    ]  # fmt: skip
    return _answer(request, form, page, does, "access/destroying_proposed.html", {"lines": lines})


@needs(Act.DISPOSE, methods=BOTH)
def held(request: AuthorisedRequest) -> HttpResponse:
    by = request.user
    does: dict[str, Do] = {
        "lift": lambda them, given: destroying.lift(by=by, holds=them, reason=given["reason"]),
    }
    page = _page(request, destroying.held())
    form = Held(_sent(request), keys=[each.key for each in page])
    lines = [{"row": each, "it": told(thing_of(each))} for each in page]
    return _answer(request, form, page, does, "access/destroying_held.html", {"lines": lines})


def _answer(
    request: AuthorisedRequest, form: Ticked, page: Page[Any], does: Mapping[str, Do], template: str,
    shown: Mapping[str, Any],
) -> HttpResponse:  # fmt: skip
    """The list, or back to it when what was asked for is done."""

    def save(given: dict[str, Any]) -> str:
        does[form.do](_those(page, given["things"]), given)
        messages.success(request, _SAID[form.do])
        return request.get_full_path()

    if request.method == "POST" and form.is_valid() and (goes_to := saved(form, save)):
        return HttpResponseRedirect(goes_to)
    waiting = {"many_proposed": destroying.proposed().count(), "many_held": destroying.held().count()}
    more = {"form": form, "page": page, "ticked": form.ticked(), "back": reverse("access:list"), **waiting}
    return render(request, template, {**shown, **more}, status=422 if form.errors else 200)


def _those(page: Iterable[Any], keys: Iterable[str]) -> list[Any]:
    wanted = set(keys)
    return [each for each in page if each.key in wanted]


def _page(request: AuthorisedRequest, rows: QuerySet[Any]) -> Page[Any]:
    return Paginator(rows, _ON_A_PAGE).get_page(request.GET.get("page"))


def _sent(request: AuthorisedRequest) -> Any:
    return request.POST if request.method == "POST" else None
