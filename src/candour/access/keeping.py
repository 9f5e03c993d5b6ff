"""What requests say when the case they are about is to be destroyed or copied: which are open, and all that is kept of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model, Q

from candour.access.destruction import Destruction, KeepingHold
from candour.access.models import PARTS, Complaint, Request, State
from candour.cases.against import before_disposal
from candour.cases.exported import Content, in_copy, json_lines
from candour.cases.models import Case
from candour.ledger.clock import today

_AT_ONCE = 1_000


@before_disposal
def requests(case: Case) -> str:
    if Request.objects.filter(case=case).exclude(state=State.CLOSED).exists():
        return "A request for records of it is open: close it first."
    if Complaint.objects.filter(request__case=case, answered_on=None).exists():
        return "A complaint about a request for records of it is not answered."
    last = Request.objects.filter(case=case, kept_until__gt=today()).order_by("-kept_until").first()
    if last is not None and last.kept_until is not None:
        until = last.kept_until
        return f"A request for records of it is kept until {until.day} {until:%B %Y}."
    return ""


@before_disposal
def held(case: Case) -> str:
    """By a hold from before it belonged to the case."""
    of = Q(request__case=case) | Q(sharing__case=case) | Q(arrival__request__case=case)
    standing = KeepingHold.objects.filter(of, lifted_at=None).exists()
    return "A hold stands on a request for records of it, or on a note of what was shared at once." if standing else ""


@in_copy
def every_request(case: Case) -> Iterator[tuple[str, str, Content]]:
    """Every row, as it is kept."""
    rows = Request.objects.filter(case=case).order_by("pk")
    yield "requests/request.jsonl", "Requests for access", json_lines(rows.values().iterator(chunk_size=_AT_ONCE))
    models: tuple[type[Model], ...] = (*PARTS, Destruction, KeepingHold)
    for model in models:
        found = model._default_manager.filter(request__case=case).order_by("pk").values()
        what = f"Requests for access: {model._meta.verbose_name_plural}"
        yield f"requests/{model._meta.model_name}.jsonl", what, json_lines(found.iterator(chunk_size=_AT_ONCE))
