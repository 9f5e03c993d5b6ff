"""One queue over the redactions of every legal matter that a lawyer sees, the oldest disclosure first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import AuthorisedRequest, needs
from candour.accounts.roles import Act
from candour.disclosure.forms_redactions import FilterAll
from candour.disclosure.models import Disclosure, State
from candour.disclosure.redaction_counts import Count, counts, summed
from candour.disclosure.views.disclosures import recipients
from candour.disclosure.views.redactions import offered, wanted_of
from candour.ledger.clock import today
from candour.packs import in_force

_ON_A_PAGE = 20
_OVER = (State.PRODUCING, State.DELIVERED, State.CLOSED)


@needs(Act.APPROVE_LEGALLY)
def queue(request: AuthorisedRequest) -> HttpResponse:
    wanted, case = wanted_of(request), request.GET.get("case", "")
    found = Disclosure.objects.filter(matter=True).exclude(prepared_as="").exclude(state__in=_OVER)
    cases = sorted(set(found.values_list("case__key", "case__reference")), key=lambda each: each[1])
    asked = found.filter(case__key=case) if case else found
    page = Paginator(asked.select_related("case").order_by("opened_at", "pk"), _ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    counted = {each.pk: counts(each) for each in page}
    rows = [_row(each, wanted.of(counted[each.pk]), request) for each in page]
    all_ = [count for some in counted.values() for count in some]
    grounds = {each.id: each.title for each in in_force.current(on=today()).grounds.values()}
    shown = {
        "page": page,
        "rows": rows,
        "total": summed(wanted.of(all_)),
        "filter": FilterAll(request.GET or None, cases=cases, **offered(all_, grounds)),
    }
    return render(request, "disclosure/redactions_all.html", shown)


def _row(each: Disclosure, found: Iterable[Count], request: AuthorisedRequest) -> dict[str, Any]:
    asked = {name: value for name in ("ground", "author") if (value := request.GET.get(name, ""))}
    here = reverse("disclosure:redactions", args=[each.key])
    return {
        "it": each,
        "to": recipients(each.case).get(each.recipient, each.recipient),
        "state": State(each.state).label,
        "counts": summed(list(found)),
        "href": f"{here}?{urlencode({'show': 'open', **asked})}",
    }
