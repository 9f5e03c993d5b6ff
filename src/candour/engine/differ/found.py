"""A difference between two clauses before it is told: what, how strongly, and the words it hangs on."""

from __future__ import annotations

from dataclasses import dataclass

from candour.engine.differ.terms import Term
from candour.engine.differ.values import Difference


@dataclass(frozen=True, slots=True)
class Found:
    difference: Difference
    strength: float
    mine: Term | None
    theirs: Term | None
    says: tuple[str, str] = ("", "")
    """What the statement says and what the record says, where that is short: two dates, two numbers."""
    key: str = ""
    """Differences of one kind with the same key say the same."""
