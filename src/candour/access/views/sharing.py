"""Share now: what to do when a child's safety cannot wait, a short note of it afterwards, and the manager's look at it.

Nothing here asks for a request, an approval or a decision before something is shared.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from candour.access.shared_now import SharedNow
from candour.access.sharing import contexts, link, look, not_to_link, not_to_look, note
from candour.access.sharing_forms import Link, Look, Note
from candour.access.sharing_seen import context_of, seen
from candour.accounts.gate import BOTH, AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.cases.gate import on_case
from candour.cases.models import Case
from candour.cases.views.forming import one_form
from candour.ledger.clock import today
from candour.packs import in_force

_ON_A_PAGE = 25


@needs(Act.SEE_CASES, methods=BOTH)
def share_now(request: AuthorisedRequest) -> HttpResponse:
    """What to do at once, and the form for the note afterwards."""
    pack = in_force.current(on=today())
    form = Note(request.POST if request.method == "POST" else None, pack=pack, user=request.user)

    def save(told: dict[str, Any]) -> str:
        made = note(by=request.user, said=form.said(), case=told["case_file"], team=told["team"])
        late = " It is marked late, and that is all: it is good that it is here." if made.late else ""
        messages.success(request, f"Your note is saved.{late}")
        return reverse("access:shared", args=[made.key])

    routes = [each for each in pack.access.routes if each.urgent]
    shown = {"contexts": contexts(pack), "routes": routes, "within": pack.reminders.get("sharing_recorded")}
    return one_form(request, form=form, save=save, shown=shown, template="access/share_now.html")


@needs(Act.SEE_CASES)
def listed(request: AuthorisedRequest) -> HttpResponse:
    """Every note that the person may see."""
    return render(request, "access/share_list.html", _page(request, seen()))


@on_case(Act.SEE_CASES)
def of_case(request: AuthorisedRequest, case: Case) -> HttpResponse:
    return render(
        request,
        "access/share_of_case.html",
        {"case": case, "here": "shared", **_page(request, seen().filter(case=case))},
    )


@needs(Act.SEE_CASES, methods=BOTH)
def shared(request: AuthorisedRequest, key: str) -> HttpResponse:
    """One note; a manager says here that they looked at it."""
    of = _noted(key)

    def save(told: dict[str, Any]) -> str:
        look(by=request.user, noted=of, words=told["words"])
        messages.success(request, "It is noted that you looked at it.")
        return reverse("access:shared", args=[of.key])

    shown = {
        "of": of,
        "context": context_of(of),
        "not_to_look": not_to_look(of, by=request.user),
        "may_link": not not_to_link(of, by=request.user),
    }
    form = Look(request.POST if request.method == "POST" else None)
    return one_form(request, form=form, save=save, shown=shown, template="access/share_one.html")


@needs(Act.SEE_CASES, methods=BOTH)
def linked(request: AuthorisedRequest, key: str) -> HttpResponse:
    """To which case it belongs."""
    of = _noted(key)

    def save(told: dict[str, Any]) -> str:
        link(by=request.user, noted=of, case=told["case_file"])
        messages.success(request, "The note belongs to the case now.")
        return reverse("access:shared_list")

    shown = {
        "heading": "Link this note to a case",
        "lines": ["Those who see the case will see it, and whoever made the note. The team that sees it now will not."],
        "button": "Link it",
        "back": reverse("access:shared", args=[of.key]),
    }
    return one_form(request, form=Link(request.POST if request.method == "POST" else None), save=save, shown=shown)


def _noted(key: str) -> SharedNow:
    found = seen().filter(key=key).first()
    if found is None:
        raise Http404
    return found


def _page(request: AuthorisedRequest, found: Any) -> dict[str, Any]:
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "rows": [(each, context_of(each)) for each in page]}
