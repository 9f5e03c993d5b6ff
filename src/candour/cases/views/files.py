"""The files of a case: which there are, adding more, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.cases import files as reading
from candour.cases import receiving
from candour.cases.arriving import Named, largest
from candour.cases.forms_files import AddFiles, NarrowFiles
from candour.cases.gate import on_case
from candour.cases.incoming import on_case_with_files, wants_json
from candour.cases.models import Case, File, FileState, Upload
from candour.cases.views.asked import asked, keep

_ON_A_PAGE = 100


@on_case(methods=BOTH)
def files(request: AuthorisedRequest, case: Case) -> HttpResponse:
    """What is narrowed by is sent by POST and kept, since it may be a name."""
    if request.method == "POST":
        form = NarrowFiles(request.POST)
        if form.is_valid():
            return HttpResponseRedirect(f"{_address('files', case)}?asked={keep(request, form.cleaned_data)}")
    else:
        form = NarrowFiles(asked(request) or None)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    state = wanted.get("state") or FileState.RECEIVED.value
    found = reading.files(case=case, state="" if state == "all" else state, containing=wanted.get("containing", ""))
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "case": case,
        "form": form,
        "page": page,
        "narrowed": bool(wanted.get("containing")) or state != FileState.RECEIVED,
        "unprepared": reading.unprepared(case=case),
    }
    return render(request, "cases/files/files.html", shown)


@on_case_with_files
def add(request: AuthorisedRequest, case: Case, files: Sequence[Named] = ()) -> HttpResponse:
    """Browsers with JavaScript send several requests: ``upload`` names the delivery, ``more`` says that it goes on."""
    form = AddFiles(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (files or request.POST.get("upload")):
        upload = _delivery(request, case)
        results = receiving.receive(by=request.user, case=case, upload=upload, files=files) if files else []
        if not request.POST.get("more"):
            receiving.finish(by=request.user, case=case, upload=upload)
        return _received(request, case, upload, results)
    if request.method == "POST":
        form.is_valid()
        form.add_error("file", "Choose at least one file")
    shown = {"case": case, "form": form, "largest": largest()}
    return render(request, "cases/files/add.html", shown, status=422 if form.errors else 200)


@on_case()
def delivery(request: AuthorisedRequest, case: Case, upload: str) -> HttpResponse:
    """What became of each file of one delivery."""
    found = Upload.objects.filter(case=case, key=upload).select_related("by", "token").first()
    if found is None:
        raise Http404
    page = Paginator(reading.results(upload=found), _ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"case": case, "upload": found, "page": page, "counts": reading.counts(upload=found)}
    return render(request, "cases/files/delivery.html", shown)


def _delivery(request: AuthorisedRequest, case: Case) -> Upload:
    key = request.POST.get("upload")
    if not key:
        return receiving.begin(by=request.user, case=case)
    upload = Upload.objects.filter(case=case, key=key, by=request.user).first()
    if upload is None:
        raise Http404
    return upload


def _received(request: AuthorisedRequest, case: Case, upload: Upload, results: Sequence[File]) -> HttpResponse:
    address = reverse("cases:delivery", kwargs={"key": case.key, "upload": upload.key})
    if not wants_json(request):
        return HttpResponseRedirect(address)
    told = [
        {"path": file.path, "state": file.state, "label": file.get_state_display(), "why": file.why} for file in results
    ]
    return JsonResponse({"upload": upload.key, "address": address, "files": told})


def _address(name: str, case: Case) -> str:
    return reverse(f"cases:{name}", kwargs={"key": case.key})
