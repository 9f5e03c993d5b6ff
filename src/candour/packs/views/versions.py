"""The versions that were ever in force, who put them there, and what differs between any two."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from candour.accounts.gate import AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.ledger.clock import today
from candour.packs import in_force, queries
from candour.packs.changes import changes
from candour.packs.forms import Compare


@needs(Act.SEE_POLICY)
def versions(request: AuthorisedRequest) -> HttpResponse:
    in_force.current(on=today())  # where nothing was in force yet, it is now
    listed = queries.versions()
    form = Compare(request.GET or None, versions=listed, initial=_latest_two([str(each.key) for each in listed]))
    shown = {"periods": queries.periods(), "form": form, "several": len(listed) > 1}
    if form.is_valid():
        by_key = {str(each.key): each for each in listed}
        old, new = by_key[form.cleaned_data["old"]], by_key[form.cleaned_data["new"]]
        found = changes(in_force.of(old.sha256, on=None), in_force.of(new.sha256, on=None))
        shown |= {"old": old, "new": new, "changes": found, "compared": True}
    return render(request, "packs/versions.html", shown, status=400 if form.errors else 200)


def _latest_two(keys: list[str]) -> dict[str, str]:
    return {"new": keys[0], "old": keys[1]} if len(keys) > 1 else {}
