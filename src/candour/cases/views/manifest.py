"""The list of records of the source system: as it is, handed in anew, and compared before it is saved."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases import manifest as listing
from candour.cases.arriving import Named
from candour.cases.forms_files import HandInManifest
from candour.cases.gate import on_case
from candour.cases.incoming import on_case_with_files
from candour.cases.models import Case, ManifestDraft, ManifestRow
from candour.engine.errors import CandourError

_ON_A_PAGE = 100


@on_case()
def manifest(request: AuthorisedRequest, case: Case) -> HttpResponse:
    found = ManifestRow.objects.filter(case=case).order_by("number")
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/files/manifest.html", {"case": case, "page": page})


@on_case_with_files
def hand_in(request: AuthorisedRequest, case: Case, files: Sequence[Named] = ()) -> HttpResponse:
    form = HandInManifest(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            draft = listing.draft(by=request.user, case=case, data=listing.contents(files))
            return HttpResponseRedirect(_address("check_manifest", case, draft=draft.key))
        except CandourError as error:
            form.is_valid()
            form.add_error("file", str(error))
    shown = {"case": case, "form": form}
    return render(request, "cases/files/hand_in.html", shown, status=422 if form.errors else 200)


@on_case(Act.ADD_FILES, methods=BOTH)
def check(request: AuthorisedRequest, case: Case, draft: str) -> HttpResponse:
    """What the list says against what is here; nothing is saved before it is confirmed."""
    found = ManifestDraft.objects.filter(case=case, by=request.user, key=draft).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        listing.confirm(by=request.user, draft=found)
        messages.success(request, "The list of records was saved.")
        return HttpResponseRedirect(_address("manifest", case))
    compared = listing.compare(case=case, rows=listing.read(found.text.encode()))
    return render(request, "cases/files/check.html", {"case": case, "compared": compared})


def _address(name: str, case: Case, **named: str) -> str:
    return reverse(f"cases:{name}", kwargs={"key": case.key, **named})
