"""What waits to be put in force: its faults, what differs, what it touches; and putting it in force."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from candour.accounts.forms import done
from candour.accounts.gate import WRITE, AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.ledger.clock import today
from candour.packs import in_force, services
from candour.packs.before_change import Touched, touched
from candour.packs.changes import changes
from candour.packs.forms import PutInForce


@needs(Act.SEE_POLICY)
def change(request: AuthorisedRequest) -> HttpResponse:
    return _page(request, None)


@needs(Act.CHANGE_POLICY, methods=WRITE)
def put_in_force(request: AuthorisedRequest) -> HttpResponse:
    form = PutInForce(request.POST)
    if form.is_valid() and done(form, lambda: services.put_in_force(by=request.user, **form.cleaned_data)):
        messages.success(request, "The changed policy is in force.")
        return redirect("packs:policy")
    return _page(request, form)


def _by_reason(found: Iterable[Touched]) -> dict[str, list[Touched]]:
    """A change often bears on many in the same way: that is said once."""
    reasons: dict[str, list[Touched]] = {}
    for each in found:
        reasons.setdefault(each.why, []).append(each)
    return reasons


def _page(request: AuthorisedRequest, form: PutInForce | None) -> HttpResponse:
    """``form``: what was sent and could not be done; the button always stands for what is seen now."""
    current = in_force.of(in_force.current(on=today()).sha256, on=None)
    proposed = in_force.waiting()
    shown: dict[str, object] = {"proposed": proposed, "pack": current, "form": form or PutInForce()}
    if proposed is not None and proposed.pack is not None:
        found = touched(current, proposed.pack)
        shown |= {
            "changes": changes(current, proposed.pack), "touched": _by_reason(found), "many": len(found),
            "same_name": (current.title, current.version) == (proposed.pack.title, proposed.pack.version),
        }  # fmt: skip
    return render(request, "packs/change.html", shown, status=400 if form is not None else 200)
