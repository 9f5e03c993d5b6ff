"""What stands against destroying a case. Apps above this one add what they know (``before_disposal``); nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable

from candour.cases import retaining
from candour.cases.models import Case
from candour.ledger.clock import today

Objection = Callable[[Case], str]
"""Why a case cannot be destroyed now, as a sentence that names no person; empty: nothing against it."""
_OBJECTIONS: list[Objection] = []


def before_disposal(objection: Objection) -> Objection:
    """Marks a function that is asked before a case is destroyed; the module has to be loaded with its app."""
    _OBJECTIONS.append(objection)
    return objection


def obstacles(case: Case) -> list[str]:
    """Everything that stands against destroying the case today, in sentences; empty: it may be proposed."""
    pack = retaining.schedule()
    due, holds = retaining.kept(case, pack=pack).due, retaining.holds(case, pack=pack)
    found = []
    if due.not_before is None:
        found.append(f"It cannot be worked out how long it is kept. What is missing: {', '.join(due.missing)}.")
    elif due.not_before > today():
        found.append(f"It may be destroyed from {due.not_before.day} {due.not_before:%B %Y}, not before.")
    found += [f"{each.title}: nothing may be destroyed until this is lifted for the case." for each in holds.named]
    if holds.standing:
        found.append("A legal hold stands on it.")
    return found + [why for objection in _OBJECTIONS if (why := objection(case))]
