"""Enters that somebody looked at a request: once for each person and day, whichever of its pages they open."""

from __future__ import annotations

from datetime import datetime, time

from candour.access.models import Request
from candour.accounts.models import User
from candour.ledger.acting import record
from candour.ledger.clock import LONDON, today
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb


def looked(request: Request, *, by: User) -> None:
    since = datetime.combine(today(), time(), LONDON)
    earlier = Entry.objects.filter(actor=by.pk, at__gte=since, verb=Verb.REQUEST_VIEWED, object=f"request:{request.pk}")
    if not earlier.exists():
        record(Verb.REQUEST_VIEWED, case=request.case_id, object=f"request:{request.pk}")
