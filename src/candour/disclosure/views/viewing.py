"""A page of a disclosure by its place in the bundle, and its entry in the ledger: whatever is shown of it is a view."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404

from candour.accounts.models import User
from candour.cases.models import Page
from candour.disclosure.looking import PageView, page_view
from candour.disclosure.models import Disclosure, Sheet
from candour.ledger import acting
from candour.ledger import queries as ledger
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

_SAME_VIEW = timedelta(hours=1)
"""A picture belongs to the page that was shown so long ago at most; later it is a view of its own."""


def view_at(disclosure: Disclosure, place: int) -> PageView:
    """404 for a place that the disclosure does not have."""
    sheet = Sheet.objects.filter(disclosure=disclosure, place=place).values_list("record", "page").first()
    view = page_view(disclosure, record=sheet[0], page=sheet[1]) if sheet else None
    if view is None:
        raise Http404
    return view


def page_of(disclosure: Disclosure, view: PageView) -> Page | None:
    """The page of the case; None for a record that has none."""
    found = Page.objects.filter(case=disclosure.case_id, record__key=view.sheet.record, number=view.sheet.page)
    return found.select_related("record__case").defer("search").first()


def note_view(disclosure: Disclosure, page: Page | None, **details: Any) -> None:
    acting.record(Verb.PAGE_VIEWED, case=disclosure.case_id, object=_named(disclosure, page), **details)


def just_viewed(disclosure: Disclosure, page: Page, *, by: User) -> bool:
    views = ledger.of_chain(disclosure.case_id).filter(object=_named(disclosure, page), verb=Verb.PAGE_VIEWED)
    return views.filter(actor=by.pk, at__gte=now() - _SAME_VIEW).exists()


def _named(disclosure: Disclosure, page: Page | None) -> str:
    return f"page:{page.pk}" if page else f"disclosure:{disclosure.pk}"
