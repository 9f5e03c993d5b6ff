"""Review: a page's picture with boxes over it, everything found on it beside it, and one decision at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import WRITE, AuthorisedRequest
from candour.accounts.roles import Act
from candour.disclosure import queries
from candour.disclosure.choices import Choice
from candour.disclosure.commenting import comment
from candour.disclosure.deciding import SeenPage, decide_mention, decide_pages, decide_similar, undo
from candour.disclosure.drawing import draw, take_away
from candour.disclosure.forms import Decide, Note
from candour.disclosure.gate import on_disclosure
from candour.disclosure.looking import PageView
from candour.disclosure.models import Disclosure, Proposal, Sheet
from candour.disclosure.views.showing import page_shown
from candour.disclosure.views.viewing import note_view, page_of, view_at
from candour.engine.errors import BadInput, CandourError
from candour.engine.model import Action, Box
from candour.ledger import acting

KEYS = (
    ("→ ←", "Next and previous page"),
    ("N", "Next undecided, on this page or a later one"),
    ("J K", "Down and up in the list"),
    ("A", "Accept what is proposed"),
    ("B", "Black out"),
    ("L", "Leave visible"),
    ("S", "Decide all that say the same"),
    ("G", "Reason and explanation"),
    ("C", "Note for colleagues"),
    ("D", "Draw a box"),
    ("U", "Undo my last decision"),
    ("O", "Original or as it would leave"),
    ("?", "This list"),
)
"""As ``review.js`` has them."""


@on_disclosure()
def review(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    """To the next page with something undecided; to the first when there is none."""
    after = int(request.GET["after"]) if request.GET.get("after", "").isdecimal() else -1
    missing = queries.next_open(disclosure, after=after)
    sheets = Sheet.objects.filter(disclosure=disclosure).order_by("place")
    sheet = sheets.filter(record=missing.record, page=missing.page).first() if missing else sheets.first()
    if sheet is None:
        return HttpResponseRedirect(reverse("disclosure:overview", args=[disclosure.key]))
    return HttpResponseRedirect(reverse("disclosure:page", args=[disclosure.key, sheet.place]))


@on_disclosure()
def page(request: AuthorisedRequest, disclosure: Disclosure, place: int) -> HttpResponse:
    view = view_at(disclosure, place)
    note_view(disclosure, page_of(disclosure, view))
    return _shown(request, disclosure, view)


@on_disclosure(Act.REVIEW, methods=WRITE)
def decide(request: AuthorisedRequest, disclosure: Disclosure, place: int) -> HttpResponse:
    form = Decide(request.POST)

    def do() -> str:
        if not form.is_valid():
            raise BadInput("The form was not complete.", do="Load the page and decide again.")
        return _decided(request, disclosure, view_at(disclosure, place), form.cleaned_data)

    return _done(request, disclosure, place, do)


@on_disclosure(Act.REVIEW, methods=WRITE)
def take_back(request: AuthorisedRequest, disclosure: Disclosure, place: int) -> HttpResponse:
    def do() -> str:
        undo(by=request.user, disclosure=disclosure, batch=request.POST.get("batch", ""))
        return "Taken back: what stood before stands again."

    return _done(request, disclosure, place, do)


@on_disclosure(methods=WRITE)
def note(request: AuthorisedRequest, disclosure: Disclosure, place: int) -> HttpResponse:
    form = Note(request.POST)

    def do() -> str:
        if not form.is_valid():
            raise BadInput("A note needs words.", do="Write what colleagues should know.")
        sheet = view_at(disclosure, place).sheet
        comment(
            by=request.user, disclosure=disclosure, text=form.cleaned_data["text"], record=sheet.record, page=sheet.page,
            mention=form.cleaned_data["item"],
        )  # fmt: skip
        return "The note is kept. It never leaves the house."

    return _done(request, disclosure, place, do)


def _decided(request: AuthorisedRequest, disclosure: Disclosure, view: PageView, given: dict[str, Any]) -> str:
    sheet, by, version = view.sheet, request.user, given["version"] or 0
    choice = _choice(disclosure, given)
    if given["about"] == "page":
        seen = SeenPage(sheet.record, sheet.page, given["shown"], version)
        decide_pages(by=by, disclosure=disclosure, pages=[seen], choice=choice)
    elif given["about"] == "draw":
        box = _box(given["box"])
        draw(by=by, disclosure=disclosure, record=sheet.record, page=sheet.page, box=box, choice=choice)
    elif given["about"] == "drawn":
        take_away(by=by, disclosure=disclosure, key=given["item"], version=version)
    elif given["similar"]:
        group = given["group_version"] or 0
        decide_similar(by=by, disclosure=disclosure, mention=given["item"], choice=choice, version=group)
    else:
        decide_mention(by=by, disclosure=disclosure, mention=given["item"], choice=choice, version=version)
    return ""


def _choice(disclosure: Disclosure, given: dict[str, Any]) -> Choice:
    """``accept``: what policy proposes, with its ground and its reason unless the reviewer chose others."""
    if given["action"] != "accept":
        actions = {each.value: each for each in Action}
        if given["action"] not in actions:
            raise BadInput("This is nothing that can be decided.", do="Load the page and decide again.")
        return Choice(actions[given["action"]], given["ground"], given["explanation"])
    if given["about"] == "page":
        return Choice(Action.REDACT)
    proposed = Proposal.objects.filter(disclosure=disclosure, mention=given["item"]).first()
    if proposed is None or not proposed.action:
        raise BadInput("Nothing is proposed here.", do="Decide it yourself.")
    return Choice(Action(proposed.action), given["ground"] or proposed.ground, given["explanation"] or proposed.why)


def _box(given: str) -> Box:
    try:
        x0, y0, x1, y1 = map(float, given.split(","))
    except ValueError:
        raise BadInput("This is no box.", do="Draw it from one corner to the other.") from None
    return Box(x0, y0, x1, y1)


def _done(request: AuthorisedRequest, disclosure: Disclosure, place: int, do: Callable[[], str]) -> HttpResponse:
    """Does it or says why not; the page as it now is, or the way back to it without scripts."""
    error, said = None, ""
    try:
        with acting.attempt():
            said = do()
    except CandourError as refusal:
        error = refusal
    if request.headers.get("HX-Request"):
        return _shown(request, disclosure, view_at(disclosure, place), error=error, said=said)
    if error is not None:
        return _shown(request, disclosure, view_at(disclosure, place), error=error, status=409)
    if said:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("disclosure:page", args=[disclosure.key, place]))


def _shown(
    request: AuthorisedRequest, disclosure: Disclosure, view: PageView, *, error: CandourError | None = None,
    said: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    part = "disclosure/parts/review.html" if request.headers.get("HX-Request") else "disclosure/review.html"
    shown = page_shown(disclosure, view, user=request.user)
    return render(request, part, {**shown, "error": error, "said": said, "keys": KEYS}, status=status)
