"""Enters that somebody looked at a request: once for each person and day, whichever of its pages they open."""

from __future__ import annotations

from datetime import datetime, time

from django.db import connection

from candour.access.models import Request
from candour.accounts.models import User
from candour.ledger.acting import record
from candour.ledger.clock import LONDON, today
from candour.ledger.verbs import Verb


def looked(request: Request, *, by: User) -> None:
    since = datetime.combine(today(), time(), LONDON)
    with connection.cursor() as cursor:  # the ledger of what belongs to no case is not for everybody to read
        cursor.execute("select candour_looked(%s, %s, %s)", [by.pk, f"request:{request.pk}", since])
        looked_before = cursor.fetchone()[0]
    if not looked_before:
        record(Verb.REQUEST_VIEWED, case=request.case_id, object=f"request:{request.pk}")
