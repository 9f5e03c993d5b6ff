"""Tells everybody who sees a case that a live matter is on it, and who sees the file by that; of the matter itself nothing."""

from __future__ import annotations

from django.db import connection

from candour.accounts.queries import names
from candour.cases.models import Case
from candour.cases.seen_through import Seen, also_seen
from candour.litigation.board import title_of
from candour.litigation.models import Capacity


@also_seen
def through_matters(case: Case) -> list[Seen]:
    with connection.cursor() as cursor:
        cursor.execute("select kind, capacity, person, since from candour_seen_through_matters(%s)", [case.pk])
        rows = cursor.fetchall()
    called = names(person for _, _, person, _ in rows)
    return [
        Seen(f"{title_of(kind)}: {Capacity(capacity).label.lower()}", called.get(person, "Somebody"), since)
        for kind, capacity, person, since in rows
    ]
