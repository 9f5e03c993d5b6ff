"""The board of matters, one matter, and the forms that open, change, link, close and reopen it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.cases.views.forming import one_form
from candour.cases.wording import worded
from candour.ledger import queries as ledger
from candour.ledger.clock import today
from candour.ledger.verbs import Verb
from candour.litigation import board as boards
from candour.litigation import members, opening, parties, viewing
from candour.litigation.asked_for import requests_in
from candour.litigation.forms import Ended, LinkCase, MatterForm, OpenMatter, Reasoned
from candour.litigation.gate import on_matter
from candour.litigation.kinds import kind_of
from candour.litigation.models import Matter
from candour.litigation.scope import cases_of
from candour.litigation.standing import lines
from candour.litigation.timetable import limit, timetable
from candour.litigation.views.around import answered, around
from candour.litigation.working import note
from candour.packs import in_force

_ON_A_PAGE = 25


@needs(Act.SEE_MATTERS)
def board(request: AuthorisedRequest) -> HttpResponse:
    """Which matters somebody looks for is by kind and state only: titles hold names and never stand in an address."""
    kinds = {key: each.title for key, each in in_force.current(on=today()).matters.items()}
    kind, closed = request.GET.get("kind", ""), "closed" in request.GET
    found = boards.matters(kind=kind if kind in kinds else "", closed=closed)
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "rows": boards.rows(list(page.object_list)), "kinds": kinds, "kind": kind, "closed": closed}
    return render(request, "litigation/board.html", shown)


@needs(Act.KEEP_MATTERS, methods=BOTH)
def open_one(request: AuthorisedRequest) -> HttpResponse:
    form = OpenMatter(request.POST if request.method == "POST" else None, initial={"case": ""})

    def save(answers: dict[str, Any]) -> str:
        made = opening.open_matter(by=request.user, case=answers["case"], kind=answers["kind"], details=form.details())
        messages.success(request, "The matter is open. You see the whole file now, and so does whoever you put on it.")
        return reverse("litigation:matter", args=[made.key])

    shown = {
        "heading": "Open a legal matter", "button": "Open it", "back": reverse("litigation:board"),
        "lines": [
            "Opening a matter shows you the whole unredacted case file at once. Nobody has to be asked.",
            "This is looking, never releasing. Every page you look at is entered in the ledger, and the manager of the case is told.",
        ],
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown)


@on_matter()
def matter(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    note(matter, Verb.MATTER_VIEWED)
    dates = timetable(matter)
    shown = {
        "here": "matter", "standing": lines(matter), "about": kind_of(matter), "cases": cases_of(matter), "members": members.of(matter),
        "parties": parties.of(matter), "requests": requests_in(matter), "views": viewing.first_views(matter), "limit": limit(matter, dates),
        "ahead": [each for each in dates if each.it.done_on is None and each.it.cancelled_at is None][:3],
    }  # fmt: skip
    return render(request, "litigation/matter.html", {**around(request, matter), **shown})


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def change(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    now = {name: getattr(matter, name) for name in MatterForm.base_fields}
    form = MatterForm(request.POST if request.method == "POST" else None, initial=now)

    def do(_: dict[str, Any]) -> None:
        opening.change(by=request.user, matter=matter, details=form.details())

    return answered(request, matter, form, do, told="Saved.", shown={"heading": "Change the details", "button": "Save"})


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def link(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    form = LinkCase(request.POST if request.method == "POST" else None)

    def do(answers: dict[str, Any]) -> None:
        opening.link(by=request.user, matter=matter, case=answers["case"])

    shown = {
        "heading": "Link a further case", "button": "Link it",
        "lines": ["Its whole file is part of the matter from then on. Its manager is told."],
    }  # fmt: skip
    return answered(request, matter, form, do, told="The case is linked.", shown=shown)


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def unlink(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    case = cases_of(matter).filter(key=which).first()
    if case is None:
        raise Http404
    form = Reasoned(request.POST if request.method == "POST" else None)

    def do(answers: dict[str, Any]) -> None:
        opening.unlink(by=request.user, matter=matter, case=case, **answers)

    shown = {
        "heading": "Take this case out of the matter", "button": "Take it out", "danger": True, "case": case,
        "lines": ["Those who see the case by this matter only no longer see it."],
    }  # fmt: skip
    return answered(request, matter, form, do, told="The case is no longer part of the matter.", shown=shown)


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def close(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    form = Ended(request.POST if request.method == "POST" else None)

    def do(answers: dict[str, Any]) -> None:
        opening.close(by=request.user, matter=matter, **answers)

    shown = {
        "heading": "Close the matter", "button": "Close it", "danger": True,
        "lines": ["Its lawyers and witnesses no longer see the case by it. The matter stays, and can be opened again."],
    }  # fmt: skip
    return answered(request, matter, form, do, told="The matter is closed.", shown=shown)


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def reopen(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    form: Form = Reasoned(request.POST if request.method == "POST" else None)

    def do(answers: dict[str, Any]) -> None:
        opening.reopen(by=request.user, matter=matter, **answers)

    shown = {
        "heading": "Open the matter again", "button": "Open it again",
        "lines": ["Whoever was on it when it was closed sees the file again."],
    }  # fmt: skip
    return answered(request, matter, form, do, told="The matter is open again.", shown=shown)


@on_matter()
def history(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    """What was done in it, as far as it stands in the history of its case."""
    found = ledger.of_chain(matter.case_id).filter(object=f"matter:{matter.pk}").order_by("-seq")
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    shown = {"page": page, "history": worded(ledger.told(list(page.object_list)))}
    return render(request, "litigation/history.html", {**around(request, matter), **shown})
