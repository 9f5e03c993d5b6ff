"""Says which disclosures a live matter puts under legal oversight: those for its parties, and those made for a court."""

from __future__ import annotations

from django.db import connection

from candour.ledger.clock import today
from candour.packs import in_force


def in_matter(case: int, recipient: str, purpose: str) -> bool:
    """Whether records of a case for ``recipient`` (a register key or a body) belong to a live matter of it.

    Whoever works on the disclosure need not see the matter.
    """
    with connection.cursor() as cursor:
        cursor.execute("select live, party from candour_live_matter(%s, %s)", [case, recipient])
        live, party = cursor.fetchone()
    courts = {each.purpose for each in in_force.current(on=today()).matters.values()}
    return bool(party or (live and purpose in courts))
