"""Notes what a party to a matter was sent from Candour as disclosed, by itself, in every live matter of the case.

Whoever sends it need not see the matter: a job of the case notes it, from the schedule of the bundle. It sends nothing.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.db.models import Q, QuerySet

from candour.cases.models import Case, Record
from candour.disclosure.after_delivery import after_delivery
from candour.disclosure.models import Delivery, Disclosure
from candour.disclosure.producing import folder_of
from candour.jobs import job
from candour.ledger.clock import LONDON
from candour.litigation import disclosing
from candour.litigation.disclosing import Sent, Went
from candour.litigation.listed import content_of
from candour.litigation.models import Matter, MatterCase, Party, Side

_COURT = "court"
"""What a disclosure calls the court as its recipient."""
_HOW = "Sent from Candour, by a link and a code"


@after_delivery
def sent(delivery: Delivery) -> None:
    """A new link to the same bundle is noted once for each day."""
    note_delivery.enqueue(case=delivery.case_id, delivery=delivery.pk)


@job("litigation.note_delivery", beside=True)
def note_delivery(*, case: int, delivery: int) -> None:
    found = Delivery.objects.select_related("production", "disclosure", "case", "made_by").get(pk=delivery)
    matters = _matters(found.case)
    if not matters.exists():
        return
    documents = list(_documents(found))
    on = found.made_at.astimezone(LONDON).date()
    for matter in matters.select_for_update(of=("self",)).order_by("pk"):
        for party in _parties(matter, found.disclosure):
            went = Went(party, on, _HOW)
            disclosing.add(matter, documents, went, by=found.made_by, disclosure=found.disclosure.key)


def _matters(case: Case) -> QuerySet[Matter]:
    linked = MatterCase.objects.filter(case=case, ended_at=None).values("matter")
    return Matter.objects.filter(pk__in=linked, closed_at=None)


def _parties(matter: Matter, disclosure: Disclosure) -> QuerySet[Party]:
    """Who of the matter the recipient is: somebody of the case's register, or the court."""
    person = Q(person__case=disclosure.case_id, person__key=disclosure.recipient)
    court = Q(side=Side.COURT) if disclosure.recipient == _COURT else Q(pk=None)
    return Party.objects.filter(person | court, matter=matter, ended_at=None).order_by("pk")


def _documents(delivery: Delivery) -> Iterator[Sent]:
    """Records of which a page is in the bundle, with the bytes that they had then."""
    folder = folder_of(delivery.case, delivery.disclosure, delivery.production.number)
    pages, contents = scheduled(folder / "schedule.csv")
    for record in Record.objects.filter(case=delivery.case, key__in=pages).order_by("pk"):
        many = pages[record.key]
        content = contents[record.key] if record.size else ""
        whole = many >= record.pages_count and content == content_of(record)
        yield Sent(record, content, None if whole else many)


def scheduled(schedule: Path) -> tuple[Counter[str], dict[str, str]]:
    """How many pages of each record are in the bundle, and the SHA-256 of its file."""
    pages, contents = Counter[str](), dict[str, str]()
    with schedule.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["bundle_file"]:
                record = row["record_id"].removeprefix("'")
                pages[record] += 1
                contents[record] = row["sha256"]
    return pages, contents
