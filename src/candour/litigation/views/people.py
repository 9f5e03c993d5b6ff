"""Who works on a matter and who is in the proceedings: forms that change it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases.forms import Confirm
from candour.litigation import members, parties
from candour.litigation.forms import Join, PartyForm, Reasoned
from candour.litigation.gate import on_matter
from candour.litigation.models import Matter, Member, Party
from candour.litigation.views.around import answered


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def join(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    form = Join(request.POST if request.method == "POST" else None)

    def do(answers: dict[str, Any]) -> None:
        members.join(by=request.user, matter=matter, **answers)

    shown = {
        "heading": "Put somebody on the matter", "button": "Put them on it",
        "lines": ["Lawyers and witnesses see the whole case file from then on. An instructing manager sees the matter only."],
    }  # fmt: skip
    return answered(request, matter, form, do, told="They are on the matter.", shown=shown)


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def leave(request: AuthorisedRequest, matter: Matter, which: int) -> HttpResponse:
    found = get_object_or_404(Member.objects.select_related("user", "matter"), pk=which, matter=matter, ended_at=None)
    form = Reasoned(request.POST if request.method == "POST" else None)

    def do(answers: dict[str, Any]) -> None:
        members.leave(by=request.user, member=found, **answers)

    shown = {"heading": f"Take {found.user.name} off the matter", "button": "Take them off", "danger": True}
    return answered(request, matter, form, do, told="They are no longer on the matter.", shown=shown)


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def add_party(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    form = PartyForm(request.POST if request.method == "POST" else None, matter=matter)

    def do(_: dict[str, Any]) -> None:
        parties.add(by=request.user, matter=matter, named=form.named())

    return answered(request, matter, form, do, told="Saved.", shown={"heading": "Add a party", "button": "Save"})


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def change_party(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    found = _party(matter, which)
    now = {name: getattr(found, name) for name in PartyForm.base_fields}
    form = PartyForm(request.POST if request.method == "POST" else None, matter=matter, initial=now)

    def do(_: dict[str, Any]) -> None:
        parties.change(by=request.user, party=found, named=form.named())

    return answered(request, matter, form, do, told="Saved.", shown={"heading": "Change a party", "button": "Save"})


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def end_party(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    found = _party(matter, which)
    form = Confirm(request.POST if request.method == "POST" else None)

    def do(_: dict[str, Any]) -> None:
        parties.end(by=request.user, party=found)

    shown = {
        "heading": f"Take {found.name} out of the proceedings", "button": "Take them out", "danger": True,
        "lines": ["For somebody who is not, or no longer, a party. Nothing may have been disclosed to them."],
    }  # fmt: skip
    return answered(request, matter, form, do, told="They are no longer a party.", shown=shown)


def _party(matter: Matter, which: str) -> Party:
    found = Party.objects.select_related("matter", "person").filter(matter=matter, key=which, ended_at=None).first()
    if found is None:
        raise Http404
    return found
