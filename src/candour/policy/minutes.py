"""Who gets the minutes of a meeting, as a pack's rules: by kind of meeting, capacity and what happened. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

RECORD, REPORT = "record", "report"
THINGS = (RECORD, REPORT)
"""What may go out after a meeting: its record, and the social worker's report to it."""
ENTITLED, CHAIR, CHAIR_OR_PRACTITIONER = "entitled", "chair", "chair_or_practitioner"
SOCIAL_WORKER_AND_REVIEWING_OFFICER = "social_worker_and_reviewing_officer"
RECORD_OR_INFORMATION, NOTHING = "record_or_information", "nothing"


@dataclass(frozen=True, slots=True)
class MinutesRule:
    """What people in ``capacity`` get of ``meetings`` where what happened is one of ``when``.

    ``decided_by`` ``entitled``: they get it and nobody decides; empty with ``gives`` ``nothing``. ``needs``: what has to
    have happened before (``views_presented``, ``parents_agree``). ``remove``: what may have to be removed, in words;
    ``consider``: what makes it needful to think about that.
    """

    id: str
    title: str
    meetings: frozenset[str]
    capacity: frozenset[str]
    when: frozenset[str]
    gives: str
    citation: str
    in_force_from: date
    checked: str
    explanation: str
    decided_by: str = ""
    on_request: bool = False
    needs: frozenset[str] = frozenset()
    remove: tuple[str, ...] = ()
    consider: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """Of which of THINGS it speaks."""
        return REPORT if self.gives == REPORT else RECORD

    def fits(self, *, meeting: str, capacity: str, happened: str) -> bool:
        return meeting in self.meetings and capacity in self.capacity and happened in self.when


def rule_for(
    rules: Iterable[MinutesRule], *, thing: str, meeting: str, capacity: str, happened: str
) -> MinutesRule | None:
    """The first rule about ``thing`` that fits, a council's own before those it extends; None: the pack does not say."""
    fitting = (each for each in rules if each.fits(meeting=meeting, capacity=capacity, happened=happened))
    return next((each for each in fitting if each.about == thing), None)


def minutes_rule(table: Mapping[str, Any]) -> MinutesRule:
    """The value of a [[minutes]] table whose form was checked."""
    sets = {name: frozenset(table.get(name, ())) for name in ("meetings", "capacity", "when", "needs")}
    lists = {name: tuple(table.get(name, ())) for name in ("remove", "consider", "open_points")}
    return MinutesRule(**{**table, **sets, **lists})


def faults(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Key and fault of what does not go together in a [[minutes]] table whose form was checked."""
    decided_by = table.get("decided_by", "")
    if (table["gives"] == NOTHING) != (not decided_by):
        yield "decided_by", 'is needed, unless gives = "nothing": then there is nothing to decide'
    if table["gives"] == RECORD_OR_INFORMATION and decided_by != SOCIAL_WORKER_AND_REVIEWING_OFFICER:
        yield "decided_by", f"has to be {SOCIAL_WORKER_AND_REVIEWING_OFFICER}: both agree to what is sent instead"
    if "views_presented" in table.get("needs", ()) and set(table["when"]) != {"excluded"}:
        yield "needs", 'has views_presented, which goes with when = ["excluded"] only'
    if table["gives"] == NOTHING and {"on_request", "needs", "remove"} & table.keys():
        yield "gives", "is nothing, so there is nothing to ask for, to need or to remove"
