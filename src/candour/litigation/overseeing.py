"""Says which disclosures a live matter puts under legal oversight: those for its parties, and those made for a court."""

from __future__ import annotations

from django.db import connection

from candour.cases.models import Case
from candour.disclosure.under_oversight import in_a_matter, oversee
from candour.ledger.clock import today
from candour.litigation.models import Matter
from candour.litigation.scope import cases_of
from candour.packs import in_force


@in_a_matter
def in_matter(case: Case, recipient: str, purpose: str) -> str:
    """Why records for ``recipient`` (a register key or a body) belong to a live matter; whoever asks need not see it."""
    with connection.cursor() as cursor:
        cursor.execute("select live, party from candour_live_matter(%s, %s)", [case.pk, recipient])
        live, party = cursor.fetchone()
    if party:
        return "Whoever gets it is a party in a legal matter on the case."
    courts = {each.purpose for each in in_force.current(on=today()).matters.values()}
    return "It is made for a court, and a legal matter on the case is live." if live and purpose in courts else ""


def oversee_all(matter: Matter) -> None:
    """What is open already falls under oversight too."""
    for case in cases_of(matter):
        oversee(case)
