"""Stands against sending a party what a lawyer withholds from their inspection. It tells how many documents, and not which.

Whoever sends need not see the matter, so the database is asked; a lawyer who finds that it may go marks it otherwise.
"""

from __future__ import annotations

from django.db import connection

from candour.cases.models import Record
from candour.disclosure.before_release import before_release
from candour.disclosure.models import Disclosure, Outcome
from candour.disclosure.producing import folder_of
from candour.litigation.delivered import scheduled
from candour.litigation.listed import content_of


@before_release
def withheld(disclosure: Disclosure) -> str:
    """Of the bundle that would be handed over; empty where there is none yet."""
    made = disclosure.productions.filter(outcome=Outcome.MADE).order_by("-number").first()
    kept = _kept(disclosure) if made is not None else set()
    if made is None or not kept:
        return ""
    schedule = folder_of(disclosure.case, disclosure, made.number) / "schedule.csv"
    pages, _ = scheduled(schedule) if schedule.is_file() else ({}, {})
    going = Record.objects.filter(case=disclosure.case_id, key__in=pages).only("pk", "sha256", "size")
    many = sum(each.pk in kept or (content_of(each) or None) in kept for each in going)
    if not many:
        return ""
    told = "One of the documents is" if many == 1 else f"{many} of the documents are"
    return f"{told} withheld from their inspection by Legal in a matter to which they are a party."


def _kept(disclosure: Disclosure) -> set[object]:
    """Numbers of records, and their bytes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select record, content from candour_withheld(%s, %s)", [disclosure.case_id, disclosure.recipient]
        )
        rows = cursor.fetchall()
    return {record for record, _ in rows} | {content for _, content in rows if content}
