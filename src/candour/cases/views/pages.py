"""One page of a record: its picture, its text, and the way to the next. Whatever is shown of a page is entered as a view.

A page asked for ahead is drawn and kept, but nothing of it is sent: so it is no view, and nobody reads by asking ahead.
"""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from candour.accounts.gate import AuthorisedRequest
from candour.cases import chronology, pictures
from candour.cases.gate import on_case
from candour.cases.models import Case, Gap, Page, Record
from candour.cases.views.asked import asked
from candour.cases.views.showing import ahead, note_page, note_record, page_shown
from candour.cases.wording import history_of
from candour.ledger import queries as ledger
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

_SAME_VIEW = timedelta(hours=1)
"""The picture belongs to the page that was shown so long ago at most; later it is a view of its own."""


@on_case()
def record(request: AuthorisedRequest, case: Case, number: int) -> HttpResponse:
    """The first page of a record, or, where it has none, what is known of it."""
    found = _record(case, number)
    if found.pages_count:
        address = reverse("cases:page", args=[case.key, found.pk, 1])
        query = request.GET.urlencode()
        return HttpResponseRedirect(f"{address}?{query}" if query else address)
    if ahead(request):
        return HttpResponse(status=204)
    note_record(found)
    return render(request, "cases/record.html", {
        "case": case, "record": found, "history": history_of(case, found), **_about(found),
    })  # fmt: skip


@on_case()
def page(request: AuthorisedRequest, case: Case, number: int, at: int) -> HttpResponse:
    found = _page(case, number, at)
    if ahead(request):
        pictures.make_ready(found, size="page")
        return HttpResponse(status=204)
    earlier, later = chronology.next_to(found.record)
    words = str(asked(request).get("words", ""))
    around = {
        "words": words,
        "before": at - 1 or None,
        "after": at + 1 if at < found.record.pages_count else None,
        "earlier": earlier,
        "later": later,
        "history": history_of(case, found),
        **_about(found.record),
    }
    return render(request, "cases/page.html", {"case": case, **page_shown(found, words=words), **around})


@on_case()
def picture(request: AuthorisedRequest, case: Case, number: int, at: int, size: str) -> HttpResponse:
    if size not in pictures.SIZES:
        raise Http404
    found = _page(case, number, at)
    drawn = pictures.picture(found, size=size)
    if ahead(request):
        return HttpResponse(status=204)
    if not _just_viewed(request, case, found):
        note_page(found)
    return HttpResponse(drawn, content_type="image/png")


def _record(case: Case, number: int) -> Record:
    return get_object_or_404(chronology.records(case).select_related("case"), pk=number)


def _page(case: Case, number: int, at: int) -> Page:
    found = Page.objects.filter(case=case, record__gone_at=None).select_related("record__case").defer("search")
    return get_object_or_404(found, record=number, number=at)


def _just_viewed(request: AuthorisedRequest, case: Case, found: Page) -> bool:
    views = ledger.of_chain(case.pk).filter(object=f"page:{found.pk}", verb=Verb.PAGE_VIEWED)
    return views.filter(actor=request.user.pk, at__gte=now() - _SAME_VIEW).exists()


def _about(found: Record) -> dict[str, object]:
    """What there is to know of a record besides its pages."""
    same = chronology.records(found.case)
    return {
        "gaps": Gap.objects.filter(case=found.case, record=found.key, gone_at=None).order_by("pk"),
        "inside": same.filter(parent=found.key).order_by("path"),
        "outside": same.filter(key=found.parent).first() if found.parent else None,
        "first": same.filter(key=found.duplicate_of).first() if found.duplicate_of else None,
        "copies": same.filter(duplicate_of=found.key).order_by("path"),
    }
