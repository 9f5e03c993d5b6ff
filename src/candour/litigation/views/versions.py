"""The versions of a statement: which there are, one as it was, what differs between two, and its files."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import WRITE, AuthorisedRequest
from candour.engine.errors import Refused
from candour.ledger.verbs import Verb
from candour.litigation import drafting, setting, versions
from candour.litigation.exhibiting import whole
from candour.litigation.gate import on_matter
from candour.litigation.models import Matter, Statement
from candour.litigation.views.statements import beside, found, viewed
from candour.litigation.working import note


@on_matter()
def listed(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    """``one`` and ``other`` in the address: the two that somebody wants to compare."""
    one = _drafted(request, matter, which)
    first, other = (_given(one, request.GET.get(name, "")) for name in ("one", "other"))
    if first and other:
        first, other = sorted((first, other))
        return HttpResponseRedirect(reverse("litigation:statement_differences", args=[matter.key, which, first, other]))
    return render(
        request, "litigation/statement_versions.html", {**beside(request, one), "versions": versions.history(one)}
    )


@on_matter()
def version(request: AuthorisedRequest, matter: Matter, which: str, number: int) -> HttpResponse:
    one = _drafted(request, matter, which, number)
    viewed(one, version=number)
    shown = {**beside(request, one), "number": number, "whole": whole(versions.numbered(one, number))}
    return render(request, "litigation/statement_version.html", shown)


@on_matter()
def differences(request: AuthorisedRequest, matter: Matter, which: str, number: int, other: int) -> HttpResponse:
    one = _drafted(request, matter, which, number, other)
    viewed(one, version=other, compared_with=number)
    changed = versions.differences(one, number, other)
    shown = {
        **beside(request, one), "number": number, "other": other, "changed": changed, "every": "every" in request.GET,
        "same": sum(each.what == "same" for each in changed), "many": sum(each.what != "same" for each in changed),
    }  # fmt: skip
    return render(request, "litigation/statement_differences.html", shown)


@on_matter(methods=WRITE)
def restore(request: AuthorisedRequest, matter: Matter, which: str, number: int) -> HttpResponse:
    one = _drafted(request, matter, which, number)
    made = drafting.restore(by=request.user, statement=one, version=number)
    messages.success(request, f"The statement is as version {number} was. This is version {made}; the others are kept.")
    return HttpResponseRedirect(reverse("litigation:statement_draft", args=[matter.key, which]))


@on_matter(methods=("GET",))  # a HEAD would be entered as downloaded
def file(request: AuthorisedRequest, matter: Matter, which: str, number: int, form: str) -> HttpResponse:
    one = _drafted(request, matter, which, number)
    if form not in setting.FORMS:
        raise Http404
    if whole(versions.numbered(one, number)).unseen:
        raise Refused(
            "This statement refers to records that you cannot see.",
            means="Its list of exhibits would not be complete.",
            do="Ask one of the matter's lawyers for the file.",
        )
    kind, make = setting.FORMS[form]
    note(matter, Verb.STATEMENT_DOWNLOADED, object=f"statement:{one.pk}", version=number, form=form)
    named = {"Content-Disposition": f'attachment; filename="{setting.file_name(one, number, form)}"'}
    return HttpResponse(make(one, number), content_type=kind, headers=named)


def _drafted(request: AuthorisedRequest, matter: Matter, which: str, *numbers: int) -> Statement:
    """404 for versions that there are not, and for a statement that was made elsewhere."""
    one = found(request, matter, which)
    if one.elsewhere or any(not 1 <= number <= one.version for number in numbers):
        raise Http404
    return one


def _given(one: Statement, text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
    return number if 1 <= number <= one.version else 0
