"""A clock of a pack as values: from when it counts, how long, and what stops or lengthens it. It reads no wall clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Clock:
    """``unit``: ``months`` (calendar), ``days``, ``working_days``, or ``stated`` (the requester names the day).

    ``counts_from``: what has to have come before it starts (``received``, ``identity``, ``fee``); the latest counts.
    ``holidays``: whose bank holidays are no working days (``england``, ``any_uk``). ``rolls``: a last day that is no
    working day becomes the next one that is. ``clarification``: ``pause`` (the days from asking to answer do not count,
    both included), ``restart`` (it starts again with the answer) or ``none``. ``extend_months`` (a clock of months),
    ``extend_days`` (any other, of ``unit``): by how much it can be lengthened with a notice inside the first period; 0:
    it cannot.

    ``fee_pauses`` (a clock of working days): the days from asking for a fee to its payment do not count, both included;
    ``fee_months`` or ``fee_days`` (of ``unit``): how long there is to pay it. The citations beside ``citation`` are for
    steps with a law of their own; without them it stands there.
    """

    id: str
    title: str
    unit: str
    length: int
    counts_from: frozenset[str]
    holidays: str
    rolls: bool
    clarification: str
    citation: str
    in_force_from: date
    checked: str
    explanation: str
    also: tuple[str, ...] = ()
    extend_months: int = 0
    extend_days: int = 0
    extend_citation: str = ""
    clarification_citation: str = ""
    rolls_citation: str = ""
    fee_pauses: bool = False
    fee_months: int = 0
    fee_days: int = 0
    fee_citation: str = ""
