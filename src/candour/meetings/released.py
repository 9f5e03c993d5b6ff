"""Disclosures in which details of a paper are removed for somebody, as the app above this one tells of them.

Meetings know nothing of how a disclosure is made: who does, marks a function with ``tells_of_disclosures``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from candour.cases.models import Case
from candour.meetings.models import Attendee


@dataclass(frozen=True, slots=True)
class Made:
    """A disclosure for the minutes of a meeting. ``recipient``: the key of a person of the register, or a body."""

    key: str
    recipient: str
    to: str
    """Whom it is for, in words."""
    records: frozenset[str]
    """Keys of the records it is of."""
    state: str
    """In words."""
    released: bool
    """It is made, checked and verified, and nothing holds it up."""


Teller = Callable[[Case], Iterable[Made]]
_TELLERS: list[Teller] = []


def tells_of_disclosures(teller: Teller) -> Teller:
    """Marks what lists the disclosures of a case that were opened for minutes; loaded with its app."""
    _TELLERS.append(teller)
    return teller


def made_for(attendee: Attendee, *, papers: Collection[str]) -> list[Made]:
    """Those for this person that are of these papers and of nothing else; released ones first."""
    found = (each for teller in _TELLERS for each in teller(attendee.case))
    fitting = [each for each in found if _for(each, attendee) and papers and each.records == set(papers)]
    return sorted(fitting, key=lambda each: (not each.released, each.key))


def _for(made: Made, attendee: Attendee) -> bool:
    """Somebody who is not in the register can be sent only what was made for a body."""
    if attendee.person is not None:
        return made.recipient == attendee.person.key
    return made.recipient in ("professional", "legal", "police")
