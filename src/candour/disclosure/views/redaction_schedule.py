"""The schedule of redactions with explanations, to print or as a table: for a statement before a court."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from candour.accounts.gate import AuthorisedRequest
from candour.cases.views.table_file import table_file
from candour.disclosure.gate import on_disclosure
from candour.disclosure.models import Disclosure
from candour.disclosure.scheduling import COLUMNS, NOT_GIVEN, Line
from candour.disclosure.scheduling import schedule as lines
from candour.disclosure.views.disclosures import recipients
from candour.disclosure.views.redaction_words import LOCK, STANDS
from candour.disclosure.views.showing import KINDS
from candour.disclosure.views.viewing import note_view
from candour.ledger.acting import record
from candour.ledger.verbs import Verb


@on_disclosure()
def schedule(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    note_view(disclosure, None)
    found = _lines(disclosure)
    shown = {
        "case": disclosure.case,
        "disclosure": disclosure,
        "recipient": recipients(disclosure.case).get(disclosure.recipient, disclosure.recipient),
        "lines": found,
        "columns": COLUMNS,
        "empty": sum(not each.explanation for each in found),
        "not_given": sum(each.explanation == NOT_GIVEN for each in found),
    }
    return render(request, "disclosure/redaction_schedule.html", shown)


@on_disclosure()
def table(request: AuthorisedRequest, disclosure: Disclosure) -> HttpResponse:
    found = _lines(disclosure)
    record(
        Verb.REDACTIONS_DOWNLOADED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", redactions=len(found)
    )
    return table_file(f"redactions-{disclosure.key}", COLUMNS, (each.cells for each in found))


def _lines(disclosure: Disclosure) -> list[Line]:
    if not disclosure.prepared_as:
        return []
    stands = {key: words for key, (words, _) in STANDS.items()}
    return list(lines(disclosure, kinds={**KINDS, "DRAWN": "Drawn box", "PAGE": "Page"}, stands=stands, lock=LOCK))
