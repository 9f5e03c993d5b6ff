"""The disclosures of a case, opening one, and how far one is: what is done, what is missing, what comes next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases.gate import on_case
from candour.cases.models import Case, Person
from candour.cases.views.forming import one_form
from candour.cases.wording import history_of
from candour.disclosure import queries
from candour.disclosure.approving import held
from candour.disclosure.asking import pack_of
from candour.disclosure.choosing import chosen
from candour.disclosure.forms import AT_ONCE, BODIES, OpenDisclosure
from candour.disclosure.gate import on_disclosure
from candour.disclosure.models import Disclosure, State
from candour.disclosure.newer_policy import CAN, newer
from candour.disclosure.opening import open_disclosure
from candour.disclosure.steps import steps
from candour.ledger.clock import today
from candour.packs import in_force


@on_case()
def listed(request: AuthorisedRequest, case: Case) -> HttpResponse:
    found = queries.disclosures(case)
    names = recipients(case)
    rows = [
        {
            "it": each,
            "recipient": names.get(each.recipient, each.recipient),
            "purpose": purposes[each.purpose].title if each.purpose in purposes else each.purpose,
            "state": State(each.state).label,
        }
        for each in found
        for purposes in [pack_of(each).purposes]
    ]
    return render(request, "disclosure/list.html", {"case": case, "rows": rows})


@on_case(Act.REVIEW, methods=BOTH)
def open_one(request: AuthorisedRequest, case: Case) -> HttpResponse:
    """Looking for records answers with the same form, everything in it as it was.

    A link from elsewhere may name the ``purpose`` and the numbers of records (``only``), which stand in the form then.
    """
    posted = request.POST if request.method == "POST" else None
    given: dict[str, Any] = {"case": case, "pack": in_force.current(on=today())}
    looking = posted is not None and "look" in posted
    filled_in = looking or posted is None
    form = (
        OpenDisclosure(initial=_filled_in(posted or request.GET), **given)
        if filled_in
        else OpenDisclosure(posted, **given)
    )

    def save(answers: dict[str, Any]) -> str:
        made = open_disclosure(by=request.user, case=case, **answers)
        messages.success(request, "The disclosure is open. Candour works out what the policy proposes.")
        return reverse("disclosure:overview", args=[made.key])

    shown = {
        "heading": "Prepare a disclosure", "button": "Open it", "case": case,
        "back": reverse("disclosure:list", args=[case.key]),
        "lines": ["One disclosure is for one recipient and one purpose. The same page is decided differently for others."],
        "at_once": AT_ONCE,
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown, template="disclosure/open.html")


def _filled_in(given: QueryDict) -> dict[str, Any]:
    """What somebody wrote and chose so far, or what a link names."""
    only = given.getlist("only")
    part = {"part": "some"} if only and "part" not in given else {}
    return {**given.dict(), **part, "only": only, "matter": "matter" in given}


@on_disclosure()
def overview(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    case, pack = disclosure.case, pack_of(disclosure)
    ready = bool(disclosure.prepared_as)
    progress = queries.progress(disclosure) if ready else None
    again = len(queries.sent_back(disclosure)) if ready else 0
    found = steps(disclosure, undecided=progress.undecided + again if progress else 0)
    rows = [{"it": each, "href": reverse(f"disclosure:{each.page}", args=[disclosure.key])} for each in found]
    shown = {
        "case": case,
        "disclosure": disclosure,
        "recipient": recipients(case).get(disclosure.recipient, disclosure.recipient),
        "purpose": pack.purposes[disclosure.purpose],
        "pack": pack,
        "newer": newer(disclosure),
        "can_take_over": disclosure.state in CAN,
        "chosen": chosen(disclosure),
        "state": State(disclosure.state).label,
        "ready": ready,
        "progress": progress,
        "steps": rows,
        "next_step": next((row for row, step in zip(rows, found, strict=True) if step.button), None),
        "held": held(disclosure),
        "grounds": {each.id: each.title for each in pack.grounds.values()},
        "people": recipients(case),
        "history": history_of(case, disclosure),
    }
    return render(request, "disclosure/overview.html", shown)


def recipients(case: Case) -> dict[str, str]:
    """Everybody who could receive, by the key that a disclosure names."""
    people = Person.objects.filter(case=case, gone_at=None)
    return {**dict(BODIES), **{each.key: f"{each.name} ({each.role.replace('_', ' ')})" for each in people}}
