"""A page otherwise than as it is reviewed: as it would leave now, and as policy would have it for somebody else."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from candour.accounts.gate import AuthorisedRequest
from candour.disclosure import supposing
from candour.disclosure.asking import pack_of
from candour.disclosure.forms import BODIES
from candour.disclosure.gate import on_disclosure
from candour.disclosure.looking import PageView
from candour.disclosure.models import Disclosure
from candour.disclosure.previewing import leaves, preview
from candour.disclosure.supposing import Asker, Compared
from candour.disclosure.views.disclosures import recipients
from candour.disclosure.views.showing import ACTIONS, KINDS
from candour.disclosure.views.viewing import just_viewed, note_view, page_of, view_at


@on_disclosure()
def leaving(request: AuthorisedRequest, disclosure: Disclosure, place: int) -> HttpResponse:
    """The original and the page as it would leave, side by side."""
    view = view_at(disclosure, place)
    page = page_of(disclosure, view)
    note_view(disclosure, page)
    return render(request, "disclosure/leaving.html", {"leaves": leaves(view), **_around(disclosure, view, place)})


@on_disclosure()
def leaving_picture(request: AuthorisedRequest, disclosure: Disclosure, place: int) -> HttpResponse:
    view = view_at(disclosure, place)
    page = page_of(disclosure, view)
    if page is None or not page.record.pdf:
        raise Http404
    drawn = preview(disclosure, view, page)
    if not just_viewed(disclosure, page, by=request.user):
        note_view(disclosure, page)
    return HttpResponse(drawn, content_type="image/png")


@on_disclosure()
def as_another(request: AuthorisedRequest, disclosure: Disclosure, place: int) -> HttpResponse:
    """``as`` in the address: who might ask, and for what. Without it, or with what is not on the list, the list alone."""
    view = view_at(disclosure, place)
    askers = supposing.askers(disclosure, bodies=BODIES)
    asked = request.GET.get("as", "")
    asker, purpose = _chosen(askers, asked)
    shown: dict[str, Any] = {"askers": askers, "asked": asked, **_around(disclosure, view, place)}
    if asker is not None:
        found = supposing.compared(
            disclosure,
            by=request.user,
            record=view.sheet.record,
            page=view.sheet.page,
            recipient=asker.key,
            purpose=purpose,
        )
        note_view(disclosure, shown["page"], recipient=asker.key, purpose=purpose)
        shown |= _compared(disclosure, found) | {"asker": asker, "other_purpose": dict(asker.purposes)[purpose]}
    return render(request, "disclosure/otherwise.html", shown)


def _chosen(askers: list[Asker], asked: str) -> tuple[Asker | None, str]:
    word, _, purpose = asked.partition(":")
    asker = next((each for each in askers if each.word == word and purpose in dict(each.purposes)), None)
    return asker, purpose


def _compared(disclosure: Disclosure, found: list[Compared]) -> dict[str, Any]:
    names = recipients(disclosure.case)
    grounds = {each.id: each.title for each in pack_of(disclosure).grounds.values()}
    rows: list[dict[str, Any]] = [
        {
            "number": number,
            "it": each,
            "kind": KINDS.get(each.kind, each.kind.replace("_", " ").title()),
            "owners": " or ".join(names.get(owner, owner) for owner in each.owners),
            "sides": [
                {"words": ACTIONS.get(side.action, "Nothing"), "ground": grounds.get(side.ground, ""), "side": side}
                for side in (each.here, each.there)
            ],
            "boxes": [(box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0) for box in each.boxes],
        }
        for number, each in enumerate(found)
        if each.mention or each.here.action or each.there.action
    ]
    return {"rows": rows, "differences": sum(row["it"].differs for row in rows)}


def _around(disclosure: Disclosure, view: PageView, place: int) -> dict[str, Any]:
    names, page = recipients(disclosure.case), page_of(disclosure, view)
    return {
        "case": disclosure.case,
        "disclosure": disclosure,
        "recipient": names.get(disclosure.recipient, disclosure.recipient),
        "purpose": pack_of(disclosure).purposes[disclosure.purpose],
        "sheet": view.sheet,
        "number": place + 1,
        "page": page,
        "record": page.record if page else None,
        "decided": ACTIONS.get(view.sheet.decided or view.sheet.proposed, ""),
    }
